import re
from datetime import timedelta
from io import BytesIO

import icalendar
import pytest
from django.utils import timezone
from pdfminer.high_level import extract_text

from council.texts.models import TextKind
from council.texts.services import create_text_in
from deliberation.meetings.models import (
    Channel,
    Demand,
    Excuse,
    Invitation,
    Meeting,
    ProposedItem,
)
from deliberation.rules.meetings import ItemStatus, MeetingStatus
from deliberation.rules.proposals import ProposalStatus
from tests.deliberation.meetings.test_convocation import drafted, in_days
from tests.factories.institution import make_body, make_member, seat_member
from tests.factories.meetings import make_item, make_meeting
from tests.factories.proposals import make_proposal

KEY = "0f8fad5b-d9cb-469f-a165-70867728950e"
PAGES = ("", "agenda/", "convene/", "invitations/", "edit/")
FORM = {
    "kind": "ordinary",
    "starts_at": "2031-05-04T18:30",
    "place_tr": "Belediye",
    "place_ar": "البلدية",
    "is_public": "on",
    "key": KEY,
}


@pytest.fixture
def meeting(cast, body):
    meeting = make_meeting(body, starts_at=timezone.now() + timedelta(days=20))
    title = create_text_in(
        actor=None,
        kind=TextKind.TITLE,
        bodies={"tr": "Akşam kursları", "ar": "دورات مسائية", "en": "Evening classes"},
        language="tr",
    )
    item = make_item(meeting)
    item.title = title
    item.save()
    return meeting


