"""Meetings: convocation, sittings, agenda, attendance, discussion."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from council.kernel.fields import NamesField, StateField
from council.members.models import Body, Council, Member, RulesOfProcedure, Seat
from council.texts.models import Text
from deliberation.proposals.models import Proposal
from deliberation.rules.meetings import ItemStatus, MeetingStatus


class MeetingKind(StrEnum):
    """What a meeting is convened for; the by-laws give each its notice."""

    ORDINARY = "ordinary"
    ELECTIVE = "elective"
    EXTRAORDINARY = "extraordinary"
    CONTINUED = "continued"


class ItemKind(StrEnum):
    """What is to be done on an item of the agenda."""

    OPENING = "opening"
    MINUTES = "minutes"
    REPORT = "report"
    PROPOSAL = "proposal"
    ELECTION = "election"
    INFORMATION = "information"
    ANY_OTHER_BUSINESS = "any_other_business"


class ItemResult(StrEnum):
    """How an item was disposed of."""

    NOTED = "noted"
    APPROVED = "approved"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    REFERRED = "referred"
    ELECTED = "elected"
    UNFINISHED = "unfinished"  # the meeting ended before it was called


class Mode(StrEnum):
    """Where a person attends from."""

    HALL = "hall"
    REMOTE = "remote"


class Channel(StrEnum):
    """How an invitation went out."""

    EMAIL = "email"
    LETTER = "letter"


class Intent(StrEnum):
    """What a contribution is."""

    SPEECH = "speech"
    QUESTION = "question"
    ANSWER = "answer"


class Meeting(models.Model):
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


class AgendaItem(models.Model):
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
