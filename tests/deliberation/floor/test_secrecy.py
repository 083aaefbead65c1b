"""The order of speakers is seen by everybody, and tells nothing that was said under seal."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.utils import timezone

from council.kernel.audience import Audience
from council.members.facts import ConsentFacts
from council.members.models import QuotaAccess, ReportMoment, Term
from council.members.services.declarations import declare
from council.members.services.reports import publish_composition
from council.members.services.targets import adopt_targets
from council.rules.bylaws import FloorOrder
from council.rules.targets import PRESETS, Answer, Group
from deliberation.floor.selectors.floor import floor_part
from deliberation.floor.selectors.reasons import reasons_for
from deliberation.floor.services.ordering import choose_order
from tests.factories.floor import make_past_turn, make_request
from tests.factories.institution import seat_members
from tests.factories.meetings import make_present

LONG_AGO = date(2020, 1, 1)
CONSENT = ConsentFacts(text_version=1, language="en", text_hash="ab" * 32)
YES, NO = Answer.YES, Answer.NO
ANSWERS = {"woman": (YES, NO), "man": (NO, YES), "silent": (Answer.NOT_SAID, Answer.NOT_SAID)}


@pytest.fixture
def term(council, body, cast, settings, tmp_path):
    settings.QUOTA_KEYS = tmp_path / "keys.json"
    made = Term.objects.create(council=council, number=1, starts_on=LONG_AGO)
    adopt_targets(
        actor=cast.clerk, body_id=body.pk, documents=PRESETS["parity"], valid_from=LONG_AGO
    )
    return made


def say(member, kind):
    women, men = ANSWERS[kind]
    answers = {Group.WOMEN: women, Group.MEN: men}
    declare(actor=member.user, member_id=member.pk, answers=answers, consent=CONSENT)


def seat_people(meeting, kinds):
    """Seat people beside the three of the cast, who say nothing; return them."""
    people = seat_members(meeting.body, len(kinds))
    for member, kind in zip(people, kinds, strict=True):
        make_present(meeting, member)
        say(member, kind)
    return people


def publish(cast, meeting):
    """Publish the composition; the meeting begins later."""
    publish_composition(actor=cast.clerk, body_id=meeting.body_id, moment=ReportMoment.TERM_BEGINS)
    meeting.starts_at = timezone.now() + timedelta(minutes=1)
    meeting.save()


def shown(meeting, order, cast, seconds=None):
    choose_order(actor=cast.chair, meeting_id=meeting.pk, order=order, budget_seconds=seconds)
    floor = floor_part(meeting.pk, Audience.MEMBER, "en")["floor"]
    return [one.request_id for one in floor.waiting], [(one.group, one.time) for one in floor.times]


@pytest.mark.parametrize("order", FloorOrder)
def test_whatever_was_said_under_seal_the_order_is_the_same(cast, meeting, term, order):
    people = seat_people(meeting, ["silent", "silent", "silent"])
    make_past_turn(meeting, people[0])
    for member in people:
        make_request(meeting, member)
    seat = people[1].mandates.get().seat

    seen = []
    for kinds in product(ANSWERS, repeat=3):
        for member, kind in zip(people, kinds, strict=True):
            say(member, kind)
        seat.group = {"woman": "women", "man": "men"}.get(kinds[1], "")
        seat.save()
        seen.append(shown(meeting, order, cast, 600))

    assert seen == [seen[0]] * 27
    assert not QuotaAccess.objects.exists()  # nothing was opened


def test_people_are_counted_as_the_published_composition_counts_them(cast, meeting, term):
    seat_people(meeting, ["woman"] * 8 + ["man"] * 5)
    publish(cast, meeting)
    opened = QuotaAccess.objects.count()

    _, times = shown(meeting, FloorOrder.BUDGETS, cast, 18 * 60)

    # three of sixteen did not say; the time of fewer than five people would show who spoke
    assert times == [("women", "8:00"), ("men", "5:00"), ("", "5:00")]
    assert QuotaAccess.objects.count() == opened


def test_without_minutes_each_person_counted_brings_one_speaking_time(cast, meeting, term):
    seat_people(meeting, ["woman"] * 8 + ["man"] * 5)
    publish(cast, meeting)

    _, times = shown(meeting, FloorOrder.BUDGETS, cast)

    assert times == [("women", "24:00"), ("men", "15:00"), ("", "15:00")]


def test_a_group_too_small_to_be_told_has_no_time_of_its_own(cast, meeting, term):
    seat_people(meeting, ["woman"] * 8 + ["man"] * 4)
    publish(cast, meeting)

    _, times = shown(meeting, FloorOrder.BUDGETS, cast, 15 * 60)

    assert times == [("women", "8:00"), ("", "7:00")]


@pytest.mark.parametrize("is_published", [False, True])
def test_without_numbers_told_there_are_no_times(cast, meeting, term, is_published):
    seat_people(meeting, ["woman"] * 4)
    if is_published:
        publish(cast, meeting)

    assert shown(meeting, FloorOrder.BUDGETS, cast, 600)[1] == []


def test_a_report_made_during_the_meeting_changes_nothing_in_it(cast, meeting, term):
    seat_people(meeting, ["woman"] * 8 + ["man"] * 5)
    publish(cast, meeting)
    meeting.starts_at = timezone.now() - timedelta(minutes=1)
    meeting.save()

    assert shown(meeting, FloorOrder.BUDGETS, cast, 600)[1] == []


def test_lists_use_their_time_by_what_people_chose_in_the_room(cast, meeting, term):
    people = seat_people(meeting, ["woman"] * 8 + ["man"] * 5)
    publish(cast, meeting)
    make_past_turn(meeting, people[0], seconds=60, group="men")  # whatever they said under seal
    make_past_turn(meeting, people[1], seconds=45)

    _, times = shown(meeting, FloorOrder.BUDGETS, cast, 18 * 60)

    assert times == [("women", "8:00"), ("men", "4:00"), ("", "4:15")]


def test_the_public_learns_no_order_from_a_confidential_item(cast, meeting):
    """Who waited before the call stays where they stood, whoever speaks behind closed doors."""
    meeting.item.is_public = False
    meeting.item.save()
    early = [make_request(meeting, one, item=None) for one in (
        cast.members.member, cast.members.adviser,
    )]  # fmt: skip
    make_past_turn(meeting, cast.members.member)
    choose_order(actor=cast.chair, meeting_id=meeting.pk, order=FloorOrder.FIRST_TIME_FIRST)

    seen = {
        each: [one.request_id for one in floor_part(meeting.pk, each, "en")["floor"].waiting]
        for each in (Audience.PUBLIC, Audience.MEMBER)
    }

    first, second = [one.pk for one in early]
    assert seen == {Audience.PUBLIC: [first, second], Audience.MEMBER: [second, first]}


def test_reasons_speak_of_the_reader_alone(cast, meeting, term):
    people = seat_people(meeting, ["woman"] * 8 + ["man"] * 5)
    publish(cast, meeting)
    make_past_turn(meeting, people[0], seconds=90, group="women")
    make_request(meeting, people[0], group="women")
    make_request(meeting, cast.members.chair, kind="point_of_order")
    make_request(meeting, cast.members.member, group="men")
    choose_order(
        actor=cast.chair, meeting_id=meeting.pk, order=FloorOrder.BUDGETS, budget_seconds=18 * 60
    )

    own = reasons_for(cast.member, meeting.pk).own

    facts = (own.place, own.asked_as, own.points_before, own.group, own.seconds, own.left.time)
    assert facts == (3, 3, 1, "men", 0, "5:00")
    assert reasons_for(people[0].user, meeting.pk).own.time == "1:30"
    assert reasons_for(cast.absentee, meeting.pk).own is None
