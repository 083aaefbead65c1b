"""The app ``deliberation.followup``."""

from importlib import import_module

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """What becomes of decisions: forwarded, answered, carried out, closed by the council."""

    name = "deliberation.followup"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("deliberation.followup.permissions")  # grants
        import_module("deliberation.followup.business")  # brings overdue matters onto agendas
