import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from council.kernel.visibility import Unseen
from council.texts.models import TextVersion
from deliberation.proposals.models import Paragraph
from deliberation.register.audit import audit
from deliberation.register.models import Decision, DecisionText, Disclosure, EntryKind, RegisterHead
from deliberation.register.selectors.keys import keys_of
from deliberation.register.selectors.published import bundle_of
from deliberation.register.services.correcting import correct_decision
from deliberation.register.services.erasing import (
    erase_person,
    erase_words,
    show_words,
    withhold_words,
)
from deliberation.register.services.reviewing import attach_dissent
from deliberation.rules.decisions import ErasureBasis
from deliberation.rules.disclosures import read_disclosure
from tests.factories.institution import make_member
from tests.factories.register import make_checkpoint, make_decision, publish
from tests.factories.voting import NO, YES
from tests.support.verifying import verify

pytestmark = pytest.mark.django_db
BASIS = ErasureBasis.REQUEST_KVKK


@pytest.fixture
def decision(register_dir, room, clerk):
    decision = publish(clerk, make_decision(room, arabic="دورات"))
    make_checkpoint(decision.council)
    return decision


@pytest.fixture
def head(decision):
    return RegisterHead.objects.get(council=decision.council)


def names(bundle):
    return {read_disclosure(text).name for text in bundle["disclosures"]}


def test_withheld_words_are_in_no_file_until_they_are_shown_again(decision, head, clerk):
    before = bundle_of(head, 0)

    withhold_words(actor=clerk, decision_id=decision.pk, language="tr")
    hidden = bundle_of(head, 0)
    show_words(actor=clerk, decision_id=decision.pk, language="tr")

    assert names(before) - names(hidden) == {"title/tr", "text/tr"}
    assert bundle_of(head, 0) == before


def test_erased_words_are_gone_everywhere_and_every_proof_stays(decision, head, clerk, tmp_path):
    old = bundle_of(head, 0)

    note = erase_words(actor=clerk, decision_id=decision.pk, language="tr", basis=BASIS)
    make_checkpoint(decision.council)

    now = bundle_of(head, 0)
    text = decision.texts.get(language="tr")
    assert (text.title, text.body, text.folded) == ("", "", "")
    assert now["entry"] == old["entry"]
    assert names(now) == names(old) - {"title/tr", "text/tr"}
    assert audit(head).findings == []
    said = json.loads(note.canonical)
    assert (note.kind, said["basis"], said["erased"]) == (
        EntryKind.ERASURE_NOTE, "kvkk-7", [{"index": 0, "fields": ["title/tr", "text/tr"]}],
    )  # fmt: skip


@pytest.mark.service
def test_old_files_and_new_ones_verify_after_an_erasure(decision, head, clerk, tmp_path):
    known = {"origin": head.origin, "keys": [each.key for each in keys_of(head.pk)]}
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(json.dumps(bundle_of(head, 0)))

    erase_words(actor=clerk, decision_id=decision.pk, language="tr", basis=BASIS)
    make_checkpoint(decision.council)
    new.write_text(json.dumps(bundle_of(head, 0)))

    before, after = (verify(tmp_path, "bundle", path, **known) for path in (old, new))
    assert (before[0], "Evening classes" in before[1]) == (0, True)
    assert (after[0], "Evening classes" in after[1]) == (0, False)
    assert "Values that are withheld or erased: 2." in after[1]


def test_a_correction_is_erased_with_the_words_it_corrects(decision, head, clerk):
    correct_decision(
        actor=clerk, decision_id=decision.pk, language="tr", title="A", body="B", reason="A name"
    )

    note = erase_words(actor=clerk, decision_id=decision.pk, language="tr", basis=BASIS)

    assert not DecisionText.objects.filter(language="tr").exclude(title="", reason="").exists()
    assert [len(each["fields"]) for each in json.loads(note.canonical)["erased"]] == [2, 3]
    assert DecisionText.objects.get(language="ar").title == "دورات"


def test_a_person_is_erased_from_every_entry(decision, head, room, clerk):
    second = publish(clerk, make_decision(room))
    person = room.members[1]
    make_checkpoint(decision.council)

    note = erase_person(actor=clerk, member_id=person.pk, basis=ErasureBasis.SAFETY)

    make_checkpoint(decision.council)
    assert not Disclosure.objects.filter(subject=person).exists()
    for entry in (*decision.entries.all(), *second.entries.all(), note):
        bundle = json.dumps(bundle_of(head, entry.index))
        assert person.public_name not in bundle
        assert all(person.public_name not in str(read_disclosure(each.text).value)
                   for each in entry.disclosures.all())  # fmt: skip
    assert [min(each["fields"]) for each in json.loads(note.canonical)["erased"]] == [
        "proposer", "proposer",
    ]  # fmt: skip
    assert audit(head).findings == []


