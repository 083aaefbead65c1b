from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from deliberation.rules.checkpoints import (
    Checkpoint,
    PublicKey,
    UnusableNote,
    open_note,
    public_key_of,
    read_checkpoint,
    read_key,
    sign,
    write_proof,
)

ORIGIN = "council.example.org/register"
KEY, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes([each]) * 32) for each in (1, 2))
PUBLIC, STRANGER = public_key_of(ORIGIN, KEY), public_key_of(ORIGIN, OTHER)
AT_70 = Checkpoint(ORIGIN, 70, bytes(range(32)))
TEXT = f"{ORIGIN}\n70\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"


# --- known writings: the key and the note of golang.org/x/mod/sumdb/note, by whom all began

GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_SIGNED = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
GO_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6"
    "KE6RyyBwJnAM=\n"
)


def test_a_key_of_others_is_read_and_written_the_same():
    key = read_key(GO_KEY)

    assert (key.name, key.key_id.hex(), str(key)) == ("PeterNeumann", "c74f20a3", GO_KEY)


def test_a_signature_of_others_is_accepted_and_only_its_text_refused():
    with pytest.raises(UnusableNote) as refused:
        open_note(f"{GO_SIGNED}\n{GO_LINE}", [read_key(GO_KEY)])

    assert str(refused.value) == GO_SIGNED  # rightly signed, but no checkpoint
    with pytest.raises(UnusableNote, match="PeterNeumann"):
        open_note(f"{GO_SIGNED.replace('answer', 'end')}\n{GO_LINE}", [read_key(GO_KEY)])


# --- keys


@pytest.mark.parametrize(
    "text",
    [
        "", "name", "name+00000000", str(PUBLIC).replace("+", "-"), f" {PUBLIC}", f"{PUBLIC}\n",
        str(PUBLIC).replace(PUBLIC.key_id.hex(), "00000000"),
        str(PUBLIC).replace("register", "registry"),
        str(PUBLIC)[:-4], f"{PUBLIC}=", str(PUBLIC).replace("+A", "+B"),
    ],
)  # fmt: skip
def test_what_is_no_key_is_refused(text):
    with pytest.raises(UnusableNote):
        read_key(text)


# --- checkpoints


def test_a_checkpoint_has_three_lines():
    assert str(AT_70) == TEXT
    assert read_checkpoint(TEXT) == AT_70


@pytest.mark.parametrize(
    "text",
    [
        TEXT[:-1], f"{TEXT}\n", f"{TEXT}more\n", TEXT.replace("70", "070"), TEXT.replace("70", ""),
        TEXT.replace("70", "+70"), TEXT.replace("70", "-1"), TEXT.replace("70", "٧٠"),
        TEXT.replace("70", "1" * 19), TEXT.replace("Hh8=", "Hh8"), TEXT.replace("Hh8=", "Hh9="),
        TEXT.replace("AAEC", ""), TEXT.replace("\n70", "\r\n70"), TEXT.replace(".", " ", 1),
        TEXT.replace(".", "+", 1), "", "\n\n\n",
    ],
    ids=ascii,
)  # fmt: skip
def test_a_checkpoint_written_otherwise_is_refused(text):
    with pytest.raises(UnusableNote):
        read_checkpoint(text)


# --- notes


def test_a_signed_checkpoint_is_opened_with_the_key():
    note = sign(AT_70, [KEY])

    assert note.startswith(f"{TEXT}\n— {ORIGIN} ")
    assert open_note(note, [PUBLIC]) == AT_70


@pytest.mark.parametrize("keys", [[PUBLIC], [STRANGER], [PUBLIC, STRANGER]])
def test_either_of_two_keys_opens_what_both_have_signed(keys):
    assert open_note(sign(AT_70, [KEY, OTHER]), keys) == AT_70


def test_what_no_known_key_has_signed_is_refused():
    with pytest.raises(UnusableNote, match="no known key"):
        open_note(sign(AT_70, [OTHER]), [PUBLIC])
    with pytest.raises(UnusableNote, match="no known key"):
        open_note(sign(AT_70, [KEY]), [])


def test_a_wrong_signature_of_a_known_key_spoils_what_another_has_signed():
    note = sign(AT_70, [KEY, OTHER])
    wrong = sign(Checkpoint(ORIGIN, 71, AT_70.root), [KEY]).splitlines()[-1]
    spoilt = "\n".join([*note.split("\n")[:4], wrong, note.split("\n")[5], ""])

    assert open_note(spoilt, [STRANGER]) == AT_70
    with pytest.raises(UnusableNote):
        open_note(spoilt, [PUBLIC, STRANGER])


def test_a_key_signs_for_its_own_register_only():
    elsewhere = Checkpoint("other.example.org/register", 70, AT_70.root)
    note = f"{elsewhere}\n" + sign(AT_70, [KEY]).splitlines()[-1] + "\n"

    with pytest.raises(UnusableNote):
        open_note(note, [PUBLIC])
    with pytest.raises(UnusableNote, match="no known key"):
        open_note(sign(elsewhere, [KEY]), [PUBLIC])


def test_a_rightly_signed_checkpoint_under_another_name_is_refused():
    elsewhere = f"other.example.org/register\n70\n{TEXT.splitlines()[2]}\n"
    signed = KEY.sign(elsewhere.encode())
    line = PublicKey(ORIGIN, PUBLIC.raw).key_id + signed

    with pytest.raises(UnusableNote, match=r"other\.example\.org"):
        open_note(f"{elsewhere}\n— {ORIGIN} {encoded(line)}\n", [PUBLIC])


def encoded(raw):
    return b64encode(raw).decode()


GOOD = sign(AT_70, [KEY])


@pytest.mark.parametrize(
    "note",
    [
        "", TEXT, f"{TEXT}\n", GOOD[:-1], f"{GOOD}\n", GOOD.replace("\n\n", "\n"),
        GOOD.replace("— ", "- "), GOOD.replace("— ", "—"), GOOD.replace("70", "71"),
        GOOD.replace("70", "7\x000"), GOOD.replace("70", "7\x850"), GOOD.replace("\n", "\r\n"),
        f"{TEXT}\n— {ORIGIN} AAAA\n", f"{TEXT}\n— {ORIGIN} !!!!\n", f"{TEXT}\n— AAAAAAAAAAAA\n",
    ],
    ids=ascii,
)  # fmt: skip
def test_a_note_written_otherwise_is_refused(note):
    with pytest.raises(UnusableNote):
        open_note(note, [PUBLIC])


@given(st.integers(0, len(GOOD) - 1), st.characters(codec="utf-8"))
def test_no_character_of_a_note_can_be_changed(place, character):
    changed = GOOD[:place] + character + GOOD[place + 1 :]

    if changed != GOOD:
        with pytest.raises(UnusableNote):
            open_note(changed, [PUBLIC])


# --- proofs


def test_a_proof_is_written_for_any_tool():
    hashes = [bytes([each]) * 32 for each in (1, 2)]

    assert write_proof(13, hashes, GOOD) == (
        "c2sp.org/tlog-proof@v1\n"
        "index 13\n"
        "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\n"
        "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=\n"
        f"\n{GOOD}"
    )
