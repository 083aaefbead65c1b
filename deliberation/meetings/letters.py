"""Invitations on paper: a page for each member, in their language and direction."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from weasyprint import CSS, HTML

from deliberation.meetings.phrases import MEETING_KINDS
from deliberation.meetings.selectors.convocation import zone_of
from deliberation.meetings.selectors.letters import Letter

STATIC: Path = settings.BASE_DIR / "council" / "static" / "council"
SHEET = STATIC / "print" / "letter.css"


def letters_pdf(letters: Sequence[Letter]) -> bytes:
    """Return the letters as a PDF of A4 pages."""
    pages = [_page(letter) for letter in letters]
    html = render_to_string("meetings/print/letters.html", {"pages": pages})
    made: bytes = HTML(string=html, base_url=str(STATIC)).write_pdf(stylesheets=[CSS(SHEET)])
    return made


def _page(letter: Letter) -> str:
    meeting = letter.meeting
    context = {
        "letter": letter,
        "meeting": meeting,
        "kind": MEETING_KINDS[meeting.kind],
        "today": timezone.now(),
    }
    with translation.override(letter.language), timezone.override(zone_of(meeting.council)):
        return render_to_string("meetings/print/letter.html", context)
