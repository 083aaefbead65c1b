"""Texts for decision: proposals, their versions, amendments and endorsements."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from council.kernel.fields import StateField
from council.kernel.published import Published
from council.members.models import Body, Council, Member
from council.texts.models import Text
from deliberation.rules.proposals import AmendmentStatus, ProposalAct, ProposalStatus


class ReferenceCounter(models.Model):
    """The last reference number of a council in a year; its row is the lock that numbers."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("council", "year"), name="reference_counter_per_year"),
        ]

    def __str__(self) -> str:
        return f"{self.council_id}/{self.year}: {self.last}"


class Proposal(Published):
    """A text laid before a body for decision, from its draft to its fate."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="proposals")
    body = models.ForeignKey(Body, models.PROTECT, related_name="proposals")
    reference = models.CharField(max_length=20, blank=True)  # given on submission: P-2026/014
    question_type = models.CharField(max_length=40, default="proposal")  # a key of the by-laws
    status = StateField(ProposalStatus, default=ProposalStatus.DRAFT)
    title = models.ForeignKey(Text, models.PROTECT, related_name="+")
    reasons = models.ForeignKey(Text, models.PROTECT, null=True, blank=True, related_name="+")
    mover = models.ForeignKey(Member, models.PROTECT, related_name="proposals")
    return_reason = models.TextField(blank=True)
    withdrawal_reason = models.TextField(blank=True)
    folded = models.TextField(blank=True)  # for search: reference and words, marks and case folded
    created_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    admitted_at = models.DateTimeField(null=True, blank=True)
    disposed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("council", "reference"),
                condition=~Q(reference=""),
                name="proposal_reference_is_used_once",
            ),
        ]

    def __str__(self) -> str:
        return self.reference or f"draft {self.pk}"


class Step(models.Model):
    """One act in the life of a proposal; the timeline that everybody reads is made of them.

    Meetings lie above proposals, which know them by number only.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="steps")
    act = StateField(ProposalAct)
    status = StateField(ProposalStatus)  # after the act
    reason = models.TextField(blank=True)
    meeting_id = models.BigIntegerField(null=True, blank=True)
    meeting_number = models.PositiveIntegerField(null=True, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("proposal", "pk")

    def __str__(self) -> str:
        return f"{self.act} {self.proposal_id}"


class Version(models.Model):
    """The operative text of a proposal at one stage; a change makes a new version.

    A version with a ``base`` is that text with the ``merged`` amendments in it. Amendments are
    moved to the newest version without a base, so that their paragraph numbers stay true.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    base = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    merged: "models.ManyToManyField[Amendment, models.Model]" = models.ManyToManyField(
        "Amendment", related_name="+", blank=True
    )
    created_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(default=timezone.now)  # signatures before do not count

    class Meta:
        ordering = ("proposal", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("proposal", "number"), name="version_has_its_number"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class Paragraph(models.Model):
    """One paragraph of a version; the same text may stand in several versions."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="paragraphs")
    position = models.PositiveSmallIntegerField()  # from 1
    text = models.ForeignKey(Text, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("version", "position")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("version", "position"), name="paragraph_has_its_position"
            ),
        ]

    def __str__(self) -> str:
        return f"paragraph {self.position}"


class Endorsement(models.Model):
    """A member's signature under a proposal before it is submitted."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="endorsements")
    member = models.ForeignKey(Member, models.PROTECT, related_name="endorsements")
    endorsed_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("proposal", "member"), name="member_endorses_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} endorses {self.proposal_id}"


class Amendment(Published):
    """A change to one paragraph: replace it, delete it, or insert a new one after it."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="amendments")
    version = models.ForeignKey(Version, models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    status = StateField(AmendmentStatus, default=AmendmentStatus.SUBMITTED)
    operation = models.CharField(max_length=12)  # replace, insert, delete
    position = models.PositiveSmallIntegerField()  # paragraph; insert: after it, 0 = at the top
    text = models.ForeignKey(Text, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.ForeignKey(Text, models.PROTECT, null=True, blank=True, related_name="+")
    reasons = models.ForeignKey(Text, models.PROTECT, null=True, blank=True, related_name="+")
    reach = models.PositiveSmallIntegerField(default=0)  # the furthest-reaching is voted first
    mover = models.ForeignKey(Member, models.PROTECT, related_name="amendments")
    created_at = models.DateTimeField(default=timezone.now)
    withdrawal_reason = models.TextField(blank=True)
    decline_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("proposal", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("proposal", "number"), name="amendment_has_its_number"),
            models.CheckConstraint(
                name="amendment_has_a_text_unless_it_deletes",
                condition=Q(operation="delete", text=None)
                | Q(operation__in=["replace", "insert"], text__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"amendment {self.number}"
