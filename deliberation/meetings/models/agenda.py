"""What is on the agenda, and what is said on it."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from council.kernel.fields import StateField
from council.kernel.published import Published
from council.members.models import Member
from council.texts.models import Text
from deliberation.meetings.models.kinds import Intent, ItemKind, ItemResult
from deliberation.meetings.models.meetings import Meeting
from deliberation.proposals.models import Proposal
from deliberation.rules.meetings import ItemStatus


class AgendaItem(Published):
    """One matter on the agenda of a meeting."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()  # order
    number = models.CharField(max_length=12)  # what is printed: 4, 4a, II.1
    kind = StateField(ItemKind)
    status = StateField(ItemStatus, default=ItemStatus.PLANNED)
    title = models.ForeignKey(Text, models.PROTECT, related_name="+")
    description = models.ForeignKey(Text, models.PROTECT, null=True, blank=True, related_name="+")
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="items"
    )
    proposed_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    is_public = models.BooleanField(default=True)
    is_consent = models.BooleanField(default=False)  # disposed of together, without debate
    planned_minutes = models.PositiveSmallIntegerField(default=10)
    called_at = models.DateTimeField(null=True, blank=True)
    disposed_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)  # for withdrawal or postponement
    result = StateField(ItemResult, max_length=20, blank=True)

    class Meta:
        ordering = ("meeting", "position", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("meeting", "number"), name="item_number_is_used_once"),
        ]

    def __str__(self) -> str:
        return f"item {self.number}"


class Contribution(models.Model):
    """What somebody said or wrote in the discussion of an item."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="contributions")
    member = models.ForeignKey(Member, models.PROTECT, related_name="contributions")
    text = models.OneToOneField(Text, models.PROTECT, related_name="contribution")
    intent = StateField(Intent, default=Intent.SPEECH)
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("item", "pk")

    def __str__(self) -> str:
        return f"contribution {self.pk}"
