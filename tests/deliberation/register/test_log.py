import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError

from council.kernel.guards import missing_guards
from deliberation.register.models import (
    Checkpoint,
    Disclosure,
    EntryKind,
    RegisterEntry,
    RegisterHead,
    TreeNode,
)
from deliberation.register.selectors.tree import ask_tree, checkpoint_now
from deliberation.register.services.appending import append, locked_head
from deliberation.register.services.correcting import correct_decision
from deliberation.register.services.recording import annul_outcome
from deliberation.rules.ballots import ReasonNeeded
from deliberation.rules.decisions import AnnulledDecision
from deliberation.rules.disclosures import disclosed, read_disclosure
from deliberation.rules.merkle import inclusion_proof, leaf_hash, proves_inclusion, root
from deliberation.rules.signing import RegisterDamaged
from tests.deliberation.rules.test_merkle import reference
from tests.factories.institution import make_council
from tests.factories.register import make_checkpoint, make_decision, make_entries, publish
from tests.factories.voting import NO, YES
from tests.support.unguarded import behind_the_guards

pytestmark = pytest.mark.django_db
REFUSED = (IntegrityError, InternalError)


def entries_of(decision):
    return list(RegisterEntry.objects.filter(decision=decision).order_by("index"))


def clear(entry):
    found = json.loads(entry.canonical)
    return {name: value for name, value in found.items() if not name.startswith("_sd")}


def concealed(entry):
    found = [read_disclosure(text) for text in entry.disclosures.values_list("text", flat=True)]
    return {each.name: each.value for each in found}


# --- the tree in the database


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 33])
def test_the_kept_tree_is_that_of_the_entries(size):
    council = make_council()
    made = [entry.canonical.encode() for entry in make_entries(council, size)]
    head = RegisterHead.objects.get(council=council)

    assert checkpoint_now(head).root == reference(made)
    for index in range(size):
        proof = ask_tree(head.pk, lambda node, at=index: inclusion_proof(at, size, node))
        assert proves_inclusion(leaf_hash(made[index]), index, size, proof, reference(made))


def test_a_proof_costs_one_query(django_assert_num_queries):
    council = make_council()
    make_entries(council, 33)
    head = RegisterHead.objects.get(council=council)

    with django_assert_num_queries(1):
        ask_tree(head.pk, lambda node: (inclusion_proof(5, 33, node), root(33, node)))


def test_an_entry_costs_as_much_in_a_large_register(django_assert_max_num_queries):
    council = make_council()
    make_entries(council, 63)

    with transaction.atomic(), django_assert_max_num_queries(5):
        append(locked_head(council), EntryKind.DECISION, {"number": "X"})


def test_councils_have_registers_of_their_own(settings):
    settings.PUBLIC_HOST = "council.example"
    one, other = make_council(), make_council()
    make_entries(one, 3)

    (entry,) = make_entries(other, 1)

    assert entry.index == 0
    assert entry.head.origin == f"council.example/councils/{other.slug}/register"


def test_a_register_keeps_the_name_under_which_it_began(settings):
    council = make_council()
    make_entries(council, 1)
    origin = RegisterHead.objects.get(council=council).origin

    settings.PUBLIC_HOST = "elsewhere.example"

    assert make_entries(council, 1)[0].head.origin == origin


def test_a_missing_hash_is_told(register_dir):
    council = make_council()
    make_entries(council, 2)
    with behind_the_guards():
        TreeNode.objects.filter(place=1).delete()

    with pytest.raises(RegisterDamaged):
        make_checkpoint(council)


def test_an_entry_that_is_rolled_back_leaves_no_gap():
    council = make_council()
    make_entries(council, 2)
    with transaction.atomic():
        make_entries(council, 3)
        transaction.set_rollback(True)

    make_entries(council, 1)

    assert list(RegisterEntry.objects.values_list("index", flat=True)) == [0, 1, 2]


def test_without_the_lock_the_second_of_two_fails_and_nothing_forks():
    council = make_council()
    make_entries(council, 1)
    stale = RegisterHead.objects.get(council=council)
    make_entries(council, 1)

    with pytest.raises(IntegrityError), transaction.atomic():
        append(stale, EntryKind.DECISION, {"number": "X"})
    assert RegisterHead.objects.get(council=council).size == RegisterEntry.objects.count() == 2


