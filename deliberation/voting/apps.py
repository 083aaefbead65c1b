"""The app ``deliberation.voting``."""

from importlib import import_module

from django.apps import AppConfig


class VotingConfig(AppConfig):
    """Questions put, ballots cast, outcomes declared."""

    name = "deliberation.voting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("deliberation.voting.checks")  # expects its guards
        import_module("deliberation.voting.permissions")  # grants
        import_module("deliberation.voting.tellings")  # tells
