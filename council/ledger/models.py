"""The journal of every meeting, and the keys by which a repeated act is recognised."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from council.kernel.audience import Audience
from council.kernel.fields import StateField


class Journal(models.Model):
    """How far the journal of one meeting has come; its row is the lock that numbers entries.

    The ledger lies below meetings and knows them by number only.
    """

    meeting_id = models.BigIntegerField(primary_key=True)
    last_seq = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"journal of meeting {self.meeting_id}"


class Entry(models.Model):
    """One act of a meeting: numbered without gaps, never changed, never deleted."""

    meeting_id = models.BigIntegerField()
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=64)
    payload = models.JSONField(default=dict)
    audience = StateField(Audience, default=Audience.PUBLIC)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("meeting_id", "seq")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("meeting_id", "seq"), name="entry_has_its_number"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.seq} {self.kind}"


class Act(models.Model):
    """The idempotency key of an act that was carried out, with what was answered."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    key = models.UUIDField()
    name = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("actor", "key"), name="act_is_done_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.key}"
