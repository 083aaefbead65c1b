from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from council.kernel.visibility import Unseen
from council.members.models import OfficeKind
from council.texts.models import TextVersion
from council.texts.services import revise_text
from deliberation.floor.models import InterpreterSignal, SignalKind
from deliberation.meetings.services.interpretation import claim
from realtime.interpretation import desk_of
from tests.factories.floor import make_signal
from tests.factories.institution import give_office, make_member
from tests.factories.meetings import make_called_item, make_contribution, open_meeting_with


@pytest.fixture(autouse=True)
def _no_claims():
    cache.clear()


@pytest.fixture
def meeting(cast, body):
    meeting = open_meeting_with(body, present=[cast.members.chair, cast.members.member])
    meeting.item = make_called_item(meeting)
    return meeting


@pytest.fixture
def say(cast, meeting):
    """Let the member say something in Arabic; ``tr`` is what has been made of it."""

    def said(words, tr="", language="ar"):
        readings = {"tr": tr} if tr else None
        return make_contribution(
            meeting.item, cast.members.member, body=words, language=language, readings=readings
        )

    return said


@pytest.fixture
def partner(cast, body):
    """Another interpreter of the same directions."""
    member = make_member(body.council, public_name="Zelal Kaya")
    give_office(member, body, OfficeKind.INTERPRETER, directions=["ar>tr"])
    return member.user


@pytest.fixture
def page(client, cast, meeting):
    """The pages of the desk from Arabic into Turkish, as the interpreter opens them."""
    client.force_login(cast.interpreter)

    def address(name, **query):
        kinds = {"query": query} if query else {}
        return reverse(f"realtime:{name}", args=[meeting.pk, "ar-tr"], **kinds)

    return address


def hands(contribution, body, **facts):
    return {"key": uuid4(), "contribution_id": contribution.pk, "body": body} | facts


def desk(cast, meeting, wanted=None):
    return desk_of(cast.interpreter, meeting.pk, "ar-tr", wanted)


def current(contribution, language="tr"):
    return TextVersion.objects.get(text=contribution.text, language=language, is_current=True)


# --- what is at hand ----------------------------------------------------------------------------


def test_the_oldest_line_that_waits_is_at_hand(cast, meeting, say):
    sent, first, second = say("أولا", tr="ilk"), say("ثانيا"), say("ثالثا")

    shown = desk(cast, meeting)

    assert shown.now.contribution_id == first.pk
    assert [line.contribution_id for line in shown.waiting] == [first.pk, second.pk]
    assert [line.contribution_id for line in shown.done] == [sent.pk]


def test_another_line_can_be_taken_up(cast, meeting, say):
    say("أولا")
    second = say("ثانيا")

    assert desk(cast, meeting, second.pk).now.contribution_id == second.pk


def test_a_line_that_a_partner_works_on_is_left_to_them(cast, meeting, say, partner):
    first, second = say("أولا"), say("ثانيا")
    claim(actor=partner, contribution_id=first.pk, language="tr")

    shown = desk(cast, meeting)

    assert shown.now.contribution_id == second.pk
    assert [line.claimed_by for line in shown.waiting] == ["Zelal Kaya", ""]


def test_the_partner_is_named_on_a_line_taken_up_all_the_same(cast, meeting, say, partner):
    first = say("أولا")
    claim(actor=partner, contribution_id=first.pk, language="tr")

    assert desk(cast, meeting, first.pk).partner == "Zelal Kaya"
    assert desk(cast, meeting, first.pk).now.contribution_id == first.pk


def test_opening_the_desk_takes_the_line_at_hand(cast, meeting, say, partner):
    first, second = say("أولا"), say("ثانيا")

    assert desk(cast, meeting).now.contribution_id == first.pk
    assert desk_of(partner, meeting.pk, "ar-tr").now.contribution_id == second.pk


def test_an_outdated_rendering_waits_after_what_is_new(cast, meeting, say):
    old = say("أولا", tr="ilk")
    revise_text(actor=cast.member, text_id=old.text_id, body="أولا وأخيرا")

    assert desk(cast, meeting).now.contribution_id == old.pk
    new = say("ثانيا")
    assert desk(cast, meeting).now.contribution_id == new.pk


def test_with_everything_sent_nothing_is_at_hand(cast, meeting, say):
    sent = say("أولا", tr="ilk")

    assert desk(cast, meeting).now is None
    assert desk(cast, meeting, sent.pk).is_correction


def test_signals_that_stand_are_marked(cast, meeting):
    make_signal(meeting, cast.members.interpreter, SignalKind.BREAK)
    make_signal(meeting, cast.members.interpreter, SignalKind.SLOWER, language="ar")

    standing = [signal.kind for signal in desk(cast, meeting).signals if signal.is_standing]

    assert standing == ["break"]


def test_the_other_directions_are_a_step_away(cast, meeting):
    assert [way.slug for way in desk(cast, meeting).ways] == ["ar-tr", "tr-ar"]


@pytest.mark.parametrize("slug", ["ar-en", "en-tr", "artr", "-"])
def test_a_desk_is_for_those_who_interpret_this_way(cast, meeting, slug):
    with pytest.raises(PermissionDenied):
        desk_of(cast.interpreter, meeting.pk, slug)


