from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from council.rules.bylaws import Deadline, DeadlineUnit
from council.rules.errors import OutOfOrder
from deliberation.rules.lifecycle import advance
from deliberation.rules.minutes import (
    CORRECTION_PROCEDURE,
    MINUTES_PROCEDURE,
    CorrectionAct,
    CorrectionsOpen,
    CorrectionStatus,
    MinutesAct,
    MinutesLocked,
    MinutesStatus,
    NotPresentThen,
    ObjectionsOver,
    ObjectionsRunning,
    is_late,
    objections_end,
    require_answers,
    require_circulated,
    require_editable,
    require_ended_period,
    require_open_period,
    require_presence,
)

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
ADANA = ZoneInfo("Europe/Istanbul")
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("status", MinutesStatus)
@pytest.mark.parametrize("act", MinutesAct)
def test_minutes_go_one_way_from_draft_to_publication(status, act):
    order = list(MinutesStatus)
    follows = dict(zip(MinutesAct, order[1:], strict=True))
    if order.index(follows[act]) == order.index(status) + 1:
        assert advance(MINUTES_PROCEDURE, status, act) is follows[act]
    else:
        with pytest.raises(OutOfOrder):
            advance(MINUTES_PROCEDURE, status, act)


@pytest.mark.parametrize("status", CorrectionStatus)
@pytest.mark.parametrize("act", CorrectionAct)
def test_a_correction_is_answered_once(status, act):
    if status is CorrectionStatus.OPEN:
        assert advance(CORRECTION_PROCEDURE, status, act) is not CorrectionStatus.OPEN
    else:
        with pytest.raises(OutOfOrder):
            advance(CORRECTION_PROCEDURE, status, act)


@pytest.mark.parametrize(
    ("status", "is_editable", "takes_corrections"),
    [
        (MinutesStatus.DRAFT, True, False),
        (MinutesStatus.CIRCULATED, True, True),
        (MinutesStatus.ADOPTED, False, False),
        (MinutesStatus.PUBLISHED, False, False),
    ],
)
def test_when_minutes_change_and_when_corrections_are_taken(status, is_editable, takes_corrections):
    assert _is_allowed(lambda: require_editable(status, "write"), MinutesLocked) is is_editable
    allowed = _is_allowed(lambda: require_circulated(status, "propose"), OutOfOrder)
    assert allowed is takes_corrections


def _is_allowed(act, refusal):
    try:
        act()
    except refusal:
        return False
    return True


def test_only_who_was_there_corrects():
    require_presence(7, {3, 7}, name="Leyla")

    for stranger in (8, None):
        with pytest.raises(NotPresentThen) as refusal:
            require_presence(stranger, {3, 7}, name="Omar")
        assert refusal.value.facts == {"name": "Omar"}


def test_an_open_correction_stands_against_adoption():
    require_answers(0)

    with pytest.raises(CorrectionsOpen) as refusal:
        require_answers(2)
    assert refusal.value.facts == {"waiting": 2}


def test_objections_are_raised_up_to_the_last_moment():
    require_open_period(NOON, NOON)
    require_open_period(None, NOON)

    with pytest.raises(ObjectionsOver):
        require_open_period(NOON, NOON + timedelta(seconds=1))


def test_silence_counts_after_the_last_moment_only():
    require_ended_period(NOON, NOON + timedelta(seconds=1))

    for until in (NOON, None):
        with pytest.raises(ObjectionsRunning):
            require_ended_period(until, NOON)


@pytest.mark.parametrize(
    ("unit", "amount", "since", "until"),
    [
        # Clocks go forward on 29 March 2026 and back on 25 October, at one o'clock UTC.
        (DeadlineUnit.DAYS, 2, "2026-03-28T10:00+01:00", "2026-03-30T23:59:59.999999+02:00"),
        (DeadlineUnit.DAYS, 1, "2026-10-24T10:00+02:00", "2026-10-25T23:59:59.999999+01:00"),
        (DeadlineUnit.FULL_DAYS, 2, "2026-03-28T10:00+01:00", "2026-03-30T23:59:59.999999+02:00"),
        (DeadlineUnit.FULL_DAYS, 1, "2026-10-24T23:30+02:00", "2026-10-25T23:59:59.999999+01:00"),
        (DeadlineUnit.HOURS, 24, "2026-03-28T10:00+01:00", "2026-03-29T11:00+02:00"),
        (DeadlineUnit.HOURS, 24, "2026-10-24T10:00+02:00", "2026-10-25T09:00+01:00"),
    ],
)
def test_the_period_for_objections_across_daylight_saving(unit, amount, since, until):
    found = objections_end(
        Deadline(amount, unit),
        circulated_at=datetime.fromisoformat(since),
        next_meeting=NOON,
        tz=BERLIN,
    )

    assert found.astimezone(UTC) == datetime.fromisoformat(until).astimezone(UTC)


def test_days_end_at_midnight_where_the_council_sits():
    late_evening_in_adana = datetime(2026, 3, 10, 22, 30, tzinfo=UTC)  # half past one, the 11th

    found = objections_end(
        Deadline(1, DeadlineUnit.DAYS), circulated_at=late_evening_in_adana, next_meeting=None,
        tz=ADANA,
    )  # fmt: skip

    assert found.date().isoformat() == "2026-03-12"


def test_without_a_period_objections_end_with_the_next_meeting():
    assert objections_end(None, circulated_at=NOON, next_meeting=NOON, tz=UTC) == NOON
    assert objections_end(None, circulated_at=NOON, next_meeting=None, tz=UTC) is None


def test_a_draft_is_late_from_the_deadline_until_it_came():
    assert not is_late(NOON, at=NOON, circulated_at=None)
    assert is_late(NOON, at=NOON + HOUR, circulated_at=None)
    assert not is_late(NOON, at=NOON + HOUR, circulated_at=NOON - HOUR)
    assert is_late(NOON, at=NOON + 9 * HOUR, circulated_at=NOON + HOUR)
