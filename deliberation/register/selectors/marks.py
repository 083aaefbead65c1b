"""Where a paper stands in the register: what its last page says, so that it can be checked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from deliberation.minutes.models import Minutes
from deliberation.register.models import Checkpoint, Decision, RegisterEntry


@dataclass(frozen=True, slots=True)
class Mark:
    """The lines of the register that tell of a paper, and the first signature over all of them.

    Attributes:
        origin: What the register is called for ever.
        indexes: Of the lines, counted from 0.
        note: The checkpoint; empty: they are sealed and not signed yet.
    """

    origin: str
    indexes: Sequence[int]
    note: str

    @property
    def lines(self) -> str:
        """Their numbers, as a paper prints them."""
        return ", ".join(map(str, self.indexes))

    @property
    def note_lines(self) -> Sequence[str]:
        """The checkpoint line by line, the empty one between them too."""
        return self.note.splitlines()


def mark_of_decision(decision: Decision) -> Mark | None:
    """Return where the decision stands; None: it is older than the register."""
    return _mark(RegisterEntry.objects.filter(decision=decision))


def mark_of_minutes(minutes: Minutes) -> Mark | None:
    """Return where the minutes stand; None: they are not in the register yet."""
    return _mark(RegisterEntry.objects.filter(minutes=minutes))


def _mark(entries: "QuerySet[RegisterEntry]") -> Mark | None:
    found = list(entries.select_related("head").order_by("index"))
    if not found:
        return None
    head = found[-1].head
    covering = Checkpoint.objects.filter(head=head, size__gt=found[-1].index)
    signed = covering.order_by("pk").first()
    return Mark(head.origin, [one.index for one in found], signed.note if signed else "")