def test_a_meeting_that_cannot_be_seen_has_no_desk(cast, meeting):
    meeting.is_public = False
    meeting.save()

    with pytest.raises(Unseen):
        desk_of(cast.outsider, meeting.pk, "ar-tr")


# --- the page -----------------------------------------------------------------------------------


def test_the_page_shows_queue_line_and_box(client, page, say):
    contribution = say("لا أحد يعتني بالأطفال")

    answer = client.get(page("desk"))

    assert answer.status_code == 200
    assert answer.content.decode().count("لا أحد يعتني بالأطفال") == 2
    assert f'id="dst-{contribution.pk}" name="body" lang="tr" dir="ltr"' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("person", "status"),
    [("interpreter", 200), ("chair", 403), ("clerk", 403), ("sysadmin", 403), ("outsider", 403)],
)
def test_who_may_sit_at_the_desk(client, cast, page, person, status):
    client.force_login(getattr(cast, person))

    answers = [client.get(page("desk")), client.get(page("desk_queue"))]

    assert [answer.status_code for answer in answers] == [status, status]


def test_a_stranger_is_asked_to_sign_in(client, page):
    client.logout()

    assert client.get(page("desk")).status_code == 302


def test_what_is_sent_is_read_and_the_next_line_comes(client, page, say):
    first, second = say("أولا"), say("ثانيا")

    answer = client.post(page("desk_send"), hands(first, "Birincisi"), follow=True)

    version = current(first)
    assert (version.body, version.author_name) == ("Birincisi", "Interpreter")
    assert answer.context["desk"].now.contribution_id == second.pk


def test_a_live_desk_is_answered_with_its_parts(client, page, say):
    first, second = say("أولا"), say("ثانيا")

    answer = client.post(
        page("desk_send"), hands(first, "Birincisi"), headers={"X-Majlis-Live": "1"}
    )

    parts = {part["id"]: part["html"] for part in answer.json()["parts"]}
    assert list(parts) == ["desk-queue", "desk-work", "desk-signals"]
    assert f'id="dst-{second.pk}"' in parts["desk-work"]
    assert "Birincisi" in parts["desk-queue"]
    assert parts["desk-signals"].count("csrfmiddlewaretoken") == 4


def test_the_same_post_again_changes_nothing(client, page, say):
    first = say("أولا")
    posted = hands(first, "Birincisi")

    for _ in range(2):
        client.post(page("desk_send"), posted)

    assert TextVersion.objects.filter(text=first.text, language="tr").count() == 1


def test_a_partner_who_was_faster_is_named(client, cast, page, say, partner):
    first = say("أولا", tr="ilk")

    answer = client.post(page("desk_send"), hands(first, "Birincisi"))

    assert answer.status_code == 409
    assert "Selin Aydın" in answer.content.decode()
    assert current(first).body == "ilk"


def test_a_rendering_is_corrected(client, page, say):
    first = say("أولا", tr="ilk")

    client.post(page("desk_correct"), hands(first, "ilk olarak"))

    assert current(first).body == "ilk olarak"
    assert TextVersion.objects.filter(text=first.text, language="tr").count() == 2


def test_without_words_nothing_is_sent(client, page, say):
    first = say("أولا")

    answer = client.post(page("desk_send"), hands(first, "  "))

    assert answer.status_code == 409
    assert not TextVersion.objects.filter(text=first.text, language="tr").exists()


def test_a_malformed_post_is_answered_with_422(client, page):
    assert client.post(page("desk_send"), {"body": "x"}).status_code == 422


@pytest.mark.parametrize("person", ["chair", "member", "outsider", "sysadmin"])
def test_nobody_else_sends(client, cast, page, say, person):
    first = say("أولا")
    client.force_login(getattr(cast, person))

    answer = client.post(page("desk_send"), hands(first, "Birincisi"))

    assert answer.status_code == 403
    assert not TextVersion.objects.filter(text=first.text, language="tr").exists()


def test_a_line_of_another_meeting_is_not_sent_from_here(client, cast, page, say, body):
    elsewhere = open_meeting_with(body)
    other = make_contribution(
        make_called_item(elsewhere), cast.members.member, body="أولا", language="ar"
    )

    assert client.post(page("desk_send"), hands(other, "x")).status_code == 404


def test_a_signal_without_scripts_leads_back_to_the_desk(client, cast, meeting, page):
    posted = {"key": uuid4(), "signal": "slower", "language": "tr", "next": page("desk")}

    answer = client.post(reverse("floor:signal", args=[meeting.pk]), posted)

    assert answer.url == page("desk")
    assert InterpreterSignal.objects.get().kind is SignalKind.SLOWER


def test_the_floor_comes_with_the_queue_when_it_is_asked_for(client, page):
    without = client.get(page("desk_queue")).json()["parts"]
    with_it = client.get(page("desk_queue", floor="1")).json()["parts"]

    assert [part["id"] for part in without] == ["desk-queue", "desk-work", "desk-signals"]
    assert with_it[-1]["id"] == "floor"
    assert "Nobody waits to speak." in with_it[-1]["html"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_however_long_it_is(
    client, page, say, django_assert_num_queries, count
):
    for number in range(count):
        say(f"{number}", tr=f"{number}")
        say(f"{number}")
    client.get(page("desk"))

    with django_assert_num_queries(11):
        client.get(page("desk_queue"))
    with django_assert_num_queries(19):
        client.get(page("desk"))
