"""The app ``realtime``."""

from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    """The live meeting: hub, protocol, consumers and pages of the room."""

    name = "realtime"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_out

        from council.kernel import events
        from realtime import bus

        events.happened.connect(bus.announce, dispatch_uid="realtime")
        events.access_ended.connect(bus.disconnect, dispatch_uid="realtime")
        events.session_ended.connect(bus.sign_out, dispatch_uid="realtime")
        user_logged_out.connect(bus.leave, dispatch_uid="realtime")
