from datetime import timedelta

import pytest
from django.utils import timezone

from council.kernel.audience import Audience
from council.kernel.names import Name
from council.kernel.visibility import Unseen
from council.members.models import Organisation
from deliberation.floor.models import RequestKind, SignalKind
from deliberation.floor.selectors.clock import clock_of, deadline_of
from deliberation.floor.selectors.desk import desk_floor_part
from deliberation.floor.selectors.floor import floor_part
from deliberation.floor.selectors.own import (
    meeting_of_request,
    meeting_of_turn,
    meeting_seen,
    own_request,
    request_of,
)
from deliberation.floor.selectors.scene import scene_of
from deliberation.floor.services.clearing import clear_floor
from deliberation.meetings.selectors.moment import Moment
from deliberation.meetings.selectors.own import own_in
from deliberation.rules.floor import ClockPhase
from deliberation.rules.meetings import ItemStatus, MeetingStatus
from tests.factories.floor import make_past_turn, make_request, make_signal, make_turn
from tests.factories.institution import seat_members
from tests.factories.meetings import make_called_item, make_present

PUBLIC, MEMBER, DESK = Audience


def floor(meeting, audience=PUBLIC, language="en"):
    return floor_part(meeting.pk, audience, language)["floor"]


def desk(meeting, language="en"):
    return desk_floor_part(meeting.pk, DESK, language)["desk"]


def names(people):
    return [one.person.public_name for one in people]


def seat(member, **facts):
    row = member.mandates.get().seat
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()


def test_an_empty_floor(meeting):
    shown = floor(meeting)

    assert (shown.speaker, shown.count, shown.is_open) == (None, 0, True)


def test_whoever_speaks_is_shown_with_the_clock_of_the_server(cast, meeting):
    turn = make_turn(meeting, cast.members.member, ago=160, extended_seconds=10)

    speaker = floor(meeting).speaker

    assert speaker.person.public_name == "Member"
    assert (speaker.allotted, speaker.warning, speaker.clock.remaining) == (190, 30, 30)
    assert speaker.clock.phase is ClockPhase.WARNING
    assert speaker.deadline == turn.started_at + timedelta(seconds=190)
    assert speaker.deadline_ms == int(speaker.deadline.timestamp() * 1000)


def test_a_clock_that_stands_shows_what_is_left(cast, meeting):
    stopped = timezone.now() - timedelta(minutes=3)
    make_turn(meeting, cast.members.member, ago=180 + 72, paused_at=stopped)

    speaker = floor(meeting).speaker

    assert (speaker.is_paused, speaker.left, speaker.percent) == (True, "1:48", 60)
    assert (speaker.deadline, speaker.deadline_ms) == (None, 0)


def test_a_turn_that_ended_keeps_its_time(cast, meeting):
    turn = make_past_turn(meeting, cast.members.member, seconds=75, paused_seconds=15)

    assert clock_of(turn, warning=0).spoken == 60
    assert deadline_of(turn) == turn.started_at + timedelta(seconds=195)


def test_who_waits_is_shown_in_the_suggested_order(cast, meeting):
    make_past_turn(meeting, cast.members.member, group="women")
    make_request(meeting, cast.members.member, group="women", language="ar")
    make_request(meeting, cast.members.adviser, group="men")
    make_request(meeting, cast.members.chair, kind=RequestKind.POINT_OF_ORDER)

    shown = floor(meeting)

    assert names(shown.waiting) == ["Chair", "Adviser", "Member"]
    assert [one.is_first_time for one in shown.waiting] == [True, True, False]
    assert shown.waiting[2].language == "ar"
    assert shown.count == 3


def test_how_long_somebody_waits(cast, meeting):
    asked = timezone.now() - timedelta(minutes=4, seconds=50)
    make_request(meeting, cast.members.member, requested_at=asked)

    assert [one.minutes for one in floor(meeting).waiting] == [4]


