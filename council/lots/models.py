"""A lot for seats: its pool, how its lottery was computed, what was said, who was drawn."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from council.kernel.fields import StateField
from council.lots.kinds import ActKind, ChosenRole, ChosenStatus, ComputationStatus
from council.rules.lot.procedure import LotStatus

ACTOR = settings.AUTH_USER_MODEL


class Lot(models.Model):
    """Some seats of a body, filled together by lot.

    Attributes:
        columns: What the groups of the pool are called; whose they are is sealed.
        quotas: Least and most seats of groups (``council.rules.lot.quotas``).
        lottery: The published file; empty until it is computed.
        sealed_secret: What was committed to, sealed until it is revealed.
        secret: The same, once revealed.
        number: Of the panel drawn, counted from 1.
    """

    body = models.ForeignKey("members.Body", models.PROTECT, related_name="lots")
    seats = models.ManyToManyField("members.Seat", related_name="lots")
    status = StateField(LotStatus, default=LotStatus.COLLECTING)
    alternates = models.PositiveSmallIntegerField(default=0)  # how many wait behind the panel
    columns = models.JSONField(default=list)
    quotas = models.JSONField(default=list)
    reason = models.CharField(max_length=300, blank=True)  # why quotas differ from the targets
    lottery = models.TextField(blank=True)
    sealed_secret = models.BinaryField(default=bytes)
    secret = models.CharField(max_length=64, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-opened_at", "-pk")

    def __str__(self) -> str:
        return f"lot {self.pk}"


class Volunteer(models.Model):
    """Somebody in the pool: in public a ticket, to the registrar a number, the groups sealed.

    Attributes:
        own_id: The registrar's own number for the person; empty for a member who came alone.
        panels: On how many of the equally likely panels the person stands; None before.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="volunteers")
    ticket = models.CharField(max_length=9)
    own_id = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=120, blank=True)
    member = models.ForeignKey(
        "members.Member", models.PROTECT, null=True, blank=True, related_name="+"
    )
    key_id = models.BigIntegerField()
    blob = models.BinaryField()
    panels = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("lot", "ticket"), name="ticket_is_given_once"),
            models.UniqueConstraint(
                fields=("lot", "own_id"), condition=~Q(own_id=""), name="own_id_is_in_a_pool_once"
            ),
            models.UniqueConstraint(fields=("lot", "member"), name="member_is_in_a_pool_once"),
        ]

    def __str__(self) -> str:
        return self.ticket


class Computation(models.Model):
    """One attempt to find the fairest lottery, in a process of its own.

    Attributes:
        settled, kinds: How many kinds of people have their chance, of how many.
        beat_at: When the process last said that it lives.
        findings: Why no panel keeps the quotas, and the smallest ways out.
    """

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="computations")
    status = StateField(ComputationStatus, default=ComputationStatus.RUNNING)
    settled = models.PositiveIntegerField(default=0)
    kinds = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    beat_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    findings = models.JSONField(default=dict)

    class Meta:
        ordering = ("-started_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("lot",),
                condition=Q(status="running"),
                name="lot_is_computed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"computation {self.pk}"


class Saying(models.Model):
    """Chance that somebody present added: dice thrown, a word called out; entered by two people."""

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="sayings")
    source = models.CharField(max_length=80)  # whose words, or which dice
    words = models.CharField(max_length=200)
    entered_by = models.ForeignKey(ACTOR, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(ACTOR, models.PROTECT, null=True, related_name="+")
    is_struck = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"saying {self.pk}"


class Chosen(models.Model):
    """Somebody who was drawn for the panel, or to wait behind it."""

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="chosen")
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="+")
    role = StateField(ChosenRole)
    place = models.PositiveSmallIntegerField()  # on the panel, or among the alternates
    status = StateField(ChosenStatus, default=ChosenStatus.DRAWN)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    mandate = models.ForeignKey(
        "members.Mandate", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("role", "place", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("lot", "volunteer"), name="person_is_drawn_once"),
        ]

    def __str__(self) -> str:
        return f"chosen {self.pk}"

    @property
    def waits_for_a_seat(self) -> bool:
        """Drawn for a seat, willing, and without it yet."""
        return self.role is ChosenRole.PANEL and self.status is ChosenStatus.DRAWN


class LotRecord(models.Model):
    """One act of a lot, as everybody may read it: counts, tickets and reasons, never names."""

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="records")
    kind = StateField(ActKind)
    facts = models.JSONField(default=dict)
    actor = models.ForeignKey(ACTOR, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.kind} of lot {self.lot_id}"