# --- guards


@pytest.fixture
def signed(register_dir):
    council = make_council()
    make_entries(council, 2, words="These")
    make_checkpoint(council)
    return council


@pytest.mark.parametrize(
    "change",
    [
        lambda: RegisterEntry.objects.update(canonical="{}"),
        lambda: RegisterEntry.objects.filter(index=2)._raw_delete("default"),
        lambda: TreeNode.objects.update(digest=bytes(32)),
        lambda: TreeNode.objects.all()._raw_delete("default"),
        lambda: Checkpoint.objects.update(note=""),
        lambda: Checkpoint.objects.all()._raw_delete("default"),
        lambda: RegisterHead.objects.update(size=1),
        lambda: RegisterHead.objects.update(origin="other"),
        lambda: RegisterHead.objects.all()._raw_delete("default"),
        lambda: Disclosure.objects.update(text="other"),
        lambda: Disclosure.objects.update(digest="other"),
        lambda: Disclosure.objects.update(name="other"),
    ],
)  # fmt: skip
def test_the_database_refuses_to_change_the_register(change, signed):
    with pytest.raises(REFUSED), transaction.atomic():
        change()


@pytest.mark.postgres
@pytest.mark.parametrize(
    "table", ["registerhead", "registerentry", "treenode", "checkpoint", "timestamp"]
)
def test_the_database_refuses_to_empty_the_register(table, signed):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing else stands in the way
    with pytest.raises(REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE register_{table} CASCADE")


def test_a_lost_guard_is_missed():
    with behind_the_guards():
        lost = [guards.table for guards, _ in missing_guards("default")]

    expected = {"register_registerentry", "register_treenode", "register_checkpoint"}
    assert connection.vendor != "sqlite" or expected < set(lost)
    assert list(missing_guards("default")) == []


# --- what is entered


def test_an_adopted_decision_is_sealed_before_anybody_publishes_it(room):
    decision = make_decision(room, arabic="دورات")

    (entry,) = entries_of(decision)
    said = clear(entry)
    assert (entry.index, entry.kind) == (0, EntryKind.DECISION)
    assert said.pop("date")[10:11] == "T"
    assert said == {
        "v": 1, "type": "decision", "body": decision.body.key, "number": decision.number,
        "meeting": room.meeting.pk, "binding": "tr", "public": True,
        "vote": {
            "method": "roll_call", "eligible": 5, "present": 5, "for": 3, "against": 0,
            "abstain": 0, "invalid": 0, "quorum": 3, "base": "members_present", "required": 3,
            "adopted": True,
        },
    }  # fmt: skip
    assert not entry.disclosures.exclude(published_at=None).exists()


def test_words_and_names_are_committed_to_and_not_shown(room):
    decision = make_decision(room, arabic="دورات", choices={0: YES, 1: YES, 2: YES, 3: NO})

    (entry,) = entries_of(decision)
    values = concealed(entry)
    votes = [values.pop(f"roll/{number}") for number in range(1, 5)]
    assert values == {
        "title/tr": {"words": "Evening classes", "origin": "written", "checked": True},
        "text/tr": {
            "words": "The council asks for classes.\n\nThey are free.\n\nIt reports in June.",
            "origin": "written", "checked": True,
        },
        "title/ar": {"words": "دورات", "origin": "interpreted", "checked": False},
        "text/ar": {
            "words": "دورات\n\nدورات\n\nدورات", "origin": "interpreted", "checked": False,
        },
        "proposer": room.members[1].public_name,
    }  # fmt: skip
    assert sorted(vote["choice"] for vote in votes) == ["no", "yes", "yes", "yes"]
    assert {vote["name"] for vote in votes} == {member.public_name for member in room.members[:4]}
    for name in (*(vote["name"] for vote in votes), "Evening", "دورات"):
        assert name not in entry.canonical
    assert disclosed(
        entry.canonical.encode(), entry.disclosures.values_list("text", flat=True)
    ).keys() == {*values, "roll/1", "roll/2", "roll/3", "roll/4"}  # fmt: skip


def test_no_salt_is_used_twice(room):
    for _ in range(2):
        make_decision(room)

    digests = list(Disclosure.objects.values_list("digest", flat=True))
    assert len(set(digests)) == len(digests) > 8


@pytest.mark.parametrize(("names", "shown"), [("everyone", 4), ("outvoted", 1), ("nobody", 0)])
def test_publishing_opens_what_the_rules_let_everybody_see(names, shown, room, clerk):
    room.meeting.bylaws.document["names"] = names
    room.meeting.bylaws.save()
    decision = make_decision(room, choices={0: YES, 1: YES, 2: YES, 3: NO})

    publish(clerk, decision)

    opened = Disclosure.objects.exclude(published_at=None).values_list("name", flat=True)
    assert sum(name.startswith("roll/") for name in opened) == shown
    assert {"title/tr", "text/tr", "proposer"} <= set(opened)


def test_of_a_non_public_item_number_and_date_stand_alone(room, clerk):
    decision = make_decision(room, is_public=False)

    publish(clerk, decision)

    (entry,) = entries_of(decision)
    assert clear(entry).keys() == {
        "v", "type", "body", "number", "meeting", "date", "binding", "public",
    }  # fmt: skip
    assert "vote" in concealed(entry)
    assert not entry.disclosures.exclude(published_at=None).exists()


def test_an_annulled_decision_is_withdrawn_by_a_new_entry(room, clerk):
    decision = publish(clerk, make_decision(room))
    before = entries_of(decision)

    annul_outcome(actor=room.chair, poll_id=decision.poll_id, reason="Two lists were mixed up")

    first, withdrawal = entries_of(decision)
    assert [first] == before
    assert clear(withdrawal)["supersedes"] == {
        "index": 0, "leaf": leaf_hash(first.canonical.encode()).hex(),
    }  # fmt: skip
    assert (withdrawal.kind, concealed(withdrawal)) == (
        EntryKind.WITHDRAWAL, {"reason": "Two lists were mixed up"},
    )  # fmt: skip
    assert withdrawal.disclosures.get().published_at is not None


# --- corrections


def correct(clerk, decision, **facts):
    words = {"language": "tr", "title": "Akşam kursu", "body": "Bir.\n\nİki.", "reason": "Typo"}
    return correct_decision(actor=clerk, decision_id=decision.pk, **words | facts)


def test_a_correction_stands_beside_the_words_it_replaces(room, clerk):
    decision = publish(clerk, make_decision(room))

    text = correct(clerk, decision)

    first, correction = entries_of(decision)
    said = clear(correction)
    assert (text.revision, said["lang"], said["supersedes"]["index"]) == (1, "tr", first.index)
    assert concealed(correction) == {
        "title/tr": {"words": "Akşam kursu", "origin": "written", "checked": True},
        "text/tr": {"words": "Bir.\n\nİki.", "origin": "written", "checked": True},
        "reason": "Typo",
    }
    assert correction.disclosures.filter(published_at=None).count() == 0
    assert decision.texts.get(revision=0).title == "Evening classes"


def test_a_second_correction_supersedes_the_first(room, clerk):
    decision = make_decision(room)
    correct(clerk, decision)

    correct(clerk, decision)

    *_, first, second = entries_of(decision)
    assert clear(second)["supersedes"]["index"] == first.index
    assert second.disclosures.exclude(published_at=None).count() == 0


def test_a_language_can_be_added_later(room, clerk):
    decision = make_decision(room)

    text = correct(clerk, decision, language="de", reason="Translated since")

    assert (text.revision, clear(entries_of(decision)[-1])["lang"]) == (0, "de")


def test_an_annulled_decision_is_not_corrected(room, clerk):
    decision = make_decision(room)
    annul_outcome(actor=room.chair, poll_id=decision.poll_id, reason="Mixed up")

    with pytest.raises(AnnulledDecision):
        correct(clerk, decision)


def test_a_correction_says_why(room, clerk):
    decision = make_decision(room)

    with pytest.raises(ReasonNeeded):
        correct(clerk, decision, reason=" ")
    assert len(entries_of(decision)) == 1
