"""The app ``deliberation.register``."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """What was decided: numbered, published, found again."""

    name = "deliberation.register"
    default_auto_field = "django.db.models.BigAutoField"
