"""The drill: what somebody with the server can do, and where it is noticed."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from deliberation.register.audit import audit
from deliberation.register.models import (
    Checkpoint,
    Decision,
    DecisionText,
    Disclosure,
    RegisterHead,
    TreeNode,
)
from deliberation.register.selectors.keys import keys_of
from deliberation.register.selectors.published import bundle_of
from deliberation.register.services.correcting import correct_decision
from tests.factories.institution import make_council
from tests.factories.register import make_checkpoint, make_decision, make_entries, publish
from tests.support.unguarded import behind_the_guards, rebuild, restore, rewrite
from tests.support.verifying import verify

pytestmark = [pytest.mark.django_db, pytest.mark.service]


@pytest.fixture
def council(register_dir):
    council = make_council()
    make_entries(council, 6, words="These")
    Disclosure.objects.update(published_at=council.register.entries.first().appended_at)
    make_checkpoint(council)
    return council


def head_of(council):
    return RegisterHead.objects.get(council=council)


def known(council):
    head = head_of(council)
    return {"origin": head.origin, "keys": [each.key for each in keys_of(head.pk)]}


def download(council, index, place, since=None):
    place.write_text(json.dumps(bundle_of(head_of(council), index, since)))
    return place


def keep(council, place):
    place.write_text(Checkpoint.objects.filter(head__council=council).last().note)
    return place


def export(council, folder):
    call_command("register_export", str(folder), council=council.slug, stdout=StringIO())
    return folder


def told(council):
    out = StringIO()
    try:
        call_command("register_audit", council=council.slug, stdout=out, stderr=out)
    except CommandError as refused:
        return out.getvalue() + str(refused)
    return out.getvalue()


# --- the honest register


def test_an_honest_register_passes_every_check(council, tmp_path):
    old = keep(council, tmp_path / "old")
    make_entries(council, 300)
    make_checkpoint(council)
    folder = export(council, tmp_path / "log")

    assert "Everything hashes to what was signed." in told(council)
    code, said = verify(tmp_path, "log", folder, since=old, **known(council))
    assert (code, said.splitlines()) == (0, [
        "All 307 entries hash to the signed root.",
        "Nothing was changed or removed since your checkpoint of 7 entries.",
        "All is well.",
    ])  # fmt: skip


def test_an_honest_entry_passes_with_its_values(council, tmp_path):
    old = keep(council, tmp_path / "old")
    make_entries(council, 3)
    make_checkpoint(council)
    bundle = download(council, 2, tmp_path / "entry.json", since=7)

    code, said = verify(tmp_path, "bundle", bundle, since=old, **known(council))

    assert (code, said.splitlines()) == (0, [
        "Entry 2 is in the signed register of 10 entries.",
        "Nothing was changed or removed since your checkpoint of 7 entries.",
        'number: "X-2"',
        'type: "decision"',
        "v: 1",
        'words: "These"',
        "Values that are withheld or erased: 0.",
        "All is well.",
    ])  # fmt: skip


def test_the_verifier_beside_an_export_is_the_one_on_the_page(council, tmp_path):
    folder = export(council, tmp_path / "log")

    code, said = verify(
        tmp_path, "log", folder, verifier=folder / "verify_register.py", **known(council)
    )

    assert (code, said.splitlines()[-1]) == (0, "All is well.")
    assert (folder / "keys.txt").read_text().split() == [str(known(council)["keys"][0])]


# --- a file that was changed on its way


@pytest.mark.parametrize(
    ("part", "before", "after", "finding"),
    [
        ("entry", "X-2", "X-3", "this entry is not in the signed register"),
        ("proof", "index 2", "index 3", "this entry is not in the signed register"),
        ("proof", "\n7\n", "\n8\n", "the signature is not that of the key"),
        ("proof", "index 2", "index 9", "this is no proof"),
        ("proof", "tlog-proof@v1", "tlog-proof@v2", "this is no proof"),
    ],
)
def test_a_changed_entry_is_found(part, before, after, finding, council, tmp_path):
    place = download(council, 2, tmp_path / "entry.json")
    bundle = json.loads(place.read_text())
    assert before in bundle[part]
    place.write_text(json.dumps(bundle | {part: bundle[part].replace(before, after, 1)}))

    code, said = verify(tmp_path, "bundle", place, **known(council))

    assert (code, said) == (1, f"WRONG: {finding}.\n")


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (lambda values: [value[:-4] + "AAAA" for value in values], None),
        (lambda values: values * 2, "words is said twice"),
        (lambda values: ["WyJzIiwgIndvcmRzIiwgIk90aGVyIl0"],
         "the value of words is not the one in the register"),
    ],
)  # fmt: skip
def test_a_changed_value_is_found(change, finding, council, tmp_path):
    place = download(council, 2, tmp_path / "entry.json")
    bundle = json.loads(place.read_text())
    place.write_text(json.dumps(bundle | {"disclosures": change(bundle["disclosures"])}))

    code, said = verify(tmp_path, "bundle", place, **known(council))

    assert code == (1 if finding else 2)
    assert finding is None or said == f"WRONG: {finding}.\n"


def test_another_key_or_name_is_found(council, tmp_path):
    place = download(council, 2, tmp_path / "entry.json")
    right, stranger = known(council), make_council()
    make_entries(stranger, 1)
    make_checkpoint(stranger)

    for wrong in (right | {"origin": "elsewhere"}, right | {"keys": known(stranger)["keys"]}):
        code, said = verify(tmp_path, "bundle", place, **wrong)
        assert (code, said) == (1, "WRONG: no key you gave has signed this register.\n")


def test_a_file_without_the_way_from_an_old_checkpoint_says_what_to_do(council, tmp_path):
    old = keep(council, tmp_path / "old")
    make_entries(council, 2)
    make_checkpoint(council)
    place = download(council, 2, tmp_path / "entry.json")

    code, said = verify(tmp_path, "bundle", place, since=old, **known(council))

    assert (code, "download the file with ?since=7" in said) == (1, True)


def test_a_file_older_than_the_checkpoint_is_told_apart(council, tmp_path):
    place = download(council, 2, tmp_path / "entry.json")
    make_entries(council, 2)
    make_checkpoint(council)
    new = keep(council, tmp_path / "new")

    code, said = verify(tmp_path, "bundle", place, since=new, **known(council))

    assert (code, "older than your checkpoint of 9 entries" in said) == (1, True)


@pytest.mark.parametrize("contents", ["", "{}", "[]", '{"entry": 1}', "\0"])
def test_what_is_no_entry_cannot_be_read(contents, council, tmp_path):
    place = tmp_path / "entry.json"
    place.write_text(contents)

    code, said = verify(tmp_path, "bundle", place, **known(council))

    assert (code, said.startswith("This cannot be read")) == (2, True)


# --- a row that was changed behind the triggers


def test_an_entry_changed_in_the_database_is_found(council, tmp_path):
    rewrite(council, 3, "X-3", "X-9")

    assert "entry 3 is not what was hashed" in told(council)
    code, said = verify(tmp_path, "log", export(council, tmp_path / "log"), **known(council))
    assert (code, said) == (1, "WRONG: the entries do not hash to the signed root.\n")


def test_a_hash_changed_in_the_database_is_found(council):
    with behind_the_guards():
        TreeNode.objects.filter(place=1).update(digest=bytes(32))

    assert "the hash at place 1 is not what was hashed" in told(council)


def test_a_checkpoint_changed_in_the_database_is_found(council):
    with behind_the_guards():
        note = Checkpoint.objects.get().note
        Checkpoint.objects.update(note=note.replace("\n7\n", "\n6\n"))

    assert "no key of the register signed the checkpoint at 7" in told(council)


def test_an_entry_that_is_missing_is_found(council):
    with behind_the_guards():
        entry = head_of(council).entries.get(index=4)
        entry.disclosures.all().delete()
        entry.delete()

    assert "entry 4 is missing" in told(council)


def test_a_value_changed_in_the_database_is_found(council):
    with behind_the_guards():
        Disclosure.objects.filter(entry__index=2).update(text="WyJzIiwgIndvcmRzIiwgIk90aGVyIl0")

    assert "the value words of entry 2 is not the one it commits to" in told(council)


def test_words_changed_on_the_page_of_a_decision_are_found(register_dir, room, clerk):
    decision = publish(clerk, make_decision(room))
    correct_decision(
        actor=clerk, decision_id=decision.pk, language="tr", title="Yeni", body="Söz", reason="!"
    )
    make_checkpoint(decision.council)
    honest = audit(head_of(decision.council)).findings
    with behind_the_guards():
        DecisionText.objects.filter(revision=0).update(body="Something else")

    assert honest == []
    assert audit(head_of(decision.council)).findings == [
        f"decision {decision.number} says in tr what is not in the register"
    ]


def test_a_decision_with_another_number_is_found(register_dir, room):
    decision = make_decision(room)
    with behind_the_guards():
        Decision.objects.update(number="OTHER")

    assert audit(head_of(decision.council)).findings == [
        "decision OTHER has another number in the register"
    ]


def test_a_decision_that_is_not_in_the_register_is_found(register_dir, room):
    decision = make_decision(room)
    make_entries(decision.council, 1)
    with behind_the_guards():
        decision.entries.update(decision=None)

    assert f"decision {decision.number} is not in the register" in told(decision.council)


# --- an operator with the key


def resigned(council, register_dir):
    """Change an entry, compute every hash anew and sign all of it with the right key."""
    rewrite(council, 3, "X-3", "X-9")
    rebuild(council)
    (register_dir / council.slug / "signed").unlink()
    with behind_the_guards():
        Checkpoint.objects.all().delete()
    make_checkpoint(council)


def test_a_register_rebuilt_and_signed_again_passes_alone(council, register_dir, tmp_path):
    resigned(council, register_dir)

    code, said = verify(tmp_path, "log", export(council, tmp_path / "log"), **known(council))

    assert (code, said.splitlines()[-1]) == (0, "All is well.")
    assert audit(head_of(council)).findings == []


def test_a_register_rebuilt_and_signed_again_fails_against_an_old_checkpoint(
    council, register_dir, tmp_path
):
    old = keep(council, tmp_path / "old")
    make_entries(council, 2)
    resigned(council, register_dir)
    folder = export(council, tmp_path / "log")
    bundle = download(council, 1, tmp_path / "entry.json", since=7)

    for what, path in (("log", folder), ("bundle", bundle)):
        code, said = verify(tmp_path, what, path, since=old, **known(council))
        assert (code, said) == (1, "WRONG: the register was rewritten since your checkpoint.\n")


def test_a_shorter_register_fails_against_an_old_checkpoint(council, register_dir, tmp_path):
    old = keep(council, tmp_path / "old")
    restore(council, 5)
    (register_dir / council.slug / "signed").unlink()
    call_command("register_checkpoint", "--council", council.slug, "--lost", stdout=StringIO())

    code, said = verify(
        tmp_path, "log", export(council, tmp_path / "log"), since=old, **known(council)
    )

    assert (code, said) == (1, "WRONG: the register was rewritten since your checkpoint.\n")