def test_nothing_is_noted_where_nothing_is_erased(decision, head, clerk):
    stranger = make_member(decision.council)
    size = head.size

    assert erase_person(actor=clerk, member_id=stranger.pk, basis=BASIS) is None
    assert erase_words(actor=clerk, decision_id=decision.pk, language="fa", basis=BASIS) is None
    assert RegisterHead.objects.get(pk=head.pk).size == size


@pytest.mark.parametrize(
    "act",
    [
        lambda actor, pk: withhold_words(actor=actor, decision_id=pk, language="tr"),
        lambda actor, pk: show_words(actor=actor, decision_id=pk, language="tr"),
        lambda actor, pk: erase_words(actor=actor, decision_id=pk, language="tr", basis=BASIS),
    ],
)
def test_only_who_keeps_the_register_hides_or_erases(act, decision, room, clerk):
    with pytest.raises(PermissionDenied):
        act(room.chair, decision.pk)
    with pytest.raises(Unseen):
        act(clerk, decision.pk + 1)
    assert DecisionText.objects.get(language="tr").title == "Evening classes"


def test_the_chair_erases_nobody(decision, room):
    with pytest.raises(PermissionDenied):
        erase_person(actor=room.chair, member_id=room.members[1].pk, basis=BASIS)


@pytest.mark.parametrize(
    "words",
    [
        {"title": "Another"},
        {"title": "", "body": "", "folded": "x", "reason": ""},
        {"title": "", "body": "", "folded": "", "reason": "", "language": "de"},
        {"title": "", "body": "", "folded": "", "reason": "", "is_checked": None},
        {"origin": "machine"},
    ],
)
def test_words_are_emptied_as_a_whole_or_not_at_all(words, decision):
    if "is_checked" in words:
        words = words | {"is_checked": not DecisionText.objects.get(language="tr").is_checked}

    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionText.objects.filter(language="tr").update(**words)
    assert Decision.objects.count() == 1


def test_erased_words_are_gone_from_the_proposal_its_search_and_the_question(
    client, decision, room, clerk
):
    proposal = decision.proposal
    own = [proposal.title_id, proposal.reasons_id, decision.poll.question_id]
    paragraphs = list(Paragraph.objects.filter(version__proposal=proposal))
    texts = [one for one in [*own, *(each.text_id for each in paragraphs)] if one]

    erase_words(actor=clerk, decision_id=decision.pk, language="tr", basis=BASIS)

    left = TextVersion.objects.filter(text__in=texts, language="tr").exclude(body="")
    assert not left.exists()
    assert TextVersion.objects.filter(text=proposal.title, language="ar").get().body == "دورات"
    page = client.get(reverse("proposals:proposal", args=[proposal.pk])).content.decode()
    assert "Evening classes" not in page
    assert "دورات" in page
    proposal.refresh_from_db()
    assert "evening" not in proposal.folded


def test_words_erased_in_every_language_leave_a_page_that_says_so(client, decision, clerk):
    for language in ("tr", "ar"):
        erase_words(actor=clerk, decision_id=decision.pk, language=language, basis=BASIS)

    address = reverse("proposals:proposal", args=[decision.proposal_id])
    answer = client.get(address, HTTP_ACCEPT_LANGUAGE="en")

    assert answer.status_code == 200
    assert "These words were erased" in answer.content.decode()
    versions = reverse("proposals:versions", args=[decision.proposal_id])
    assert client.get(versions).status_code == 200


def test_an_erased_person_is_named_neither_as_mover_nor_as_author_nor_as_dissenter(
    client, register_dir, room, clerk
):
    decision = make_decision(room, arabic="دورات", choices={0: YES, 1: YES, 2: YES, 3: NO})
    mover, dissenter = room.members[1], room.members[3]
    attach_dissent(
        actor=clerk, decision_id=decision.pk, member_id=dissenter.pk, language="tr", body="Hayır"
    )
    TextVersion.objects.filter(text=decision.proposal.title).update(
        author=mover.user, author_name=mover.public_name
    )
    publish(clerk, decision)

    for person in (mover, dissenter):
        erase_person(actor=clerk, member_id=person.pk, basis=ErasureBasis.SAFETY)

    page = client.get(reverse("register:decision", args=[decision.number])).content.decode()
    assert mover.public_name not in page
    assert "Hayır" not in page
    assert not TextVersion.objects.filter(author_name=mover.public_name).exists()
    assert not TextVersion.objects.filter(body="Hayır").exists()
