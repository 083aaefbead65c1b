"""What may stand in the addresses of a register, so that nothing else gets any further."""

import re

from council.kernel.visibility import Unseen

SIZE = "0|[1-9][0-9]{0,14}"


def read_size(written: str) -> int | None:
    """Return the number of entries that was asked for; None where none was.

    Raises:
        Unseen: no register has such a size.
    """
    if not written:
        return None
    if re.fullmatch(SIZE, written) is None:
        raise Unseen
    return int(written)


class SizeConverter:
    """A number of entries, written in one way only."""

    regex = SIZE

    def to_python(self, value: str) -> int:
        """Read the number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Write the number."""
        return str(value)


class LevelConverter(SizeConverter):
    """A level of tiles; more than five the largest register does not have."""

    regex = "[0-5]"


class TileConverter:
    """The number of a tile in groups of three digits, and how much there is of it."""

    regex = r"(?:x[0-9]{3}/){0,4}[0-9]{3}(?:\.p/(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9][0-9]?))?"

    def to_python(self, value: str) -> str:
        """Take it as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Leave it as it stands."""
        return value