def html_of(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("person", [None, "member", "clerk"])
def test_the_list_names_every_meeting_that_its_reader_may_know_of(person, client, cast, body):
    convened, draft = make_meeting(body), make_meeting(body, status=MeetingStatus.DRAFT)
    closed = make_meeting(body, is_public=False)
    make_meeting(body, status=MeetingStatus.OPEN)
    if person:
        client.force_login(getattr(cast, person))

    html = html_of(client, "/meetings/")

    assert f'href="/meetings/{convened.pk}/"' in html
    assert (f'href="/meetings/{draft.pk}/"' in html) is (person is not None)
    assert (f'href="/meetings/{closed.pk}/"' in html) is (person is not None)
    assert "Join the room" in html
    assert ("Prepare a meeting" in html) is (person == "clerk")


def test_an_announcement_can_be_read_by_everybody_in_their_language(client, meeting):
    html = client.get(f"/meetings/{meeting.pk}/", headers={"accept-language": "ar"})
    text = html.content.decode()

    assert 'dir="rtl"' in text
    assert "دورات مسائية" in text
    assert "Europe/Istanbul" in text


def test_a_draft_and_a_closed_meeting_are_hidden_from_the_public(client, meeting):
    make_item(meeting, title="Secret matter", is_public=False)
    assert "Secret matter" not in html_of(client, f"/meetings/{meeting.pk}/")
    Meeting.objects.update(status=MeetingStatus.DRAFT)

    html_of(client, f"/meetings/{meeting.pk}/", 404)


@pytest.mark.parametrize("person", ["chair", "member", "clerk"])
@pytest.mark.parametrize("part", PAGES)
def test_pages_ask_as_often_for_three_items_as_for_one(
    person, part, client, cast, meeting, django_assert_max_num_queries
):
    client.force_login(getattr(cast, person))
    if person == "member" and part:
        assert client.get(f"/meetings/{meeting.pk}/{part}").status_code == 403
        return
    Meeting.objects.update(status=MeetingStatus.DRAFT)
    client.get(f"/meetings/{meeting.pk}/{part}")
    with django_assert_max_num_queries(12) as few:
        client.get(f"/meetings/{meeting.pk}/{part}")
    for number in ("2", "2a"):
        make_item(meeting, number=number)
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert client.get(f"/meetings/{meeting.pk}/{part}").status_code == 200


def test_the_list_asks_as_often_for_three_meetings_as_for_one(
    client, cast, body, meeting, django_assert_max_num_queries
):
    client.force_login(cast.clerk)
    for status in MeetingStatus:
        make_meeting(body, status=status)
    client.get("/meetings/")
    with django_assert_max_num_queries(12) as few:
        client.get("/meetings/")
    for status in MeetingStatus:
        make_meeting(body, status=status)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get("/meetings/")


def test_a_clerk_prepares_a_meeting_in_the_time_of_the_council(client, cast, body):
    client.force_login(cast.clerk)
    assert client.get("/meetings/new/").headers["Location"] == f"/meetings/new/{body.pk}/"

    for _ in range(2):  # a double press makes one meeting
        answer = client.post(f"/meetings/new/{body.pk}/", FORM)

    meeting = Meeting.objects.get()
    assert answer.headers["Location"] == f"/meetings/{meeting.pk}/agenda/"
    assert meeting.starts_at.isoformat() == "2031-05-04T15:30:00+00:00"
    assert meeting.place == {"tr": "Belediye", "ar": "البلدية"}


def test_what_was_typed_stays_when_the_form_is_malformed_or_refused(client, cast, body):
    client.force_login(cast.clerk)
    bad = FORM | {"starts_at": "someday"}
    late = FORM | {"sitting_2": "2031-05-04T09:00"}

    malformed = client.post(f"/meetings/new/{body.pk}/", bad)
    refused = client.post(f"/meetings/new/{body.pk}/", late)

    assert (malformed.status_code, refused.status_code) == (422, 409)
    assert all("البلدية" in one.content.decode() for one in (malformed, refused))
    assert "Each sitting must begin after" in refused.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("person", ["member", "adviser", "interpreter", "outsider", "sysadmin"])
def test_others_prepare_nothing(person, client, cast, body, meeting):
    client.force_login(getattr(cast, person))

    assert client.get(f"/meetings/new/{body.pk}/").status_code == 403
    for part in (*PAGES[1:], "letters.pdf", "cancel/", "second-call/"):
        assert client.get(f"/meetings/{meeting.pk}/{part}").status_code in {403, 404}


def test_the_clerk_makes_the_agenda_with_forms_alone(client, cast, body):
    client.force_login(cast.clerk)
    meeting = make_meeting(body, status=MeetingStatus.DRAFT)
    page = f"/meetings/{meeting.pk}/agenda/"
    words = {"language": "tr", "kind": "report", "planned_minutes": "5"}

    for title in ("Bir", "İki", "Üç"):
        assert client.post(page, words | {"title_tr": title, "title_ar": "بند"}).status_code == 302
    first, second, third = meeting.items.order_by("position")
    client.post(f"/meetings/items/{third.pk}/up/")
    client.post(f"/meetings/items/{first.pk}/down/")
    client.post(f"/meetings/items/{second.pk}/remove/", {"reason": ""})

    html = html_of(client, page)
    assert list(meeting.items.values_list("pk", "number")) == [(third.pk, "1"), (first.pk, "2")]
    assert html.index("Üç") < html.index("Bir")
    assert "İki" not in html


def test_an_item_without_a_title_is_malformed_and_a_taken_number_refused(client, cast, meeting):
    client.force_login(cast.clerk)
    page = f"/meetings/{meeting.pk}/agenda/"
    words = {"language": "tr", "kind": "report", "planned_minutes": "5", "title_ar": "بند"}

    malformed = client.post(page, words)
    refused = client.post(page, words | {"title_tr": "Bir", "number": "1"})

    assert (malformed.status_code, refused.status_code) == (422, 409)
    assert all("بند" in one.content.decode() for one in (malformed, refused))


def test_a_proposal_comes_on_the_agenda_and_its_page_is_linked(client, cast, meeting):
    client.force_login(cast.clerk)
    proposal = make_proposal(meeting.body, status=ProposalStatus.ADMITTED, title="More rooms")
    page = f"/meetings/{meeting.pk}/agenda/"
    assert "More rooms" in html_of(client, page)

    answer = client.post(f"{page}proposal/", {"proposal": proposal.pk, "planned_minutes": "20"})

    assert answer.status_code == 302
    html = html_of(client, f"/meetings/{meeting.pk}/")
    assert f'href="/proposals/{proposal.pk}/"' in html
    bad = client.post(f"{page}proposal/", {"proposal": proposal.pk, "planned_minutes": "20"})
    assert bad.status_code == 422


def test_an_announced_item_is_withdrawn_with_its_reason(client, cast, meeting):
    client.force_login(cast.clerk)
    item = meeting.items.get()
    meeting.status = MeetingStatus.CONVENED
    meeting.save()
    page = f"/meetings/items/{item.pk}/remove/"

    assert client.post(page, {"reason": ""}).status_code == 422
    assert client.post(page, {"reason": "Postponed by the mover"}).status_code == 302

    item.refresh_from_db()
    assert item.status is ItemStatus.WITHDRAWN
    assert "Postponed by the mover" in html_of(client, f"/meetings/{meeting.pk}/")


def test_a_member_proposes_an_item_and_the_clerk_answers(client, cast, meeting):
    client.force_login(cast.member)
    page = f"/meetings/{meeting.pk}/agenda/propose/"
    assert "Propose an item" in html_of(client, f"/meetings/{meeting.pk}/")
    for title in ("مدرسة", "ملعب"):
        client.post(page, {"language": "ar", "title_ar": title})
    wanted, other = ProposedItem.objects.order_by("pk")

    client.force_login(cast.clerk)
    assert "مدرسة" in html_of(client, f"/meetings/{meeting.pk}/agenda/")
    client.post(f"/meetings/proposed/{wanted.pk}/accept/")
    client.post(f"/meetings/proposed/{other.pk}/decline/", {"reason": "Not ours"})

    assert meeting.items.latest("position").proposed_by == cast.members.member
    assert ProposedItem.objects.get(pk=other.pk).decline_reason == "Not ours"


def test_the_notice_is_shown_before_members_are_called(client, cast, body):
    client.force_login(cast.clerk)
    good, late = drafted(cast.clerk, body), drafted(cast.clerk, body, days=1)

    assert "the notice is kept" in html_of(client, f"/meetings/{good.pk}/convene/")
    assert "too late for this day" in html_of(client, f"/meetings/{late.pk}/convene/")
    refused = client.post(f"/meetings/{late.pk}/convene/", {"urgency_reason": ""})
    assert refused.status_code == 409
    answer = client.post(f"/meetings/{good.pk}/convene/", {})
    assert answer.headers["Location"] == f"/meetings/{good.pk}/invitations/"


def test_an_urgent_reason_is_asked_for_where_the_by_laws_know_it(client, cast, council):
    client.force_login(cast.clerk)
    meeting = drafted(cast.clerk, make_body(council, bylaws="migrantenbeirat"), days=4)
    page = f"/meetings/{meeting.pk}/convene/"

    assert 'name="urgency_reason"' in html_of(client, page)
    assert client.post(page, {"urgency_reason": "Fire"}).status_code == 302
    assert "Fire" in html_of(client, f"/meetings/{meeting.pk}/")


def test_letters_are_printed_in_the_language_of_each_member(client, cast, meeting):
    client.force_login(cast.clerk)
    names = {"ar": "ليلى", "tr": "Ayşe"}
    for code, name in names.items():
        member = make_member(meeting.council, public_name=name, reads=[code])
        Invitation.objects.create(
            meeting=meeting, member=member, channel=Channel.LETTER, language=code
        )

    answer = client.post(f"/meetings/{meeting.pk}/letters.pdf")

    pages = extract_text(BytesIO(answer.content)).split("\f")
    assert answer["Content-Type"] == "application/pdf"
    assert any("Ayşe" in page and "Akşam kursları" in page for page in pages)
    assert len([page for page in pages if page.strip()]) == 2
    assert not Invitation.objects.filter(sent_at=None).exists()
    html = html_of(client, f"/meetings/{meeting.pk}/invitations/")
    assert "ليلى" in html


def test_who_could_not_be_reached_can_be_written_to_again(client, cast, meeting):
    client.force_login(cast.clerk)
    member = cast.members.member
    member.email = "m@example.org"
    member.save()
    invitation = Invitation.objects.create(
        meeting=meeting, member=member, channel=Channel.EMAIL, language="tr", failure="Refused"
    )
    page = f"/meetings/{meeting.pk}/invitations/"
    assert "Refused" in html_of(client, page)

    client.post(f"{page}{invitation.pk}/by-letter/")
    assert Invitation.objects.get().channel is Channel.LETTER
    client.post(f"{page}{invitation.pk}/resend/")
    assert Invitation.objects.get().channel is Channel.EMAIL
    assert Invitation.objects.get().failure == ""
    client.post(f"{page}new/")
    assert Invitation.objects.count() == 6
    assert client.post(f"{page}999/resend/").status_code == 404


def test_a_calendar_can_read_the_meeting_and_its_cancellation(client, cast, body):
    meeting = drafted(cast.clerk, body, sittings=[in_days(31)])
    client.force_login(cast.clerk)
    client.post(f"/meetings/{meeting.pk}/convene/", {})
    first = icalendar.Calendar.from_ical(client.get(f"/meetings/{meeting.pk}/meeting.ics").content)
    client.post(f"/meetings/{meeting.pk}/cancel/", {"reason": "Snow"})
    answer = client.get(f"/meetings/{meeting.pk}/meeting.ics")
    last = icalendar.Calendar.from_ical(answer.content)

    before, after = (one.walk("VEVENT") for one in (first, last))
    assert [one["UID"] for one in before] == [one["UID"] for one in after]
    assert len({one["UID"] for one in before}) == 2
    assert before[0].decoded("DTSTART") == meeting.starts_at
    assert after[0]["STATUS"] == "CANCELLED"
    assert int(after[0]["SEQUENCE"]) > int(before[0]["SEQUENCE"])
    assert b"\r\n" in answer.content
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75


def test_a_member_gives_word_and_takes_it_back(client, cast, meeting):
    client.force_login(cast.member)
    page = f"/meetings/{meeting.pk}/"

    client.post(f"{page}excuse/", {"reason": "Ill"})
    assert "I will come after all" in html_of(client, page)
    client.post(f"{page}come/")

    assert Excuse.objects.get().withdrawn_at is not None
    assert "I cannot come" in html_of(client, page)


def test_a_second_call_is_offered_and_made(client, cast, body):
    client.force_login(cast.clerk)
    failed = make_meeting(body, status=MeetingStatus.INQUORATE)
    make_item(failed)
    announced = html_of(client, f"/meetings/{failed.pk}/")
    assert "Call the members again" in announced
    assert "Prepare the meeting" not in announced  # it is over: a card for it would be empty
    page = f"/meetings/{failed.pk}/second-call/"
    assert "with the same agenda" in html_of(client, page)

    late = client.post(page, FORM)
    soon = client.post(page, FORM | {"starts_at": f"{in_days(9):%Y-%m-%dT%H:%M}"})

    assert (late.status_code, soon.status_code) == (409, 302)
    assert Meeting.objects.get(second_call_of=failed).status is MeetingStatus.CONVENED
    assert "Second call:" in html_of(client, f"/meetings/{failed.pk}/")


def test_members_demand_a_meeting_and_the_clerk_prepares_it(client, cast, body):
    page = f"/meetings/demands/{body.pk}/"
    client.force_login(cast.member)
    assert client.post(f"{page}new/", {"language": "tr", "subject_tr": ""}).status_code == 422
    client.post(f"{page}new/", {"language": "tr", "subject_tr": "Sel felaketi", "key": KEY})
    demand = Demand.objects.get()
    assert demand.met_at is not None  # one of three

    client.force_login(cast.clerk)
    assert "must be convened" in html_of(client, page)
    answer = client.post(f"/meetings/demands/answer/{demand.pk}/", FORM)

    meeting = Meeting.objects.get()
    assert answer.headers["Location"] == f"/meetings/{meeting.pk}/agenda/"
    assert meeting.kind == "extraordinary"
    assert re.search("Sel felaketi", html_of(client, f"/meetings/{meeting.pk}/agenda/"))


def test_a_member_signs_a_demand_on_its_page(client, cast, body):
    for _ in range(3):
        seat_member(make_member(body.council), body)
    page = f"/meetings/demands/{body.pk}/"
    client.force_login(cast.member)
    client.post(f"{page}new/", {"language": "tr", "subject_tr": "Sel"})
    client.force_login(cast.absentee)
    assert "1 of 2 signatures" in html_of(client, page)

    client.post(f"/meetings/demands/sign/{Demand.objects.get().pk}/")

    assert "You have signed" in html_of(client, page)
    assert Demand.objects.get().met_at is not None


def test_strangers_see_no_demands(client, cast, body):
    client.force_login(cast.outsider)

    html_of(client, f"/meetings/demands/{body.pk}/", 404)
