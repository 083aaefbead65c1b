"""What every act in a meeting asks first: is the meeting open, is the reason stated."""

from council.rules.errors import RuleViolation
from deliberation.meetings.models import Meeting
from deliberation.rules.meetings import MeetingStatus

GATHERING = (MeetingStatus.CONVENED, MeetingStatus.OPEN, MeetingStatus.RECESSED)


class MeetingNotOpen(RuleViolation):
    """The meeting does no business at this moment."""

    code = "meeting_not_open"


class ReasonMissing(RuleViolation):
    """The act must state its reason, which becomes part of the minutes."""

    code = "reason_missing"


def require_open(meeting: Meeting) -> None:
    """Do nothing if the meeting does business now.

    Raises:
        MeetingNotOpen: it does not: not yet, not now or no longer.
    """
    if meeting.status is not MeetingStatus.OPEN:
        raise MeetingNotOpen(status=str(meeting.status))


def require_gathering(meeting: Meeting) -> None:
    """Do nothing if people may come and go: from the convocation to the adjournment.

    Raises:
        MeetingNotOpen: the meeting is still a draft, or over.
    """
    if meeting.status not in GATHERING:
        raise MeetingNotOpen(status=str(meeting.status))


def stated(reason: str) -> str:
    """Return the reason without blanks around it.

    Raises:
        ReasonMissing: there is none.
    """
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()
