"""Printed cards: several on a sheet, each in its owner's language, for cutting and handing over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from council.kernel.names import direction
from council.kernel.printing import pdf_of

PER_PAGE = 8


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """What is printed on one card. The code exists here and nowhere else."""

    council: str
    name: str
    username: str
    code: str
    language: str
    expires_on: date


def cards_pdf(cards: Sequence[PrintedCard]) -> bytes:
    """Return the cards as a PDF of A4 pages, eight on each.

    Raises:
        PrintingUnavailable: this machine cannot set type.
    """
    drawn = [_draw(card) for card in cards]
    pages = [drawn[start : start + PER_PAGE] for start in range(0, len(drawn), PER_PAGE)]
    html = render_to_string("accounts/print/cards.html", {"pages": pages})
    return pdf_of(html, "cards.css")


def card_address(card: PrintedCard) -> str:
    """Return the address in the card's square: what stands after # stays on the phone."""
    plain = card.code.replace("-", "")
    return f"{settings.PUBLIC_URL}{reverse('accounts:card')}#{card.username}~{plain}"


def _draw(card: PrintedCard) -> str:
    square = segno.make(card_address(card), error="m")
    context = {
        "card": card,
        "direction": direction(card.language),
        "square": square.svg_data_uri(scale=4, border=2),
        "address": f"{settings.PUBLIC_URL.split('://')[1]}{reverse('accounts:card')}",
    }
    with translation.override(card.language):
        return render_to_string("accounts/print/card.html", context)
