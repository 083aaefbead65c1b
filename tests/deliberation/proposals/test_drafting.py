from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from council.rules.errors import OutOfOrder
from council.texts.selectors import bodies, languages_ready
from council.texts.services import EmptyText
from deliberation.proposals.models import Proposal
from deliberation.proposals.selectors.texts import base_version, current_version, texts_of
from deliberation.proposals.services.drafting import (
    Draft,
    NoParagraphs,
    draft_proposal,
    edit_draft,
)
from deliberation.proposals.services.submission import (
    return_proposal,
    submit_proposal,
    withdraw_proposal,
)
from deliberation.rules.proposals import ProposalStatus
from tests.factories.institution import make_member, seat_member
from tests.factories.proposals import translate, words_of

DRAFT = Draft(
    language="ar",
    title={"ar": "دورات مسائية", "tr": "Akşam kursları"},
    paragraphs=[
        {"ar": "تُفتح دورات.", "tr": "Kurslar açılır."},
        {"ar": "الدورات مجانية.", "tr": ""},
        {"ar": "", "tr": "Boş"},
    ],
    reasons={"ar": "لأن الأمهات يعملن."},
)


@pytest.fixture
def draft(cast, body):
    return draft_proposal(actor=cast.member, body_id=body.pk, draft=DRAFT)


def edited(draft, cast, **changes):
    return edit_draft(actor=cast.member, proposal_id=draft.pk, draft=replace(DRAFT, **changes))


def submitted(draft, cast):
    for signer in ("chair", "absentee"):
        draft.endorsements.create(member=getattr(cast.members, signer))
    return submit_proposal(actor=cast.member, proposal_id=draft.pk)


def test_a_draft_keeps_the_words_its_mover_wrote_in_each_language(draft, cast):
    paragraphs = [bodies(text) for text in texts_of(current_version(draft))]

    assert (draft.mover, draft.status) == (cast.members.member, ProposalStatus.DRAFT)
    assert bodies(draft.title) == DRAFT.title
    assert paragraphs == [
        {"ar": "تُفتح دورات.", "tr": "Kurslar açılır."},
        {"ar": "الدورات مجانية."},
    ]
    assert bodies(draft.reasons) == DRAFT.reasons


def test_what_the_mover_wrote_beside_the_original_waits_for_a_check(draft):
    assert languages_ready(draft.title) == {"ar"}


def test_somebody_without_a_part_in_the_body_drafts_nothing(cast, body):
    with pytest.raises(PermissionDenied):
        draft_proposal(actor=cast.clerk, body_id=body.pk, draft=DRAFT)

    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"paragraphs": [{"tr": "Kurslar açılır."}]}, NoParagraphs),
        ({"title": {"ar": " "}}, EmptyText),
    ],
)
def test_a_proposal_without_words_leaves_nothing_behind(cast, body, changes, refusal):
    with pytest.raises(refusal):
        draft_proposal(actor=cast.member, body_id=body.pk, draft=replace(DRAFT, **changes))

    assert not Proposal.objects.exists()


def test_paragraphs_left_as_they_were_keep_their_texts(draft, cast):
    first, second = texts_of(current_version(draft))
    translate(first, {"en": "Classes are opened."}, checker=cast.clerk)

    edited(draft, cast, paragraphs=[{"ar": "ديباجة."}, *DRAFT.paragraphs[:2]])

    version = current_version(draft)
    kept = texts_of(version)
    assert (version.number, kept[1:]) == (1, [first, second])
    assert bodies(kept[1])["en"] == "Classes are opened."


def test_a_rewritten_paragraph_makes_its_translations_outdated(draft, cast):
    first, _ = texts_of(current_version(draft))
    translate(first, {"en": "Classes are opened."}, checker=cast.clerk)

    edited(draft, cast, paragraphs=[{"ar": "تُفتح دورات ليلية."}, DRAFT.paragraphs[1]])

    kept = texts_of(current_version(draft))[0]
    assert kept == first
    assert languages_ready(kept) == {"ar"}


