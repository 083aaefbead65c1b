#!/usr/bin/env python3
"""Check what a register of Majlis says. Needs Python 3.9, the package cryptography, no network.

    python3 verify_register.py bundle FILE --origin NAME --key KEY [--key KEY] [--since CHECKPOINT]
    python3 verify_register.py log FOLDER --origin NAME --key KEY [--key KEY] [--since CHECKPOINT]

"bundle" checks one entry as it was downloaded: who signed it, that it is in the signed register,
and every value that is shown with it. "log" reads a whole exported register and recomputes it.
With --since, a checkpoint that you or somebody you trust has kept, it also checks that nothing
has been changed or removed since then; without one, nothing is proven against whoever holds the
key. Take NAME and KEY from paper or from somebody you trust, not from the page you check.
Exit code: 0 all is well, 1 something is wrong, 2 a file cannot be read.
This is an implementation of its own; it shares no code with the platform.
"""

import argparse
import json
import sys
from base64 import b64decode, urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Wrong(Exception):
    """What was found does not fit together."""


class Signed(NamedTuple):
    """A register at one size, as a key has signed it."""

    size: int
    root: bytes


def leaf(entry: bytes) -> bytes:
    """Return the hash of an entry."""
    return sha256(b"\x00" + entry).digest()


def pair(left: bytes, right: bytes) -> bytes:
    """Return the hash over two hashes."""
    return sha256(b"\x01" + left + right).digest()


def open_checkpoint(note: str, origin: str, keys: list[str]) -> Signed:
    """Return what a checkpoint says, if a known key has signed it (c2sp.org/tlog-checkpoint)."""
    text, _, signatures = note.partition("\n\n")
    text += "\n"
    signed = False
    for line in signatures.splitlines():
        dash, name, encoded = line.split(" ")
        raw = b64decode(encoded, validate=True)
        for key in keys:
            key_name, _, rest = key.partition("+")
            public = b64decode(rest.partition("+")[2], validate=True)
            key_id = sha256(key_name.encode() + b"\n" + public).digest()[:4]
            if (dash, name, raw[:4]) == ("\u2014", key_name, key_id) and key_name == origin:
                Ed25519PublicKey.from_public_bytes(public[1:]).verify(raw[4:], text.encode())
                signed = True
    told, size, root, end = text.split("\n")
    if not signed or told != origin or end:
        raise Wrong("no key you gave has signed this register")
    return Signed(int(size), b64decode(root, validate=True))


def split(size: int) -> int:
    """Return the largest power of two below ``size``."""
    return 1 << (size - 1).bit_length() - 1


def root_by_proof(hashed: bytes, index: int, size: int, proof: list[bytes]) -> bytes:
    """Return the root to which a proof of inclusion leads (RFC 9162, 2.1.3)."""
    if size == 1:
        if proof:
            raise Wrong("the proof is too long")
        return hashed
    if not proof:
        raise Wrong("the proof is too short")
    half, last = split(size), proof[-1]
    if index < half:
        return pair(root_by_proof(hashed, index, half, proof[:-1]), last)
    return pair(last, root_by_proof(hashed, index - half, size - half, proof[:-1]))


def roots_by_proof(
    old: int, size: int, proof: list[bytes], old_root: bytes, whole: bool = True
) -> tuple[bytes, bytes]:
    """Return both roots to which a proof of consistency leads (RFC 9162, 2.1.4)."""
    if old == size and whole:
        return (old_root, old_root) if not proof else (b"", b"")
    if not proof:
        raise Wrong("the proof is too short")
    last = proof[-1]
    if old == size:
        return (last, last) if len(proof) == 1 else (b"", b"")
    half = split(size)
    if old <= half:
        before, now = roots_by_proof(old, half, proof[:-1], old_root, whole)
        return before, pair(now, last)
    before, now = roots_by_proof(old - half, size - half, proof[:-1], old_root, False)
    return pair(last, before), pair(last, now)


def root_of(entries: list[bytes]) -> bytes:
    """Return the root over all entries."""
    stack: list[tuple[int, bytes]] = []
    for entry in entries:
        level, hashed = 0, leaf(entry)
        while stack and stack[-1][0] == level:
            level, hashed = level + 1, pair(stack.pop()[1], hashed)
        stack.append((level, hashed))
    root = stack.pop()[1] if stack else sha256(b"").digest()
    while stack:
        root = pair(stack.pop()[1], root)
    return root


def values_of(entry: dict[str, Any], disclosures: list[str]) -> dict[str, Any]:
    """Return the values shown with an entry, each checked against it (RFC 9901)."""
    found: dict[str, Any] = {}
    for text in disclosures:
        digest = urlsafe_b64encode(sha256(text.encode("ascii")).digest()).decode().rstrip("=")
        _, name, value = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if digest not in entry.get("_sd", []):
            raise Wrong(f"the value of {name} is not the one in the register")
        if name in entry or name in found:
            raise Wrong(f"{name} is said twice")
        found[name] = value
    return found


