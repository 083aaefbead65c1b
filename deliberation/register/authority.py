"""The outside authority that stamps checkpoints with the time, and what its stamps say (RFC 3161).

The authority sees a fingerprint only. Its answer is kept as it came: ``openssl ts -verify`` and
the verifier read the same bytes. Nothing here touches the database.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from django.conf import settings
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from deliberation.rules.stamping import (
    StampAuthoritySilent,
    StampAuthorityUnknown,
    StampDeclined,
    StampUntrue,
)

PATIENCE = 10  # for the whole answer [s]
MOST = 65_536  # of an answer [bytes]; a stamp with its certificates takes about 6,000
GRANTED = frozenset({0, 1})  # PKIStatus


@dataclass(frozen=True, slots=True)
class Stamped:
    """A stamp that was found to be true."""

    response: bytes
    stamped_at: datetime
    authority: str  # as the certificate of the authority calls it


@dataclass(frozen=True, slots=True)
class Authority:
    """Where stamps are asked for, and whose word they are believed on."""

    url: str
    certificates: Sequence[x509.Certificate]

    def stamp(self, note: str) -> Stamped:
        """Return a new stamp on a checkpoint.

        Raises:
            StampAuthoritySilent: nobody answers, or not as an authority does, or too slowly.
            StampDeclined: no stamp is given.
            StampUntrue: what is given is no stamp of this checkpoint, or an older one, or not
                signed by whom we believe.
        """
        builder = TimestampRequestBuilder().data(note.encode())
        asked = builder.hash_algorithm(HashAlgorithm.SHA256).build()
        raw = _posted(self.url, asked.as_bytes())
        return self.read(raw, note, asked.nonce)

    def read(self, raw: bytes, note: str, nonce: int | None = None) -> Stamped:
        """Return what a stamp on a checkpoint says.

        Raises:
            StampDeclined: it is the answer that no stamp is given.
            StampUntrue: it is no stamp of this checkpoint by whom we believe.
        """
        answer = _decoded(raw)
        if answer.status not in GRANTED:
            raise StampDeclined(status=answer.status, words=" ".join(answer.status_string)[:200])
        verifier = VerifierBuilder(
            roots=[one for one in self.certificates if one.issuer == one.subject],
            intermediates=[one for one in self.certificates if one.issuer != one.subject],
            nonce=nonce,
        ).build()
        try:
            verifier.verify_message(answer, note.encode())
        except (VerificationError, ValueError) as reason:
            raise StampUntrue(reason=str(reason)[:200]) from None
        return Stamped(raw, answer.tst_info.gen_time, _signer(answer))


def authority() -> Authority | None:
    """Return the authority this site asks, if it asks one.

    Raises:
        StampAuthorityUnknown: its certificates cannot be read.
    """
    if not settings.TIMESTAMP_URL:
        return None
    try:
        found = x509.load_pem_x509_certificates(pem())
    except (OSError, ValueError):
        raise StampAuthorityUnknown(path=settings.TIMESTAMP_CERTIFICATES) from None
    if not any(one.issuer == one.subject for one in found):
        raise StampAuthorityUnknown(path=settings.TIMESTAMP_CERTIFICATES)
    return Authority(settings.TIMESTAMP_URL, found)


def pem() -> bytes:
    """Return the certificates on whose word stamps are believed, as the verifier takes them."""
    return Path(settings.TIMESTAMP_CERTIFICATES).read_bytes()


def _decoded(raw: bytes) -> TimeStampResponse:
    try:
        return decode_timestamp_response(raw)
    except ValueError:
        raise StampUntrue(reason="this is no time stamp") from None


def _signer(answer: TimeStampResponse) -> str:
    """Return how the certificate that signed is called."""
    (signer,) = answer.signed_data.signer_infos
    for raw in answer.signed_data.certificates:
        found = x509.load_der_x509_certificate(raw)
        if (found.issuer, found.serial_number) == (signer.issuer, signer.serial_number):
            names = found.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
            return str(names[0].value if names else found.subject.rfc4514_string())[:200]
    return signer.issuer.rfc4514_string()[:200]


def _posted(url: str, raw: bytes) -> bytes:
    """Return what the authority answers to a request; never wait longer than patience allows."""
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    line = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
    end = time.monotonic() + PATIENCE
    place = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        line.request("POST", place, raw, {"Content-Type": "application/timestamp-query"})
        with line.getresponse() as answer:
            if answer.status != 200:  # noqa: PLR2004 - the standard's number
                raise StampAuthoritySilent(authority=parts.hostname, reason=f"HTTP {answer.status}")
            return _read_all(answer, end)
    except (OSError, HTTPException) as reason:
        said = type(reason).__name__
        raise StampAuthoritySilent(authority=parts.hostname, reason=said) from None
    finally:
        line.close()


def _read_all(answer: HTTPResponse, end: float) -> bytes:
    """Return the whole answer, which may neither drip nor flood."""
    read = b""
    while piece := answer.read1(MOST):
        read += piece
        if time.monotonic() > end or len(read) > MOST:
            raise TimeoutError
    return read
