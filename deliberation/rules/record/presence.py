"""Who was there at which moment, from the stretches of time in which people attended."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from council.rules.errors import RuleViolation
from deliberation.rules.record.facts import Away, Presence, Stay, Vote


class StaysOverlap(RuleViolation):
    """A person cannot be there twice at once, or leave before they come."""

    code = "stays_overlap"


@dataclass(frozen=True)
class Came:
    """A stretch of attendance as it was recorded in the meeting."""

    member_id: int
    stay: Stay


@dataclass(frozen=True)
class Restated:
    """When a person was there according to a correction with its reason; nothing: not at all."""

    member_id: int
    stays: tuple[Stay, ...]


def stays_by_member(
    recorded: Iterable[Came], restated: Iterable[Restated] = ()
) -> Mapping[int, tuple[Stay, ...]]:
    """Return when each person was there; the last correction of a person replaces the record."""
    found: dict[int, tuple[Stay, ...]] = {}
    for one in recorded:
        found[one.member_id] = (*found.get(one.member_id, ()), one.stay)
    found.update({one.member_id: one.stays for one in restated})
    return {member: in_order(stays) for member, stays in found.items() if stays}


def in_order(stays: Iterable[Stay]) -> tuple[Stay, ...]:
    """Return the stretches from the first to the last."""
    return tuple(sorted(stays, key=lambda stay: stay.since))


def require_stays(stays: Sequence[Stay]) -> None:
    """Do nothing if each stretch ends after it begins and before the next one.

    Raises:
        StaysOverlap: they do not.
    """
    ordered = in_order(stays)
    if any(stay.until is not None and stay.until < stay.since for stay in ordered):
        raise StaysOverlap
    if any(one.until is None or one.until > after.since for one, after in pairwise(ordered)):
        raise StaysOverlap


def attendance_at(vote: Vote, present: Iterable[Presence]) -> Vote:
    """Return the vote with those on its roll who were there while it was open, and who was not.

    Who left before the vote is not absent from it: they left at a moment that is told. Of whoever
    never came nothing is said here; the list of those absent has them.
    """
    if vote.opened_at is None:  # carried or thrown away before it was put
        return vote
    roll = set(vote.roll)
    on_it = [one for one in present if one.member_id in roll]
    opened, closed = vote.opened_at, vote.closed_at or vote.opened_at
    here = [one for one in on_it if any(_touches(stay, opened, closed) for stay in one.stays)]
    away = [_away(one, opened) for one in on_it if one not in here]
    return replace(vote, here=tuple(one.member_id for one in here), away=tuple(away))


def _touches(stay: Stay, opened: datetime, closed: datetime) -> bool:
    return stay.since <= closed and (stay.until is None or stay.until > opened)


def _away(person: Presence, opened: datetime) -> Away:
    ends = [stay.until for stay in person.stays if stay.until is not None and stay.until <= opened]
    begins = [stay.since for stay in person.stays if stay.since > opened]
    return Away(person.member_id, max(ends, default=None), min(begins, default=None))
