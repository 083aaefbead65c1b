"""Questions put, the roll, ballots handed in, outcomes declared."""

from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from council.kernel.fields import StateField
from council.members.models import Member, Seat
from council.texts.models import Text
from deliberation.meetings.models import AgendaItem, Meeting
from deliberation.proposals.models import Amendment, Proposal
from deliberation.rules.polls import PollStatus


class Method(StrEnum):
    """How a vote is taken."""

    ROLL_CALL = "roll_call"  # each name and choice recorded
    SHOW_OF_HANDS = "show_of_hands"  # totals entered by two people
    UNANIMOUS_CONSENT = "unanimous_consent"  # carried unless somebody objects


class Choice(StrEnum):
    """What an open ballot says."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class Poll(models.Model):
    """One question put to a meeting, from drafting to the declared outcome.

    Triggers of the database keep what is frozen frozen and admit ballots only while the poll is
    open (see the migrations).
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="polls")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="polls")
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="polls"
    )
    amendment = models.ForeignKey(
        Amendment, models.PROTECT, null=True, blank=True, related_name="polls"
    )
    question = models.ForeignKey(Text, models.PROTECT, related_name="+")
    question_type = models.CharField(max_length=40)  # a key of the by-laws
    method = StateField(Method, default=Method.ROLL_CALL)
    status = StateField(PollStatus, default=PollStatus.DRAFT)
    rule = models.JSONField(default=dict)  # a copy: by-laws may change, this poll may not
    electorate = models.JSONField(default=dict)  # figures at the freezing, by bloc
    frozen_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    declared_at = models.DateTimeField(null=True, blank=True)
    missing_languages = models.JSONField(default=list)  # what the override let pass
    override_reason = models.TextField(blank=True)
    annul_reason = models.TextField(blank=True)
    repeat_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="repeats"
    )

    class Meta:
        ordering = ("meeting", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="poll_status_is_known",
                condition=Q(
                    status__in=[
                        "draft",
                        "frozen",
                        "open",
                        "closing",
                        "stripped",
                        "closed",
                        "declared",
                        "expired",
                        "annulled",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="poll_closes_after_it_opens",
                condition=Q(closed_at=None)
                | Q(opened_at__isnull=False, closed_at__gte=F("opened_at")),
            ),
            models.UniqueConstraint(
                fields=("meeting",), condition=Q(status="open"), name="one_poll_is_open"
            ),
        ]

    def __str__(self) -> str:
        return f"poll {self.pk}"


class RollEntry(models.Model):
    """A person entitled to a ballot on one poll, with the seat it belongs to."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="roll")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    bloc_key = models.CharField(max_length=20, blank=True)
    is_alternate = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    removal_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("poll", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("poll", "member"), name="member_is_on_the_roll_once"),
            models.UniqueConstraint(fields=("poll", "seat"), name="seat_is_on_the_roll_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} on the roll of {self.poll_id}"


class Ballot(models.Model):
    """The open ballot of one roll entry; a change overwrites it with a higher number."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="ballots")
    entry = models.OneToOneField(RollEntry, models.PROTECT, related_name="ballot")
    choice = StateField(Choice)
    seq = models.PositiveIntegerField(default=1)  # late retries of an older page carry a lower one

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="ballot_choice_is_known",
                condition=Q(choice__in=["yes", "no", "abstain"]),
            ),
        ]

    def __str__(self) -> str:
        return f"ballot {self.pk}"


class HandCount(models.Model):
    """The totals of a show of hands as one person counted them; two must agree."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="hand_counts")
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    in_favour = models.PositiveIntegerField()
    against = models.PositiveIntegerField()
    abstentions = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("poll", "counted_by"),
                condition=Q(is_current=True),
                name="person_counts_once",
            ),
        ]

    def __str__(self) -> str:
        return f"count of poll {self.poll_id}"


class Outcome(models.Model):
    """What a poll means: the facts from which everything said about it is made."""

    poll = models.OneToOneField(Poll, models.PROTECT, related_name="outcome")
    facts = models.JSONField()
    result = models.CharField(max_length=20)  # carried, lost, inquorate, tied
    computed_at = models.DateTimeField(default=timezone.now)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.result} ({self.poll_id})"
