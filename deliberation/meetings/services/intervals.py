"""Presence as rows: each stay from an arrival to a departure; written under the meeting's lock."""

from collections.abc import Collection, Mapping

from django.db.models import QuerySet
from django.utils import timezone

from deliberation.meetings.models import Attendance, Excuse, Meeting, Mode


def note_arrivals(
    meeting: Meeting, modes: Mapping[int, Mode], *, is_by_roll_call: bool = False
) -> tuple[int, ...]:
    """Begin a stay for each member who is not there yet, or now attends from elsewhere.

    Returns:
        Ids of those for whom something changed; an excuse they had sent is taken back.
    """
    here = dict(_running(meeting).values_list("member_id", "mode"))
    came = {member: mode for member, mode in modes.items() if here.get(member) != mode}
    now = timezone.now()
    _running(meeting).filter(member__in=came).update(left_at=now)
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            member_id=member,
            mode=mode,
            arrived_at=now,
            is_by_roll_call=is_by_roll_call,
        )
        for member, mode in came.items()
    )
    take_back_excuses(meeting, came)
    return tuple(sorted(came))


def note_departures(meeting: Meeting, member_ids: Collection[int]) -> tuple[int, ...]:
    """End the stay of each of the members who is there, and return their ids."""
    staying = _running(meeting).filter(member__in=member_ids)
    gone = tuple(sorted(staying.values_list("member_id", flat=True)))
    staying.update(left_at=timezone.now())
    return gone


def note_excuses(
    meeting: Meeting, member_ids: Collection[int], reason: str = ""
) -> tuple[int, ...]:
    """Record that these members sent word, once each, and return those for whom it is new."""
    known = set(_excused(meeting).values_list("member_id", flat=True))
    new = tuple(sorted(set(member_ids) - known))
    Excuse.objects.bulk_create(
        Excuse(meeting=meeting, member_id=member, reason=reason) for member in new
    )
    return new


def take_back_excuses(meeting: Meeting, member_ids: Collection[int]) -> None:
    """Note that the word these members sent no longer holds."""
    _excused(meeting).filter(member__in=member_ids).update(withdrawn_at=timezone.now())


def _running(meeting: Meeting) -> QuerySet[Attendance]:
    return Attendance.objects.filter(meeting=meeting, left_at=None)


def _excused(meeting: Meeting) -> QuerySet[Excuse]:
    return Excuse.objects.filter(meeting=meeting, withdrawn_at=None)
