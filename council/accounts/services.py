"""Accounts: made, entered, left.

Who may do this to whom depends on offices, which lie above accounts: acts on somebody else's
account are authorised by the services of ``council.members`` that call these. The actor is named
all the same, because a card says who issued it and the security log says who did what.
"""

import logging
import secrets
from datetime import datetime, timedelta
from functools import partial

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from council.accounts import sessions
from council.accounts.models import Card, User
from council.accounts.selectors import account_named
from council.kernel.events import announce_end_of_access, announce_end_of_session
from council.rules.credentials import AccountClosed, read, written

CARD_AGE = timedelta(days=30)
LINK_AGE, DEMO_LINK_AGE = timedelta(days=1), timedelta(days=365)
_LINK = "council.accounts.link"

security = logging.getLogger("council.security")
Actor = User | AnonymousUser | None


@transaction.atomic
def create_account(*, actor: Actor, username: str, email: str = "", language: str = "") -> User:
    """Make an account without a password, to be entered by e-mail code, card or passkey."""
    user = User.objects.create_user(username, email=email, language=language)
    _note("account %s made by %s", user.pk, _name(actor))
    return user


@transaction.atomic
def choose_language(*, actor: User, language: str) -> None:
    """Let the site speak to ``actor`` in ``language`` from now on."""
    User.objects.filter(pk=actor.pk).update(language=language)


@transaction.atomic
def change_email(*, actor: Actor, user_id: int, email: str) -> None:
    """Send codes for the account to ``email``, or to nobody; its sessions end."""
    EmailAddress.objects.filter(user_id=user_id).delete()
    User.objects.filter(pk=user_id).update(email=email.strip().lower())
    end_sessions(actor=actor, user_id=user_id)


@transaction.atomic
def confirm_email(*, actor: User) -> None:
    """Note that the actor reads letters to the account's address, so codes may go there again."""
    EmailAddress.objects.get_or_create(
        user=actor, email=actor.email, defaults={"verified": True, "primary": True}
    )


@transaction.atomic
def issue_card(*, actor: User, user_id: int) -> tuple[Card, str]:
    """Give the account a new card: earlier cards are void and its sessions end.

    Returns:
        The card, and its code in groups of four. Nobody can read the code again.

    Raises:
        AccountClosed: the account has been deactivated.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=user_id)
    if not user.is_active:
        raise AccountClosed(username=user.username)
    _void_cards(user_id)
    code = written(secrets.randbits(80))
    card = Card.objects.create(
        user=user,
        code_hmac=_sealed(user_id, read(code)),
        issued_by=actor,
        expires_at=timezone.now() + CARD_AGE,
    )
    end_sessions(actor=actor, user_id=user_id)
    security.info("card %s for account %s issued by %s", card.pk, user_id, _name(actor))
    return card, code


@transaction.atomic
def use_card(*, actor: Actor, username: str, code: str) -> User | None:
    """Use up the card with this code; return whose it was, or None if no such card is good.

    An unknown name costs the same queries as a known one. Of many tries at once the row that is
    updated lets one through.
    """
    user = account_named(username)
    user_id = user.pk if user else 0
    good = Card.objects.filter(
        user_id=user_id,
        user__is_active=True,
        code_hmac=_sealed(user_id, read(code)),
        used_at=None,
        revoked_at=None,
        expires_at__gt=timezone.now(),
    )
    found = good.values_list("pk", flat=True).first()
    unused = Card.objects.filter(pk=found or 0, used_at=None, revoked_at=None)
    is_good = found is not None and unused.update(used_at=timezone.now()) == 1
    security.info("card tried by %s: %s", _name(actor), f"account {user_id}" if is_good else "no")
    return user if is_good else None


def make_sign_in_link(*, actor: Actor, user_id: int) -> str:
    """Return a link that signs the account's owner in once, within a day.

    In the demo it can be followed again and again. It dies with the next sign-in, with the end of
    the account's sessions and with its deactivation.
    """
    user = User.objects.get(pk=user_id)
    security.info("link for account %s made by %s", user_id, _name(actor))
    token = signing.dumps(_link_facts(user), salt=_LINK, compress=True)
    return settings.PUBLIC_URL + reverse("accounts:enter", args=[token])


@transaction.atomic
def use_link(*, actor: Actor, token: str) -> User | None:
    """Use up a sign-in link; return whose it was, or None if it is good no more."""
    user = owner_of_link(actor=actor, token=token)
    if user is None or settings.MAJLIS_DEMO:
        return user
    unused = User.objects.filter(
        pk=user.pk, is_active=True, auth_epoch=user.auth_epoch, last_login=user.last_login
    )
    is_good = unused.update(last_login=timezone.now()) == 1
    security.info("link for account %s: %s", user.pk, "used" if is_good else "no")
    return user if is_good else None


def owner_of_link(*, actor: Actor, token: str) -> User | None:
    """Return whom the link would sign in, without using it up."""
    age = DEMO_LINK_AGE if settings.MAJLIS_DEMO else LINK_AGE
    try:
        facts = signing.loads(token, salt=_LINK, max_age=age)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=facts[0], is_active=True).first()
    if user is None or facts[1] != user.auth_epoch:
        return None
    return user if settings.MAJLIS_DEMO or facts == _link_facts(user) else None


@transaction.atomic
def end_sessions(*, actor: Actor, user_id: int) -> None:
    """Sign the account out everywhere: from the next request on, and sockets at once."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user_id)
    user.auth_epoch += 1
    user.save(update_fields=["auth_epoch"])
    for session in UserSession.objects.filter(user_id=user_id):
        _forget(session)
    announce_end_of_access(user_id)
    _note("sessions of account %s ended by %s", user_id, _name(actor))


