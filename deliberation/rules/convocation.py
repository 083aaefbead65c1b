"""Calling members together: notice, deadlines, the second call, an extraordinary meeting."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from council.rules.bylaws import Convocation, Deadline, DeadlineUnit, SecondCall, Share
from council.rules.errors import RuleViolation


class NoticeKind(StrEnum):
    """Which period of notice applies; an urgent notice states its reason."""

    ORDINARY = "ordinary"
    ELECTIVE = "elective"
    URGENT = "urgent"


class NoticeTooShort(RuleViolation):
    """The meeting would begin too soon after the notice of it."""

    code = "notice_too_short"


class UrgencyUnknown(RuleViolation):
    """The by-laws know no urgent meetings."""

    code = "urgency_unknown"


class DeadlinePassed(RuleViolation):
    """The by-laws allow this only up to a moment that is over."""

    code = "deadline_passed"


class SecondCallTooLate(RuleViolation):
    """A second call must be held within a period after the inquorate meeting."""

    code = "second_call_too_late"


class TooFewDemand(RuleViolation):
    """Too few members demand an extraordinary meeting."""

    code = "too_few_demand"


def notice_for(rule: Convocation, kind: NoticeKind) -> Deadline:
    """Return the period of notice; an elective meeting without one of its own is ordinary.

    Raises:
        UrgencyUnknown: the by-laws set no period for urgent meetings.
    """
    if kind is NoticeKind.URGENT:
        if rule.urgent is None:
            raise UrgencyUnknown
        return rule.urgent
    return (kind is NoticeKind.ELECTIVE and rule.elective) or rule.ordinary


def check_notice(
    rule: Convocation, kind: NoticeKind, *, sent_at: datetime, starts_at: datetime, tz: tzinfo
) -> None:
    """Do nothing if the notice is in time.

    Raises:
        NoticeTooShort: it is not; the facts name the period, the last day on which the notice
            could have been sent and the earliest day for the meeting if it is sent now.
        UrgencyUnknown: the by-laws set no period for urgent meetings.
    """
    notice = notice_for(rule, kind)
    latest = latest_before(notice, starts_at, tz)
    if sent_at.astimezone(UTC) > latest.astimezone(UTC):
        raise NoticeTooShort(
            needed=notice.amount,
            unit=str(notice.unit),
            latest_on=latest.astimezone(tz).date(),
            latest_at=latest,
            earliest_on=earliest_day(notice, sent_at, tz),
        )


def latest_before(deadline: Deadline, event_at: datetime, tz: tzinfo) -> datetime:
    """Return the last moment that is in time for something due so long before an event.

    Days end at midnight in the council's time zone; hours are hours, whatever clocks do.

    >>> from datetime import UTC, datetime
    >>> event = datetime(2026, 3, 10, 18, 0, tzinfo=UTC)
    >>> latest_before(Deadline(8, DeadlineUnit.FULL_DAYS), event, UTC).date()
    datetime.date(2026, 3, 1)
    """
    if deadline.unit is DeadlineUnit.HOURS:
        return event_at.astimezone(UTC) - timedelta(hours=deadline.amount)
    return _end_of(event_at.astimezone(tz).date() - _days(deadline), tz)


def earliest_day(deadline: Deadline, sent_at: datetime, tz: tzinfo) -> date:
    """Return the first day on which a meeting may be held if its notice is sent now."""
    if deadline.unit is DeadlineUnit.HOURS:
        earliest_at = sent_at.astimezone(UTC) + timedelta(hours=deadline.amount)
        return earliest_at.astimezone(tz).date()
    return sent_at.astimezone(tz).date() + _days(deadline)


def due_by(deadline: Deadline, since: datetime, tz: tzinfo) -> datetime:
    """Return the last moment that is in time for something due so long after an event."""
    if deadline.unit is DeadlineUnit.HOURS:
        return since.astimezone(UTC) + timedelta(hours=deadline.amount)
    return _end_of(since.astimezone(tz).date() + timedelta(days=deadline.amount), tz)


def require_in_time(deadline: Deadline, *, at: datetime, event_at: datetime, tz: tzinfo) -> None:
    """Do nothing if ``at`` is early enough before the event.

    Raises:
        DeadlinePassed: it is not.
    """
    latest = latest_before(deadline, event_at, tz)
    if at.astimezone(UTC) > latest.astimezone(UTC):
        raise DeadlinePassed(latest_on=latest.astimezone(tz).date(), latest_at=latest)


def check_second_call(
    rule: SecondCall, *, failed_at: datetime, starts_at: datetime, tz: tzinfo
) -> None:
    """Do nothing if the second call is held within its period.

    Raises:
        SecondCallTooLate: it is not.
    """
    latest = due_by(rule.within, failed_at, tz)
    if starts_at.astimezone(UTC) > latest.astimezone(UTC):
        raise SecondCallTooLate(latest_on=latest.astimezone(tz).date(), latest_at=latest)


def demand_needed(share: Share, *, membership: int) -> int:
    """Return how many members can demand an extraordinary meeting [persons]."""
    return share.needed(membership)


def require_demand(share: Share, *, demanding: int, membership: int) -> None:
    """Do nothing if enough members demand the meeting.

    Raises:
        TooFewDemand: they are not; the facts say how many more it takes.
    """
    needed = demand_needed(share, membership=membership)
    if demanding < needed:
        raise TooFewDemand(demanding=demanding, needed=needed, missing=needed - demanding)


def _days(deadline: Deadline) -> timedelta:
    # Full days: neither the day of dispatch nor that of the meeting counts.
    return timedelta(days=deadline.amount + (deadline.unit is DeadlineUnit.FULL_DAYS))


def _end_of(day: date, tz: tzinfo) -> datetime:
    return datetime.combine(day, time.max, tz)
