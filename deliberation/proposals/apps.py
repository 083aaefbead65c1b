"""The app ``deliberation.proposals``."""

from importlib import import_module

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """Texts for decision, and acts on them."""

    name = "deliberation.proposals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("deliberation.proposals.permissions")  # grants
