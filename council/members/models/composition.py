"""What a body's composition is to be, and what members say of themselves for that, sealed."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from council.kernel.fields import StateField
from council.members.models.bodies import Body, Council, Term
from council.members.models.kinds import QuotaPurpose, ReportMoment
from council.members.models.people import Member


class CompositionTarget(models.Model):
    """One version of a composition target (``council.rules.targets``); it is never edited.

    A change ends one version and begins the next, so that an old finding can be recomputed.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="targets")
    key = models.SlugField(max_length=40)
    version = models.PositiveIntegerField()
    document = models.JSONField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # the first day without it
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("body", "key", "-version")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("body", "key", "version"), name="target_has_its_version"
            ),
            models.CheckConstraint(
                name="target_ends_after_it_starts",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"


class QuotaRecord(models.Model):
    """What one member said of themselves for one term: sealed, of one length, without a time.

    A changed answer is a new record under a new id; nothing tells when it was written.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+")
    key_id = models.BigIntegerField()
    blob = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("member", "term"), name="member_declares_once_a_term"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class QuotaConsent(models.Model):
    """Proof that a member agreed to be counted, to which words; appended, withdrawn once."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+")
    text_version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=12)
    text_hash = models.CharField(max_length=64)  # SHA-256 of the words shown
    method = models.CharField(max_length=20, default="form")
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-given_at", "-pk")

    def __str__(self) -> str:
        return f"consent {self.pk}"


class QuotaAccess(models.Model):
    """One opening of sealed answers: who, why, when; those concerned can read it.

    ``member`` is empty when all who sit in ``body`` were counted together.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    purpose = StateField(QuotaPurpose)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="access_is_to_somebody",
                condition=Q(body=None, member__isnull=False) | Q(body__isnull=False, member=None),
            ),
        ]

    def __str__(self) -> str:
        return f"access {self.pk}"


class CompositionReport(models.Model):
    """What was told in public of a body's composition at one moment; it is never made anew.

    Attributes:
        lines: What may be told of each target, as ``council.rules.targets.reporting`` allows.
        seats: Seats and filled seats of each bloc, by its key; "" for those of none.
        members: Who sat there then, for the next report to be compared with.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="reports")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+")
    moment = StateField(ReportMoment)
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    lines = models.JSONField()
    seats = models.JSONField()
    members = models.JSONField()
    is_withheld = models.BooleanField(default=False)  # too few people changed since another report

    class Meta:
        ordering = ("-published_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("body", "term", "moment"), name="moment_is_reported_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.moment} of {self.body_id}"
