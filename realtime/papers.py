"""What a ballot says when it comes over the live line, and what is answered."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from django.template.loader import render_to_string
from django.utils import translation

from deliberation.voting.forms import CHOICES, BallotForm
from deliberation.voting.live import receipt_given
from deliberation.voting.services.casting import Receipt
from realtime import protocol
from realtime.commands import id_in, refused, understood
from realtime.protocol import Order

NAME = "ballot.cast"
JSON = "application/json"
_CHOICES = {str(choice): choice for choice in CHOICES}
_DIGITS = 6  # of a number that needs no second look


@dataclass(frozen=True, slots=True)
class Paper:
    """One ballot as it was filled in."""

    poll_id: int
    choice: Any  # deliberation.voting.models.Choice: the line does not know models
    seq: int


def read_paper(order: Order) -> Paper:
    """Understand the fields ``poll``, ``choice`` and ``seq`` as the form of the page does.

    The form takes a hundred times as long as this look, so it is asked only where something is
    not as plain as our own pages write it.

    Raises:
        Malformed: the form is not filled in as it must be.
    """
    choice, seq = (order.fields.get(name, ("",))[-1] for name in ("choice", "seq"))
    poll_id = id_in(order, "poll")
    return plain_paper(poll_id, choice, seq) or Paper(poll_id, **understood(BallotForm, order))


def plain_paper(poll_id: int, choice: str, seq: str) -> Paper | None:
    """Return the ballot if it is as plain as our own pages write it; else ask the form.

    >>> plain_paper(3, "yes", "2").seq, plain_paper(3, "yes", "two")
    (2, None)
    """
    is_plain = seq.isascii() and seq.isdigit() and len(seq) <= _DIGITS and seq[0] != "0"
    return Paper(poll_id, _CHOICES[choice], int(seq)) if is_plain and choice in _CHOICES else None


def counted(order: Order, receipt: Receipt, language: str) -> bytes:
    """Return the answer to a ballot that is in the box."""
    html = receipt_html(receipt, language)
    data = {"poll": receipt.poll_id, "choice": receipt.choice, "seq": receipt.seq}
    return protocol.ack(order.key, data, [{"id": "receipt", "html": html}])


def not_counted(order: Order, refusal: Exception, language: str) -> bytes:
    """Return the answer to a ballot that the rules refuse."""
    with translation.override(language):
        return refused(order, refusal)


@lru_cache(256)
def receipt_file(receipt: Receipt, language: str) -> bytes:
    """Return the answer to a post of ours: the receipt as the part of the page that it is."""
    html = receipt_html(receipt, language)
    return orjson.dumps({"parts": [{"id": "receipt", "html": html}]})


@lru_cache(256)
def receipt_html(receipt: Receipt, language: str) -> str:
    """Return the part that tells a person of their ballot: the same for the same ballot."""
    with translation.override(language):
        shown = receipt_given(receipt.poll_id, receipt.choice, receipt.seq)
        return render_to_string("voting/live/receipt.html", {"receipt": shown})
