"""What stands against a registry file as a whole, and against one of its rows."""

import json
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any

from council.rules.errors import RuleViolation


class UnreadableFile(RuleViolation):
    """The file is no CSV and no XLSX table, or is broken."""

    code = "unreadable_file"


class FileTooLarge(RuleViolation):
    """The file, or what it unpacks to, is larger than a registry can be."""

    code = "file_too_large"


class TooManyRows(RuleViolation):
    """The file has more rows than can be looked through at once."""

    code = "too_many_rows"


class UnknownTable(RuleViolation):
    """The first line names the columns of none of the four registry tables."""

    code = "unknown_table"


class EmptyFile(RuleViolation):
    """The file has no row below its first line."""

    code = "empty_file"


class UnfitRow(RuleViolation):
    """A row cannot be taken in, for the reason in ``reason``."""

    code = "unfit_row"


class FaultyImport(RuleViolation):
    """Some rows cannot be taken in, so none is."""

    code = "faulty_import"


class RegistryChanged(RuleViolation):
    """The registry has changed since the preview; what was shown is no longer what would happen."""

    code = "registry_changed"


class ImportIsDone(RuleViolation):
    """The file has been taken in before."""

    code = "import_is_done"


@dataclass(frozen=True)
class Fault:
    """What is wrong with one row; ``code`` is that of a refusal or of a row's own faults."""

    table: str
    file: str
    row: int
    column: str
    code: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """What taking in one row does: ``act`` is ``created``, ``amended`` or ``unchanged``.

    ``details`` are (column, before, after), as the registry writes them.
    """

    table: str
    row: int
    act: str
    subject: str
    details: tuple[tuple[str, str, str], ...] = ()

    @property
    def is_news(self) -> bool:
        """The row says something that the registry does not say yet."""
        return self.act != "unchanged"


@dataclass(frozen=True)
class Rehearsal:
    """Everything that taking in the rows would do, or what stands against it."""

    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]

    @property
    def news(self) -> tuple[Change, ...]:
        """The rows that say something new."""
        return tuple(change for change in self.changes if change.is_news)

    @property
    def fingerprint(self) -> str:
        """What two rehearsals that do the same share."""
        plain = [asdict(change) for change in self.news]
        return sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()

    def count(self, table: str, act: str) -> int:
        """Return how many rows of a table do this."""
        return sum(change.table == table and change.act == act for change in self.changes)