def test_readers_of_a_script_see_names_in_it(cast, meeting):
    member = cast.members.member
    member.native_name, member.native_language = "رانيا الحموي", "ar"
    member.save()
    make_request(meeting, member)

    shown = [floor(meeting, language=code).waiting[0].person.name for code in ("ar", "tr")]

    assert shown == [Name("رانيا الحموي", "ar"), Name("Member", "")]


def test_people_come_from_their_organisation_or_else_their_bloc(cast, meeting):
    member = cast.members.member
    make_request(meeting, cast.members.chair)
    names = {"en": "Women’s Association", "tr": "Kadın Derneği"}
    member.organisation = Organisation.objects.create(council=meeting.council, key="w", names=names)
    member.save()
    make_request(meeting, member)
    make_request(meeting, cast.members.adviser)

    shown = {one.person.public_name: one.person for one in floor(meeting).waiting}

    assert {name: person.role and person.role.text for name, person in shown.items()} == {
        "Chair": "Host", "Member": "Women’s Association", "Adviser": None,
    }  # fmt: skip
    assert (shown["Chair"].colour, shown["Adviser"].colour) == ("com", "")


@pytest.mark.parametrize(("audience", "seen"), [(PUBLIC, False), (MEMBER, True)])
def test_the_public_does_not_see_who_speaks_on_a_confidential_item(cast, meeting, audience, seen):
    meeting.item.is_public = False
    meeting.item.status = ItemStatus.DISCUSSED
    meeting.item.save()
    make_turn(meeting, cast.members.member)
    make_request(meeting, cast.members.adviser)

    shown = floor(meeting, audience)

    facts = (shown.speaker is not None, shown.count == 1, shown.is_closed_for_speeches)
    assert facts == (seen, seen, seen)


def test_calling_a_confidential_item_changes_nothing_that_the_public_sees(cast, meeting):
    meeting.item.status = ItemStatus.DISPOSED
    meeting.item.save()
    make_request(meeting, cast.members.member)
    make_turn(meeting, cast.members.adviser)
    before = floor(meeting)
    make_called_item(meeting, is_public=False)

    clear_floor(actor=cast.chair, meeting_id=meeting.pk)

    after = floor(meeting)
    assert names(after.waiting) == names(before.waiting) == ["Member"]
    assert after.speaker.turn_id == before.speaker.turn_id


def test_signals_are_for_those_in_the_room(cast, meeting):
    make_signal(meeting, cast.members.interpreter, SignalKind.SLOWER)

    assert floor(meeting, PUBLIC).signals == []
    assert [one.kind for one in floor(meeting, MEMBER).signals] == ["slower"]


def test_the_floor_says_whether_it_can_be_asked_for(meeting):
    meeting.item.status = ItemStatus.DISCUSSED
    meeting.item.save()
    assert floor(meeting).is_closed_for_speeches

    meeting.status = MeetingStatus.RECESSED
    meeting.save()
    assert not floor(meeting).is_open


def test_only_the_desk_sees_the_desk(meeting):
    assert [desk_floor_part(meeting.pk, one, "en") for one in (PUBLIC, MEMBER)] == [None, None]


def test_the_chair_sees_who_has_had_how_much_time(cast, meeting):
    seat(cast.members.chair, group="men")
    make_past_turn(meeting, cast.members.chair, seconds=90, group="men")
    make_past_turn(meeting, cast.members.member, seconds=60, group="women")
    make_past_turn(meeting, cast.members.member, seconds=40, group="women")
    make_past_turn(meeting, cast.members.adviser, seconds=10)
    make_turn(meeting, cast.members.chair, ago=30)

    shown = desk(meeting)

    spoken = [(one.person.public_name, one.seconds) for one in shown.people]
    assert spoken == [("Member", 100), ("Chair", 90), ("Adviser", 10)]
    assert [(str(one.name), one.seconds) for one in shown.groups] == [("Women", 100), ("Men", 90)]
    assert [(one.name.text, one.time, one.total) for one in shown.blocs] == [("Host", "3:10", 190)]


