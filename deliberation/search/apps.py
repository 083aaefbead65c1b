"""The app ``deliberation.search``."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class SearchConfig(AppConfig):
    """All that the public can read, found by its words."""

    name = "deliberation.search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("deliberation.search.checks")  # expects its triggers
        from deliberation.search.machinery import put_on, take_off

        def before(using: str, **_: Any) -> None:
            take_off(using)

        def after(using: str, **_: Any) -> None:
            put_on(using)

        pre_migrate.connect(before, sender=self, weak=False, dispatch_uid=self.name)
        post_migrate.connect(after, sender=self, weak=False, dispatch_uid=self.name)
