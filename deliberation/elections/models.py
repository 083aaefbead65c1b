"""Elections of persons: who stands, who may vote, what is on the papers, how it was counted."""

from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from council.kernel.fields import StateField
from council.members.models import Body, Member, OfficeKind, Seat
from council.texts.models import Text
from deliberation.meetings.models import Meeting
from deliberation.rules.elections import CandidacyStatus, ElectionStatus


class Fills(StrEnum):
    """What those who are elected take up in the body."""

    SEATS = "seats"
    OFFICE = "office"
    NOTHING = "nothing"


class Election(models.Model):
    """One election of persons, from its preparation to the seats that are taken."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="elections")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="elections"
    )  # where it is voted on; none before the box is opened
    title = models.ForeignKey(Text, models.PROTECT, related_name="+")
    status = StateField(ElectionStatus, default=ElectionStatus.PREPARED)
    rule = models.JSONField()  # a copy: by-laws may change, this election may not
    fills = StateField(Fills, default=Fills.SEATS)
    office = StateField(OfficeKind, blank=True)  # empty unless an office is filled
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    declared_at = models.DateTimeField(null=True, blank=True)
    taken_up_at = models.DateTimeField(null=True, blank=True)
    handed_out = models.PositiveIntegerField(null=True, blank=True)  # papers; none at open ballots
    annul_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="election_status_is_known",
                condition=Q(status__in=[str(status) for status in ElectionStatus]),
            ),
            models.CheckConstraint(
                name="election_is_voted_on_in_a_meeting",
                condition=Q(opened_at=None) | Q(meeting__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"election {self.pk}"


class Candidacy(models.Model):
    """Somebody who stands, or was asked to; on paper and in files by a number."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="candidacies")
    member = models.ForeignKey(Member, models.PROTECT, related_name="candidacies")
    status = StateField(CandidacyStatus)
    group = models.CharField(max_length=20, blank=True)  # for whose places, said in public
    statement = models.ForeignKey(Text, models.PROTECT, null=True, blank=True, related_name="+")
    nominated_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="nominations"
    )
    number = models.PositiveSmallIntegerField(null=True, blank=True)  # on the ballot paper
    refusal_reason = models.TextField(blank=True)
    withdrawn_stage = models.PositiveSmallIntegerField(null=True, blank=True)  # of a running count

    class Meta:
        ordering = ("election", "number", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("election", "member"), name="member_stands_once"),
            models.UniqueConstraint(fields=("election", "number"), name="number_is_on_paper_once"),
        ]

    def __str__(self) -> str:
        return f"candidacy {self.pk}"

    @property
    def key(self) -> str:
        """The number on the paper, by which papers and files name the candidate."""
        return str(self.number)


class Voter(models.Model):
    """A person entitled to a ballot in one election, for the seat it belongs to."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="voters")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("election", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("election", "member"), name="voter_is_listed_once"),
            models.UniqueConstraint(fields=("election", "seat"), name="seat_votes_once"),
        ]

    def __str__(self) -> str:
        return f"voter {self.pk}"


class OpenBallot(models.Model):
    """The open ballot of one voter; a change overwrites it with a higher number."""

    voter = models.OneToOneField(Voter, models.PROTECT, related_name="ballot")
    marks = models.JSONField()  # the number against each candidate who has one
    seq = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"open ballot {self.pk}"


class Batch(models.Model):
    """A stack of ballot papers that two people read out one after the other."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="batches")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("election", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("election", "number"), name="batch_has_its_number"),
        ]

    def __str__(self) -> str:
        return f"batch {self.number}"


class BatchReading(models.Model):
    """A batch as one person entered it, without seeing what the other one entered."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="readings")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_finished = models.BooleanField(default=False)

    class Meta:
        ordering = ("batch", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("batch", "entered_by"), name="person_reads_batch_once"),
        ]

    def __str__(self) -> str:
        return f"reading {self.pk}"


class PaperReading(models.Model):
    """What one person read on one paper, by the number that tellers stamped on it."""

    reading = models.ForeignKey(BatchReading, models.CASCADE, related_name="papers")
    number = models.PositiveIntegerField()
    marks = models.JSONField(default=dict)

    class Meta:
        ordering = ("reading", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("reading", "number"), name="paper_is_read_once"),
        ]

    def __str__(self) -> str:
        return f"paper {self.number}"


class Lot(models.Model):
    """A tie settled: all who were equal, first drawn or named first, before a witness."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="lots")
    order = models.JSONField()
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    witness = models.ForeignKey(Member, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(default=timezone.now)
    is_void = models.BooleanField(default=False)  # the count began anew after a withdrawal

    class Meta:
        ordering = ("election", "pk")

    def __str__(self) -> str:
        return f"lot {self.pk}"


class Sheet(models.Model):
    """The count as far as it has come: a document from which anybody can count again."""

    election = models.OneToOneField(Election, models.PROTECT, related_name="sheet")
    document = models.JSONField()
    counted_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"count of {self.election_id}"
