from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.bylaws import PRESETS, DeadlineUnit, parse
from deliberation.rules.convocation import (
    DeadlinePassed,
    NoticeKind,
    NoticeTooShort,
    SecondCallTooLate,
    TooFewDemand,
    UrgencyUnknown,
    check_notice,
    check_second_call,
    demand_needed,
    due_by,
    earliest_day,
    latest_before,
    notice_for,
    require_demand,
    require_in_time,
)
from tests.deliberation.rules.support import DAYS, FULL_DAYS, HOURS, deadline

ADANA, LEIPZIG = ZoneInfo("Europe/Istanbul"), ZoneInfo("Europe/Berlin")
KENT = parse(PRESETS["kent_konseyi_assembly"])
BEIRAT = parse(PRESETS["migrantenbeirat"])
ORDINARY, ELECTIVE, URGENT = NoticeKind
MEETING = datetime(2026, 3, 10, 18, 0, tzinfo=ADANA)


@pytest.mark.parametrize(
    ("bylaws", "kind", "expected"),
    [
        (KENT, ORDINARY, deadline(2)),
        (KENT, ELECTIVE, deadline(15)),
        (BEIRAT, ORDINARY, deadline(8, FULL_DAYS)),
        (BEIRAT, ELECTIVE, deadline(8, FULL_DAYS)),
        (BEIRAT, URGENT, deadline(48, HOURS)),
    ],
)
def test_each_kind_of_meeting_has_its_notice(bylaws, kind, expected):
    assert notice_for(bylaws.convocation, kind) == expected


def test_where_the_by_laws_know_no_urgency_there_is_none():
    with pytest.raises(UrgencyUnknown):
        check_notice(KENT.convocation, URGENT, sent_at=MEETING, starts_at=MEETING, tz=ADANA)


@pytest.mark.parametrize(
    ("kind", "last_moment"),
    [
        (ORDINARY, datetime(2026, 3, 8, 23, 59, tzinfo=ADANA)),
        (ELECTIVE, datetime(2026, 2, 23, 23, 59, tzinfo=ADANA)),
    ],
)
def test_a_notice_is_in_time_up_to_the_end_of_its_last_day(kind, last_moment):
    def check(sent_at):
        check_notice(KENT.convocation, kind, sent_at=sent_at, starts_at=MEETING, tz=ADANA)

    check(last_moment)
    with pytest.raises(NoticeTooShort) as refusal:
        check(last_moment + timedelta(minutes=1))

    assert refusal.value.facts["latest_on"] == last_moment.date()


def test_a_notice_that_is_too_short_says_what_would_do():
    sent_at = datetime(2026, 3, 9, 9, 0, tzinfo=ADANA)

    with pytest.raises(NoticeTooShort) as refusal:
        check_notice(KENT.convocation, ORDINARY, sent_at=sent_at, starts_at=MEETING, tz=ADANA)

    assert refusal.value.facts == {
        "needed": 2,
        "unit": "days",
        "latest_on": date(2026, 3, 8),
        "latest_at": latest_before(deadline(2), MEETING, ADANA),
        "earliest_on": date(2026, 3, 11),
    }


def test_in_full_days_neither_dispatch_nor_meeting_counts():
    assert latest_before(deadline(8, DAYS), MEETING, ADANA).date() == date(2026, 3, 2)
    assert latest_before(deadline(8, FULL_DAYS), MEETING, ADANA).date() == date(2026, 3, 1)


def test_days_end_at_midnight_where_the_council_sits():
    late_in_adana = datetime(2026, 3, 8, 21, 30, tzinfo=UTC)  # 9 March, half past midnight

    with pytest.raises(NoticeTooShort):
        check_notice(KENT.convocation, ORDINARY, sent_at=late_in_adana, starts_at=MEETING, tz=ADANA)
    check_notice(KENT.convocation, ORDINARY, sent_at=late_in_adana, starts_at=MEETING, tz=UTC)


