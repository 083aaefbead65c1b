"""Word taken back: a member who was excused comes after all."""

from django.db import transaction

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.members.selectors import member_of
from deliberation.meetings.models import Meeting
from deliberation.meetings.order import require_gathering
from deliberation.meetings.selectors.held import locked_meeting
from deliberation.meetings.services.intervals import take_back_excuses


@transaction.atomic
def withdraw_excuse(*, actor: User, meeting_id: int) -> Meeting:
    """Note that the actor will come after all; doing it again changes nothing.

    Raises:
        PermissionDenied: the actor takes no part in the meeting.
        MeetingNotOpen: the meeting is not convened, or over.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.excuse_oneself", meeting)
    require_gathering(meeting)
    member = member_of(actor, meeting.council_id)
    take_back_excuses(meeting, [member.pk] if member else [])
    return meeting
