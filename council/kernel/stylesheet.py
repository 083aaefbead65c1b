"""The site's style sheet: written in files by subject, sent as one, without a build step."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it comes without types
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

FOLDER = Path(__file__).parents[1] / "static/council/css"
PARTS = (  # within a layer the later rule wins, so phones and print stand last
    "tokens", "base", "layout", "pages", "site", "marks", "components", "data", "forms",
    "registry", "plan",
    "room", "stream", "vote", "roll", "floor", "connection", "phone", "desk", "projector",
    "print",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """The whole sheet with the name of its contents, plain and compressed."""

    name: str
    plain: bytes
    packed: dict[str, bytes]

    def encoded(self, accepted: str) -> tuple[str, bytes]:
        """Return the best encoding among those ``accepted`` by the browser, and the bytes."""
        for encoding, body in self.packed.items():
            if encoding in accepted:
                return encoding, body
        return "", self.plain


def stylesheet() -> Stylesheet:
    """Return the sheet, read anew each time while debugging."""
    return _assemble() if settings.DEBUG else _kept()


def stylesheet_url() -> str:
    """Return an address that changes with the contents, so browsers may keep it for ever."""
    return reverse("stylesheet", args=[stylesheet().name])


@cache
def _kept() -> Stylesheet:
    return _assemble()


def _assemble() -> Stylesheet:
    source = "\n".join((FOLDER / f"{part}.css").read_text(encoding="utf-8") for part in PARTS)
    spare = re.sub(r"/\*.*?\*/|(?<=\n)\s+", "", source, flags=re.DOTALL)  # comments, indents
    plain = re.sub(r'url\("\.\./([^"]+)"\)', _static_address, spare).encode()
    packed = {} if settings.DEBUG else {"br": brotli.compress(plain), "gzip": gzip.compress(plain)}
    return Stylesheet(hashlib.sha256(plain).hexdigest()[:12], plain, packed)


def _static_address(match: re.Match[str]) -> str:
    return f'url("{static(f"council/{match[1]}")}")'
