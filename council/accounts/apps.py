"""The app ``council.accounts``."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who can sign in, their cards and sessions."""

    name = "council.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from council.accounts import http

        http.watch()
