import pytest
from django.urls import reverse

from deliberation.meetings.models import AgendaItem
from deliberation.minutes.models import Correction, FactCorrection, Minutes
from deliberation.minutes.services.adopting import adopt_unopposed
from deliberation.register.services.minuting import record_minutes
from deliberation.rules.minutes import CorrectionStatus, MinutesStatus
from tests.deliberation.minutes.test_circulating import by_silence
from tests.factories.minutes import (
    ask_for_correction,
    hold_meeting,
    make_circulated,
    make_complete,
    make_minutes,
    make_next_meeting,
    write,
)

pytestmark = pytest.mark.django_db


def url(name, held, *args):
    return reverse(f"minutes:{name}", args=[held.meeting.pk, *args])


def read(client, held, user=None):
    if user is not None:
        client.force_login(user)
    else:
        client.logout()
    return client.get(url("minutes", held))


def publish(held):
    by_silence(held, amount=1, unit="hours")
    minutes = make_circulated(held)
    Minutes.objects.filter(pk=minutes.pk).update(objections_until=held.meeting.opened_at)
    adopt_unopposed(actor=held.clerk, minutes_id=minutes.pk)
    record_minutes(actor=held.clerk, minutes_id=minutes.pk)
    return minutes


def test_the_clerk_compiles_the_draft(client, held):
    assert "Compile the draft" in read(client, held, held.clerk).content.decode()

    answer = client.post(url("draft", held), follow=True)

    page = answer.content.decode()
    assert "Still missing before the draft can go out" in page
    assert 'href="#item-1"' in page
    assert str(held.member(1)) in page


def test_the_public_learns_where_the_minutes_stand_and_no_more(client, held):
    make_complete(held)

    page = read(client, held).content.decode()

    assert "The clerk is writing the minutes" in page
    assert "The chair reported." not in page
    assert str(held.member(1)) not in page


def test_a_late_draft_says_so_to_everybody(client, held):
    held.meeting.bylaws.document["record"]["minutes"] = {"amount": 0, "unit": "hours"}
    held.meeting.bylaws.save()

    page = read(client, held)

    assert "Late" in page.content.decode()


@pytest.mark.parametrize(
    ("stage", "readers"),
    [
        (make_complete, {"clerk", "chair"}),
        (make_circulated, {"clerk", "chair", "present", "absent"}),
        (publish, {"clerk", "chair", "present", "absent", "public"}),
    ],
)
def test_who_reads_the_minutes_at_which_stage(stage, readers, client, held):
    stage(held)
    people = {
        "clerk": held.clerk, "chair": held.chair, "present": held.user(1),
        "absent": held.user(4), "public": None,
    }  # fmt: skip

    found = {
        who for who, user in people.items()
        if "The chair reported." in read(client, held, user).content.decode()
    }  # fmt: skip

    assert found == readers


def test_the_clerk_writes_on_the_page_of_a_place(client, held):
    make_minutes(held)
    client.force_login(held.clerk)
    place = url("write_item", held, held.item.pk)
    assert client.get(place).status_code == 200

    answer = client.post(place, {"body": "Rapor sunuldu.", "seen": "0", "language": "tr"})

    assert answer.status_code == 302
    assert "Rapor sunuldu." in read(client, held, held.clerk).content.decode()


