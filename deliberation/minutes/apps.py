"""The app ``deliberation.minutes``."""

from importlib import import_module

from django.apps import AppConfig


class MinutesConfig(AppConfig):
    """The minutes of meetings: compiled, circulated, corrected, adopted."""

    name = "deliberation.minutes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from council.kernel.events import happened
        from deliberation.minutes.following import follow

        import_module("deliberation.minutes.permissions")  # grants
        import_module("deliberation.minutes.tellings")  # tells
        import_module("deliberation.minutes.papers")  # lays them before votes
        # Minutes come onto the agenda by themselves, and are adopted with their item.
        happened.connect(follow, dispatch_uid="deliberation.minutes")
