from datetime import timedelta

import pytest
from django.urls import reverse

from council.members.models import OfficeKind
from council.members.selectors import today_in
from deliberation.followup.models import Addressee, Answer, Referral
from deliberation.followup.services.addressees import revoke_link
from deliberation.followup.services.closing import close_referral
from deliberation.followup.services.translating import translate_answer
from deliberation.rules.followup import ReferralStatus, Verdict
from tests.factories.followup import answer, make_addressee, make_referral
from tests.factories.institution import give_office, make_member
from tests.factories.register import make_decision, publish

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}
WORDS = "We open two classrooms in January."


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.MAJLIS_REQUIRE_SECOND_FACTOR = False


def get(client, name, *args, user=None, **query):
    if user is not None:
        client.force_login(user)
    return client.get(reverse(f"followup:{name}", args=args), query, **ENGLISH)


def post(client, name, *args, user=None, **told):
    if user is not None:
        client.force_login(user)
    return client.post(reverse(f"followup:{name}", args=args), told, **ENGLISH)


def text(response):
    return response.content.decode()


def told(**facts):
    return {
        "verdict": "partly",
        "language": "en",
        "body": WORDS,
        "answered_on": str(today_in(Addressee.objects.get().council)),
    } | facts


# --- for everybody


def test_anybody_reads_what_became_of_a_decision(client, clerk, referral):
    answer(clerk, referral, verdict=Verdict.PARTLY, language="en", body=WORDS)

    html = text(get(client, "way", referral.decision.number))

    assert WORDS in html
    assert "Accepted in part" in html
    assert "Municipal Council" in html


def test_how_late_an_addressee_is_everybody_sees(client, room, clerk, addressee):
    late = make_referral(room, clerk, addressee=addressee, days_ago=42)

    assert "12 days late" in text(get(client, "way", late.decision.number))
    assert "12 days late" in text(get(client, "statistics", room.meeting.council.slug))


def test_before_it_is_published_a_decision_has_no_way(client, room):
    assert get(client, "way", make_decision(room).number).status_code == 404


def test_what_was_answered_to_a_confidential_decision_is_confidential(client, room, clerk):
    decision = publish(clerk, make_decision(room, is_public=False, title="Gizli satış"))
    referral = make_referral(room, clerk, decision=decision)
    answer(clerk, referral, body="Gizli yanıt")

    html = text(get(client, "way", decision.number))
    figures = text(get(client, "statistics", room.meeting.council.slug))

    assert "Gizli" not in html
    assert decision.number in html
    assert decision.number not in figures
    assert "Gizli yanıt" in text(get(client, "way", decision.number, user=room.user(1)))


def test_figures_say_what_became_of_the_decisions(client, room, clerk, addressee):
    for days_ago, verdict in ((3, Verdict.ACCEPTED), (9, Verdict.DECLINED), (5, Verdict.DECLINED)):
        made = make_referral(room, clerk, addressee=addressee, days_ago=days_ago)
        answer(clerk, made, verdict=verdict)
    make_referral(room, clerk, addressee=addressee, days_ago=40)

    shown = get(client, "statistics", room.meeting.council.slug).context["figures"]

    assert (shown.published, shown.forwarded, shown.answered, shown.overdue) == (4, 4, 3, 1)
    assert (shown.by_verdict[Verdict.DECLINED], shown.usual_days) == (2, 5)


@pytest.mark.parametrize("many", [1, 3])
def test_pages_cost_the_same_for_one_and_for_three(
    many, client, room, clerk, django_assert_num_queries
):
    decision = publish(clerk, make_decision(room))
    for _ in range(many):
        to = make_addressee(clerk, room.meeting.council)
        answer(clerk, make_referral(room, clerk, decision=decision, addressee=to))
    slug = room.meeting.council.slug
    get(client, "way", decision.number)  # what is kept for the process is kept now

    with django_assert_num_queries(10):
        get(client, "way", decision.number)
    with django_assert_num_queries(11):
        get(client, "statistics", slug)


@pytest.mark.parametrize("many", [1, 3])
def test_the_desk_costs_the_same_for_one_and_for_three(
    many, client, room, clerk, addressee, django_assert_num_queries
):
    for _ in range(many):
        make_referral(room, clerk, addressee=addressee)
        publish(clerk, make_decision(room))
    client.force_login(clerk)
    get(client, "desk", room.meeting.council.slug)

    with django_assert_num_queries(12):
        get(client, "desk", room.meeting.council.slug)


# --- for the clerk


