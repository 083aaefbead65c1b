"""Who comes, who leaves, who sends word."""

from collections.abc import Collection, Mapping

from django.db import transaction

from council.accounts.models import User
from council.kernel.events import Event, emit
from council.kernel.permissions import authorise
from council.ledger.services import journal
from council.members.models import Member
from council.members.selectors import member_of, today_in
from council.rules.errors import RuleViolation
from deliberation.meetings.events import MemberArrived, MemberExcused, MemberLeft, RollCalled
from deliberation.meetings.models import Meeting, Mode
from deliberation.meetings.order import require_gathering
from deliberation.meetings.selectors.electorate import present_ids, quorum_of
from deliberation.meetings.selectors.held import locked_meeting
from deliberation.meetings.selectors.participants import local_day, names_of, participant_ids
from deliberation.meetings.selectors.presence import Mark
from deliberation.meetings.services.intervals import (
    note_arrivals,
    note_departures,
    note_excuses,
    take_back_excuses,
)
from deliberation.meetings.services.substitution import hand_back_seats


class NotAParticipant(RuleViolation):
    """The person has neither seat nor duty in the body that meets."""

    code = "not_a_participant"


class TooEarlyToAttend(RuleViolation):
    """The day of the meeting has not come."""

    code = "too_early_to_attend"


class PresentAlready(RuleViolation):
    """Whoever is there cannot be excused."""

    code = "present_already"


@transaction.atomic
def check_in(*, actor: User, meeting_id: int, mode: Mode = Mode.HALL) -> Meeting:
    """Note that the actor is in attendance from now on; doing it again changes nothing.

    Raises:
        PermissionDenied: the actor has neither seat nor duty in the body.
        MeetingNotOpen: the meeting is not convened, or over.
        TooEarlyToAttend: the day of the meeting has not come.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.check_in", meeting)
    _require_doors_open(meeting)
    return _arrived(actor, meeting, _own(actor, meeting).pk, mode)


@transaction.atomic
def check_out(*, actor: User, meeting_id: int) -> Meeting:
    """Note that the actor leaves; a ballot already cast stands.

    Raises:
        PermissionDenied: the actor has neither seat nor duty in the body.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.check_in", meeting)
    return _left(actor, meeting, _own(actor, meeting).pk)


@transaction.atomic
def mark_arrival(
    *, actor: User, meeting_id: int, member_id: int, mode: Mode = Mode.HALL
) -> Meeting:
    """Note that a member came, as the desk saw it.

    Raises:
        PermissionDenied: the actor neither presides nor is clerk.
        MeetingNotOpen, TooEarlyToAttend: as for a check-in.
        NotAParticipant: the person has neither seat nor duty in the body.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.call_roll", meeting)
    _require_doors_open(meeting)
    require_participants(meeting, [member_id])
    return _arrived(actor, meeting, member_id, mode)


@transaction.atomic
def mark_departure(*, actor: User, meeting_id: int, member_id: int) -> Meeting:
    """Note that a member left, as the desk saw it.

    Raises:
        PermissionDenied: the actor neither presides nor is clerk.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.call_roll", meeting)
    return _left(actor, meeting, member_id)


@transaction.atomic
def call_roll(*, actor: User, meeting_id: int, marks: Mapping[int, Mark]) -> Meeting:
    """Record the roll call by name; members that are not named keep the mark they had.

    Args:
        actor: Who called the names.
        meeting_id: The meeting.
        marks: What was found, by id of member.

    Raises:
        PermissionDenied: the actor neither presides nor is clerk.
        MeetingNotOpen, TooEarlyToAttend: as for a check-in.
        NotAParticipant: somebody named has neither seat nor duty in the body.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.call_roll", meeting)
    _require_doors_open(meeting)
    require_participants(meeting, marks)
    modes = {member: Mode(mark) for member, mark in marks.items() if mark in {*Mode}}
    away = frozenset(marks) - frozenset(modes)
    excused = frozenset(member for member in away if marks[member] is Mark.EXCUSED)
    arrived = note_arrivals(meeting, modes, is_by_roll_call=True)
    left = note_departures(meeting, away)
    take_back_excuses(meeting, away - excused)
    note_excuses(meeting, excused)
    hand_back_seats(actor, meeting, arrived)
    finding = quorum_of(meeting)
    return _told(
        actor, meeting, RollCalled(meeting.pk, arrived, left, finding.present, finding.needed)
    )


@transaction.atomic
def excuse_oneself(*, actor: User, meeting_id: int, reason: str = "") -> Meeting:
    """Send word that the actor cannot come.

    Raises:
        PermissionDenied: the actor has neither seat nor duty in the body.
        MeetingNotOpen: the meeting is not convened, or over.
        PresentAlready: the actor is there.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.excuse_oneself", meeting)
    return _excused(actor, meeting, _own(actor, meeting).pk, reason)


@transaction.atomic
def excuse_member(*, actor: User, meeting_id: int, member_id: int, reason: str = "") -> Meeting:
    """Record the word of a member who told the desk that they cannot come.

    Raises:
        PermissionDenied: the actor neither presides nor is clerk.
        MeetingNotOpen: the meeting is not convened, or over.
        NotAParticipant: the person has neither seat nor duty in the body.
        PresentAlready: the member is there.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.call_roll", meeting)
    require_participants(meeting, [member_id])
    return _excused(actor, meeting, member_id, reason)


def _own(actor: User, meeting: Meeting) -> Member:
    member = member_of(actor, meeting.council_id)
    assert member is not None  # noqa: S101 - whoever is authorised takes part, hence is a member
    return member


def _require_doors_open(meeting: Meeting) -> None:
    require_gathering(meeting)
    if today_in(meeting.council) < local_day(meeting):
        raise TooEarlyToAttend


def require_participants(meeting: Meeting, member_ids: Collection[int]) -> None:
    """Do nothing if all of these may take part.

    Raises:
        NotAParticipant: somebody has neither seat nor duty in the body.
    """
    if strangers := set(member_ids) - participant_ids(meeting):
        raise NotAParticipant(name=names_of(strangers))


def _arrived(actor: User, meeting: Meeting, member_id: int, mode: Mode) -> Meeting:
    if note_arrivals(meeting, {member_id: mode}):
        hand_back_seats(actor, meeting, [member_id])
        _told(actor, meeting, MemberArrived(member_id, str(mode)))
    return meeting


def _left(actor: User, meeting: Meeting, member_id: int) -> Meeting:
    if note_departures(meeting, [member_id]):
        _told(actor, meeting, MemberLeft(member_id))
    return meeting


def _excused(actor: User, meeting: Meeting, member_id: int, reason: str) -> Meeting:
    require_gathering(meeting)
    if member_id in present_ids(meeting):
        raise PresentAlready
    if note_excuses(meeting, [member_id], reason.strip()):
        _told(actor, meeting, MemberExcused(member_id))
    return meeting


def _told(actor: User, meeting: Meeting, event: Event) -> Meeting:
    emit(journal(actor=actor, meeting_id=meeting.pk, event=event))
    return meeting
