"""How django-allauth behaves here: no sign-up, our words, our QR codes, sealed secrets."""

import base64
import hashlib
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from council.accounts import services
from council.accounts.guards import is_recent, records
from council.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no annotations
    """Accounts are made by the clerk; whoever has a second factor is asked for that one again."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account has been deactivated."),
        "incorrect_code": _("This code is not right, or no longer valid."),
        "invalid_login": _("Please type an e-mail address."),
        "rate_limited": _("That was too fast. Please wait a minute and try again."),
        "too_many_login_attempts": _(
            "That was tried too often. Please wait a few minutes; a passkey still works, and so"
            " does a card."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Leave the making of accounts to the clerk."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Go on to pages of this very host alone; an address that cannot be read is none."""
        request: HttpRequest = context.request
        return url_has_allowed_host_and_scheme(
            url, {request.get_host()}, require_https=request.is_secure()
        )

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, and remember that a letter with a code reached its owner."""
        super().login(request, user)
        proofs = [each.get("type") or each.get("method") for each in records(request)]
        services.security.info("account %s signed in by %s", user.pk, proofs)
        if any(each.get("email") == user.email for each in records(request)):
            services.confirm_email(actor=user)

    def is_reauthentication_required(self, *, app: str, **_facts: object) -> bool:
        """Ask again after ten minutes, where there is anything to ask for.

        A member who came by card has neither address nor factor: nothing could be asked, and a
        passkey is what we want them to set up.
        """
        request: HttpRequest = context.request
        return not is_recent(request) and bool(self.get_reauthentication_methods(request.user))

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """Offer second factors first, and the weaker code by e-mail only to those without."""
        offered: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        factors = [each for each in offered if each["id"].startswith("mfa_")]
        return factors or offered


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no annotations
    """Secrets lie sealed in the database, and passkeys belong to the public address."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or no longer valid."),
        "cannot_generate_recovery_codes": _("Set up a passkey or an app first."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret that was stored."""
        return _seal().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """Draw what the authenticator app scans."""
        drawn = BytesIO()  # with its namespace, without which browsers show no picture
        segno.make(url, error="m").save(drawn, kind="svg", scale=5, border=4, light="#fff")
        return drawn.getvalue().decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's
        """Name a passkey whose owner gave it no name."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Bind passkeys to the public address; on an unencrypted one, to where the browser is."""
        if not settings.IS_HTTPS:
            found: dict[str, str] = super().get_public_key_credential_rp_entity()
            return found | {"name": settings.MFA_TOTP_ISSUER}
        return {
            "id": urlsplit(settings.PUBLIC_URL).hostname or "",
            "name": settings.MFA_TOTP_ISSUER,
        }


def _seal() -> Fernet:
    key = hashlib.sha256(f"council.accounts.factor {settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
