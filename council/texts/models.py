"""One text in many languages, each with its origin and its checker."""

from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from council.kernel.fields import StateField
from council.kernel.names import direction


class Origin(StrEnum):
    """How a version of a text came about."""

    WRITTEN = "written"
    INTERPRETED = "interpreted"
    MEMORY = "memory"
    MACHINE = "machine"


class TextKind(StrEnum):
    """What a text is for; operative texts and ballot questions must be checked by a person."""

    TITLE = "title"
    OPERATIVE = "operative"
    REASONS = "reasons"
    QUESTION = "question"
    DISCUSSION = "discussion"
    NOTE = "note"


class Text(models.Model):
    """One thing said or written, in the author's language; its words are in its versions."""

    kind = StateField(TextKind)
    language = models.CharField(max_length=12)  # of the original
    fingerprint = models.CharField(max_length=64)  # of the original's current words
    is_confidential = models.BooleanField(default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} ({self.language})"


class TextVersion(models.Model):
    """A text in one language. Never updated but for ``is_current`` and the check."""

    text = models.ForeignKey(Text, models.PROTECT, related_name="versions")
    language = models.CharField(max_length=12)
    body = models.TextField()
    origin = StateField(Origin)
    source_fingerprint = models.CharField(max_length=64)  # of the original it renders
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    author_name = models.CharField(max_length=200, blank=True)  # public name, as readers see it
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    is_current = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("text", "language"),
                condition=Q(is_current=True),
                name="text_has_one_current_version_per_language",
            ),
            models.CheckConstraint(
                name="check_names_its_checker",
                condition=Q(checked_at=None, checked_by=None)
                | Q(checked_at__isnull=False, checked_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.body[:80]

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return direction(self.language)
