"""What files hold: their list, the bytes behind each name, and what only a look into it tells."""

from collections.abc import Callable, Sequence
from hashlib import sha512
from typing import Any

from council.kernel.audience import Audience
from council.kernel.visibility import Unseen
from deliberation.proposals.models import Amendment, Proposal
from deliberation.publication.oparl.files import (
    AMENDMENTS,
    PAPERS,
    TEXT,
    WORDS,
    Contents,
    Format,
    Gone,
)
from deliberation.publication.oparl.kinds import Kind, Source
from deliberation.publication.oparl.protocols import (
    AKN,
    PDF,
    PROTOCOLS,
    SOURCES_OF_PROTOCOLS,
    protocol_pdf,
    protocol_xml,
)
from deliberation.publication.oparl.wording import Told
from deliberation.publication.plain import amendment_text, decision_text, paper_text
from deliberation.register.models import Decision, DecisionText
from deliberation.register.selectors.decisions import shown

FILES = Kind("file", "File", [PAPERS, AMENDMENTS, WORDS, PROTOCOLS, SOURCES_OF_PROTOCOLS])


def contents_of(name: str) -> Contents:
    """Return what the file of that name holds.

    Raises:
        Gone: its words were shown once and are not any more.
        Unseen: there is none.
    """
    for source, written, made in _WRITERS:
        rows = source.of(None).filter(source.named(name))
        for row in source.loaded(rows.filter(source.seen)):
            return Contents(f"{name}.{written.ending}", written.media_type, made(row))
        if rows.filter(source.gone).exists():
            raise Gone
    raise Unseen


def with_checksum(told: Told, name: str) -> Told:
    """Return a file with what only a look into it tells."""
    found = contents_of(name)
    looked = {"size": len(found.raw), "sha512Checksum": sha512(found.raw).hexdigest()}
    is_text = found.media_type == TEXT.media_type
    return told | looked | ({"text": found.raw.decode()} if is_text else {})


def _paper(proposal: Proposal) -> bytes:
    return paper_text(proposal).encode()


def _amendment(amendment: Amendment) -> bytes:
    return amendment_text(amendment).encode()


def _decision(text: DecisionText) -> bytes:
    decision = Decision.objects.select_related("body", "meeting", "council").prefetch_related(
        "texts"
    )
    told = shown(decision.get(pk=text.decision_id), Audience.PUBLIC)
    return decision_text(told, text.language).encode()


_WRITERS: Sequence[tuple[Source, Format, Callable[[Any], bytes]]] = (
    (PAPERS, TEXT, _paper),
    (AMENDMENTS, TEXT, _amendment),
    (WORDS, TEXT, _decision),
    (PROTOCOLS, PDF, protocol_pdf),
    (SOURCES_OF_PROTOCOLS, AKN, protocol_xml),
)
