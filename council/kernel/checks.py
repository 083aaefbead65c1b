"""What must hold before the site serves: each finding has an id and says what to do about it."""

import re
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - Django's

FLOORS = {  # hand-kept; the reasons stand in the decision on dependencies
    "django": "5.2.19",
    "daphne": "4.2.3",
    "autobahn": "26.10.2",
    "twisted": "26.10.0",
    "django-allauth": "65.19.4",
    "channels": "4.3.2",
    "cryptography": "50.0.2",
}


@register(Tags.security)
def public_address(**_: Any) -> list[CheckMessage]:
    """Compare the public address with the names the site answers to."""
    return list(_public_address_findings())


def _public_address_findings() -> Iterator[CheckMessage]:
    address = urlsplit(settings.PUBLIC_URL)
    if address.scheme not in {"http", "https"} or not address.hostname or address.path:
        yield Error(
            f"MAJLIS_PUBLIC_URL is {settings.PUBLIC_URL!r}.",
            hint="Write scheme, host and perhaps a port: https://council.example",
            id="majlis.E001",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield Error(
            "MAJLIS_HOSTS lets anybody name the host.",
            hint="List the exact names; links in letters are made from them.",
            id="majlis.E002",
        )
    elif (address.hostname or "") not in {host.strip("[]") for host in settings.ALLOWED_HOSTS}:
        yield Error(
            f"{address.hostname} of MAJLIS_PUBLIC_URL is missing in MAJLIS_HOSTS.",
            hint="Add it, or leave MAJLIS_HOSTS empty.",
            id="majlis.E003",
        )


@register(Tags.security)
def version_floors(**_: Any) -> list[CheckMessage]:
    """Refuse versions with holes that are known and mended."""
    return [
        Error(
            f"{name} {version(name)} is older than {floor}.",
            hint="Start through manage.py, which installs what uv.lock says.",
            id="majlis.E004",
        )
        for name, floor in FLOORS.items()
        if _numbers(version(name)) < _numbers(floor)
    ]


@register(Tags.security, deploy=True)
def nothing_relaxed(**_: Any) -> list[CheckMessage]:
    """Warn of a site in earnest that behaves like a demo."""
    if not (settings.IS_HTTPS and settings.MAJLIS_DEMO):
        return []
    return [
        Warning(
            "MAJLIS_DEMO is on: links sign people in again and again, without a second step.",
            hint="Unset it, unless everything on this site is invented.",
            id="majlis.W005",
        )
    ]


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)[:3]]
