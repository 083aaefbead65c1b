"""The life of minutes and of a correction to them, and who may correct until when."""

from collections.abc import Mapping, Set
from datetime import UTC, datetime, tzinfo
from enum import StrEnum

from council.rules.bylaws import Deadline
from council.rules.errors import OutOfOrder, RuleViolation
from deliberation.rules.convocation import due_by


class MinutesStatus(StrEnum):
    """Where the minutes of a meeting stand."""

    DRAFT = "draft"
    CIRCULATED = "circulated"
    ADOPTED = "adopted"
    PUBLISHED = "published"


class MinutesAct(StrEnum):
    """What is done with minutes; after their adoption nobody edits them."""

    CIRCULATE = "circulate"
    ADOPT = "adopt"
    PUBLISH = "publish"


MINUTES_PROCEDURE: Mapping[tuple[MinutesStatus, MinutesAct], MinutesStatus] = {
    (MinutesStatus.DRAFT, MinutesAct.CIRCULATE): MinutesStatus.CIRCULATED,
    (MinutesStatus.CIRCULATED, MinutesAct.ADOPT): MinutesStatus.ADOPTED,
    (MinutesStatus.ADOPTED, MinutesAct.PUBLISH): MinutesStatus.PUBLISHED,
}


class CorrectionStatus(StrEnum):
    """Whether a correction was answered, and how."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class CorrectionAct(StrEnum):
    """What is done with a correction that somebody has handed in."""

    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


CORRECTION_PROCEDURE: Mapping[tuple[CorrectionStatus, CorrectionAct], CorrectionStatus] = {
    (CorrectionStatus.OPEN, CorrectionAct.ACCEPT): CorrectionStatus.ACCEPTED,
    (CorrectionStatus.OPEN, CorrectionAct.DECLINE): CorrectionStatus.DECLINED,
    (CorrectionStatus.OPEN, CorrectionAct.WITHDRAW): CorrectionStatus.WITHDRAWN,
}


class MeetingNotOver(RuleViolation):
    """Minutes are drafted once the meeting has ended."""

    code = "meeting_not_over"


class MinutesLocked(RuleViolation):
    """Adopted minutes are not edited any more; what is wrong in them is corrected by a new act."""

    code = "minutes_locked"


class MinutesIncomplete(RuleViolation):
    """Something that minutes must say is missing."""

    code = "minutes_incomplete"


class WordsChangedMeanwhile(RuleViolation):
    """Somebody else wrote this part since it was opened; both texts are kept."""

    code = "words_changed_meanwhile"


class NotPresentThen(RuleViolation):
    """Only those who were at the meeting correct its minutes."""

    code = "not_present_then"


class CorrectionsOpen(RuleViolation):
    """A correction has not been answered, so nobody can adopt the minutes yet."""

    code = "corrections_open"


class ObjectionsOver(RuleViolation):
    """The period in which minutes could be objected to has ended."""

    code = "objections_over"


class ObjectionsRunning(RuleViolation):
    """The period for objections has not ended, so silence is no consent yet."""

    code = "objections_running"


class AdoptedByVote(RuleViolation):
    """The by-laws have minutes adopted by a vote of the meeting."""

    code = "adopted_by_vote"


class NoMeetingToCome(RuleViolation):
    """No meeting is being prepared in which the minutes could be approved."""

    code = "no_meeting_to_come"


def require_editable(status: MinutesStatus, act: str) -> None:
    """Do nothing while the words of the minutes may change.

    Raises:
        MinutesLocked: they were adopted.
    """
    if status not in {MinutesStatus.DRAFT, MinutesStatus.CIRCULATED}:
        raise MinutesLocked(status=str(status), act=act)


def require_circulated(status: MinutesStatus, act: str) -> None:
    """Do nothing while corrections are taken.

    Raises:
        OutOfOrder: the minutes are a draft still, or adopted already.
    """
    if status is not MinutesStatus.CIRCULATED:
        raise OutOfOrder(status=str(status), act=act)


def require_presence(member_id: int | None, attended: Set[int], *, name: str) -> None:
    """Do nothing if the member was at the meeting at any time.

    Raises:
        NotPresentThen: they were not.
    """
    if member_id is None or member_id not in attended:
        raise NotPresentThen(name=name)


def require_answers(waiting: int) -> None:
    """Do nothing if every correction was answered.

    Raises:
        CorrectionsOpen: with how many were not [corrections].
    """
    if waiting:
        raise CorrectionsOpen(waiting=waiting)


def require_open_period(until: datetime | None, at: datetime) -> None:
    """Do nothing while objections may be raised; without a deadline the adopting meeting ends it.

    Raises:
        ObjectionsOver: the deadline has passed.
    """
    if until is not None and at.astimezone(UTC) > until.astimezone(UTC):
        raise ObjectionsOver(until=until)


def require_ended_period(until: datetime | None, at: datetime) -> None:
    """Do nothing if the period for objections is over, so that silence counts as consent.

    Raises:
        ObjectionsRunning: it runs still, or has no end but the adopting meeting.
    """
    if until is None or at.astimezone(UTC) <= until.astimezone(UTC):
        raise ObjectionsRunning(until=until)


def objections_end(
    period: Deadline | None, *, circulated_at: datetime, next_meeting: datetime | None, tz: tzinfo
) -> datetime | None:
    """Return the last moment for objections; None: until the meeting that adopts the minutes.

    Args:
        period: Of the by-laws; None: objections are raised until the next meeting.
        circulated_at: When the draft went to those who were present.
        next_meeting: When the body meets next, if that is fixed.
        tz: Where the council sits.
    """
    return next_meeting if period is None else due_by(period, circulated_at, tz)


def is_late(due: datetime, *, at: datetime, circulated_at: datetime | None) -> bool:
    """Say whether the draft was, or is, later than the by-laws allow."""
    return (circulated_at or at).astimezone(UTC) > due.astimezone(UTC)
