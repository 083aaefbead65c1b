"""What a page of a meeting must know to follow it live."""

import time
from dataclasses import dataclass

from django.urls import reverse

from council.kernel.audience import Audience
from council.ledger import selectors as journal
from realtime.admission import Place, place_of, ticket_for


@dataclass(frozen=True, slots=True)
class Line:
    """Facts for the attributes of the page: ``data-ws-url``, ``data-seq`` and so on."""

    meeting_id: int
    seq: int
    ticket: str
    audience: Audience
    language: str
    now: int  # server time, milliseconds since 1970

    @property
    def ws_url(self) -> str:
        """The socket's address; the browser adds ``ws:`` or ``wss:`` and the host."""
        return f"/ws/meetings/{self.meeting_id}/"

    @property
    def ticket_url(self) -> str:
        """Where a fresh ticket is to be had."""
        return reverse("realtime:ticket", args=[self.meeting_id])

    @property
    def since_url(self) -> str:
        """Where missed notices are to be had without a socket."""
        return reverse("realtime:since", args=[self.meeting_id])


def line_to(meeting_id: int, *, session_key: str | None, language: str) -> Line | None:
    """Return the line for a page of the meeting; None when it is not for this reader.

    Ask before anything that the page shows is read: whatever happens meanwhile has a higher
    number and comes as a notice.
    """
    place = place_of(meeting_id, session_key=session_key, language=language)
    return None if place is None else _line(place)


def _line(place: Place) -> Line:
    return Line(
        meeting_id=place.meeting_id,
        seq=journal.last_seq(place.meeting_id),
        ticket=ticket_for(place),
        audience=place.audience,
        language=place.language,
        now=int(time.time() * 1000),
    )
