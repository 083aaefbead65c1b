#!/usr/bin/env python3
"""Check what a register of Majlis says. Needs Python 3.9, the package cryptography, no network.

    python3 verify_register.py bundle FILE --origin NAME --key KEY [--key KEY] [--since CHECKPOINT]
    python3 verify_register.py log FOLDER --origin NAME --key KEY [--key KEY] [--since CHECKPOINT]

"bundle" checks one entry as it was downloaded: who signed it, that it is in the signed register,
and every value that is shown with it. "log" reads a whole exported register and recomputes it.
With --since, a checkpoint that you or somebody you trust has kept, it also checks that nothing
has been changed or removed since then; without one, nothing is proven against whoever holds the
key. With --authority, certificates of the time-stamp authority, it also checks when what it reads
was there. Take NAME, KEY and certificates from whom you trust, not from the page you check.
Exit code: 0 all is well, 1 something is wrong, 2 unreadable. No code of the platform is in here.
"""

import json
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from base64 import b64decode, urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from hashlib import new, sha256
from pathlib import Path
from typing import Any, NamedTuple, cast

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

SHA2 = bytes.fromhex("6086480165030402")  # followed by the number of a hash
HASHES = {SHA2 + b"\1": "sha256", SHA2 + b"\2": "sha384", SHA2 + b"\3": "sha512"}
Certs = list[x509.Certificate]
UNCHANGED = "Nothing was changed or removed since your checkpoint of {} entries."


class Wrong(Exception):
    """What was found does not fit together."""


class Signed(NamedTuple):
    """A register at one size, as a key has signed it."""

    size: int
    root: bytes


def pair(left: bytes, right: bytes) -> bytes:
    """Return the hash over two hashes."""
    return sha256(b"\x01" + left + right).digest()


def open_checkpoint(note: str, origin: str, keys: list[str]) -> Signed:
    """Return what a checkpoint says, if a known key has signed it (c2sp.org/tlog-checkpoint)."""
    text, _, signatures = note.partition("\n\n")
    signed = False
    for line in signatures.splitlines():
        dash, name, encoded = line.split(" ")
        raw = b64decode(encoded, validate=True)
        for key in keys:
            key_name, _, rest = key.partition("+")
            public = b64decode(rest.partition("+")[2], validate=True)
            key_id = sha256(key_name.encode() + b"\n" + public).digest()[:4]
            if (dash, name, raw[:4]) == ("\u2014", key_name, key_id) and key_name == origin:
                Ed25519PublicKey.from_public_bytes(public[1:]).verify(raw[4:], f"{text}\n".encode())
                signed = True
    told, size, root = text.split("\n")
    if not signed or told != origin:
        raise Wrong("no key you gave has signed this register")
    return Signed(int(size), b64decode(root, validate=True))


def der(raw: bytes) -> list[tuple[int, bytes, bytes]]:
    """Return tag, contents and whole writing of each value that stands in a row (X.690)."""
    found, at = [], 0
    while at < len(raw):
        size, start = raw[at + 1], at + 2
        if size > 127:  # noqa: PLR2004 - the length follows
            start += size - 128
            size = int.from_bytes(raw[at + 2 : start], "big")
        found.append((raw[at], raw[start : start + size], raw[at : start + size]))
        at = start + size
    if at > len(raw):
        raise ValueError("this is cut off")
    return found


