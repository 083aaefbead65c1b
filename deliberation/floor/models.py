"""Who may speak: requests and turns."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from council.kernel.fields import StateField
from council.members.models import Member
from deliberation.meetings.models import AgendaItem, Meeting


class RequestKind(StrEnum):
    """What somebody wants the floor for."""

    SPEECH = "speech"
    PRO = "pro"
    CONTRA = "contra"
    POINT_OF_ORDER = "point_of_order"


class RequestStatus(StrEnum):
    """The fate of a request for the floor."""

    WAITING = "waiting"
    GRANTED = "granted"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"


class SpeakingRequest(models.Model):
    """A person asks for the floor."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="requests")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="requests")
    member = models.ForeignKey(Member, models.PROTECT, related_name="requests")
    kind = StateField(RequestKind, default=RequestKind.SPEECH)
    status = StateField(RequestStatus, default=RequestStatus.WAITING)
    language = models.CharField(max_length=12)
    group = models.CharField(max_length=20, blank=True)  # of the seat spoken for
    requested_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("meeting", "member"),
                condition=Q(status="waiting"),
                name="member_waits_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} asks for the floor"


class SpeakingTurn(models.Model):
    """A person has the floor; the server's clock decides how long."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="turns")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="turns")
    member = models.ForeignKey(Member, models.PROTECT, related_name="turns")
    request = models.OneToOneField(
        SpeakingRequest, models.PROTECT, null=True, blank=True, related_name="turn"
    )
    kind = StateField(RequestKind, default=RequestKind.SPEECH)
    group = models.CharField(max_length=20, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    allotted_seconds = models.PositiveIntegerField()
    extended_seconds = models.PositiveIntegerField(default=0)
    paused_at = models.DateTimeField(null=True, blank=True)  # stopped by a signal
    paused_seconds = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    is_deviation = models.BooleanField(default=False)  # the chair left the suggested order

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("meeting",), condition=Q(ended_at=None), name="one_person_has_the_floor"
            ),
            models.CheckConstraint(
                name="turn_ends_after_it_starts",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} has the floor"
