"""Small files at addresses that programs know by heart."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from deliberation.publication.addresses import page, whole

FRESH = timedelta(days=180)
HIDDEN = ("/account/", "/card/", "/enter/", "/me/", "/office/")


def security_txt() -> str:
    """Say whom to tell of a hole in this site (RFC 9116)."""
    until = (timezone.now() + FRESH).replace(hour=0, minute=0, second=0, microsecond=0)
    languages = ", ".join(code for code, _ in settings.LANGUAGES)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {languages}",
        f"Canonical: {whole('/.well-known/security.txt')}",
    ]
    return "\n".join(lines) + "\n"


def robots_txt() -> str:
    """Say what machines that search need not read."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in HIDDEN)]
    return "\n".join([*lines, "", f"# Open data: {page('publication:open_data')}", ""])
