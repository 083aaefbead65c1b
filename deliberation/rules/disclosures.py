"""What the register commits to without showing it, and can forget without breaking.

A value that somebody may ask to erase is not written into an entry: only the digest of a
disclosure is, which is the value with its name and a salt. Who has the disclosure can check it
against the entry; once it is deleted, the digest alone tells nothing.

Source: RFC 9901, sections 4.2.1 and 4.2.3; the JSON inside is that of RFC 8785.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from deliberation.rules.canonical import canonical, composed

SALT = 16  # bytes
LONGEST = 65_535  # bytes of an entry: its length is written in sixteen bits
DIGESTS, ALGORITHM = "_sd", "_sd_alg"


class NotDisclosed(ValueError):
    """A disclosure does not belong to the entry, or says what another says already."""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """A value under its name, and the text that proves it."""

    name: str
    value: object
    text: str

    @property
    def digest(self) -> str:
        """What the entry holds of it."""
        return digest_of(self.text)


def conceal(name: str, value: object, salt: bytes) -> Disclosed:
    """Return the disclosure of a value.

    Args:
        name: Unique in its entry, and naming no person: ``title/tr``, ``roll/7``.
        value: Texts, whole numbers, truth values; texts are composed first.
        salt: 16 random bytes, never used before: for a value that can be guessed it is all the
            protection there is.
    """
    if len(salt) != SALT:
        message = f"a salt has {SALT} bytes"
        raise ValueError(message)
    value = composed(value)
    return Disclosed(name, value, _encoded(canonical([_encoded(salt), name, value])))


def digest_of(text: str) -> str:
    """Return the digest of a disclosure: of the text itself, not of the JSON in it.

    >>> digest_of("WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0")
    'X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0'
    """
    return _encoded(sha256(text.encode("ascii")).digest())


def read_disclosure(text: str) -> Disclosed:
    """Return what a disclosure says, in our JSON or another's.

    Raises:
        NotDisclosed: it is no disclosure.
    """
    try:
        padded = text + "=" * (-len(text) % 4)
        parts = json.loads(urlsafe_b64decode(padded.encode("ascii")))
    except ValueError as error:
        raise NotDisclosed(str(error)) from None
    match parts:
        case [str(), str(name), value]:
            return Disclosed(name, value, text)
    raise NotDisclosed(text)


def seal(clear: Mapping[str, Any], concealed: Iterable[Disclosed]) -> bytes:
    """Return the bytes of an entry: what it says in clear, and the digests of the rest.

    Raises:
        NotCanonical: a value has no one writing.
        NotDisclosed: a name is used twice.
        ValueError: the entry is longer than 65,535 bytes.
    """
    found = list(concealed)
    names = [*clear, *(each.name for each in found)]
    if len(set(names)) < len(names):
        raise NotDisclosed(str(sorted(names)))
    digests = sorted(each.digest for each in found)
    hidden = {ALGORITHM: "sha-256", DIGESTS: digests} if digests else {}
    entry = canonical(composed({**clear, **hidden}))
    if len(entry) > LONGEST:
        message = f"an entry has at most {LONGEST} bytes, this one {len(entry)}"
        raise ValueError(message)
    return entry


def disclosed(entry: bytes, texts: Iterable[str]) -> dict[str, Any]:
    """Return what the disclosures say, each checked against the entry.

    Raises:
        NotDisclosed: one is not in the entry, or names what is named already.
    """
    clear = json.loads(entry)
    found: dict[str, Any] = {}
    for text in texts:
        said = read_disclosure(text)
        if said.digest not in clear.get(DIGESTS, ()) or said.name in {*clear, *found}:
            raise NotDisclosed(said.name)
        found[said.name] = said.value
    return found


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
