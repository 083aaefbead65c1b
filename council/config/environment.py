"""Settings read from the environment: typed, and failing loudly when they are wrong."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.exceptions import ImproperlyConfigured

LEAST_SECRET = 32  # characters
_TRUE, _FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off", ""})


def env_text(name: str, default: str = "") -> str:
    """Return the variable ``name``, or ``default`` when it is not set."""
    return os.environ.get(name, default)


def env_bool(name: str, *, default: bool) -> bool:
    """Return the variable ``name`` as a truth value.

    Raises:
        ImproperlyConfigured: it is set, but neither true nor false.
    """
    value = os.environ.get(name, str(default)).strip().lower()
    if value not in _TRUE | _FALSE:
        message = f"{name}={value!r} is neither true nor false"
        raise ImproperlyConfigured(message)
    return value in _TRUE


def env_int(name: str, default: int) -> int:
    """Return the variable ``name`` as a whole number.

    Raises:
        ImproperlyConfigured: it is set, but not a whole number.
    """
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError:
        message = f"{name}={value!r} is not a whole number"
        raise ImproperlyConfigured(message) from None


def env_list(name: str, default: str = "") -> list[str]:
    """Return the comma-separated parts of the variable ``name``, without empty ones."""
    return [part.strip() for part in env_text(name, default).split(",") if part.strip()]


def env_secret(name: str, fallback: Path) -> str:
    """Return a secret from ``name``, from the file ``name``_FILE, or from ``fallback``.

    The fallback file is made, readable by its owner alone, when it does not exist: the embedded
    installation needs no hand-made secret.

    Raises:
        ImproperlyConfigured: the secret is shorter than 32 characters.
    """
    secret = env_text(name) or _read(env_text(f"{name}_FILE")) or _read_or_make(fallback)
    if len(secret) < LEAST_SECRET:
        message = f"{name} must have at least {LEAST_SECRET} characters"
        raise ImproperlyConfigured(message)
    return secret


def _read(path: str) -> str:
    return Path(path).read_text().strip() if path else ""


def _read_or_make(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _make(path)
    return path.read_text().strip()


def _make(path: Path) -> None:
    """Write the file, finished or not at all: several processes may start at once."""
    with NamedTemporaryFile("w", dir=path.parent, prefix=path.name) as file:  # 0600
        file.write(os.urandom(48).hex())
        file.flush()
        with suppress(FileExistsError):  # another process was quicker, and its secret counts
            os.link(file.name, path)
