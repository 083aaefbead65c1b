"""The app ``deliberation.meetings``."""

from importlib import import_module

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings from convocation to adjournment: agenda, attendance, discussion."""

    name = "deliberation.meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("deliberation.meetings.permissions")  # grants
        import_module("deliberation.meetings.selectors.tellings")  # tells
