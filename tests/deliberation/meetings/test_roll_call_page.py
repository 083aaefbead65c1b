import pytest

from council.ledger.models import Entry
from council.members.models import MandateRole
from deliberation.meetings.selectors.presence import Mark, marks_in
from deliberation.meetings.services.attendance import check_in
from tests.factories.institution import LONG_AGO, make_member, seat_members
from tests.factories.meetings import make_item, make_meeting, make_present

KEY = "0f8fad5b-d9cb-469f-a165-70867728950e"


@pytest.fixture
def meeting(cast, body):
    return make_meeting(body)


@pytest.fixture
def page(meeting):
    return f"/meetings/{meeting.pk}/attendance/"


def sent(cast, **changes):
    """Return what a browser sends: every name with the mark it was shown and the one chosen."""
    fields = {}
    for name in ("chair", "member", "absentee", "adviser"):
        pk = getattr(cast.members, name).pk
        fields |= {f"was-{pk}": "absent", f"mark-{pk}": changes.get(name, "absent")}
    return fields


def marks(meeting, cast):
    people = vars(cast.members)
    names = {member.pk: name for name, member in people.items()}
    return {names[pk]: one.mark for pk, one in marks_in(meeting).items()}


def test_the_clerk_sees_every_name_and_what_is_missing(client, cast, page):
    client.force_login(cast.clerk)

    html = client.get(page).content.decode()

    assert all(name in html for name in ("Chair", "Member", "Absentee", "Adviser"))
    assert "2 more members needed" in html
    assert "Without a seat" in html


@pytest.mark.parametrize(
    ("person", "part"), [("chair", ""), ("clerk", ""), ("chair", "seats/"), ("clerk", "seats/")]
)
def test_the_pages_ask_as_often_for_many_members_as_for_three(  # noqa: PLR0917 - all fixtures
    person, part, client, cast, meeting, page, django_assert_max_num_queries
):
    client.force_login(getattr(cast, person))
    make_item(meeting)
    client.get(page)  # the first page of a session asks more
    with django_assert_max_num_queries(12) as few:
        client.get(page + part)
    seat_members(meeting.body, 5)
    make_item(meeting)
    make_item(meeting)
    with django_assert_max_num_queries(12) as many:
        client.get(page + part)

    assert len(few) == len(many)


@pytest.mark.parametrize("person", ["member", "adviser", "interpreter", "outsider", "sysadmin"])
def test_nobody_else_calls_the_roll(person, client, cast, page):
    client.force_login(getattr(cast, person))

    assert client.get(page).status_code == 403
    assert client.post(page, sent(cast)).status_code == 403


def test_whoever_is_not_signed_in_is_asked_to_sign_in(client, cast, page):
    assert client.get(page).status_code == 302


def test_the_roll_call_is_recorded_once_however_often_it_is_sent(client, cast, meeting, page):
    client.force_login(cast.clerk)
    found = sent(cast, chair="hall", member="remote", absentee="excused") | {"key": KEY}

    answers = [client.post(page, found).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert marks(meeting, cast) == {
        "chair": Mark.HALL, "member": Mark.REMOTE, "absentee": Mark.EXCUSED,
    }  # fmt: skip
    assert Entry.objects.filter(kind="roll.called").count() == 1


def test_a_page_that_is_older_than_a_check_in_does_not_undo_it(client, cast, meeting, page):
    client.force_login(cast.clerk)
    check_in(actor=cast.member, meeting_id=meeting.pk)

    client.post(page, sent(cast, chair="hall"))

    assert marks(meeting, cast) == {"member": Mark.HALL, "chair": Mark.HALL}


def test_a_mark_that_does_not_exist_changes_nothing(client, cast, meeting, page):
    client.force_login(cast.clerk)

    answer = client.post(page, sent(cast, chair="asleep", member="hall"))

    assert answer.status_code == 422
    assert marks(meeting, cast) == {}


def test_the_chair_opens_the_meeting_from_the_page_once_enough_are_there(
    client, cast, meeting, page
):
    client.force_login(cast.chair)
    opening = f"/meetings/{meeting.pk}/act/open/"

    early = client.post(opening)
    for member in (cast.members.chair, cast.members.member):
        make_present(meeting, member)
    late = client.post(opening, {"next": page})

    assert early.status_code == 409
    assert "2 more members are needed" in early.content.decode()
    assert (late.status_code, late["location"]) == (302, page)


def test_alternates_and_conflicts_are_recorded_on_the_page(client, cast, meeting, page):
    client.force_login(cast.clerk)
    seat = cast.members.absentee.mandates.get().seat
    alternate = make_member(meeting.council, public_name="Stand-in")
    seat.mandates.create(member=alternate, role=MandateRole.ALTERNATE, starts_on=LONG_AGO)
    item = make_item(meeting)

    offered = client.get(page + "seats/").content.decode()
    client.post(f"/meetings/{meeting.pk}/act/substitute/", {"pair": f"{seat.pk}-{alternate.pk}"})
    client.post(f"/items/{item.pk}/act/recuse-member/", {"member_id": cast.members.member.pk})
    shown = client.get(page + "seats/").content.decode()

    assert "Stand-in for Absentee" in offered
    assert meeting.substitutions.get(until=None).alternate == alternate
    assert item.recusals.get(withdrawn_at=None).member == cast.members.member
    assert shown.count("Takes part again") == 1
    ended = client.post(
        f"/meetings/{meeting.pk}/substitutions/{meeting.substitutions.get().pk}/end/"
    )
    assert ended.status_code == 302
    assert not meeting.substitutions.filter(until=None).exists()