def stamped_at(response: bytes, note: str, authority: Path) -> str:
    """Return when a checkpoint was there, by whose word (RFC 3161, RFC 5652)."""
    _, token = der(der(response)[0][1])
    signed = der(der(der(token[1])[1][1])[0][1])
    info = der(der(der(signed[2][1])[1][1])[0][1])[0][2]
    told = der(der(info)[0][1])
    imprint = der(told[2][1])
    if new(HASHES[der(imprint[0][1])[0][1]], note.encode()).digest() != imprint[1][1]:
        raise Wrong("the time stamp is of another checkpoint")
    _, named, algorithm, said, _, signature, *_ = der(der(signed[-1][1])[0][1])
    method = HASHES[der(algorithm[1])[0][1]]
    attributes = {der(one)[0][1]: der(der(one)[1][1])[0][1] for _, one, _ in der(said[1])}
    if attributes[bytes.fromhex("2a864886f70d010904")] != new(method, info).digest():
        raise Wrong("the time stamp was changed")
    trusted = x509.load_pem_x509_certificates(authority.read_bytes())
    known = [*trusted, *(x509.load_der_x509_certificate(one[2]) for one in der(signed[3][1]))]
    wanted = der(named[1])[0][2], int.from_bytes(der(named[1])[1][1], "big")
    signer = {(x.issuer.public_bytes(), x.serial_number): x for x in known}[wanted]
    purpose = signer.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    if x509.oid.ExtendedKeyUsageOID.TIME_STAMPING not in purpose:
        raise Wrong("the certificate is not one for time stamps")
    by, key = getattr(hashes, method.upper())(), cast("Any", signer.public_key())
    ways = (
        [ec.ECDSA(by)] if isinstance(key, ec.EllipticCurvePublicKey) else [padding.PKCS1v15(), by]
    )
    key.verify(signature[1], b"\x31" + said[2][1:], *ways)
    at = datetime.strptime(told[4][1].decode()[:14] + "+0000", "%Y%m%d%H%M%S%z")
    require_trust(signer, trusted, known, at)
    word, size = signer.subject.rfc4514_string(), note.split("\n")[1]
    return f"The register of {size} entries was there at {at:%Y-%m-%d %H:%M:%S} UTC, says {word}."


def require_trust(one: x509.Certificate, trusted: Certs, known: Certs, at: datetime) -> None:
    """Check that a certificate was valid, and leads to one that you trust."""
    for _ in range(9):
        if not one.not_valid_before_utc <= at <= one.not_valid_after_utc:
            raise Wrong("the authority's certificate was not valid then")
        if one in trusted:
            return
        above = next((x for x in known if x.subject == one.issuer), None)
        if (
            not above
            or not above.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        ):
            break
        one.verify_directly_issued_by(above)
        one = above
    raise Wrong("the authority is not the one whose certificates you gave")


def root_by_proof(entry: bytes, index: int, size: int, proof: list[bytes]) -> bytes:
    """Return the root to which a proof of inclusion leads (RFC 9162, 2.1.3)."""
    if (size == 1) != (not proof):
        raise Wrong("the proof is too long or too short")
    if size == 1:
        return sha256(b"\x00" + entry).digest()
    half, last = 1 << (size - 1).bit_length() - 1, proof[-1]
    if index < half:
        return pair(root_by_proof(entry, index, half, proof[:-1]), last)
    return pair(last, root_by_proof(entry, index - half, size - half, proof[:-1]))


def roots_by_proof(old: int, size: int, proof: list[bytes], was: bytes,
                   whole: bool = True) -> tuple[bytes, bytes]:  # fmt: skip
    """Return both roots to which a proof of consistency leads (RFC 9162, 2.1.4)."""
    if old == size:
        root = was if whole else b"".join(proof)
        return (root, root) if len(proof) == (0 if whole else 1) else (b"", b"")
    if not proof:
        raise Wrong("the proof is too short")
    half, last = 1 << (size - 1).bit_length() - 1, proof[-1]
    if old <= half:
        before, now = roots_by_proof(old, half, proof[:-1], was, whole)
        return before, pair(now, last)
    before, now = roots_by_proof(old - half, size - half, proof[:-1], was, False)
    return pair(last, before), pair(last, now)


def root_of(entries: list[bytes]) -> bytes:
    """Return the root over all entries."""
    if len(entries) < 2:  # noqa: PLR2004 - a tree of nothing, or of one leaf
        return sha256(b"\x00" + entries[0] if entries else b"").digest()
    half = 1 << (len(entries) - 1).bit_length() - 1
    return pair(root_of(entries[:half]), root_of(entries[half:]))


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


def check_proof(asked: Namespace, written: bytes, proof: str) -> tuple[int, Signed, str]:
    """Check that an entry is in a signed register; return its index, the register, the note."""
    proof, _, note = proof.partition("\n\n")
    head, place, *path = [line for line in proof.split("\n") if not line.startswith("extra ")]
    index = int(place[len("index ") :])
    signed = open_checkpoint(note, asked.origin, asked.key)
    if head != "c2sp.org/tlog-proof@v1" or not 0 <= index < signed.size:
        raise Wrong("this is no proof")
    raw = [b64decode(each, validate=True) for each in path]
    if root_by_proof(written, index, signed.size, raw) != signed.root:
        raise Wrong("this entry is not in the signed register")
    return index, signed, note


