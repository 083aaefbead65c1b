"""The app ``council.lots``."""

from importlib import import_module

from django.apps import AppConfig


class LotsConfig(AppConfig):
    """Seats filled by lot: pool, quotas, lottery, ceremony, replacements."""

    name = "council.lots"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("council.lots.permissions")  # grants
