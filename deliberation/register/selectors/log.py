"""The lines of the register as its page lists them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from deliberation.register.models import Checkpoint, EntryKind, RegisterEntry, RegisterHead
from deliberation.rules.decisions import DecisionStatus

KINDS: dict[EntryKind, Promise] = {
    EntryKind.DECISION: pgettext_lazy("line of the register", "Decision adopted"),
    EntryKind.CORRECTION: pgettext_lazy("line of the register", "Decision corrected"),
    EntryKind.WITHDRAWAL: pgettext_lazy("line of the register", "Decision annulled"),
    EntryKind.ERASURE_NOTE: pgettext_lazy("line of the register", "Values erased"),
    EntryKind.KEY_CHANGE: pgettext_lazy("line of the register", "Key announced"),
    EntryKind.MINUTES: pgettext_lazy("line of the register", "Minutes approved"),
}

MINUTES_CORRECTED = pgettext_lazy("line of the register", "Minutes corrected")


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, as a page names it."""

    index: int
    label: Promise
    appended_at: datetime
    number: str  # of the decision; empty where the entry tells of none
    is_linked: bool  # the decision has a page that everybody may read
    meeting_id: int | None  # whose minutes it tells of
    is_signed: bool


def lines_in(head: RegisterHead | None) -> QuerySet[RegisterEntry]:
    """Return the entries of the register, newest first."""
    rows = RegisterEntry.objects.select_related("decision", "minutes").order_by("-index")
    return rows.filter(head=head) if head else rows.none()


def shown(entries: Iterable[RegisterEntry], checkpoint: Checkpoint | None) -> list[Line]:
    """Return the entries as lines."""
    size = checkpoint.size if checkpoint else 0
    return [_line(entry, size) for entry in entries]


def lines_of(decision_id: int) -> Sequence[Line]:
    """Return what the register says of a decision, oldest first."""
    return _lines(RegisterEntry.objects.filter(decision_id=decision_id))


def lines_of_minutes(minutes_id: int) -> Sequence[Line]:
    """Return what the register says of minutes, oldest first."""
    return _lines(RegisterEntry.objects.filter(minutes_id=minutes_id))


def _lines(entries: QuerySet[RegisterEntry]) -> Sequence[Line]:
    signed = Checkpoint.objects.filter(head=OuterRef("head")).order_by("-pk").values("size")[:1]
    rows = entries.select_related("decision", "minutes").order_by("index")
    found = rows.annotate(signed=Subquery(signed))
    return [_line(entry, entry.signed or 0) for entry in found]


def _line(entry: RegisterEntry, signed: int) -> Line:
    decision = entry.decision
    is_of_minutes = entry.kind is EntryKind.CORRECTION and entry.minutes_id is not None
    return Line(
        index=entry.index,
        label=MINUTES_CORRECTED if is_of_minutes else KINDS[entry.kind],
        appended_at=entry.appended_at,
        number=decision.number if decision else "",
        is_linked=decision is not None and decision.status is not DecisionStatus.ADOPTED,
        meeting_id=entry.minutes.meeting_id if entry.minutes else None,
        is_signed=entry.index < signed,
    )
