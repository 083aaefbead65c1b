"""Who may speak: requests and turns."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from council.kernel.fields import StateField
from council.members.models import Member
from council.rules.bylaws import FloorOrder
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
    LAPSED = "lapsed"  # the item is done with, or its discussion closed


class SignalKind(StrEnum):
    """What interpreters tell the chair and the speaker."""

    SLOWER = "slower"
    REPEAT = "repeat"
    CANNOT_HEAR = "cannot_hear"
    BREAK = "break"

    @property
    def stops_the_clock(self) -> bool:
        """Nobody can follow meanwhile, so the speaker's time must not run."""
        return self in {SignalKind.CANNOT_HEAR, SignalKind.BREAK}


class ChosenOrder(models.Model):
    """By which rule speakers are suggested in this meeting, where the chair left the by-laws'."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="+")
    order = StateField(FloorOrder)
    # what lists share among them on each item [s]; empty: each person counted brings one turn
    budget_seconds = models.PositiveIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.order} in meeting {self.meeting_id}"


class SpeakingRequest(models.Model):
    """A person asks for the floor."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="requests")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="requests")
    member = models.ForeignKey(Member, models.PROTECT, related_name="requests")
    kind = StateField(RequestKind, default=RequestKind.SPEECH)
    status = StateField(RequestStatus, default=RequestStatus.WAITING)
    language = models.CharField(max_length=12)
    group = models.CharField(max_length=20, blank=True)  # the list they put themselves on
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


class InterpreterSignal(models.Model):
    """An interpreter's sign to the chair and the speaker; it stands until the chair settles it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="signals")
    turn = models.ForeignKey(
        SpeakingTurn, models.PROTECT, null=True, blank=True, related_name="signals"
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    kind = StateField(SignalKind)
    language = models.CharField(max_length=12)  # of those who listen to the interpreter
    given_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("meeting", "language", "kind"),
                condition=Q(settled_at=None),
                name="signal_stands_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language})"
