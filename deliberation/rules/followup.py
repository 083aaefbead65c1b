"""What becomes of a decision at its addressee: forwarded, considered, answered, carried out.

Source: Turkish Law 5393, article 76 (views of a city council are put before the municipal
council's first meeting); the periods are those of the by-laws.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from enum import StrEnum

from council.rules.bylaws import Deadline
from council.rules.errors import OutOfOrder, RuleViolation
from deliberation.rules.convocation import due_by
from deliberation.rules.decisions import DecisionStatus
from deliberation.rules.lifecycle import advance


class AddresseeKind(StrEnum):
    """Who is asked to act."""

    MUNICIPAL_COUNCIL = "municipal_council"
    DEPARTMENT = "department"
    GOVERNOR = "governor"
    NATIONAL = "national"
    EUROPEAN = "european"


class ReferralStatus(StrEnum):
    """How far a decision has come with one addressee."""

    FORWARDED = "forwarded"
    CONSIDERED = "considered"
    ANSWERED = "answered"
    IMPLEMENTED = "implemented"
    DECLINED = "declined"


class ReferralAct(StrEnum):
    """What is done with a forwarded decision."""

    CONSIDER = "consider"
    ANSWER = "answer"
    WITHDRAW = "withdraw"
    IMPLEMENT = "implement"
    DECLINE = "decline"


REFERRAL_PROCEDURE: Mapping[tuple[ReferralStatus, ReferralAct], ReferralStatus] = {
    (ReferralStatus.FORWARDED, ReferralAct.CONSIDER): ReferralStatus.CONSIDERED,
    (ReferralStatus.FORWARDED, ReferralAct.ANSWER): ReferralStatus.ANSWERED,
    (ReferralStatus.CONSIDERED, ReferralAct.ANSWER): ReferralStatus.ANSWERED,
    (ReferralStatus.ANSWERED, ReferralAct.WITHDRAW): ReferralStatus.CONSIDERED,
    (ReferralStatus.ANSWERED, ReferralAct.IMPLEMENT): ReferralStatus.IMPLEMENTED,
    (ReferralStatus.ANSWERED, ReferralAct.DECLINE): ReferralStatus.DECLINED,
}

REACHED = {
    ReferralStatus.FORWARDED: DecisionStatus.FORWARDED,
    ReferralStatus.CONSIDERED: DecisionStatus.CONSIDERED,
    ReferralStatus.ANSWERED: DecisionStatus.ANSWERED,
    ReferralStatus.DECLINED: DecisionStatus.DECLINED,
    ReferralStatus.IMPLEMENTED: DecisionStatus.IMPLEMENTED,
}


class Verdict(StrEnum):
    """What an addressee answers; to accept in part is an answer, not a state."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    DECLINED = "declined"


class Step(StrEnum):
    """What is awaited of an addressee next."""

    CONSIDER = "consider"
    ANSWER = "answer"
    ACTION = "action"


class AnsweredAlready(RuleViolation):
    """An addressee answers a decision once."""

    code = "answered_already"


class NothingToWithdraw(RuleViolation):
    """There is no answer that could be taken back."""

    code = "nothing_to_withdraw"


class ReferralClosed(RuleViolation):
    """The council has closed the matter."""

    code = "referral_closed"


class NothingToClose(RuleViolation):
    """The council closes what was answered, or says why it waits no longer."""

    code = "nothing_to_close"


class DayBeforeForwarding(RuleViolation):
    """What an addressee does lies after the decision was forwarded to it."""

    code = "day_before_forwarding"


class DayToCome(RuleViolation):
    """What is recorded as done has happened."""

    code = "day_to_come"


def answered(status: ReferralStatus, *, is_closed: bool) -> ReferralStatus:
    """Return the status after an answer.

    Raises:
        ReferralClosed: the council waits for none any more.
        AnsweredAlready: there is one.
    """
    require_pending(is_closed=is_closed)
    try:
        return advance(REFERRAL_PROCEDURE, status, ReferralAct.ANSWER)
    except OutOfOrder:
        raise AnsweredAlready from None


