"""The app ``deliberation.floor``."""

from importlib import import_module

from django.apps import AppConfig


class FloorConfig(AppConfig):
    """Who may speak, in what order, and for how long."""

    name = "deliberation.floor"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from council.kernel.events import happened
        from deliberation.floor.following import follow

        import_module("deliberation.floor.permissions")  # grants
        import_module("deliberation.floor.tellings")  # what the stream tells
        # Whoever waits to speak on an item waits no longer when the meeting is done with it.
        happened.connect(follow, dispatch_uid="deliberation.floor")
