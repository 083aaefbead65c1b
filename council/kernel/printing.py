"""Pages on paper: HTML of ours made into PDF, with our fonts and in both directions."""

import warnings
from dataclasses import dataclass
from pathlib import Path

from council.rules.errors import RuleViolation

STATIC = Path(__file__).parents[1] / "static" / "council"


class PrintingUnavailable(RuleViolation):
    """This machine lacks the libraries that set type (Pango); everything else works."""

    code = "printing_unavailable"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that travels inside a PDF of record, of which the pages are a picture."""

    name: str
    about: str
    raw: bytes


def pdf_of(html: str, sheet: str, enclosed: Enclosed | None = None) -> bytes:
    """Return the page as a PDF, styled by ``static/council/print/<sheet>``.

    With a file enclosed it is one for archives: PDF/A-3a, tagged, with all fonts in it.

    Raises:
        PrintingUnavailable: the system's Pango is missing.
    """
    try:
        # Imported here: it costs a second, and needs libraries that a bare machine lacks.
        from weasyprint import CSS, HTML, Attachment  # noqa: PLC0415 - see above
    except OSError:
        raise PrintingUnavailable from None
    page = HTML(string=html, base_url=str(STATIC))
    style = [CSS(STATIC / "print" / sheet)]
    if enclosed is None:
        made: bytes = page.write_pdf(stylesheets=style)
        return made
    file = Attachment(
        string=enclosed.raw,
        name=enclosed.name,
        description=enclosed.about,
        relationship="Source",
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its profile of colours open
        kept: bytes = page.write_pdf(stylesheets=style, pdf_variant="pdf/a-3a", attachments=[file])
    return kept
