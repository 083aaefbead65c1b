import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from council.kernel.visibility import Unseen
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
from deliberation.rules.decisions import ErasureBasis
from deliberation.rules.disclosures import read_disclosure
from tests.factories.institution import make_member
from tests.factories.register import make_checkpoint, make_decision, publish
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
