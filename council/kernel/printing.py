"""Pages on paper: HTML of ours made into PDF, with our fonts and in both directions."""

from pathlib import Path

from council.rules.errors import RuleViolation

STATIC = Path(__file__).parents[1] / "static" / "council"


class PrintingUnavailable(RuleViolation):
    """This machine lacks the libraries that set type (Pango); everything else works."""

    code = "printing_unavailable"


def pdf_of(html: str, sheet: str) -> bytes:
    """Return the page as a PDF, styled by ``static/council/print/<sheet>``.

    Raises:
        PrintingUnavailable: the system's Pango is missing.
    """
    try:
        # Imported here: it costs a second, and needs libraries that a bare machine lacks.
        from weasyprint import CSS, HTML  # noqa: PLC0415 - see above
    except OSError:
        raise PrintingUnavailable from None
    page = HTML(string=html, base_url=str(STATIC))
    made: bytes = page.write_pdf(stylesheets=[CSS(STATIC / "print" / sheet)])
    return made
