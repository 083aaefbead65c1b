"""The app ``council.kernel``."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """What every app stands on: permissions, events, fields, phrases, middleware."""

    name = "council.kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from council.kernel import checks, durability, guards  # noqa: F401 - register themselves
