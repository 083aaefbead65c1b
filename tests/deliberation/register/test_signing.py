import json
import stat
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from council.config.demonstration.clock import moment
from deliberation.register.keys import key_folder
from deliberation.register.models import Checkpoint, EntryKind, RegisterEntry, RegisterHead
from deliberation.register.selectors.keys import keys_of
from deliberation.register.services.signing import Change, sign_checkpoint
from deliberation.rules.checkpoints import UnusableNote, open_note
from deliberation.rules.signing import (
    KeyNeededLonger,
    RegisterRewritten,
    SigningKeyMissing,
    SigningMemoryMissing,
)
from tests.factories.institution import make_council
from tests.factories.register import make_checkpoint, make_decision, make_entries
from tests.support.unguarded import rebuild, restore, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(register_dir):
    return make_council()


def folder_of(council):
    head = RegisterHead.objects.get(council=council)
    return key_folder(council.slug, head.origin)


def keys_in(council):
    return keys_of(RegisterHead.objects.get(council=council).pk)


def signed_with(council, **change):
    return sign_checkpoint(actor=None, council_id=council.pk, change=Change(**change))


def announcements(council):
    rows = RegisterEntry.objects.filter(head__council=council, kind=EntryKind.KEY_CHANGE)
    return [json.loads(each.canonical) for each in rows.order_by("index")]


def test_the_first_checkpoint_makes_a_key_and_announces_it(council):
    make_entries(council, 3)

    checkpoint = make_checkpoint(council)

    (key,) = keys_in(council)
    assert checkpoint.size == 4
    assert open_note(checkpoint.note, [key.key]).root == bytes(checkpoint.root)
    assert [(each["reason"], each["adds"]) for each in announcements(council)] == [
        ("first", str(key.key))
    ]


def test_keys_are_for_the_eyes_of_their_owner(council):
    make_entries(council, 1)
    make_checkpoint(council)

    folder = folder_of(council).path
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {mode for name, mode in modes.items() if name != "lock"} == {0o600}
    assert len(modes) == 3


def test_what_did_not_grow_is_signed_the_same(council):
    make_entries(council, 1)

    assert make_checkpoint(council).note == make_checkpoint(council).note
    assert Checkpoint.objects.count() == 1


def test_what_grew_is_signed_again_and_the_old_is_kept(council):
    make_entries(council, 2)
    make_checkpoint(council)
    make_entries(council, 5)

    make_checkpoint(council)

    assert list(Checkpoint.objects.values_list("size", flat=True)) == [3, 8]


# --- forks


def test_a_rewritten_register_is_not_signed(council):
    make_entries(council, 5)
    make_checkpoint(council)
    rewrite(council, 2, "X-2", "X-9")
    rebuild(council)
    make_entries(council, 1)

    with pytest.raises(RegisterRewritten):
        make_checkpoint(council)
    assert Checkpoint.objects.count() == 1


def test_a_restored_backup_is_not_signed_neither_now_nor_continued(council):
    make_entries(council, 5)
    make_checkpoint(council)
    restore(council, 4)

    with pytest.raises(RegisterRewritten) as refused:
        make_checkpoint(council)
    assert refused.value.facts == {"signed": 6, "size": 4}
    make_entries(council, 4)
    with pytest.raises(RegisterRewritten):
        make_checkpoint(council)


def test_a_register_under_another_name_is_not_signed(council):
    make_entries(council, 2)
    make_checkpoint(council)
    memory = folder_of(council).path / "signed"
    memory.write_text(memory.read_text().replace("/councils/", "/towns/"))

    with pytest.raises(RegisterRewritten):
        make_checkpoint(council)


def test_a_signer_without_memory_asks_for_what_others_have_kept(council):
    make_entries(council, 3)
    kept = make_checkpoint(council).note
    make_entries(council, 3)
    (folder_of(council).path / "signed").unlink()

    with pytest.raises(SigningMemoryMissing):
        make_checkpoint(council)
    assert signed_with(council, witnessed=kept).size == 7


def test_what_others_have_kept_is_believed_only_with_our_signature(council):
    make_entries(council, 3)
    kept = make_checkpoint(council).note
    (folder_of(council).path / "signed").unlink()

    with pytest.raises(UnusableNote):
        signed_with(council, witnessed=kept.replace("\n4\n", "\n3\n"))


def test_a_signer_without_memory_does_not_sign_what_was_rewritten(council):
    make_entries(council, 3)
    kept = make_checkpoint(council).note
    rewrite(council, 1, "X-1", "X-7")
    rebuild(council)
    (folder_of(council).path / "signed").unlink()

    with pytest.raises(RegisterRewritten):
        signed_with(council, witnessed=kept)


# --- keys come and go


