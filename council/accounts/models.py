"""People who can sign in, and the printed cards with which those without e-mail do."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac


class UserManager(BaseUserManager["User"]):
    """Makes accounts; an account needs a username, never an e-mail address."""

    def create_user(self, username: str, password: str | None = None, **facts: Any) -> "User":
        """Create an account; without a password it can only be entered by card or code."""
        facts["email"] = self.normalize_email(facts.get("email") or "").lower()
        user = self.model(username=username, **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **facts: Any) -> "User":
        """Create a system administrator, who thereby gets no vote and presides over nothing."""
        return self.create_user(username, password, is_staff=True, is_superuser=True, **facts)


class User(AbstractBaseUser, PermissionsMixin):
    """An account. Who its owner is in a council says ``council.members.Member``."""

    username = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=12, blank=True)  # of the interface; empty: not chosen
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    auth_epoch = models.PositiveIntegerField(default=0)  # raised when sessions must end
    calendar_epoch = models.PositiveIntegerField(default=0)  # raised to void the calendar's address
    joined_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "email", condition=~Q(email=""), name="user_email_is_used_once"
            ),
        ]

    def __str__(self) -> str:
        return self.username

    def get_session_auth_hash(self) -> str:
        """Return what a session must carry to be good; raising ``auth_epoch`` ends them all."""
        return self._session_hash(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Yield what sessions carry that began under an earlier secret key."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret)

    def _session_hash(self, secret: str | bytes) -> str:
        facts = f"{self.auth_epoch} {self.password}"
        mac = salted_hmac("council.accounts.session", facts, secret, algorithm="sha256")
        return mac.hexdigest()


class Card(models.Model):
    """A printed card with a one-time code; only the code's HMAC is stored."""

    user = models.ForeignKey(User, models.PROTECT, related_name="cards")
    code_hmac = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="cards_issued")
    issued_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="card_expires_after_issue", condition=Q(expires_at__gt=F("issued_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"card {self.pk}"
