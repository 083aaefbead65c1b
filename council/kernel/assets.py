"""Files that every page is made with, named by their contents, so that browsers may keep them."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import brotli  # type: ignore[import-untyped]  # it comes without types
from django.conf import settings


@dataclass(frozen=True, slots=True)
class Asset:
    """The bytes with the name of their contents, plain and compressed."""

    name: str
    plain: bytes
    packed: dict[str, bytes]

    def encoded(self, accepted: str) -> tuple[str, bytes]:
        """Return the best encoding among those ``accepted`` by the browser, and the bytes."""
        for encoding, body in self.packed.items():
            if encoding in accepted:
                return encoding, body
        return "", self.plain


def assemble(compose: Callable[..., str], *what: str) -> Asset:
    """Return the asset of the words ``compose(*what)``, made anew only while debugging."""
    return _asset(compose(*what)) if settings.DEBUG else _kept(compose, *what)


@cache
def _kept(compose: Callable[..., str], *what: str) -> Asset:
    return _asset(compose(*what))


def _asset(words: str) -> Asset:
    plain = words.encode()
    packed = {} if settings.DEBUG else {"br": brotli.compress(plain), "gzip": gzip.compress(plain)}
    return Asset(hashlib.sha256(plain).hexdigest()[:12], plain, packed)
