import pytest
from django.core.exceptions import PermissionDenied

from council.ledger.models import Entry
from council.members.models import MandateRole
from deliberation.meetings.models import Substitution
from deliberation.meetings.selectors.electorate import electorate_of
from deliberation.meetings.services.agenda_live import ItemOfAnotherMeeting
from deliberation.meetings.services.attendance import check_in
from deliberation.meetings.services.substitution import end_substitution, substitute
from deliberation.rules.substitution import (
    AlreadyActing,
    NotAnAlternate,
    TitularPresent,
    WholeMeetingOnly,
)
from tests.factories.institution import LONG_AGO, make_member
from tests.factories.meetings import make_called_item, make_meeting, make_present


@pytest.fixture
def meeting(cast, body):
    return make_meeting(body)


@pytest.fixture
def seat(cast):
    return cast.members.absentee.mandates.get().seat


@pytest.fixture
def alternate(meeting, seat):
    member = make_member(meeting.council, public_name="Stand-in")
    seat.mandates.create(member=member, role=MandateRole.ALTERNATE, starts_on=LONG_AGO)
    make_present(meeting, member)
    return member


def let_act(actor, meeting, seat, alternate, **facts):
    return substitute(
        actor=actor, meeting_id=meeting.pk, seat_id=seat.pk, alternate_id=alternate.pk, **facts
    )


def voters(meeting, item_id=None):
    return {
        line.voter: line.is_alternate
        for line in electorate_of(meeting, item_id).lines
        if line.is_present
    }


def test_an_alternate_votes_for_the_seat_of_an_absent_member(cast, meeting, seat, alternate):
    let_act(cast.clerk, meeting, seat, alternate)
    let_act(cast.clerk, meeting, seat, alternate)

    assert voters(meeting) == {alternate.pk: True}
    assert [one.kind for one in Entry.objects.all()] == ["seat.substituted"]


def test_the_titular_member_takes_the_seat_back_by_arriving(cast, meeting, seat, alternate):
    let_act(cast.clerk, meeting, seat, alternate)

    check_in(actor=cast.absentee, meeting_id=meeting.pk)

    assert voters(meeting) == {cast.members.absentee.pk: False}
    assert not Substitution.objects.filter(until=None).exists()
    assert [one.kind for one in Entry.objects.all()] == [
        "seat.substituted", "substitution.ended", "member.arrived",
    ]  # fmt: skip


def test_nobody_stands_in_for_a_member_who_is_there(cast, meeting, seat, alternate):
    make_present(meeting, cast.members.absentee)

    with pytest.raises(TitularPresent) as caught:
        let_act(cast.clerk, meeting, seat, alternate)

    assert caught.value.facts == {"name": "Absentee"}


def test_only_an_alternate_of_the_seat_stands_in(cast, meeting, seat):
    with pytest.raises(NotAnAlternate):
        let_act(cast.clerk, meeting, seat, make_member(meeting.council))


def test_nobody_acts_for_two_seats(cast, meeting, seat, alternate, body):
    other = cast.members.member.mandates.get().seat
    other.mandates.create(member=alternate, role=MandateRole.ALTERNATE, starts_on=LONG_AGO)
    let_act(cast.clerk, meeting, seat, alternate)

    with pytest.raises(AlreadyActing):
        let_act(cast.clerk, meeting, other, alternate)


def test_members_do_not_appoint_their_own_alternates(cast, meeting, seat, alternate):
    with pytest.raises(PermissionDenied):
        let_act(cast.absentee, meeting, seat, alternate)


def test_for_one_item_only_where_the_by_laws_say_so(cast, meeting, seat, alternate):
    item = make_called_item(meeting)

    with pytest.raises(WholeMeetingOnly):
        let_act(cast.clerk, meeting, seat, alternate, item_id=item.pk)
    meeting.bylaws.document = meeting.bylaws.document | {"alternates": "item"}
    meeting.bylaws.save()
    let_act(cast.clerk, meeting, seat, alternate, item_id=item.pk)

    assert voters(meeting, item.pk) == {alternate.pk: True}
    assert voters(meeting) == {}


def test_the_item_is_on_the_agenda_of_this_meeting(cast, body, meeting, seat, alternate):
    elsewhere = make_called_item(make_meeting(body))

    with pytest.raises(ItemOfAnotherMeeting):
        let_act(cast.clerk, meeting, seat, alternate, item_id=elsewhere.pk)


def test_the_desk_ends_a_substitution(cast, meeting, seat, alternate):
    made = let_act(cast.chair, meeting, seat, alternate)

    end_substitution(actor=cast.clerk, meeting_id=meeting.pk, substitution_id=made.pk)

    assert voters(meeting) == {}
