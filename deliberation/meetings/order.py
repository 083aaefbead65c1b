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


class VoteInProgress(RuleViolation):
    """A question is put, or its outcome is not declared yet."""

    code = "vote_in_progress"


def require_no_vote(meeting: Meeting) -> None:
    """Do nothing unless a poll of the meeting is open, or closed and not declared.

    Voting lies above meetings; only its rows are looked at, by the way back from the meeting.

    Raises:
        VoteInProgress: there is one.
    """
    if meeting.polls.filter(status__in=("open", "closed")).exists():
        raise VoteInProgress


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
