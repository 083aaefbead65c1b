"""The app ``deliberation.publication``."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, pre_migrate


class PublicationConfig(AppConfig):
    """What is public, in the formats of others; it owns no table."""

    name = "deliberation.publication"

    def ready(self) -> None:
        import_module("deliberation.publication.checks")  # expects its triggers
        import_module("deliberation.publication.annexes")  # says which files there are
        # An app without tables is told nothing: the topmost app that has some is told for it.
        from deliberation.publication.tracing import forget, trace

        def take_off(using: str, **_: Any) -> None:
            forget(using)

        def put_on(using: str, **_: Any) -> None:
            trace(using)

        sender = apps.get_app_config("register")
        pre_migrate.connect(take_off, sender=sender, weak=False, dispatch_uid=self.name)
        post_migrate.connect(put_on, sender=sender, weak=False, dispatch_uid=self.name)
