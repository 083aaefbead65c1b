"""The app ``deliberation.elections``."""

from importlib import import_module

from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    """Persons elected: candidacies, ballots open or on paper, counts, seats taken."""

    name = "deliberation.elections"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("deliberation.elections.checks")  # expects its guards
        import_module("deliberation.elections.permissions")  # grants
        import_module("deliberation.elections.tellings")  # tells
