import pytest

from deliberation.meetings.models import Contribution, Intent, ItemResult
from deliberation.meetings.views import doors
from deliberation.rules.meetings import ItemStatus, MeetingStatus
from tests.factories.institution import seat_members
from tests.factories.meetings import (
    make_called_item,
    make_contribution,
    make_item,
    make_present,
    open_meeting_with,
)

KEY = "0f8fad5b-d9cb-469f-a165-70867728950e"


@pytest.fixture
def meeting(cast, body):
    return open_meeting_with(body, present=[cast.members.chair, cast.members.member])


@pytest.fixture
def item(meeting):
    return make_called_item(meeting)


@pytest.fixture
def post(client, cast):
    def send(person, path, fields=None):
        client.force_login(getattr(cast, person))
        return client.post(path, fields or {})

    return send


def test_a_contribution_comes_in_by_post_and_counts_once(post, item, meeting):
    said = {"language": "ar", "body": "نحتاج غرفة.", "intent": "question", "key": KEY}

    answers = [post("member", f"/items/{item.pk}/act/contribute/", said) for _ in range(2)]

    made = Contribution.objects.get()
    assert made.intent is Intent.QUESTION
    assert [one["location"] for one in answers] == [f"/meetings/{meeting.pk}/room/"] * 2


@pytest.mark.parametrize(
    "said",
    [{"language": "ar", "body": " "}, {"language": "?", "body": "Hi"}, {"body": "Hi"}],
)
def test_a_contribution_without_words_or_language_is_sent_back(said, post, item):
    answer = post("member", f"/items/{item.pk}/act/contribute/", said)

    assert answer.status_code == 422
    assert not Contribution.objects.exists()


def test_the_chair_takes_an_item_through_its_stages_by_post(post, meeting):
    item = make_item(meeting)

    for act in ("call", "close", "reopen"):
        post("chair", f"/items/{item.pk}/act/{act}/")
    post("chair", f"/items/{item.pk}/act/dispose/", {"result": "approved"})

    item.refresh_from_db()
    assert (item.status, item.result) == (ItemStatus.DISPOSED, ItemResult.APPROVED)


def test_a_postponement_needs_a_reason_and_a_restored_item_comes_back(post, item):
    without = post("chair", f"/items/{item.pk}/act/postpone/")
    post("chair", f"/items/{item.pk}/act/postpone/", {"reason": "The report is late."})
    post("chair", f"/items/{item.pk}/act/restore/")

    item.refresh_from_db()
    assert without.status_code == 422
    assert item.status is ItemStatus.PLANNED


def test_sittings_and_the_presidium_come_in_by_post(post, meeting, body, cast):
    elected = seat_members(body, 3)
    for member in elected:
        make_present(meeting, member)
    chosen = {"member_ids": [one.pk for one in elected], "leading_id": elected[0].pk}

    for act in ("presidium", "relieve", "recess", "resume", "consent", "adjourn"):
        assert post("chair", f"/meetings/{meeting.pk}/act/{act}/", chosen).status_code == 302

    meeting.refresh_from_db()
    assert meeting.status is MeetingStatus.ADJOURNED


def test_members_come_and_go_by_post(post, meeting, cast):
    post("absentee", f"/meetings/{meeting.pk}/act/excuse/", {"reason": "Ill."})
    post("absentee", f"/meetings/{meeting.pk}/act/check-in/", {"mode": "remote"})
    post("absentee", f"/meetings/{meeting.pk}/act/check-out/")
    member = {"member_id": cast.members.absentee.pk}
    post("clerk", f"/meetings/{meeting.pk}/act/arrival/", member)
    post("clerk", f"/meetings/{meeting.pk}/act/departure/", member)
    post("clerk", f"/meetings/{meeting.pk}/act/excuse-member/", member)

    assert meeting.attendances.filter(member=cast.members.absentee).count() == 2
    assert meeting.excuses.filter(withdrawn_at=None).count() == 1


def test_interpreters_render_and_correct_by_post(post, item, cast):
    line = make_contribution(item, cast.members.member, body="غرفة", language="ar")
    words = {"language": "tr", "body": "Oda."}

    post("interpreter", f"/contributions/{line.pk}/act/interpret/", words)
    post("interpreter", f"/contributions/{line.pk}/act/correct/", words | {"body": "Bir oda."})
    post("member", f"/contributions/{line.pk}/act/withdraw/")

    line.refresh_from_db()
    assert line.text.versions.get(language="tr", is_current=True).body == "Bir oda."
    assert line.withdrawn_at is not None


def test_members_declare_a_conflict_and_take_part_again_by_post(post, item, cast):
    post("member", f"/items/{item.pk}/act/recuse/")
    own = {"member_id": cast.members.member.pk}
    post("member", f"/items/{item.pk}/act/take-part/", own)

    assert item.recusals.get().withdrawn_at is not None


@pytest.mark.parametrize(
    "path",
    ["/meetings/{0}/act/dance/", "/meetings/999999/act/open/", "/items/999999/act/call/",
     "/contributions/999999/act/withdraw/"],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(path, post, meeting):
    assert post("chair", path.format(meeting.pk)).status_code == 404


def test_a_confidential_item_does_not_exist_for_strangers(post, meeting):
    item = make_item(meeting, is_public=False)

    assert post("outsider", f"/items/{item.pk}/act/call/").status_code == 404
    assert post("member", f"/items/{item.pk}/act/call/").status_code == 403


def test_a_way_back_leads_nowhere_else(post, meeting):
    answer = post("chair", f"/meetings/{meeting.pk}/act/recess/", {"next": "https://evil.example/"})

    assert answer["location"] == f"/meetings/{meeting.pk}/room/"


def test_every_act_has_a_service_of_its_own():
    acts = [*doors.MEETING_ACTS.values(), *doors.ITEM_ACTS.values()]

    assert len({door.service for door in acts}) == len(acts)