def test_a_second_key_signs_beside_the_first_and_either_is_enough(council):
    make_entries(council, 2)
    make_checkpoint(council)

    checkpoint = signed_with(council, makes_key=True)

    first, second = (each.key for each in keys_in(council))
    assert open_note(checkpoint.note, [first]) == open_note(checkpoint.note, [second])
    assert [each["reason"] for each in announcements(council)] == ["first", "planned"]


def test_a_key_retires_when_its_successor_has_signed_for_ninety_days(council):
    make_entries(council, 1)
    make_checkpoint(council)
    signed_with(council, makes_key=True)
    first, second = (each.key for each in keys_in(council))
    with moment(timezone.now() + timedelta(days=89)), pytest.raises(KeyNeededLonger):
        signed_with(council, retires=first.key_id.hex())

    with moment(timezone.now() + timedelta(days=91)):
        checkpoint = signed_with(council, retires=first.key_id.hex())

    assert open_note(checkpoint.note, [second]).size == checkpoint.size
    with pytest.raises(UnusableNote):
        open_note(checkpoint.note, [first])
    assert [each.until is None for each in keys_in(council)] == [False, True]


def test_the_only_key_does_not_retire(council):
    make_entries(council, 1)
    make_checkpoint(council)
    (only,) = keys_in(council)

    with pytest.raises(KeyNeededLonger):
        signed_with(council, retires=only.key.key_id.hex())


def test_a_key_that_is_not_here_does_not_retire(council):
    make_entries(council, 1)
    make_checkpoint(council)

    with pytest.raises(SigningKeyMissing):
        signed_with(council, retires="00000000")


def test_a_lost_key_is_replaced_only_when_told(council):
    make_entries(council, 3)
    good = make_checkpoint(council)
    (lost,) = keys_in(council)
    next(folder_of(council).path.glob("*.key")).unlink()

    with pytest.raises(SigningKeyMissing):
        make_checkpoint(council)
    checkpoint = signed_with(council, replaces_lost=True)

    told = announcements(council)[-1]
    assert (told["reason"], told["retires"], told["last_good"]) == (
        "lost", [str(lost.key)], good.size,
    )  # fmt: skip
    new = keys_in(council)[-1].key
    assert (open_note(checkpoint.note, [new]).size, checkpoint.size) == (5, 5)


def test_a_key_whose_announcement_was_lost_is_announced(council):
    make_entries(council, 1)
    make_checkpoint(council)
    folder_of(council).make_key()

    make_checkpoint(council)

    assert len(announcements(council)) == 2


# --- at once, and by the command


@pytest.mark.django_db(transaction=True)
def test_a_small_installation_signs_a_decision_after_its_commit(settings, register_dir, room):
    settings.REGISTER_SIGNS_AT_ONCE = True

    make_decision(room)

    assert Checkpoint.objects.get().size == 2


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_signed_is_committed_and_told(settings, register_dir, room, caplog):
    settings.REGISTER_SIGNS_AT_ONCE = True
    make_decision(room)
    next(register_dir.glob("*/*.key")).unlink()

    decision = make_decision(room)

    assert (Checkpoint.objects.count(), decision.entries.count()) == (1, 1)
    assert "The register was not signed" in caplog.text


def test_nothing_is_signed_at_once_where_another_process_signs(
    register_dir, room, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        make_decision(room)

    assert not Checkpoint.objects.exists()


def call(name, *arguments):
    out = StringIO()
    call_command(name, *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_the_command_signs_every_council_and_shows_the_checkpoints(council):
    other = make_council()
    make_entries(council, 1)

    told = call("register_checkpoint")

    assert told == "".join(Checkpoint.objects.order_by("pk").values_list("note", flat=True))
    assert f"/councils/{other.slug}/register\n1\n" in told


def test_the_command_refuses_in_words(council):
    make_entries(council, 3)
    call("register_checkpoint")
    restore(council, 2)

    with pytest.raises(CommandError, match="Nothing was signed"):
        call("register_checkpoint", "--council", council.slug)


def test_the_command_takes_a_kept_checkpoint(council, tmp_path):
    make_entries(council, 3)
    kept, strange = tmp_path / "kept", tmp_path / "strange"
    kept.write_text(make_checkpoint(council).note)
    strange.write_text("nothing")
    (folder_of(council).path / "signed").unlink()

    with pytest.raises(CommandError, match="no key of the register"):
        call("register_checkpoint", "--council", council.slug, "--since", str(strange))
    assert "\n4\n" in call("register_checkpoint", "--council", council.slug, "--since", str(kept))


@pytest.mark.parametrize("option", [["--new-key"], ["--retire", "00"], ["--lost"]])
def test_the_command_changes_keys_of_a_named_council_only(option, council):
    with pytest.raises(CommandError, match="Name the council"):
        call("register_checkpoint", *option)


def test_signing_asks_as_often_for_a_large_register(council, django_assert_max_num_queries):
    make_entries(council, 130)
    make_checkpoint(council)
    make_entries(council, 1)

    with django_assert_max_num_queries(20):
        make_checkpoint(council)
