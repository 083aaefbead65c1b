"""The app ``council.members``."""

from importlib import import_module

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """Who sits: councils, bodies, seats, mandates, offices, by-laws."""

    name = "council.members"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("council.members.permissions")  # grants
