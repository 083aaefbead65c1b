from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from council.rules.bylaws import Deadline, DeadlineUnit
from deliberation.rules.decisions import DecisionStatus
from deliberation.rules.followup import (
    AddresseeKind,
    AnsweredAlready,
    DayBeforeForwarding,
    DayToCome,
    Due,
    NothingToClose,
    ReferralClosed,
    ReferralStatus,
    Standing,
    Step,
    answered,
    days_late,
    due,
    reached,
    require_closable,
    require_day,
)

BERLIN, ISTANBUL = ZoneInfo("Europe/Berlin"), ZoneInfo("Europe/Istanbul")
THIRTY = Deadline(30, DeadlineUnit.DAYS)
MARCH, F = date(2026, 3, 1), ReferralStatus


def standing(**facts):
    defaults = {
        "kind": AddresseeKind.DEPARTMENT,
        "status": F.FORWARDED,
        "forwarded_on": MARCH,
    }
    return Standing(**defaults | facts)


def end(year, month, day, zone=ISTANBUL):
    return datetime(year, month, day, 23, 59, 59, 999999, zone)


@pytest.mark.parametrize("status", ReferralStatus)
def test_an_answer_is_given_once(status):
    if status in {F.FORWARDED, F.CONSIDERED}:
        assert answered(status, is_closed=False) is F.ANSWERED
    else:
        with pytest.raises(AnsweredAlready):
            answered(status, is_closed=False)
    with pytest.raises(ReferralClosed):
        answered(status, is_closed=True)


def test_what_was_not_answered_is_closed_for_a_reason_alone():
    with pytest.raises(NothingToClose):
        require_closable(F.CONSIDERED, "")
    require_closable(F.CONSIDERED, "It was settled otherwise")
    require_closable(F.ANSWERED, "")


@pytest.mark.parametrize(
    ("day", "refusal"), [(date(2026, 2, 28), DayBeforeForwarding), (date(2026, 3, 11), DayToCome)]
)
def test_what_an_addressee_did_lies_between_the_forwarding_and_today(day, refusal):
    with pytest.raises(refusal):
        require_day(day, since=MARCH, today=date(2026, 3, 10))
    for fine in (MARCH, date(2026, 3, 10)):
        require_day(fine, since=MARCH, today=date(2026, 3, 10))


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({}, Due(Step.ANSWER, end(2026, 3, 31))),
        ({"kind": AddresseeKind.MUNICIPAL_COUNCIL}, None),
        ({"meets_on": date(2026, 3, 9)}, Due(Step.CONSIDER, end(2026, 3, 9))),
        (
            {"status": F.CONSIDERED, "considered_on": date(2026, 3, 9)},
            Due(Step.ANSWER, end(2026, 4, 8)),
        ),
        ({"status": F.ANSWERED}, None),
        (
            {"status": F.ANSWERED, "actions": (date(2026, 9, 1), date(2026, 5, 1))},
            Due(Step.ACTION, end(2026, 5, 1)),
        ),
        ({"status": F.IMPLEMENTED}, None),
        ({"status": F.DECLINED}, None),
        ({"is_closed": True, "meets_on": date(2026, 3, 9)}, None),
    ],
)
def test_what_is_awaited_and_until_when(facts, wanted):
    assert due(standing(**facts), THIRTY, ISTANBUL) == wanted


@pytest.mark.parametrize(
    ("period", "forwarded", "wanted"),
    [
        # Clocks go forward on 29 March and back on 25 October 2026 in Berlin.
        (Deadline(30, DeadlineUnit.DAYS), date(2026, 3, 1), end(2026, 3, 31, BERLIN)),
        (Deadline(30, DeadlineUnit.FULL_DAYS), date(2026, 10, 1), end(2026, 10, 31, BERLIN)),
        (
            Deadline(48, DeadlineUnit.HOURS),
            date(2026, 3, 28),
            datetime(2026, 3, 30, 1, 0, tzinfo=BERLIN),
        ),
        (
            Deadline(48, DeadlineUnit.HOURS),
            date(2026, 10, 24),
            datetime(2026, 10, 25, 23, 0, tzinfo=BERLIN),
        ),
    ],
)
def test_a_period_runs_to_the_end_of_its_last_day_whatever_clocks_do(period, forwarded, wanted):
    found = due(standing(forwarded_on=forwarded), period, BERLIN)

    assert found is not None
    assert found.at.astimezone(UTC) == wanted.astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "late"),
    [
        (datetime(2026, 3, 9, 20, 59, tzinfo=UTC), 0),  # 23:59 in Istanbul
        (datetime(2026, 3, 9, 21, 0, tzinfo=UTC), 1),
        (datetime(2026, 3, 10, 20, 59, tzinfo=UTC), 1),
        (datetime(2026, 3, 21, 12, 0, tzinfo=UTC), 12),
    ],
)
def test_days_are_counted_where_the_council_sits(now, late):
    assert days_late(end(2026, 3, 9), now, ISTANBUL) == late


def test_an_hour_late_is_a_day_late():
    at = datetime(2026, 3, 9, 10, tzinfo=ISTANBUL)

    assert days_late(at, datetime(2026, 3, 9, 11, tzinfo=ISTANBUL), ISTANBUL) == 1


@pytest.mark.parametrize(
    ("statuses", "wanted"),
    [
        ((), DecisionStatus.PUBLISHED),
        ((F.ANSWERED, F.FORWARDED), DecisionStatus.FORWARDED),
        ((F.IMPLEMENTED, F.CONSIDERED), DecisionStatus.CONSIDERED),
        ((F.IMPLEMENTED, F.DECLINED), DecisionStatus.DECLINED),
        ((F.IMPLEMENTED,), DecisionStatus.IMPLEMENTED),
    ],
)
def test_a_decision_has_come_as_far_as_its_least_advanced_referral(statuses, wanted):
    assert reached(statuses) is wanted
