"""What members want on the agenda, until the clerk has answered."""

from django.db import models
from django.utils import timezone

from council.kernel.fields import StateField
from council.members.models import Member
from council.texts.models import Text
from deliberation.meetings.models.kinds import WishStatus
from deliberation.meetings.models.meetings import Meeting


class ProposedItem(models.Model):
    """A matter that a member wants on the agenda of a meeting."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="proposed_items")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    title = models.ForeignKey(Text, models.PROTECT, related_name="+")
    reasons = models.ForeignKey(Text, models.PROTECT, null=True, blank=True, related_name="+")
    status = StateField(WishStatus, default=WishStatus.WAITING)
    decline_reason = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("meeting", "pk")

    def __str__(self) -> str:
        return f"proposed item {self.pk}"
