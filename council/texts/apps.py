"""The app ``council.texts``."""

from django.apps import AppConfig


class TextsConfig(AppConfig):
    """One text in many languages, each with its origin and its checker."""

    name = "council.texts"
    default_auto_field = "django.db.models.BigAutoField"