def test_the_clerk_forwards_from_the_desk(client, room, clerk, addressee):
    council = room.meeting.council
    decision = publish(clerk, make_decision(room))

    desk = text(get(client, "desk", council.slug, user=clerk))
    form = get(client, "forward", council.slug, decision.pk)
    day = str(today_in(council))
    done = post(
        client,
        "forward",
        council.slug,
        decision.pk,
        addressee=addressee.pk,
        forwarded_on=day,
        reference="E-1",
    )

    assert decision.number in desk
    assert form.status_code == 200
    assert done.status_code == 302
    assert Referral.objects.get().reference == "E-1"


def test_a_letter_of_tomorrow_is_told_in_the_form(client, room, clerk, addressee):
    council = room.meeting.council
    decision = publish(clerk, make_decision(room))

    answered = post(
        client,
        "forward",
        council.slug,
        decision.pk,
        user=clerk,
        addressee=addressee.pk,
        forwarded_on=str(today_in(council) + timedelta(days=1)),
        reference="E-1",
    )

    assert answered.status_code == 409
    assert "still to come" in text(answered)
    assert 'value="E-1"' in text(answered)


def test_the_clerk_records_the_way_step_by_step(client, room, clerk):
    council = room.meeting.council
    to = make_addressee(clerk, council, kind="municipal_council")
    made = make_referral(room, clerk, addressee=to, days_ago=5)
    place = (council.slug, made.pk)
    today = str(today_in(council))

    answers = [
        post(client, "receipt", *place, user=clerk, their_reference="B-7").status_code,
        post(client, "meeting_day", *place, meets_on=today).status_code,
        post(client, "consider", *place, considered_on=today, reference="5/1").status_code,
        post(client, "consider", *place, considered_on=today).status_code,
        post(client, "close", *place, found="", reason="").status_code,
        post(client, "close", *place, found="", reason="Settled").status_code,
    ]

    made.refresh_from_db()
    assert answers == [302, 302, 302, 409, 409, 302]
    assert (made.their_reference, made.considered_reference) == ("B-7", "5/1")
    assert made.close_reason == "Settled"
    assert get(client, "referral", *place).status_code == 200


def test_the_office_is_closed_to_members_and_strangers(client, room, referral):
    slug = room.meeting.council.slug
    assert get(client, "desk", slug).status_code == 302
    assert get(client, "desk", slug, user=room.user(1)).status_code == 403
    assert get(client, "referral", slug, referral.pk).status_code == 403


def test_a_referral_of_another_council_is_not_there(client, clerk, room, referral):
    other = make_addressee(clerk, room.meeting.council)

    assert get(client, "addressee", room.meeting.council.slug, other.pk + 9, user=clerk)
    assert get(client, "referral", room.meeting.council.slug, 10**6).status_code == 404


def test_addressees_are_kept_in_the_office(client, room, clerk):
    slug = room.meeting.council.slug
    facts = {"kind": "governor", "language": "tr", "is_active": "on", "email": ""}

    nameless = post(client, "addressee_new", slug, user=clerk, **facts)
    made = post(client, "addressee_new", slug, names_tr="Valilik", **facts)
    addressee = Addressee.objects.get()
    changed = post(
        client,
        "addressee",
        slug,
        addressee.pk,
        names_tr="Adana Valiliği",
        correspondents=[room.members[1].pk],
        **facts,
    )

    assert (nameless.status_code, made.status_code, changed.status_code) == (422, 302, 302)
    addressee.refresh_from_db()
    assert addressee.names == {"tr": "Adana Valiliği"}
    assert [one.member for one in addressee.correspondents.all()] == [room.members[1]]
    assert "Adana Valiliği" in text(get(client, "addressees", slug))


def test_a_link_is_made_shown_and_revoked(client, room, clerk, addressee):
    place = (room.meeting.council.slug, addressee.pk)

    made = post(client, "link_new", *place, user=clerk)
    page = text(get(client, "addressee", *place))
    revoked = post(client, "link_revoke", *place)

    assert (made.status_code, revoked.status_code) == (302, 302)
    assert "/inbox/" in page
    assert "/inbox/" not in text(get(client, "addressee", *place)).split("link-h")[1]


# --- for the addressee


def test_by_its_link_an_addressee_reads_and_answers_without_an_account(client, referral, token):
    inbox = text(get(client, "inbox", token))
    page = get(client, "answer", token, referral.pk)
    sent = post(client, "answer", token, referral.pk, **told())

    assert referral.decision.number in inbox
    assert "Evening classes" in text(page)
    assert page["X-Robots-Tag"] == "noindex"
    assert sent.status_code == 302
    assert Answer.objects.get().recorded_by is None
    assert WORDS in text(get(client, "answer", token, referral.pk))


