"""Sealing answers: one length for all, bound to one record, one member and one term."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from council.rules.errors import RuleViolation

VERSION = b"\x01"
KEY_ID, NONCE, TAG = 4, 12, 16  # bytes
PADDED = 256  # bytes of JSON and zeros
LENGTH = len(VERSION) + KEY_ID + NONCE + PADDED + TAG


class BrokenSeal(RuleViolation):
    """The sealed answers are not those that were written for this record."""

    code = "broken_seal"


@dataclass(frozen=True)
class Label:
    """Whose answers these are: what is sealed into one label opens under no other."""

    record: str
    member: int
    term: int

    def bound_to(self, key_id: int) -> bytes:
        """Return the label as the cipher's associated data."""
        return f"quota/v1|{self.record}|{self.member}|{self.term}|{key_id}".encode()


def seal(answers: Mapping[str, str], label: Label, *, key_id: int, key: bytes) -> bytes:
    """Return the answers sealed: version, key id, nonce, AES-256-GCM over zero-padded JSON.

    Raises:
        ValueError: the answers do not fit; there are a handful of short codes by construction.
    """
    plain = json.dumps(dict(answers), separators=(",", ":")).encode()
    if len(plain) > PADDED:
        message = f"{len(plain)} bytes of answers do not fit into {PADDED}"
        raise ValueError(message)
    nonce = os.urandom(NONCE)
    hidden = AESGCM(key).encrypt(nonce, plain.ljust(PADDED, b"\0"), label.bound_to(key_id))
    return VERSION + key_id.to_bytes(KEY_ID) + nonce + hidden


def unseal(blob: bytes, label: Label, *, key_id: int, key: bytes) -> dict[str, str]:
    """Return the answers.

    Raises:
        BrokenSeal: it was cut, changed, sealed by another key, or belongs to another record.
    """
    head = VERSION + key_id.to_bytes(KEY_ID)
    if len(blob) != LENGTH or not blob.startswith(head):
        raise BrokenSeal
    nonce, hidden = blob[len(head) : len(head) + NONCE], blob[len(head) + NONCE :]
    try:
        plain = AESGCM(key).decrypt(nonce, hidden, label.bound_to(key_id))
    except InvalidTag:
        raise BrokenSeal from None
    found: dict[str, str] = json.loads(plain.rstrip(b"\0"))
    return found
