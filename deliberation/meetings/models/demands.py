"""Demands for an extraordinary session."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from council.members.models import Body, Member
from council.texts.models import Text
from deliberation.meetings.models.meetings import Meeting


class Demand(models.Model):
    """A demand for an extraordinary session, which members sign."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="demands")
    subject = models.ForeignKey(Text, models.PROTECT, related_name="+")
    started_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    needed = models.PositiveSmallIntegerField()  # signatures [members], fixed at the start
    created_at = models.DateTimeField(default=timezone.now)
    met_at = models.DateTimeField(null=True, blank=True)
    meeting = models.OneToOneField(
        Meeting, models.PROTECT, null=True, blank=True, related_name="demand"
    )

    def __str__(self) -> str:
        return f"demand {self.pk}"


class DemandSignature(models.Model):
    """A member's signature under a demand."""

    demand = models.ForeignKey(Demand, models.PROTECT, related_name="signatures")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("demand", "member"), name="member_signs_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} signs {self.demand_id}"
