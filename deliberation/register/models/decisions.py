"""What was decided: numbered decisions in the words that were adopted."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from council.kernel.fields import StateField
from council.members.models import Body, Council
from deliberation.meetings.models import Meeting
from deliberation.proposals.models import Proposal
from deliberation.rules.decisions import DecisionStatus
from deliberation.voting.models import Poll


class DecisionCounter(models.Model):
    """The last decision number of a body in a year; its row is the lock that numbers."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("body", "year"), name="counter_per_body_and_year"),
        ]

    def __str__(self) -> str:
        return f"{self.body_id}/{self.year}: {self.last}"


class Decision(models.Model):
    """An adopted proposal: numbered at adoption, public when the clerk publishes it."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="decisions")
    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=30, unique=True)  # GMM-2026/014
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    poll = models.OneToOneField(Poll, models.PROTECT, related_name="decision")
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    status = StateField(DecisionStatus, default=DecisionStatus.ADOPTED)
    binding_language = models.CharField(max_length=12)
    is_public = models.BooleanField(default=True)  # a non-public item keeps its number only
    adopted_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    embargo_until = models.DateTimeField(null=True, blank=True)
    withheld_at = models.DateTimeField(null=True, blank=True)  # taken back from publication
    annulled_at = models.DateTimeField(null=True, blank=True)
    annul_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-adopted_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("body", "year", "serial"), name="decision_has_its_number"
            ),
            models.CheckConstraint(
                name="published_decision_has_a_date",
                condition=Q(status="adopted") | Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class DecisionText(models.Model):
    """The words of a decision in one language, as adopted or as corrected since.

    They are never changed, only emptied, when somebody has a right to that.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="texts")
    language = models.CharField(max_length=12)
    title = models.TextField()
    body = models.TextField()  # paragraphs, parted by blank lines
    origin = models.CharField(max_length=20)
    is_checked = models.BooleanField(default=False)
    folded = models.TextField(blank=True)  # for search: letters only, without marks and case
    revision = models.PositiveSmallIntegerField(default=0)  # 0: as adopted; the last one counts
    reason = models.TextField(blank=True)  # of a correction
    withheld_at = models.DateTimeField(null=True, blank=True)  # from everybody but the clerk

    class Meta:
        ordering = ("decision", "language", "revision")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("decision", "language", "revision"), name="decision_words_in_their_order"
            ),
        ]

    def __str__(self) -> str:
        return self.title
