"""A rehearsal of registry files in the words of the reader."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.kernel.phrases import phrases
from council.members.models import RegistryImport
from council.members.phrases import FAULTS
from council.members.registry.columns import Sheet
from council.rules.imports import Change, Fault, Rehearsal

SHEETS: dict[str, str | Promise] = {
    Sheet.ORGANISATIONS: gettext_lazy("Organisations"),
    Sheet.MEMBERS: gettext_lazy("Members"),
    Sheet.SEATS: gettext_lazy("Seats"),
    Sheet.OFFICES: gettext_lazy("Offices"),
}
ENCODINGS = {"cp1254": "Windows-1254", "cp1256": "Windows-1256", "utf-16": "UTF-16"}


@dataclass(frozen=True)
class FaultLine:
    """What is wrong with a row, as a sentence."""

    file: str
    row: int
    column: str
    words: str


@dataclass(frozen=True)
class SheetPreview:
    """What one table would change."""

    title: str | Promise
    created: list[Change]
    amended: list[Change]
    unchanged: int

    @property
    def count(self) -> int:
        """How many rows say something new."""
        return len(self.created) + len(self.amended)


@dataclass(frozen=True)
class Preview:
    """Everything the clerk looks at before files are taken in."""

    sheets: list[SheetPreview]
    faults: list[FaultLine]
    files: list[tuple[str, str]]


def preview_of(kept: RegistryImport, rehearsal: Rehearsal) -> Preview:
    """Return the rehearsal in the reader's words; guessed encodings are told."""
    files = [(table["file"], ENCODINGS.get(table["encoding"], "")) for table in kept.rows]
    return Preview(
        sheets=[_sheet(sheet, rehearsal) for sheet in Sheet if _has_rows(sheet, rehearsal)],
        faults=[_line(fault) for fault in rehearsal.faults],
        files=files,
    )


def _has_rows(sheet: Sheet, rehearsal: Rehearsal) -> bool:
    return any(change.table == sheet for change in rehearsal.changes)


def _sheet(sheet: Sheet, rehearsal: Rehearsal) -> SheetPreview:
    own = [change for change in rehearsal.changes if change.table == sheet]
    return SheetPreview(
        title=SHEETS[sheet],
        created=[change for change in own if change.act == "created"],
        amended=[change for change in own if change.act == "amended"],
        unchanged=sum(change.act == "unchanged" for change in own),
    )


def _line(fault: Fault) -> FaultLine:
    phrase = FAULTS.get(fault.code) or phrases().get(fault.code)
    words = str(phrase) % fault.facts if phrase else _("cannot be taken in")
    return FaultLine(fault.file, fault.row, fault.column, words)
