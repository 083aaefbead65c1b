"""Addresses as the outside writes them: whole, and the same for ever."""

from django.conf import settings
from django.urls import reverse


def whole(path: str) -> str:
    """Return the address of a path of this site."""
    return f"{settings.PUBLIC_URL}{path}"


def page(name: str, *places: object) -> str:
    """Return the address of a page of this site."""
    return whole(reverse(name, args=places))
