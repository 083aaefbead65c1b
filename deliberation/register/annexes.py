"""Files made of minutes before their entry, which commits to them.

Formats stand above the register and are not known here: each says for itself what it makes.
"""

from collections.abc import Callable, Iterable, Sequence

from deliberation.minutes.models import Minutes
from deliberation.minutes.selectors.documents import whole_minutes
from deliberation.register.services.minuting import MinutesFile

Maker = Callable[[Minutes], Iterable[MinutesFile]]
_makers: list[Maker] = []


def made_before_entry(maker: Maker) -> Maker:
    """Let ``maker`` say which files there are of adopted minutes."""
    _makers.append(maker)
    return maker


def files_of(minutes_id: int) -> Sequence[MinutesFile]:
    """Return the files of adopted minutes; they are made outside of any transaction."""
    minutes = whole_minutes().filter(pk=minutes_id).first()
    if minutes is None or minutes.facts is None:
        return ()
    return [file for maker in _makers for file in maker(minutes)]