# Clocks in Leipzig go forward on 29 March 2026 and back on 25 October 2026.
@pytest.mark.parametrize(
    ("meeting", "in_time"),
    [
        (
            datetime(2026, 3, 30, 18, 0, tzinfo=LEIPZIG),
            datetime(2026, 3, 28, 17, 0, tzinfo=LEIPZIG),
        ),
        (
            datetime(2026, 10, 26, 18, 0, tzinfo=LEIPZIG),
            datetime(2026, 10, 24, 19, 0, tzinfo=LEIPZIG),
        ),
    ],
)
def test_hours_are_hours_whatever_clocks_do(meeting, in_time):
    def check(sent_at):
        check_notice(BEIRAT.convocation, URGENT, sent_at=sent_at, starts_at=meeting, tz=LEIPZIG)

    check(in_time)
    with pytest.raises(NoticeTooShort):
        check(in_time + timedelta(minutes=1))


@pytest.mark.parametrize("day", [28, 29, 30])
def test_days_are_days_whatever_clocks_do(day):
    meeting = datetime(2026, 3, 30, 18, 0, tzinfo=LEIPZIG)

    latest = latest_before(deadline(30 - day), meeting, LEIPZIG)

    assert (latest.date(), latest.hour, latest.minute) == (date(2026, 3, day), 23, 59)


@pytest.mark.parametrize(
    ("unit", "amount", "expected"),
    [
        (DAYS, 2, date(2026, 3, 12)),
        (FULL_DAYS, 2, date(2026, 3, 13)),
        (HOURS, 7, date(2026, 3, 11)),
    ],
)
def test_the_earliest_day_for_a_meeting_called_now(unit, amount, expected):
    assert earliest_day(deadline(amount, unit), MEETING, ADANA) == expected


@pytest.mark.parametrize(
    ("unit", "amount", "expected"),
    [
        (DAYS, 7, datetime(2026, 3, 17, 23, 59, tzinfo=ADANA)),
        (FULL_DAYS, 7, datetime(2026, 3, 17, 23, 59, tzinfo=ADANA)),
        (HOURS, 48, datetime(2026, 3, 12, 18, 0, tzinfo=ADANA)),
    ],
)
def test_what_is_due_after_a_meeting(unit, amount, expected):
    due = due_by(deadline(amount, unit), MEETING, ADANA)

    assert due.replace(second=0, microsecond=0) == expected


def test_proposals_for_the_agenda_come_before_the_deadline():
    last_moment = datetime(2026, 2, 24, 23, 59, tzinfo=ADANA)

    require_in_time(deadline(14), at=last_moment, event_at=MEETING, tz=ADANA)
    with pytest.raises(DeadlinePassed) as refusal:
        require_in_time(
            deadline(14), at=last_moment + timedelta(minutes=1), event_at=MEETING, tz=ADANA
        )

    assert refusal.value.facts["latest_on"] == date(2026, 2, 24)


def test_a_second_call_is_held_within_25_days():
    rule = KENT.quorum.second_call
    last_day = datetime(2026, 4, 4, 23, 0, tzinfo=ADANA)

    check_second_call(rule, failed_at=MEETING, starts_at=last_day, tz=ADANA)
    with pytest.raises(SecondCallTooLate) as refusal:
        check_second_call(
            rule, failed_at=MEETING, starts_at=last_day + timedelta(hours=1), tz=ADANA
        )

    assert refusal.value.facts["latest_on"] == date(2026, 4, 4)


@pytest.mark.parametrize(("membership", "needed"), [(60, 20), (61, 21), (62, 21), (1, 1)])
def test_one_third_of_the_members_rounded_up_can_demand_a_meeting(membership, needed):
    assert demand_needed(KENT.convocation.extraordinary, membership=membership) == needed


def test_too_few_who_demand_a_meeting_are_told_how_many_more():
    share = KENT.convocation.extraordinary

    require_demand(share, demanding=20, membership=60)
    with pytest.raises(TooFewDemand) as refusal:
        require_demand(share, demanding=17, membership=60)

    assert refusal.value.facts == {"demanding": 17, "needed": 20, "missing": 3}


START = datetime(2025, 1, 1, tzinfo=UTC)
moments = st.integers(0, 3 * 365 * 24 * 60).map(lambda n: START + timedelta(minutes=n))


@given(
    moments, st.integers(0, 40), st.sampled_from(DeadlineUnit), st.sampled_from([ADANA, LEIPZIG])
)
def test_a_meeting_on_the_earliest_day_was_called_in_time(sent_at, amount, unit, tz):
    period = deadline(amount, unit)
    earliest = datetime.combine(earliest_day(period, sent_at, tz), datetime.max.time(), tz)

    latest = latest_before(period, earliest, tz)

    assert latest.astimezone(UTC) >= sent_at
