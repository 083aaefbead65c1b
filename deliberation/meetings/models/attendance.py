"""Who is there, who stands in, who takes no part."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from council.kernel.fields import StateField
from council.members.models import Member, Seat
from deliberation.meetings.models.agenda import AgendaItem
from deliberation.meetings.models.kinds import Mode
from deliberation.meetings.models.meetings import Meeting


class Attendance(models.Model):
    """A person present from one moment to another, in the hall or remotely."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    member = models.ForeignKey(Member, models.PROTECT, related_name="attendances")
    mode = StateField(Mode, default=Mode.HALL)
    arrived_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    is_by_roll_call = models.BooleanField(default=False)  # else: checked in themselves

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("meeting", "member"),
                condition=Q(left_at=None),
                name="member_is_present_once",
            ),
            models.CheckConstraint(
                name="attendance_ends_after_it_starts",
                condition=Q(left_at=None) | Q(left_at__gte=F("arrived_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.meeting_id}"


class Excuse(models.Model):
    """A member's word beforehand that they cannot come."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="excuses")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("meeting", "member"),
                condition=Q(withdrawn_at=None),
                name="member_is_excused_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} excused"


class Substitution(models.Model):
    """An alternate who acts for a seat, for a meeting or for one item of it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="substitutions")
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="substitutions"
    )
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    alternate = models.ForeignKey(Member, models.PROTECT, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("meeting", "seat"),
                condition=Q(until=None, item=None),
                name="seat_has_one_substitute_for_a_meeting",
            ),
            models.UniqueConstraint(
                fields=("item", "seat"),
                condition=Q(until=None, item__isnull=False),
                name="seat_has_one_substitute_for_an_item",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alternate_id} for seat {self.seat_id}"


class Recusal(models.Model):
    """A member who takes no part in an item because of a conflict of interest."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="recusals")
    member = models.ForeignKey(Member, models.PROTECT, related_name="recusals")
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("item", "member"),
                condition=Q(withdrawn_at=None),
                name="member_is_recused_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} recused from {self.item_id}"