def test_by_its_link_an_addressee_confirms_promises_and_reports(client, referral, token):
    place = (token, referral.pk)
    day = str(today_in(referral.decision.council))
    post(client, "answer_receipt", *place, their_reference="B-9")
    early = post(client, "answer_promise", *place, body="Rooms", language="en", due_on=day)
    post(client, "answer", *place, **told())
    post(client, "answer_promise", *place, body="Rooms", language="en", due_on=day)
    action = referral.actions.get()
    empty = post(client, "answer_done", *place, action.pk, done_on="")
    post(client, "answer_done", *place, action.pk, done_on=day, evidence="https://x.example/")

    action.refresh_from_db()
    referral.refresh_from_db()
    assert (early.status_code, empty.status_code) == (409, 422)
    assert "Rooms" in text(early)
    assert str(action.done_on) == day
    assert referral.their_reference == "B-9"


def test_behind_a_revoked_link_nothing_is_shown_and_nothing_typed_is_lost(
    client, clerk, addressee, referral, token
):
    revoke_link(actor=clerk, addressee_id=addressee.pk)

    page = get(client, "answer", token, referral.pk)
    sent = post(client, "answer", token, referral.pk, **told())

    assert (page.status_code, sent.status_code) == (410, 410)
    assert "This link was revoked" in text(page)
    assert "Evening classes" not in text(page)
    assert WORDS in text(sent)
    assert not Answer.objects.exists()


def test_a_second_answer_is_told_so_and_its_words_come_back(client, clerk, referral, token):
    answer(clerk, referral)

    sent = post(client, "answer", token, referral.pk, **told())

    assert sent.status_code == 409
    assert "was answered before" in text(sent)
    assert WORDS in text(sent)


def test_an_answer_after_the_closure_is_told_so_and_its_words_come_back(
    client, clerk, referral, token
):
    close_referral(actor=clerk, referral_id=referral.pk, reason="Settled otherwise")

    sent = post(client, "answer", token, referral.pk, **told())

    assert sent.status_code == 409
    assert "has closed this matter" in text(sent)
    assert WORDS in text(sent)
    assert Referral.objects.get().status is ReferralStatus.FORWARDED


def test_what_is_malformed_stays_in_the_form(client, referral, token):
    sent = post(client, "answer", token, referral.pk, **told(verdict="perhaps"))

    assert sent.status_code == 422
    assert WORDS in text(sent)


@pytest.mark.parametrize("token", ["x", "1-a~b", "%00"])
def test_a_made_up_link_leads_nowhere(token, client, referral):
    assert client.get(f"/inbox/{token}/").status_code == 404


def test_a_named_account_has_an_inbox_and_others_an_empty_one(client, room, addressee, referral):
    addressee.correspondents.create(member=room.members[2])

    mine = text(get(client, "own_inbox", user=room.user(2)))
    sent = post(client, "own_answer", referral.pk, **told())
    others = get(client, "own_inbox", user=room.user(3))

    assert referral.decision.number in mine
    assert sent.status_code == 302
    assert referral.decision.number not in text(others)
    assert get(client, "own_answer", referral.pk).status_code == 404
    client.logout()
    assert get(client, "own_inbox").status_code == 302


# --- languages


def test_an_interpreter_translates_an_answer_and_the_clerk_checks_it(client, room, clerk, referral):
    made = answer(clerk, referral)
    interpreter = make_member(room.meeting.council)
    give_office(interpreter, room.meeting.body, OfficeKind.INTERPRETER, directions=["tr>ar"])

    page = text(get(client, "way", referral.decision.number, user=interpreter.user))
    saved = post(client, "translate", made.pk, "ar", body="قُبل")
    form = text(get(client, "translate", made.pk, "ar", user=clerk))
    checked = post(client, "check", made.pk, "ar")

    assert reverse("followup:translate", args=[made.pk, "ar"]) in page
    assert reverse("followup:translate", args=[made.pk, "de"]) not in page
    assert (saved.status_code, checked.status_code) == (302, 302)
    assert "I have checked it" in form
    assert get(client, "translate", made.pk, "xx").status_code == 404
    assert get(client, "translate", made.pk, "de", user=room.user(1)).status_code == 403


def test_the_pages_of_an_answer_are_read_in_its_translation(client, room, clerk, referral):
    made = answer(clerk, referral)
    translate_answer(actor=clerk, answer_id=made.pk, language="ar", body="قُبل")

    html = client.get(
        reverse("followup:way", args=[referral.decision.number]), HTTP_ACCEPT_LANGUAGE="ar"
    ).content.decode()

    assert "قُبل" in html
    assert "المجلس البلدي" in html
