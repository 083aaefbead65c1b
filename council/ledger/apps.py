"""The app ``council.ledger``."""

from importlib import import_module

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The journal of a meeting: append-only and numbered."""

    name = "council.ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("council.ledger.checks")  # expects its guards
