"""The verifiable register: a log that only grows, its tree, and what it commits to.

Triggers of the database refuse to change or remove entries, nodes and checkpoints (see the
migrations). What somebody may ask to erase stands in disclosures alone, which can be deleted.
"""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.utils import timezone

from council.kernel.fields import StateField
from council.members.models import Council, Member
from deliberation.minutes.models import Minutes
from deliberation.register.models.decisions import Decision


class EntryKind(StrEnum):
    """What an entry of the register tells of."""

    DECISION = "decision"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    ERASURE_NOTE = "erasure-note"
    KEY_CHANGE = "key-change"
    MINUTES = "minutes-approved"


class RegisterHead(models.Model):
    """How far the register of a council has come; its row is the lock that numbers entries."""

    council = models.OneToOneField(Council, models.PROTECT, related_name="register")
    origin = models.CharField(max_length=200, unique=True)  # its name for ever, without scheme
    size = models.PositiveBigIntegerField(default=0)  # entries

    def __str__(self) -> str:
        return f"{self.origin}: {self.size}"


class RegisterEntry(models.Model):
    """One line of the register: the very bytes that are hashed."""

    head = models.ForeignKey(RegisterHead, models.PROTECT, related_name="entries")
    index = models.PositiveBigIntegerField()  # from 0
    kind = StateField(EntryKind)
    canonical = models.TextField()  # JSON as RFC 8785 writes it
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="entries"
    )
    minutes = models.ForeignKey(
        Minutes, models.PROTECT, null=True, blank=True, related_name="entries"
    )
    appended_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("head", "index")
        constraints: ClassVar = [
            # A lost lock becomes an error here, never a fork.
            models.UniqueConstraint(fields=("head", "index"), name="register_entry_has_its_index"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.index}"


class TreeNode(models.Model):
    """The hash of a complete subtree of a register, found by its place."""

    head = models.ForeignKey(RegisterHead, models.PROTECT, related_name="nodes")
    place = models.PositiveBigIntegerField()  # ``deliberation.rules.merkle.place_of``
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("head", "place"), name="register_node_has_its_place"),
        ]

    def __str__(self) -> str:
        return f"{self.head_id}/{self.place}"


class Disclosure(models.Model):
    """A value to which an entry commits; deleting it erases the value and breaks no proof."""

    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="disclosures")
    name = models.CharField(max_length=40)
    digest = models.CharField(max_length=43)
    text = models.TextField()  # salt, name and value, as RFC 9901 writes them
    subject = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    is_public = models.BooleanField(default=False)  # anybody may see it, once it is published
    published_at = models.DateTimeField(null=True, blank=True)
    withheld_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("entry", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("entry", "name"), name="disclosure_has_its_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Checkpoint(models.Model):
    """A signed statement of what the register held at one size; every one is kept."""

    head = models.ForeignKey(RegisterHead, models.PROTECT, related_name="checkpoints")
    size = models.PositiveBigIntegerField()
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("head", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("head", "note"), name="checkpoint_is_kept_once"),
        ]

    def __str__(self) -> str:
        return f"{self.head_id} at {self.size}"


class TimeStamp(models.Model):
    """The word of an outside authority that a checkpoint was there at a moment (RFC 3161)."""

    checkpoint = models.OneToOneField(Checkpoint, models.PROTECT, related_name="stamp")
    response = models.BinaryField()  # as it came, with the certificates of the authority
    authority = models.CharField(max_length=200)
    stamped_at = models.DateTimeField()  # by the authority's clock
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("checkpoint",)

    def __str__(self) -> str:
        return f"{self.checkpoint_id}: {self.stamped_at:%Y-%m-%d %H:%M}"