def check_bundle(asked: argparse.Namespace) -> list[str]:
    """Check one downloaded entry."""
    bundle = json.loads(asked.path.read_text(encoding="utf-8"))
    written = bundle["entry"].encode("utf-8")
    proof, _, note = bundle["proof"].partition("\n\n")
    head, place, *hashes = [line for line in proof.split("\n") if not line.startswith("extra ")]
    index = int(place[len("index ") :])
    signed = open_checkpoint(note, asked.origin, asked.key)
    path = [b64decode(each, validate=True) for each in hashes]
    if head != "c2sp.org/tlog-proof@v1" or not 0 <= index < signed.size:
        raise Wrong("this is no proof")
    if root_by_proof(leaf(written), index, signed.size, path) != signed.root:
        raise Wrong("this entry is not in the signed register")
    entry = json.loads(written)
    found = values_of(entry, bundle["disclosures"])
    hidden = len(entry.get("_sd", [])) - len(found)
    said = [f"Entry {index} is in the signed register of {signed.size} entries."]
    if asked.since:
        said.append(check_since(asked, signed, bundle.get("consistency", {})))
    said += [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in entry.items()
             if not name.startswith("_sd")]  # fmt: skip
    said += [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in found.items()]
    return [*said, f"Values that are withheld or erased: {hidden}."]


def check_since(asked: argparse.Namespace, signed: Signed, proofs: dict[str, list[str]]) -> str:
    """Check that the register begins with what an older checkpoint says."""
    old = open_checkpoint(asked.since.read_text(encoding="utf-8"), asked.origin, asked.key)
    if old.size > signed.size:
        raise Wrong(f"this file is older than your checkpoint of {old.size} entries: get a new one")
    hashes = proofs.get(str(old.size), [])
    if not hashes and old.size < signed.size:
        raise Wrong(f"no proof from your checkpoint: download the file with ?since={old.size}")
    path = [b64decode(each, validate=True) for each in hashes]
    if roots_by_proof(old.size, signed.size, path, old.root) != (old.root, signed.root):
        raise Wrong("the register was rewritten since your checkpoint")
    return f"Nothing was changed or removed since your checkpoint of {old.size} entries."


def read_log(folder: Path) -> list[bytes]:
    """Return all entries of an exported register; a full tile goes before a part of it."""
    entries: list[bytes] = []
    while True:
        number, groups = len(entries) // 256, [f"{len(entries) // 256 % 1000:03}"]
        while number := number // 1000:
            groups.insert(0, f"x{number % 1000:03}")
        place = folder.joinpath("tile", "entries", *groups)
        parts = sorted(place.parent.glob(f"{place.name}.p/*"), key=lambda part: int(part.name))
        if not place.is_file() and not parts:
            return entries
        raw = (place if place.is_file() else parts[-1]).read_bytes()
        while raw:
            size = int.from_bytes(raw[:2], "big")
            entries.append(raw[2 : 2 + size])
            raw = raw[2 + size :]
        if len(entries) % 256:
            return entries


def check_log(asked: argparse.Namespace) -> list[str]:
    """Recompute a whole exported register."""
    note = (asked.path / "checkpoint").read_text(encoding="utf-8")
    signed = open_checkpoint(note, asked.origin, asked.key)
    entries = read_log(asked.path)
    if len(entries) < signed.size or root_of(entries[: signed.size]) != signed.root:
        raise Wrong("the entries do not hash to the signed root")
    said = [f"All {signed.size} entries hash to the signed root."]
    if asked.since:
        old = open_checkpoint(asked.since.read_text(encoding="utf-8"), asked.origin, asked.key)
        if old.size > signed.size or root_of(entries[: old.size]) != old.root:
            raise Wrong("the register was rewritten since your checkpoint")
        said.append(f"Nothing was changed or removed since your checkpoint of {old.size} entries.")
    return said


def main(arguments: list[str]) -> int:
    """Check what the command line names and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("what", choices=["bundle", "log"])
    parser.add_argument("path", type=Path)
    parser.add_argument("--origin", required=True)
    parser.add_argument("--key", action="append", required=True)
    parser.add_argument("--since", type=Path)
    asked = parser.parse_args(arguments)
    try:
        said = check_bundle(asked) if asked.what == "bundle" else check_log(asked)
    except Wrong as found:
        sys.stdout.write(f"WRONG: {found}.\n")
        return 1
    except InvalidSignature:
        sys.stdout.write("WRONG: the signature is not that of the key.\n")
        return 1
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        sys.stdout.write(f"This cannot be read: {error!r}\n")
        return 2
    sys.stdout.write("\n".join([*said, "All is well."]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
