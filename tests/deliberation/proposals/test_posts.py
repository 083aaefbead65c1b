"""What people do on the pages of proposals, and that nothing they typed is lost."""

from uuid import uuid4

import pytest
from django.urls import reverse

from council.texts.selectors import bodies
from deliberation.proposals.models import Amendment, Proposal
from deliberation.proposals.selectors.texts import current_version, texts_of
from deliberation.rules.proposals import AmendmentStatus, ProposalStatus
from tests.factories.institution import make_body, seat_member
from tests.factories.proposals import make_amendment, make_proposal, translate, words_of

WRITTEN = {
    "language": "ar",
    "title_ar": "دورات مسائية",
    "title_tr": "Akşam kursları",
    "text_ar": "تُفتح دورات.\r\n\r\nالدورات مجانية.",
    "text_tr": "Kurslar açılır.\r\n\r\nKurslar ücretsizdir.",
    "reasons_ar": "لأن الأمهات يعملن.",
}
SIMPLE_ACTS = {
    "endorse": ("chair", ProposalStatus.DRAFT),
    "submit": ("member", ProposalStatus.DRAFT),
    "admit": ("clerk", ProposalStatus.SUBMITTED),
}


def address(name, *args):
    return reverse(f"proposals:{name}", args=args)


@pytest.fixture
def send(client, cast):
    def sent(person, name, *args, **fields):
        if person is not None:
            client.force_login(getattr(cast, person))
        return client.post(address(name, *args), fields, headers={"Accept-Language": "en"})

    return sent


@pytest.fixture
def open_page(client, cast):
    def opened(person, name, *args, **query):
        client.force_login(getattr(cast, person))
        return client.get(address(name, *args), query, headers={"Accept-Language": "en"})

    return opened


@pytest.fixture
def draft(cast, body):
    made = make_proposal(body, cast.members.member, language="ar")
    for name in ("clerk", "interpreter"):
        made.endorsements.create(member=getattr(cast.members, name))
    return made


@pytest.fixture
def proposal(cast, body):
    return make_proposal(body, cast.members.member, status=ProposalStatus.ON_AGENDA)


def test_a_mover_writes_a_proposal_in_two_languages(send, body):
    answer = send("member", "draft", body.pk, **WRITTEN)

    made = Proposal.objects.get()
    assert answer.url == address("proposal", made.pk)
    assert bodies(made.title) == {"ar": "دورات مسائية", "tr": "Akşam kursları"}
    assert [bodies(text) for text in texts_of(current_version(made))] == [
        {"ar": "تُفتح دورات.", "tr": "Kurslar açılır."},
        {"ar": "الدورات مجانية.", "tr": "Kurslar ücretsizdir."},
    ]


def test_sending_the_same_form_twice_makes_one_proposal(send, body):
    key = str(uuid4())

    first = send("member", "draft", body.pk, key=key, **WRITTEN)
    second = send("member", "draft", body.pk, key=key, **WRITTEN)

    assert first.url == second.url
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"title_ar": ""}, "Give the proposal a title."),
        ({"text_ar": " "}, "Write what the body shall decide."),
        ({"text_tr": "Kurslar açılır."}, "Paragraphs here: 1; in the original: 2."),
        ({"language": "xx"}, "Select a valid choice."),
        ({"title_ar": "ا" * 301}, "Ensure this value has at most 300 characters"),
    ],
)
def test_what_was_typed_stays_when_something_is_missing(send, body, fields, message):
    answer = send("member", "draft", body.pk, **WRITTEN | fields)

    assert answer.status_code == 422
    assert message in answer.text
    assert "Kurslar" in answer.text
    assert "لأن الأمهات يعملن." in answer.text
    assert not Proposal.objects.exists()


def test_marks_that_nobody_can_see_are_no_words(send, body):
    answer = send("member", "draft", body.pk, **WRITTEN | {"text_ar": "\u202e", "text_tr": ""})

    assert answer.status_code == 409
    assert "The proposal has no text to decide on." in answer.text


def test_whoever_takes_no_part_writes_nothing(send, body):
    assert send("clerk", "draft", body.pk, **WRITTEN).status_code == 403
    assert send("member", "draft", 0, **WRITTEN).status_code == 404


def test_somebody_with_one_body_begins_to_write_at_once(open_page, cast, body):
    assert open_page("member", "new").url == address("draft", body.pk)

    seat_member(cast.members.member, make_body(body.council))

    assert open_page("member", "new").text.count("card-link") == 2
    assert "You have no seat" in open_page("clerk", "new").text


def test_an_adviser_and_a_chair_write_too(open_page, body):
    assert [open_page(one, "new").status_code for one in ("adviser", "chair")] == [302, 302]
    assert open_page("adviser", "draft", body.pk).status_code == 200


