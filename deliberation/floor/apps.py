"""The app ``deliberation.floor``."""

from django.apps import AppConfig


class FloorConfig(AppConfig):
    """Who may speak, in what order, and for how long."""

    name = "deliberation.floor"
    default_auto_field = "django.db.models.BigAutoField"
