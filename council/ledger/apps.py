"""The app ``council.ledger``."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The journal of a meeting: append-only and numbered."""

    name = "council.ledger"
    default_auto_field = "django.db.models.BigAutoField"
