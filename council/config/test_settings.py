"""The same settings, only faster: nothing that a test is about is switched off."""

import os
from pathlib import Path
from tempfile import gettempdir

from council.config.settings import *  # noqa: F403 - the one place that takes them all
from council.config.settings import DATABASES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# One process is one cache here: tests that run beside it must not use up its tries.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Every test's client builds the middleware anew: files are found when asked for, not counted first.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
STATIC_ROOT = None
STORAGES = STORAGES | {  # under their own names, as they were written
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# Keys of a run are its own.
QUOTA_KEYS = Path(gettempdir()) / f"majlis-quota-{os.getpid()}" / "keys.json"
# Tests sign in without a card or a key; those about the second factor switch it on.
MAJLIS_REQUIRE_SECOND_FACTOR = False
# Who tests what is signed signs it.
REGISTER_SIGNS_AT_ONCE = False
# Their PostgreSQL lives as long as the run: .ci/run starts one that does not wait for the disk.
DATABASE_MAY_FORGET = True
# Two runs at a time are in nobody's way. Tests with threads need a file: connections to one SQLite
# database in memory lock each other out.
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    _memory = Path("/dev/shm")  # noqa: S108 - gone with the machine, and quick
    _folder = _memory if _memory.is_dir() else Path(gettempdir())
    DATABASES["default"]["TEST"] = {"NAME": _folder / f"majlis-{os.getpid()}.sqlite3"}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_majlis_{os.getpid()}"}
