"""How django-allauth behaves here: no sign-up, our words, our QR codes, sealed secrets."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the clerk."""


class FactorAdapter(DefaultMFAAdapter):
    """Second factors."""
