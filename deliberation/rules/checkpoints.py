"""Signed statements about the register: its keys, its checkpoints, its proofs, as text.

Source: c2sp.org/signed-note, c2sp.org/tlog-checkpoint, c2sp.org/tlog-proof.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from deliberation.rules.merkle import HASH

ED25519 = b"\x01"  # the kind of key
KEY_ID = 4  # bytes
NAME = re.compile(r"[^\s+]+")
LINES = re.compile(r"([^\s+]+)\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/=]+)\n")
SIGNATURE_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
PROOF_HEAD = "c2sp.org/tlog-proof@v1"


class UnusableNote(ValueError):
    """The text is no statement of the register, or not one that a known key signed."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key under the name of its register."""

    name: str
    raw: bytes

    @property
    def key_id(self) -> bytes:
        """Four bytes by which a signature line tells whose it is."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.raw).digest()[:KEY_ID]

    def __str__(self) -> str:
        kind_and_key = b64encode(ED25519 + self.raw).decode("ascii")
        return f"{self.name}+{self.key_id.hex()}+{kind_and_key}"


def read_key(text: str) -> PublicKey:
    """Return the key that is written as ``name+id+base64``.

    Raises:
        UnusableNote: it is none, or its id is that of another.
    """
    name, _, rest = text.partition("+")
    written, _, encoded = rest.partition("+")
    raw = _decoded(encoded)
    if not NAME.fullmatch(name) or len(raw) != 1 + HASH or raw[:1] != ED25519:
        raise UnusableNote(text)
    key = PublicKey(name, raw[1:])
    if written != key.key_id.hex():
        raise UnusableNote(text)
    return key


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The register at one size: whoever keeps it can tell later whether something was changed."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode('ascii')}\n"


def read_checkpoint(text: str) -> Checkpoint:
    """Return what the three lines of a checkpoint say.

    Raises:
        UnusableNote: they are written otherwise than a checkpoint is.
    """
    lines = LINES.fullmatch(text)
    if lines is None:
        raise UnusableNote(text)
    found = Checkpoint(lines[1], int(lines[2]), _decoded(lines[3]))
    if len(found.root) != HASH:
        raise UnusableNote(text)
    return found


def public_key_of(name: str, key: Ed25519PrivateKey) -> PublicKey:
    """Return the public half of a key under the name of its register."""
    return PublicKey(name, key.public_key().public_bytes_raw())


def sign(checkpoint: Checkpoint, keys: Iterable[Ed25519PrivateKey]) -> str:
    """Return the checkpoint with a line for each key; the same keys always write the same."""
    text = str(checkpoint)
    lines = [_signature_line(checkpoint.origin, text, key) for key in keys]
    return f"{text}\n{''.join(lines)}"


def _signature_line(name: str, text: str, key: Ed25519PrivateKey) -> str:
    signed = public_key_of(name, key).key_id + key.sign(text.encode())
    return f"— {name} {b64encode(signed).decode('ascii')}\n"


def open_note(note: str, keys: Sequence[PublicKey]) -> Checkpoint:
    """Return the checkpoint in a note that at least one of the keys has signed.

    Lines of unknown keys say nothing. A wrong signature of a known key spoils the whole note.

    Raises:
        UnusableNote: it is malformed, signed wrongly, or by nobody we know.
    """
    text, lines = _parted(note)
    known = {(key.name, key.key_id): key for key in keys}
    signed = [_checked(line, text, known) for line in lines]
    if not any(signed):
        message = "no known key signed this"
        raise UnusableNote(message)
    checkpoint = read_checkpoint(text)
    if checkpoint.origin not in {key.name for key in keys}:
        raise UnusableNote(checkpoint.origin)
    return checkpoint


def _parted(note: str) -> tuple[str, Sequence[str]]:
    text, gap, rest = note.rpartition("\n\n")
    *lines, end = rest.split("\n")
    if not gap or end or not lines or any(_is_control(each) for each in note):
        message = "this is no signed note"
        raise UnusableNote(message)
    return text + "\n", lines


def _checked(line: str, text: str, known: dict[tuple[str, bytes], PublicKey]) -> bool:
    """Say whether the line is the signature of a key we know."""
    found = SIGNATURE_LINE.fullmatch(line)
    signed = _decoded(found[2]) if found else b""
    if found is None or len(signed) <= KEY_ID:
        raise UnusableNote(line)
    key = known.get((found[1], signed[:KEY_ID]))
    if key is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(signed[KEY_ID:], text.encode())
    except InvalidSignature:
        raise UnusableNote(line) from None
    return True


def write_proof(index: int, hashes: Iterable[bytes], note: str) -> str:
    """Return the proof that an entry is in the tree of a checkpoint, as any tool reads it."""
    lines = [PROOF_HEAD, f"index {index}", *(b64encode(each).decode("ascii") for each in hashes)]
    return "\n".join(lines) + "\n\n" + note


def _is_control(character: str) -> bool:
    return character != "\n" and (character < " " or "\x7f" <= character < "\xa0")


def _decoded(text: str) -> bytes:
    try:
        raw = b64decode(text, validate=True)
    except ValueError:
        raise UnusableNote(text) from None
    if b64encode(raw).decode("ascii") != text:
        raise UnusableNote(text)
    return raw
