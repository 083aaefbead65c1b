"""What people type to sign in, and what they choose for themselves."""

from allauth.account.forms import RequestLoginCodeForm
from allauth.core import context
from allauth.core.internal.ratelimit import get_ip
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from council.accounts import limits
from council.accounts.adapter import AccountAdapter


class LanguageForm(forms.Form):
    """The language of the interface."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)


class CardForm(forms.Form):
    """What is printed on a card. Whether the code is right, the service says."""

    username = forms.CharField(
        label=_("Username on the card"),
        max_length=64,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "dir": "ltr"}
        ),
    )
    code = forms.CharField(
        label=_("Code on the card"),
        help_text=_("16 letters and digits. Small or capital, with or without dashes."),
        max_length=64,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
    )


class LoginCodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no annotations
    """The address to which a code is sent."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )

    def clean_email(self) -> str:
        email: str = super().clean_email()
        key, address = email.lower(), get_ip(context.request)
        is_free = limits.take("letter", key, address) and limits.take(
            "letters", key, spans=limits.LETTERS
        )
        if not is_free:
            raise AccountAdapter().validation_error("too_many_login_attempts")
        return email