def test_a_mover_finds_the_words_again_and_changes_them(open_page, send, draft):
    page = open_page("member", "edit", draft.pk)
    assert "They are free.\n\nIt reports in June." in page.text

    answer = send(
        "member", "edit", draft.pk, language="ar", title_ar="Kurs", text_ar="Nothing.\n\nMore."
    )

    assert answer.status_code == 302
    assert words_of(current_version(draft)) == ["Nothing.", "More."]


def test_a_submitted_proposal_is_not_edited_and_the_words_stay(send, proposal):
    answer = send(
        "member", "edit", proposal.pk, language="en", title_en="Other", text_en="Other words."
    )

    assert answer.status_code == 409
    assert "Other words." in answer.text


def test_a_language_that_is_not_whole_is_left_to_its_interpreters(open_page, draft, cast):
    first = texts_of(current_version(draft))[0]
    translate(first, {"tr": "Yalnız biri."})

    assert "Yalnız biri." not in open_page("member", "edit", draft.pk).text


@pytest.mark.parametrize("act", SIMPLE_ACTS)
def test_a_button_does_what_it_says_and_goes_back(send, cast, body, act):
    person, status = SIMPLE_ACTS[act]
    proposal = make_proposal(body, cast.members.member, status=status)
    for name in ("absentee", "adviser"):
        proposal.endorsements.create(member=getattr(cast.members, name))

    answer = send(person, act, proposal.pk)

    assert answer.url == address("proposal", proposal.pk)


def test_a_signature_is_taken_back(send, cast, draft):
    send("chair", "endorse", draft.pk)
    send("chair", "withdraw_endorsement", draft.pk)

    assert draft.endorsements.get(member=cast.members.chair).withdrawn_at is not None


def test_too_few_signatures_are_told_with_what_is_missing(send, cast, body):
    proposal = make_proposal(body, cast.members.member)

    answer = send("member", "submit", proposal.pk)

    assert answer.status_code == 409
    assert "2 more signatures are needed (1 of 3)." in answer.text


def test_the_clerk_returns_a_proposal_with_a_reason(open_page, send, cast, body):
    proposal = make_proposal(body, cast.members.member, status=ProposalStatus.SUBMITTED)
    assert "Return to the mover" in open_page("clerk", "return", proposal.pk).text

    missing = send("clerk", "return", proposal.pk, reason="")
    done = send("clerk", "return", proposal.pk, reason="Say who pays.")

    assert (missing.status_code, done.status_code) == (422, 302)
    proposal.refresh_from_db()
    assert proposal.return_reason == "Say who pays."


@pytest.mark.parametrize(
    ("status", "reason", "answer"),
    [
        (ProposalStatus.DRAFT, "", 302),
        (ProposalStatus.ADMITTED, "", 422),
        (ProposalStatus.ADMITTED, "The city did it.", 302),
        (ProposalStatus.ADOPTED, "Too late.", 409),
    ],
)
def test_a_mover_withdraws(send, cast, body, status, reason, answer):
    proposal = make_proposal(body, cast.members.member, status=status)

    sent = send("member", "withdraw", proposal.pk, reason=reason)

    assert sent.status_code == answer
    assert reason in sent.text or answer == 302


def test_a_member_picks_a_paragraph_and_amends_it(open_page, send, cast, proposal):
    assert "Change paragraph 2" in open_page("chair", "choose_place", proposal.pk).text
    form = open_page("chair", "amend", proposal.pk, "replace", 2)
    assert form.text.count("They are free.") == 2

    answer = send(
        "chair", "amend", proposal.pk, "replace", 2,
        language="en", text_en="Nobody pays.", text_tr="", reasons_en="Because.",
    )  # fmt: skip

    made = Amendment.objects.get()
    assert answer.url == address("amendments", proposal.pk)
    assert (made.operation, made.position, bodies(made.text)) == (
        "replace",
        2,
        {"en": "Nobody pays."},
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("They are free. ", "This is what the paragraph says already."),
        ("", "Write how the paragraph shall read."),
    ],
)
def test_an_amendment_without_a_change_is_not_moved(send, proposal, text, message):
    answer = send(
        "chair", "amend", proposal.pk, "replace", 2,
        language="en", text_en=text, reasons_en="A good reason.",
    )  # fmt: skip

    assert answer.status_code == 422
    assert message in answer.text
    assert "A good reason." in answer.text


def test_words_that_stand_in_the_text_already_are_not_taken_for_a_translation(send, proposal):
    translate(texts_of(current_version(proposal))[1], {"tr": "Ücretsizdir."})

    send(
        "chair", "amend", proposal.pk, "replace", 2,
        language="en", text_en="Nobody pays.", text_tr="Ücretsizdir.",
    )  # fmt: skip

    assert bodies(Amendment.objects.get().text) == {"en": "Nobody pays."}


