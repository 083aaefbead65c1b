"""The app ``council.config``."""

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class SiteConfig(AppConfig):
    """Puts the site together; holds the commands that must see everything."""

    name = "council.config"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make sure that every text there is can be read."""
        from council.config.catalogues import compile_stale

        for locale in settings.LOCALE_PATHS:
            compile_stale(Path(locale))