def withdrawn(status: ReferralStatus, *, is_closed: bool) -> ReferralStatus:
    """Return the status after an answer was taken back: the addressee owes another one.

    Raises:
        ReferralClosed: the council has closed the matter on the strength of the answer.
        NothingToWithdraw: there is none.
    """
    require_pending(is_closed=is_closed)
    try:
        return advance(REFERRAL_PROCEDURE, status, ReferralAct.WITHDRAW)
    except OutOfOrder:
        raise NothingToWithdraw from None


def require_pending(*, is_closed: bool) -> None:
    """Do nothing while the council has not closed the matter.

    Raises:
        ReferralClosed: it has.
    """
    if is_closed:
        raise ReferralClosed


def require_closable(status: ReferralStatus, reason: str) -> None:
    """Do nothing if the council may close the matter.

    Raises:
        NothingToClose: nothing was answered, and no reason is given.
    """
    unanswered = {ReferralStatus.FORWARDED, ReferralStatus.CONSIDERED}
    if status in unanswered and not reason:
        raise NothingToClose


def require_day(day: date, *, since: date, today: date) -> None:
    """Do nothing if something may have happened on the day.

    Raises:
        DayBeforeForwarding: it lies before the decision was forwarded.
        DayToCome: it lies in the future.
    """
    if day < since:
        raise DayBeforeForwarding(since=since)
    if day > today:
        raise DayToCome(today=today)


@dataclass(frozen=True, slots=True)
class Due:
    """What is awaited, and the last moment in time for it."""

    step: Step
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What a deadline depends on; days are those where the council sits.

    Attributes:
        meets_on: When the addressee will consider the matter, as typed in; never guessed.
        actions: Until when each action that is not done yet was promised.
    """

    kind: AddresseeKind
    status: ReferralStatus
    forwarded_on: date
    considered_on: date | None = None
    meets_on: date | None = None
    is_closed: bool = False
    actions: tuple[date, ...] = ()


def due(standing: Standing, answer: Deadline, tz: tzinfo) -> Due | None:
    """Return what is awaited next and until when; None where no day is set for it.

    A municipal council considers a matter in a meeting first; its answer is due so long after
    that. Of everybody else the answer is awaited so long after the forwarding.
    """
    if standing.is_closed:
        return None
    awaited = WAITING.get(standing.status)
    return None if awaited is None else awaited(standing, answer, tz)


def days_late(at: datetime, now: datetime, tz: tzinfo) -> int:
    """Return by how many days something is late where the council sits; 0: it is in time.

    >>> from datetime import UTC
    >>> days_late(datetime(2026, 3, 1, 23, 59, tzinfo=UTC), datetime(2026, 3, 4, tzinfo=UTC), UTC)
    3
    """
    if now <= at:
        return 0
    return max(1, (now.astimezone(tz).date() - at.astimezone(tz).date()).days)


ORDER = list(REACHED)


def reached(statuses: Iterable[ReferralStatus]) -> DecisionStatus:
    """Return how far a decision has come: as far as the least advanced of its referrals.

    Without any it is published, and no more.
    """
    found = sorted(statuses, key=ORDER.index)
    return REACHED[found[0]] if found else DecisionStatus.PUBLISHED


def _promised(standing: Standing, _answer: Deadline, tz: tzinfo) -> Due | None:
    first = min(standing.actions, default=None)
    return None if first is None else Due(Step.ACTION, _end_of(first, tz))


def _considered(standing: Standing, answer: Deadline, tz: tzinfo) -> Due | None:
    since = standing.considered_on or standing.forwarded_on
    return Due(Step.ANSWER, _after(answer, since, tz))


def _forwarded(standing: Standing, answer: Deadline, tz: tzinfo) -> Due | None:
    if standing.meets_on is not None:
        return Due(Step.CONSIDER, _end_of(standing.meets_on, tz))
    if standing.kind is AddresseeKind.MUNICIPAL_COUNCIL:
        return None
    return Due(Step.ANSWER, _after(answer, standing.forwarded_on, tz))


def _after(period: Deadline, day: date, tz: tzinfo) -> datetime:
    return due_by(period, datetime.combine(day, time.min, tz), tz)


def _end_of(day: date, tz: tzinfo) -> datetime:
    return datetime.combine(day, time.max, tz)


WAITING = {
    ReferralStatus.FORWARDED: _forwarded,
    ReferralStatus.CONSIDERED: _considered,
    ReferralStatus.ANSWERED: _promised,
}
