"""The app ``deliberation.register``."""

from importlib import import_module

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """What was decided: numbered, published, found again."""

    name = "deliberation.register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from council.kernel.events import happened
        from deliberation.register.following import follow

        import_module("deliberation.register.checks")  # expects its guards
        import_module("deliberation.register.permissions")  # grants
        import_module("deliberation.register.tellings")  # tells
        # Adopted minutes are entered by themselves.
        happened.connect(follow, dispatch_uid="deliberation.register")