def check_bundle(asked: Namespace) -> list[str]:
    """Check one downloaded entry."""
    bundle = json.loads(asked.path.read_text(encoding="utf-8"))
    written = bundle["entry"].encode("utf-8")
    index, signed, _ = check_proof(asked, written, bundle["proof"])
    entry = json.loads(written)
    found = values_of(entry, bundle["disclosures"])
    said = [f"Entry {index} is in the signed register of {signed.size} entries."]
    if asked.since:
        said.append(check_since(asked, signed, bundle.get("consistency", {})))
    if asked.authority and "stamp" not in bundle:
        said.append("No time stamp covers this entry yet.")
    elif asked.authority:
        note = check_proof(asked, written, bundle["stamp"]["proof"])[2]
        response = b64decode(bundle["stamp"]["response"], validate=True)
        said.append(f"With this entry: {stamped_at(response, note, asked.authority)}")
    said += [f"{name}: {json.dumps(value, ensure_ascii=False)}"
             for name, value in (entry | found).items() if not name.startswith("_sd")]  # fmt: skip
    hidden = len(entry.get("_sd", [])) - len(found)
    return [*said, f"Values that are withheld or erased: {hidden}."]


def check_since(asked: Namespace, signed: Signed, proofs: dict[str, list[str]]) -> str:
    """Check that the register begins with what an older checkpoint says."""
    old = open_checkpoint(asked.since.read_text(encoding="utf-8"), asked.origin, asked.key)
    if old.size > signed.size:
        raise Wrong(f"this file is older than your checkpoint of {old.size} entries: get a new one")
    path = [b64decode(each, validate=True) for each in proofs.get(str(old.size), [])]
    if not path and old.size < signed.size:
        raise Wrong(f"no proof from your checkpoint: download the file with ?since={old.size}")
    if roots_by_proof(old.size, signed.size, path, old.root) != (old.root, signed.root):
        raise Wrong("the register was rewritten since your checkpoint")
    return UNCHANGED.format(old.size)


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


def check_log(asked: Namespace) -> list[str]:
    """Recompute a whole exported register."""
    note = (asked.path / "checkpoint").read_text(encoding="utf-8")
    signed, entries = open_checkpoint(note, asked.origin, asked.key), read_log(asked.path)
    if len(entries) < signed.size or root_of(entries[: signed.size]) != signed.root:
        raise Wrong("the entries do not hash to the signed root")
    said = [f"All {signed.size} entries hash to the signed root."]
    stamps = sorted(asked.path.glob("checkpoints/*.tsr")) if asked.authority else []
    for place in [*([asked.since] if asked.since else []), *stamps]:
        note = (place.with_suffix("") if place in stamps else place).read_text(encoding="utf-8")
        old = open_checkpoint(note, asked.origin, asked.key)
        if old.size > signed.size or root_of(entries[: old.size]) != old.root:
            raise Wrong("the register was rewritten since your checkpoint")
        said.append(UNCHANGED.format(old.size))
        if place in stamps:
            said[-1] = stamped_at(place.read_bytes(), note, asked.authority)
    return said


def main(arguments: list[str]) -> int:
    """Check what the command line names and say what was found."""
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["bundle", "log"])
    parser.add_argument("path", type=Path)
    parser.add_argument("--origin", required=True)
    parser.add_argument("--key", action="append", required=True)
    for option in ("--since", "--authority"):
        parser.add_argument(option, type=Path)
    asked = parser.parse_args(arguments)
    try:
        said = check_bundle(asked) if asked.what == "bundle" else check_log(asked)
    except (Wrong, InvalidSignature, x509.ExtensionNotFound) as found:
        sys.stdout.write(f"WRONG: {str(found) or 'the signature is not that of the key'}.\n")
        return 1
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        sys.stdout.write(f"This cannot be read: {error!r}\n")
        return 2
    sys.stdout.write("\n".join([*said, "All is well."]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
