"""The site's style sheet: written in files by subject, sent as one, without a build step."""

import re
from pathlib import Path

from django.templatetags.static import static
from django.urls import reverse

from council.kernel.assets import Asset, assemble

FOLDER = Path(__file__).parents[1] / "static/council/css"
PARTS = (  # within a layer the later rule wins, so phones and print stand last
    "tokens", "base", "layout", "pages", "site", "marks", "components", "data", "forms",
    "registry", "plan", "elections",
    "room", "stream", "vote", "roll", "floor", "connection", "phone", "desk", "projector",
    "print",
)  # fmt: skip


def stylesheet() -> Asset:
    """Return the whole sheet."""
    return assemble(_sheet)


def stylesheet_url() -> str:
    """Return an address that changes with the contents."""
    return reverse("stylesheet", args=[stylesheet().name])


def _sheet() -> str:
    source = "\n".join((FOLDER / f"{part}.css").read_text(encoding="utf-8") for part in PARTS)
    spare = re.sub(r"/\*.*?\*/|(?<=\n)\s+", "", source, flags=re.DOTALL)  # comments, indents
    return re.sub(r'url\("\.\./([^"]+)"\)', _static_address, spare)


def _static_address(match: re.Match[str]) -> str:
    return f'url("{static(f"council/{match[1]}")}")'
