"""What people type to sign in, and what they choose for themselves."""

from allauth.account.forms import RequestLoginCodeForm
from django import forms
from django.conf import settings


class LanguageForm(forms.Form):
    """The language of the interface."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)


class LoginCodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no annotations
    """The address to which a code is sent."""
