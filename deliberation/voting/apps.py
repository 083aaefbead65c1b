"""The app ``deliberation.voting``."""

from django.apps import AppConfig


class VotingConfig(AppConfig):
    """Questions put, ballots cast, outcomes declared."""

    name = "deliberation.voting"
    default_auto_field = "django.db.models.BigAutoField"
