"""The draft of minutes, compiled from what was recorded in the meeting and corrected since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import pairwise

from deliberation.rules.record.facts import (
    AmendmentFacts,
    Facts,
    Frame,
    Interruption,
    ItemFacts,
    Opening,
    People,
    Presence,
    SittingFacts,
    Vote,
)
from deliberation.rules.record.presence import Came, Restated, attendance_at, stays_by_member

NEVER = datetime.max.replace(tzinfo=UTC)  # after everything that was put


@dataclass(frozen=True)
class Bounds:
    """When the meeting began and ended according to a correction; None: as it was recorded."""

    opened_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True)
class Source:
    """What the draft is compiled from: rows of the meeting as plain values.

    Attributes:
        frame: As it was recorded.
        bounds: Corrections of its beginning and end.
        came: Every stretch of attendance.
        restated: Corrections of it, the oldest first.
        seated: Members with a seat in the body on that day.
        acted_for: The titular member by alternate.
        excused: Members who sent word.
        officers: Chair, clerk and presidium, with the number of guests; the lists stay empty.
        opening: The finding at the opening.
        items: Without amendments and votes.
        amendments: By proposal.
        votes: All that were put, without those present.
    """

    frame: Frame
    came: Sequence[Came]
    seated: Sequence[int]
    excused: Sequence[int]
    officers: People
    opening: Opening | None
    items: Sequence[ItemFacts]
    votes: Sequence[Vote]
    amendments: Mapping[int, Sequence[AmendmentFacts]] = field(default_factory=dict)
    acted_for: Mapping[int, int] = field(default_factory=dict)
    bounds: Bounds = Bounds()
    restated: Sequence[Restated] = ()


def compile_facts(source: Source) -> Facts:
    """Return what the minutes state; it follows from the source alone, and from all of it."""
    frame = _bounded(source.frame, source.bounds)
    present = _present(source)
    votes = [attendance_at(vote, present) for vote in source.votes]
    return Facts(
        frame=frame,
        people=_people(source, present),
        opening=source.opening,
        items=tuple(_with_votes(item, votes, source.amendments) for item in source.items),
        interruptions=tuple(interruptions(frame.sittings)),
    )


def interruptions(sittings: Sequence[SittingFacts]) -> Iterable[Interruption]:
    """Yield the times between one sitting and the next."""
    for before, after in pairwise(sittings):
        if before.closed_at is not None:
            yield Interruption(before.closed_at, after.opened_at)


def _bounded(frame: Frame, bounds: Bounds) -> Frame:
    """Return the frame with its corrected beginning and end, which are also those of sittings."""
    opened_at = bounds.opened_at or frame.opened_at
    closed_at = bounds.closed_at or frame.closed_at
    sittings = list(frame.sittings)
    if sittings and opened_at is not None:
        sittings[0] = replace(sittings[0], opened_at=opened_at)
    if sittings:
        sittings[-1] = replace(sittings[-1], closed_at=closed_at)
    return replace(frame, opened_at=opened_at, closed_at=closed_at, sittings=tuple(sittings))


def _present(source: Source) -> Sequence[Presence]:
    stays = stays_by_member(source.came, source.restated)
    seated = set(source.seated)
    return [
        Presence(
            member_id=member_id,
            has_seat=member_id in seated or member_id in source.acted_for,
            acts_for=source.acted_for.get(member_id),
            stays=stays[member_id],
        )
        for member_id in sorted(stays)
    ]


def _people(source: Source, present: Sequence[Presence]) -> People:
    here = {one.member_id for one in present}
    excused = [one for one in dict.fromkeys(source.excused) if one not in here]
    missing = [one for one in dict.fromkeys(source.seated) if one not in here]
    return replace(
        source.officers,
        present=tuple(present),
        excused=tuple(excused),
        absent=tuple(one for one in missing if one not in excused),
    )


def _with_votes(
    item: ItemFacts, votes: Iterable[Vote], amendments: Mapping[int, Sequence[AmendmentFacts]]
) -> ItemFacts:
    own = sorted((vote for vote in votes if vote.item_id == item.item_id), key=_when)
    moved = amendments.get(item.proposal_id, ()) if item.proposal_id is not None else ()
    return replace(item, votes=tuple(own), amendments=tuple(_in_voting_order(moved, own)))


def _in_voting_order(
    amendments: Iterable[AmendmentFacts], votes: Sequence[Vote]
) -> Sequence[AmendmentFacts]:
    """Return the amendments as they were put to the vote; those never put follow by number."""
    put = [vote.amendment_id for vote in votes]
    places = {amendment: place for place, amendment in enumerate(put) if amendment is not None}
    return sorted(
        amendments, key=lambda one: (places.get(one.amendment_id, len(votes)), one.number)
    )


def _when(vote: Vote) -> tuple[datetime, int]:
    return vote.opened_at or NEVER, vote.poll_id
