"""Decisions on paper and for archives: PDF/A-3a with the Akoma Ntoso file inside."""

from hashlib import sha256

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import translation

from council.kernel.audience import Audience
from council.kernel.names import direction, pick
from council.kernel.printing import Enclosed, pdf_of
from deliberation.publication.addresses import page
from deliberation.publication.akn import decision_xml, wording_of
from deliberation.register.models import Decision
from deliberation.register.selectors.decisions import outcome_of, shown

KEPT = 24 * 3600  # seconds; a changed decision has another key


def decision_pdf(decision: Decision, language: str) -> bytes:
    """Return a published decision in one language; it is set once and kept.

    Raises:
        Unseen: there are no words that may be shown.
        PrintingUnavailable: this machine cannot set type.
    """
    told = shown(decision, Audience.PUBLIC)
    words = wording_of(told, language)
    xml = decision_xml(decision, words.language)
    with translation.override(words.language):
        outcome = outcome_of(told, words.language)
        context = {
            "decision": told,
            "words": words,
            "outcome": outcome,
            "language": words.language,
            "direction": direction(words.language),
            "body": pick(told.body_names, words.language),
            "council": pick(decision.council.names, words.language),
            "address": page("register:decision", told.number),
        }
        html = render_to_string("publication/print/decision.html", context)
    key = f"decision-pdf-{sha256(html.encode()).hexdigest()}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = pdf_of(html, "letter.css", Enclosed("decision.akn.xml", told.number, xml))
        cache.set(key, kept, KEPT)
    return kept
