"""Electing those who preside over a meeting (divan), and relieving them."""

from collections.abc import Collection, Set

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from council.accounts.models import User
from council.kernel.events import announce_new_standing, emit
from council.kernel.permissions import authorise
from council.ledger.services import journal
from council.rules.errors import RuleViolation
from deliberation.meetings.events import PresidiumElected, PresidiumRelieved
from deliberation.meetings.models import Meeting, PresidiumMember
from deliberation.meetings.order import require_open
from deliberation.meetings.selectors.electorate import bylaws_in, present_ids
from deliberation.meetings.selectors.held import locked_meeting
from deliberation.meetings.selectors.participants import names_of


class NotInAttendance(RuleViolation):
    """Somebody who is to preside is not there."""

    code = "not_in_attendance"


class PresidiumUnknown(RuleViolation):
    """Under the by-laws the chair presides; there is no presidium to elect."""

    code = "presidium_unknown"


class PresidiumTooSmall(RuleViolation):
    """The by-laws ask for more members."""

    code = "presidium_too_small"


class LeadNotInPresidium(RuleViolation):
    """Whoever leads must be one of those elected."""

    code = "lead_not_in_presidium"


@transaction.atomic
def elect_presidium(
    *, actor: User, meeting_id: int, member_ids: Collection[int], leading_id: int
) -> Meeting:
    """Record who was elected to preside; from now on the leading one does, not the chair.

    Args:
        actor: Who presided over the election.
        meeting_id: The meeting.
        member_ids: Those elected, the leading one too.
        leading_id: The one who gives the floor and puts the questions.

    Raises:
        PermissionDenied: the actor does not preside.
        MeetingNotOpen: the meeting does no business now.
        PresidiumUnknown: under the by-laws the chair presides.
        PresidiumTooSmall: the by-laws ask for more members.
        LeadNotInPresidium: the leading member is not among them.
        NotInAttendance: one of them is not present.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.elect_presidium", meeting)
    require_open(meeting)
    elected = frozenset(member_ids)
    _require_presidium(bylaws_in(meeting).presidium, elected, leading_id)
    if absent := elected - present_ids(meeting):
        raise NotInAttendance(name=names_of(absent))
    _dismiss(meeting)
    for member_id in sorted(elected):
        PresidiumMember.objects.create(
            meeting=meeting, member_id=member_id, is_leading=member_id == leading_id
        )
    _announce(PresidiumMember.objects.filter(meeting=meeting, until=None))
    event = PresidiumElected(meeting.pk, tuple(sorted(elected)), leading_id)
    emit(journal(actor=actor, meeting_id=meeting.pk, event=event))
    return meeting


@transaction.atomic
def relieve_presidium(*, actor: User, meeting_id: int) -> Meeting:
    """Let the presidium lay down its duty; the chair of the body presides again.

    Raises:
        PermissionDenied: the actor neither presides nor chairs the body.
        MeetingNotOpen: the meeting does no business now.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.relieve_presidium", meeting)
    require_open(meeting)
    if _dismiss(meeting):
        emit(journal(actor=actor, meeting_id=meeting.pk, event=PresidiumRelieved(meeting.pk)))
    return meeting


def _require_presidium(needed: int, elected: Set[int], leading_id: int) -> None:
    if needed == 0:
        raise PresidiumUnknown
    if len(elected) < needed:
        raise PresidiumTooSmall(needed=needed, elected=len(elected))
    if leading_id not in elected:
        raise LeadNotInPresidium


def _dismiss(meeting: Meeting) -> int:
    sitting = PresidiumMember.objects.filter(meeting=meeting, until=None)
    _announce(sitting)
    return sitting.update(until=timezone.now())


def _announce(people: QuerySet[PresidiumMember]) -> None:
    announce_new_standing(people.values_list("member__user_id", flat=True))
