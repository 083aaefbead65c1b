"""How letters leave: by the SMTP server of ``MAJLIS_EMAIL_URL``, or into a folder."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_PORTS = {"smtp": 587, "smtps": 465}


def mail_of(url: str, folder: Path) -> dict[str, Any]:
    """Return Django's settings for ``url``; without one, letters are kept in ``folder``.

    ``smtp`` asks for STARTTLS, ``smtps`` speaks TLS from the first byte; only a server on this
    very machine is spoken to in clear.

    Raises:
        ImproperlyConfigured: the scheme is neither ``smtp`` nor ``smtps``.

    >>> mail_of("smtps://clerk:s%40fe@mail.example", Path())["EMAIL_PORT"]
    465
    """
    if not url:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": str(folder)}
    parts = urlsplit(url)
    if parts.scheme not in _PORTS:
        message = f"MAJLIS_EMAIL_URL: {parts.scheme!r} is neither smtp nor smtps"
        raise ImproperlyConfigured(message)
    is_here = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    return {
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or _PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not is_here,
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 30,
    }
