"""The same settings, only faster: nothing that a test is about is switched off."""

from council.config.settings import *  # noqa: F403 - the one place that takes them all

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
