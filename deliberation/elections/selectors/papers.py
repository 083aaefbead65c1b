"""Ballot papers as two people read them, batch by batch, and where they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from council.accounts.models import User
from deliberation.elections.models import Batch, BatchReading, Candidacy, Election, PaperReading
from deliberation.meetings.selectors.sentences import isolated
from deliberation.rules.tally.box import Marks

BOTH = 2


@dataclass(frozen=True, slots=True)
class Difference:
    """A paper that two people read differently; ``None``: one of them did not enter it."""

    number: int
    readings: Sequence[Marks | None]


@dataclass(frozen=True, slots=True)
class BatchState:
    """How far a batch has come; what differs is told only when both are done."""

    number: int
    readings: Sequence[BatchReading]
    papers: Sequence[Mapping[int, Marks]]

    @property
    def is_finished(self) -> bool:
        """Two persons have said that they are done."""
        return len(self.readings) == BOTH and all(one.is_finished for one in self.readings)

    @property
    def differences(self) -> Sequence[Difference]:
        """The papers on which the two do not agree, by number; none before both are done."""
        if not self.is_finished:
            return []
        numbers = sorted({number for papers in self.papers for number in papers})
        found = [Difference(n, [papers.get(n) for papers in self.papers]) for n in numbers]
        return [one for one in found if one.readings[0] != one.readings[1]]

    def own(self, user: User) -> tuple[BatchReading, Mapping[int, Marks]] | None:
        """Return what the user entered of the batch, if anything."""
        for reading, papers in zip(self.readings, self.papers, strict=True):
            if reading.entered_by_id == user.pk:
                return reading, papers
        return None


def batches_of(election: Election) -> Sequence[BatchState]:
    """Return the batches by number, with both readings; three queries."""
    readings = BatchReading.objects.select_related("entered_by").order_by("pk")
    rows = Batch.objects.filter(election=election).order_by("number")
    read = rows.prefetch_related(
        Prefetch("readings", readings),
        Prefetch("readings__papers", PaperReading.objects.order_by("number")),
    )
    return [_state(batch) for batch in read]


def batch_numbered(election: Election, number: int) -> BatchState:
    """Return one batch; one that nobody has begun is empty."""
    found = (one for one in batches_of(election) if one.number == number)
    return next(found, BatchState(number, [], []))


def marks_on_papers(batches: Sequence[BatchState]) -> list[Marks]:
    """Return what stands on all papers, as both readers agree."""
    return [marks for one in batches for marks in one.papers[0].values()]


def _state(batch: Batch) -> BatchState:
    readings = list(batch.readings.all())
    papers = [{one.number: one.marks for one in each.papers.all()} for each in readings]
    return BatchState(batch.number, readings, papers)


def differing(
    state: BatchState, people: Sequence[Candidacy]
) -> Sequence[tuple[int, Sequence[str]]]:
    """Return the papers on which two people do not agree, each reading in a line of words."""
    return [
        (one.number, [_words(each, people) for each in one.readings]) for one in state.differences
    ]


def _words(marks: Marks | None, people: Sequence[Candidacy]) -> str:
    if marks is None:
        return _("not entered")
    if not marks:
        return pgettext("remark on papers", "blank")
    ordered = sorted(people, key=lambda one: marks.get(one.key, 0))
    named = [
        f"{marks[one.key]} {isolated(one.member.public_name)}"
        for one in ordered
        if one.key in marks
    ]
    return pgettext("between names", ", ").join(named)
