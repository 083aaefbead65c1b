"""The app ``deliberation.meetings``."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings from convocation to adjournment: agenda, attendance, discussion."""

    name = "deliberation.meetings"
    default_auto_field = "django.db.models.BigAutoField"