@transaction.atomic
def renew_calendar(*, actor: User) -> User:
    """Give the actor's own calendar a new address; the old one shows nothing from now on."""
    user = User.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    user.calendar_epoch += 1
    user.save(update_fields=["calendar_epoch"])
    return user


@transaction.atomic
def end_session(*, actor: User, session_id: int) -> None:
    """End one of the actor's own sessions, on a phone left behind perhaps."""
    for session in UserSession.objects.filter(pk=session_id, user=actor):
        _forget(session)


@transaction.atomic
def deactivate(*, actor: Actor, user_id: int) -> None:
    """Close the account: nobody can sign in to it, and whoever is signed in no longer is."""
    User.objects.filter(pk=user_id).update(is_active=False)
    _void_cards(user_id)
    end_sessions(actor=actor, user_id=user_id)
    security.info("account %s deactivated by %s", user_id, _name(actor))


@transaction.atomic
def reactivate(*, actor: Actor, user_id: int) -> None:
    """Open a closed account again; its old cards and sessions stay void."""
    User.objects.filter(pk=user_id).update(is_active=True)
    security.info("account %s opened again by %s", user_id, _name(actor))


def _void_cards(user_id: int) -> None:
    valid = Card.objects.filter(user_id=user_id, used_at=None, revoked_at=None)
    valid.update(revoked_at=timezone.now())


def _sealed(user_id: int, code: str) -> str:
    mac = salted_hmac("council.accounts.card", f"{user_id} {code}", algorithm="sha256")
    return mac.hexdigest()


def _link_facts(user: User) -> list[int | str]:
    last: datetime | None = user.last_login
    return [user.pk, user.auth_epoch, last.isoformat() if last else ""]


def _forget(session: UserSession) -> None:
    sessions.store(session.session_key).delete()
    session.delete()
    announce_end_of_session(session.session_key)


def _note(words: str, *facts: object) -> None:
    """Write to the security log once it is certain: what is undone did not happen."""
    transaction.on_commit(partial(security.info, words, *facts))


def _name(actor: Actor) -> str:
    return f"account {actor.pk}" if actor and actor.pk else "nobody signed in"