def test_the_chair_sees_who_is_next_and_who_else_is_there(cast, meeting):
    make_request(meeting, cast.members.member)
    turn = make_turn(meeting, cast.members.adviser, is_deviation=True)

    shown = desk(meeting)

    assert shown.suggested.person.public_name == "Member"
    assert [one.name.text for one in shown.others] == ["Chair"]
    assert (shown.after, shown.is_deviation) == (turn.pk, True)


def test_with_nobody_waiting_nobody_is_suggested(meeting):
    shown = desk(meeting)

    assert (shown.suggested, shown.after, shown.is_deviation) == (None, None, False)


def test_a_member_sees_their_place_on_the_list(cast, meeting):
    make_request(meeting, cast.members.adviser)
    mine = make_request(meeting, cast.members.member, kind=RequestKind.CONTRA)

    own = own_request(cast.member, meeting.pk)

    assert (own.request_id, own.place, own.kind) == (mine.pk, 2, RequestKind.CONTRA)
    assert str(own.purpose) == "Against"


def test_a_member_who_does_not_wait_is_offered_their_languages_first(cast, meeting):
    cast.members.member.speaks = ["ku", "ar"]
    cast.members.member.save()

    own = own_request(cast.member, meeting.pk)

    assert (own.request_id, own.place, own.purpose) == (None, 0, "")
    assert own.languages == ["ku", "ar", "tr", "en", "de"]


def test_a_member_knows_that_they_have_the_floor(cast, meeting):
    make_turn(meeting, cast.members.adviser)

    owns = [own_request(user, meeting.pk) for user in (cast.adviser, cast.member)]

    assert [own.has_floor for own in owns] == [True, False]


def test_whoever_stays_away_is_told_so(cast, meeting):
    assert not own_request(cast.absentee, meeting.pk).is_present
    assert own_request(cast.member, meeting.pk).is_present


@pytest.mark.parametrize("person", ["clerk", "interpreter", "outsider", "sysadmin"])
def test_those_who_do_not_speak_have_no_part(cast, meeting, person):
    assert own_request(getattr(cast, person), meeting.pk) is None


def test_what_cannot_be_seen_is_not_there(cast, meeting):
    request = make_request(meeting, cast.members.member)
    turn = make_turn(meeting, cast.members.chair)
    meeting.is_public = False
    meeting.save()

    assert meeting_of_request(cast.member, request.pk) == meeting.pk
    assert meeting_of_turn(cast.member, turn.pk) == meeting.pk
    for doorway, pk in [
        (meeting_seen, meeting.pk), (meeting_of_request, request.pk), (meeting_of_turn, turn.pk),
    ]:  # fmt: skip
        with pytest.raises(Unseen):
            doorway(cast.outsider, pk)
        with pytest.raises(Unseen):
            doorway(cast.member, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_the_floor_is_read_in_few_queries(cast, meeting, body, django_assert_num_queries, count):
    for member in seat_members(body, count):
        make_present(meeting, member)
        make_past_turn(meeting, member)
        make_request(meeting, member)
    make_turn(meeting, cast.members.adviser)

    with django_assert_num_queries(7):
        floor(meeting)


@pytest.mark.parametrize("count", [1, 3])
def test_one_reading_serves_all_parts(cast, meeting, body, django_assert_num_queries, count):
    for member in seat_members(body, count):
        make_present(meeting, member)
        make_past_turn(meeting, member)
        make_request(meeting, member)

    with django_assert_num_queries(11):
        scene = scene_of(Moment(meeting.pk))
        floor_part(meeting.pk, DESK, "en", scene)
        desk_floor_part(meeting.pk, DESK, "en", scene)
        request_of(own_in(cast.chair, meeting), meeting, scene.queue)