@pytest.mark.parametrize("place", [("delete", 3), ("insert", 0), ("insert", 3)])
def test_paragraphs_are_deleted_and_added(open_page, send, proposal, place):
    assert open_page("chair", "amend", proposal.pk, *place).status_code == 200

    send("chair", "amend", proposal.pk, *place, language="en", text_en="And more.")

    made = Amendment.objects.get()
    assert (made.operation, made.position) == place


@pytest.mark.parametrize("place", [("delete", 0), ("replace", 4), ("insert", 4), ("burn", 1)])
def test_there_is_no_such_place(open_page, proposal, place):
    assert open_page("chair", "amend", proposal.pk, *place).status_code == 404


def test_whoever_has_no_seat_amends_nothing(open_page, proposal):
    assert open_page("clerk", "choose_place", proposal.pk).status_code == 403


def test_the_clerk_admits_amendments_and_says_how_far_they_go(send, proposal):
    amendment = make_amendment(proposal, status=AmendmentStatus.SUBMITTED)

    wrong = send("clerk", "admit_amendment", amendment.pk, reach="1000")
    send("clerk", "admit_amendment", amendment.pk, reach="70")

    amendment.refresh_from_db()
    assert wrong.status_code == 422
    assert (amendment.status, amendment.reach) == (AmendmentStatus.ADMITTED, 70)


def test_the_clerk_declines_an_amendment_with_a_reason(open_page, send, proposal):
    amendment = make_amendment(proposal, status=AmendmentStatus.SUBMITTED)
    assert "Decline the amendment" in open_page("clerk", "decline_amendment", amendment.pk).text

    assert send("clerk", "decline_amendment", amendment.pk).status_code == 422
    send("clerk", "decline_amendment", amendment.pk, reason="Off the subject.")

    amendment.refresh_from_db()
    assert amendment.status is AmendmentStatus.DECLINED
    assert "Off the subject." in open_page("clerk", "amendments", proposal.pk).text


def test_a_mover_withdraws_an_amendment(send, cast, proposal):
    amendment = make_amendment(proposal, mover=cast.members.chair)

    assert send("member", "withdraw_amendment", amendment.pk).status_code == 403
    send("chair", "withdraw_amendment", amendment.pk, reason="The other is better.")

    amendment.refresh_from_db()
    assert amendment.status is AmendmentStatus.WITHDRAWN


def test_an_amendment_to_a_draft_nobody_sees_is_not_found(send, draft):
    amendment = make_amendment(draft)

    assert send("clerk", "decline_amendment", amendment.pk, reason="x").status_code == 404


def test_an_interpreter_translates_text_after_text_and_a_clerk_checks(send, cast, body):
    proposal = make_proposal(
        body, status=ProposalStatus.SUBMITTED, language="ar", title="دورات", paragraphs=["نص."]
    )
    paragraph = texts_of(current_version(proposal))[0]

    first = send("interpreter", "translate", proposal.pk, proposal.title_id, "tr", body="Kurs")
    last = send("interpreter", "translate", proposal.pk, paragraph.pk, "tr", body="Metin.")
    send("clerk", "check", proposal.pk, paragraph.pk, "tr")

    assert first.url == address("translate", proposal.pk, paragraph.pk, "tr")
    assert last.url == address("languages", proposal.pk)
    assert paragraph.versions.get(language="tr").checked_by == cast.clerk


def test_an_empty_translation_is_not_saved(send, body):
    proposal = make_proposal(body, status=ProposalStatus.SUBMITTED, language="ar")

    answer = send("interpreter", "translate", proposal.pk, proposal.title_id, "tr", body=" ")

    assert answer.status_code == 422


def test_nobody_confirms_their_own_translation(send, body):
    proposal = make_proposal(body, status=ProposalStatus.SUBMITTED, language="ar")
    send("interpreter", "translate", proposal.pk, proposal.title_id, "tr", body="Kurs")

    answer = send("interpreter", "check", proposal.pk, proposal.title_id, "tr")

    assert answer.status_code == 409
    assert "Somebody else has to check it" in answer.text


def test_a_draft_is_hidden_from_every_post_of_others(send, draft):
    posts = [
        send("clerk", "return", draft.pk, reason="x"),
        send("interpreter", "translate", draft.pk, draft.title_id, "tr", body="x"),
        send("interpreter", "check", draft.pk, draft.title_id, "tr"),
    ]

    assert [one.status_code for one in posts] == [404, 404, 404]


@pytest.mark.parametrize("name", ["new", "desk"])
def test_whoever_is_not_signed_in_is_asked_to(client, db, name):
    assert client.get(address(name)).status_code == 302
