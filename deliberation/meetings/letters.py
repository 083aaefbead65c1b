"""Invitations on paper: a page for each member, in their language and direction."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils import timezone, translation

from council.kernel.printing import pdf_of
from deliberation.meetings.phrases import MEETING_KINDS
from deliberation.meetings.selectors.convocation import zone_of
from deliberation.meetings.selectors.letters import Letter


def letters_pdf(letters: Sequence[Letter]) -> bytes:
    """Return the letters as a PDF of A4 pages.

    Raises:
        PrintingUnavailable: this machine cannot set type.
    """
    pages = [_page(letter) for letter in letters]
    html = render_to_string("meetings/print/letters.html", {"pages": pages})
    return pdf_of(html, "letter.css")


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
