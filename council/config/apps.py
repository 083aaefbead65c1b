"""The app ``council.config``."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Puts the site together; holds the commands that must see everything."""

    name = "council.config"
    default_auto_field = "django.db.models.BigAutoField"