def test_the_second_editor_sees_both_texts(client, held):
    minutes = make_minutes(held)
    write(held, minutes, "Words of the quicker one.")
    client.force_login(held.clerk)
    place = url("write_item", held, held.item.pk)

    answer = client.post(place, {"body": "Words of the slower one.", "seen": "0"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Words of the quicker one." in page
    assert "Words of the slower one." in page
    seen = answer.context["seen"]
    assert client.post(place, {"body": "Both.", "seen": seen}).status_code == 302


def test_another_language_is_a_translation_that_somebody_else_checks(client, held):
    write(held, make_minutes(held))
    client.force_login(held.clerk)
    place = url("write_item", held, held.item.pk) + "?language=ar"
    assert client.get(place).status_code == 200

    client.post(place, {"body": "كلمات", "seen": "0", "language": "ar"})
    own = client.post(url("check_item", held, held.item.pk), {"language": "ar"})

    assert own.status_code == 409
    page = client.get(url("minutes", held), headers={"Accept-Language": "ar"})
    assert "كلمات" in page.content.decode()


def test_members_do_not_reach_the_editor(client, held):
    make_circulated(held)
    client.force_login(held.user(1))

    assert client.get(url("write_item", held, held.item.pk)).status_code == 403
    assert client.get(url("presence", held, held.member(1).pk)).status_code == 403
    assert client.get(url("bound", held, "opened")).status_code == 403


def test_a_fact_is_put_right_on_a_page_of_its_own(client, held):
    make_minutes(held)
    client.force_login(held.clerk)
    page = url("presence", held, held.absentee.pk)
    assert client.get(page).status_code == 200

    assert client.post(page, {"since_1": "2026-03-10T14:00", "reason": ""}).status_code == 422
    answer = client.post(page, {"since_1": "2026-03-10T14:00", "reason": "Signed at the door"})

    assert answer.status_code == 302
    assert FactCorrection.objects.get().reason == "Signed at the door"
    assert "Signed at the door" in read(client, held, held.clerk).content.decode()


def test_whoever_left_must_have_come(client, held):
    make_minutes(held)
    client.force_login(held.clerk)
    page = url("presence", held, held.absentee.pk)

    answer = client.post(page, {"until_1": "2026-03-10T14:00", "reason": "Why"})

    assert answer.status_code == 422


def test_the_end_is_put_right(client, held):
    make_minutes(held)
    client.force_login(held.clerk)
    page = url("bound", held, "closed")
    assert client.get(page).status_code == 200

    answer = client.post(page, {"at": "2126-03-10T14:00", "reason": "Late click"})

    assert answer.status_code == 302


def test_guests_are_counted(client, held):
    minutes = make_minutes(held)
    client.force_login(held.clerk)

    client.post(url("guests", held), {"guests": "12"})

    minutes.refresh_from_db()
    assert minutes.guests == 12


def test_from_the_draft_to_the_next_agenda(client, held):
    minutes = make_complete(held)
    client.force_login(held.clerk)

    client.post(url("circulate", held))
    make_next_meeting(held)
    client.post(url("place", held))

    minutes.refresh_from_db()
    assert minutes.status is MinutesStatus.CIRCULATED
    assert minutes.item is not None


def test_an_incomplete_draft_is_refused_with_a_sentence(client, held):
    make_minutes(held)
    client.force_login(held.clerk)

    answer = client.post(url("circulate", held))

    assert answer.status_code == 409
    assert "1 thing that minutes must say is missing" in answer.content.decode()


def test_a_member_who_was_present_asks_and_the_clerk_accepts(client, held):
    minutes = make_circulated(held)
    client.force_login(held.user(1))
    page = url("correct_item", held, held.item.pk)
    assert client.get(page).status_code == 200
    client.post(page, {"language": "ar", "words": "عشر غرف", "reason": "سمعتها"})
    asked = Correction.objects.get()

    client.force_login(held.clerk)
    answering = reverse("minutes:answer", args=[asked.pk])
    shown = client.get(answering)
    assert "عشر غرف" in shown.content.decode()
    words = {"body": "Ten rooms.", "seen": shown.context["seen"], "note": "", "accept": "1"}
    client.post(answering, words)

    asked.refresh_from_db()
    assert asked.status is CorrectionStatus.ACCEPTED
    assert "Ten rooms." in read(client, held, held.user(2)).content.decode()
    assert minutes.corrections.count() == 1


def test_the_absent_are_told_why_they_cannot_correct(client, held):
    make_circulated(held)
    client.force_login(held.user(4))

    page = url("correct_item", held, held.item.pk)
    answer = client.post(page, {"language": "en", "words": "Nine rooms"})

    assert answer.status_code == 409
    assert "Only people who were at this meeting" in answer.content.decode()
    assert "Ask for a correction" not in read(client, held, held.user(4)).content.decode()


def test_a_correction_declined_without_reason_stays_open(client, held):
    asked = ask_for_correction(held, make_circulated(held))
    client.force_login(held.clerk)
    page = reverse("minutes:answer", args=[asked.pk])

    assert client.post(page, {"decline": "1", "note": ""}).status_code == 409
    assert client.post(page, {"decline": "1", "note": "Nine, says the tape"}).status_code == 302


def test_a_member_takes_their_correction_back(client, held):
    asked = ask_for_correction(held, make_circulated(held))
    client.force_login(held.user(1))

    client.post(reverse("minutes:withdraw", args=[asked.pk]))

    asked.refresh_from_db()
    assert asked.status is CorrectionStatus.WITHDRAWN


def test_silence_is_recorded_and_then_published(client, held):
    by_silence(held, amount=1, unit="hours")
    minutes = make_circulated(held)
    Minutes.objects.filter(pk=minutes.pk).update(objections_until=held.meeting.opened_at)
    client.force_login(held.clerk)

    client.post(url("adopt", held))
    client.post(reverse("register:publish_minutes", args=[held.meeting.pk]))

    minutes.refresh_from_db()
    assert minutes.status is MinutesStatus.PUBLISHED
    assert "Adopted and published" in read(client, held).content.decode()


def test_whose_presence_is_private_stands_in_no_public_minutes(client):
    held = hold_meeting(decisions=1)
    hidden, gone = held.member(2), held.member(3)
    hidden.public_name, hidden.is_presence_private = "Canary Hidden", True
    hidden.native_name = "Canary Native"
    hidden.save()
    publish(held)
    gone.public_name = "Former member"
    gone.save()

    public = read(client, held).content.decode()
    inside = read(client, held, held.clerk).content.decode()

    assert "Canary" not in public
    assert "1 more person was there" in public
    assert "Former member" in public
    assert "Canary Hidden" in inside


def test_of_an_item_that_is_not_public_strangers_read_the_number_alone(client, held):
    AgendaItem.objects.filter(pk=held.item.pk).update(is_public=False)
    publish(held)

    public = read(client, held).content.decode()

    assert "Item not public" in public
    assert "The chair reported." not in public


def test_minutes_of_a_closed_meeting_are_not_for_strangers(client, held):
    publish(held)
    held.meeting.is_public = False
    held.meeting.save()

    assert read(client, held).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_the_same_of_the_database_however_long(
    many, client, django_assert_num_queries
):
    held = hold_meeting(decisions=many, items=many)
    minutes = make_complete(held)
    client.force_login(held.clerk)
    read(client, held, held.clerk)

    with django_assert_num_queries(44):
        client.get(url("minutes", held))

    assert minutes.status is MinutesStatus.DRAFT
