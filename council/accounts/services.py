"""Accounts: made, entered by card, ended."""

from django.db import transaction

from council.accounts.models import User


@transaction.atomic
def choose_language(*, actor: User, language: str) -> None:
    """Let the site speak to ``actor`` in ``language`` from now on."""
    User.objects.filter(pk=actor.pk).update(language=language)
