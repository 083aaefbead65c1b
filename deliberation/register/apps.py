"""The app ``deliberation.register``."""

from importlib import import_module

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """What was decided: numbered, published, found again."""

    name = "deliberation.register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("deliberation.register.checks")  # expects its guards
        import_module("deliberation.register.permissions")  # grants
        import_module("deliberation.register.tellings")  # tells
