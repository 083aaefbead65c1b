"""A meeting, its sittings, who presides, who was invited."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from council.kernel.fields import NamesField, StateField
from council.kernel.published import Published
from council.members.models import Body, Council, Member, RulesOfProcedure
from deliberation.meetings.models.kinds import Channel, MeetingKind
from deliberation.rules.meetings import MeetingStatus


class Meeting(Published):
    """A body convened for a day, a place and an agenda."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="meetings")
    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField()  # runs through the term
    kind = StateField(MeetingKind, default=MeetingKind.ORDINARY)
    status = StateField(MeetingStatus, default=MeetingStatus.DRAFT)
    bylaws = models.ForeignKey(RulesOfProcedure, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    place = NamesField()
    link = models.URLField(blank=True)
    is_public = models.BooleanField(default=True)
    proposals_until = models.DateTimeField(null=True, blank=True)
    convened_at = models.DateTimeField(null=True, blank=True)
    urgency_reason = models.TextField(blank=True)  # why the notice was shorter than the rule
    cancel_reason = models.TextField(blank=True)
    second_call_of = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="second_call"
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-starts_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("body", "number"), name="meeting_has_its_number"),
            models.CheckConstraint(
                name="meeting_closes_after_it_opens",
                condition=Q(closed_at=None)
                | Q(opened_at__isnull=False, closed_at__gte=F("opened_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id}/{self.number}"


class Sitting(models.Model):
    """One stretch of a meeting, planned or held."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="sittings")
    number = models.PositiveSmallIntegerField()
    planned_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("meeting", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("meeting", "number"), name="sitting_has_its_number"),
        ]

    def __str__(self) -> str:
        return f"sitting {self.number}"


class PresidiumMember(models.Model):
    """A person elected to preside over the meeting (divan); the first leads."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="presidium")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    is_leading = models.BooleanField(default=False)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("meeting",),
                condition=Q(is_leading=True, until=None),
                name="presidium_has_one_lead",
            ),
        ]

    def __str__(self) -> str:
        return f"presidium: {self.member_id}"


class Invitation(models.Model):
    """The notice of a meeting to one member, and how it went out."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitations")
    member = models.ForeignKey(Member, models.PROTECT, related_name="invitations")
    channel = StateField(Channel)
    language = models.CharField(max_length=12)
    issued_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)  # e-mail handed over, letter printed
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("meeting", "member"), name="member_is_invited_once"),
        ]

    def __str__(self) -> str:
        return f"invitation of {self.member_id}"
