"""The app ``realtime``."""

from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    """The live meeting: hub, protocol, consumers and pages of the room."""

    name = "realtime"
    default_auto_field = "django.db.models.BigAutoField"