def test_words_written_beside_a_new_original_are_not_outdated(draft, cast):
    words = {"tr": "Gece kursları açılır.", "ar": "تُفتح دورات ليلية."}
    edited(draft, cast, paragraphs=[words, DRAFT.paragraphs[1]])

    text = texts_of(current_version(draft))[0]
    current = text.versions.get(language="tr", is_current=True)
    assert (current.body, current.source_fingerprint) == (words["tr"], text.fingerprint)


def test_new_words_in_another_language_leave_the_original_and_the_signatures_alone(draft, cast):
    before = base_version(draft).edited_at

    edited(draft, cast, paragraphs=[{"ar": "تُفتح دورات.", "tr": "Kurs."}, DRAFT.paragraphs[1]])

    assert bodies(texts_of(current_version(draft))[0])["tr"] == "Kurs."
    assert base_version(draft).edited_at == before


def test_a_draft_can_change_the_language_it_is_written_in(draft, cast):
    edited(draft, cast, language="tr", title={"tr": "Kurslar"}, paragraphs=[{"tr": "Olsun."}])

    draft.refresh_from_db()
    assert draft.title.language == "tr"
    assert words_of(current_version(draft)) == ["Olsun."]


def test_reasons_can_be_left_out_later(draft, cast):
    edited(draft, cast, reasons={})

    draft.refresh_from_db()
    assert draft.reasons is None


def test_only_the_mover_edits(draft, cast):
    with pytest.raises(PermissionDenied):
        edit_draft(actor=cast.chair, proposal_id=draft.pk, draft=DRAFT)


def test_a_submitted_proposal_is_not_edited(draft, cast):
    submitted(draft, cast)

    with pytest.raises(OutOfOrder):
        edited(draft, cast)


def test_what_was_submitted_stays_readable_after_the_proposal_was_returned_and_mended(draft, cast):
    submitted(draft, cast)
    return_proposal(actor=cast.clerk, proposal_id=draft.pk, reason="Say who pays.")

    edited(draft, cast, paragraphs=[{"ar": "تُفتح دورات."}, {"ar": "على نفقة البلدية."}])

    first, second = draft.versions.all()
    assert words_of(first) == ["تُفتح دورات.", "الدورات مجانية."]
    assert words_of(second) == ["تُفتح دورات.", "على نفقة البلدية."]
    assert texts_of(second)[0] == texts_of(first)[0]


def test_mending_twice_before_the_next_submission_makes_one_version(draft, cast):
    submitted(draft, cast)
    return_proposal(actor=cast.clerk, proposal_id=draft.pk, reason="Say who pays.")

    edited(draft, cast, paragraphs=[{"ar": "تُفتح دورات."}, {"ar": "على نفقة البلدية."}])
    edited(draft, cast, paragraphs=[{"ar": "تُفتح دورات كثيرة."}, {"ar": "على نفقة الولاية."}])

    first, second = draft.versions.all()
    assert words_of(first) == ["تُفتح دورات.", "الدورات مجانية."]
    assert words_of(second) == ["تُفتح دورات كثيرة.", "على نفقة الولاية."]


def test_a_new_title_alone_makes_no_version(draft, cast):
    submitted(draft, cast)
    return_proposal(actor=cast.clerk, proposal_id=draft.pk, reason="A clearer title, please.")

    edited(draft, cast, title={"ar": "دورات مسائية مجانية"})

    assert draft.versions.count() == 1


def test_a_withdrawn_draft_needs_no_reason_and_is_over(draft, cast):
    withdraw_proposal(actor=cast.member, proposal_id=draft.pk)

    draft.refresh_from_db()
    assert draft.status is ProposalStatus.WITHDRAWN
    with pytest.raises(OutOfOrder):
        edited(draft, cast)


def test_an_account_without_membership_drafts_nothing(cast, body):
    stranger = make_member(body.council)
    seat_member(stranger, body)
    stranger.is_active = False
    stranger.save()

    with pytest.raises(PermissionDenied):
        draft_proposal(actor=stranger.user, body_id=body.pk, draft=DRAFT)
