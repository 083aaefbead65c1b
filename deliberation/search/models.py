"""The index: what the public can find, word for word, and what has changed since it was read."""

from typing import ClassVar

from django.db import models

from council.kernel.fields import StateField
from council.kernel.names import direction
from council.members.models import Body, Council
from deliberation.rules.finding import Kind, State


class Findable(models.Model):
    """One thing that the public can find, with all its words folded, in every language at once."""

    kind = StateField(Kind)
    object_id = models.BigIntegerField()
    council = models.ForeignKey(Council, models.CASCADE, related_name="+")
    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    reference = models.CharField(max_length=30, blank=True)
    place = models.CharField(max_length=40)  # what its address is made of
    state = StateField(State)
    year = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    folded = models.TextField()

    class Meta:
        ordering = ("-at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("kind", "object_id"), name="findable_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=("-at", "-id"), name="findable_newest_first"),
            models.Index(fields=("year", "-at"), name="findable_by_year"),
        ]

    def __str__(self) -> str:
        return self.reference or f"{self.kind} {self.object_id}"


class Wording(models.Model):
    """Its words in one language, as the public reads them."""

    findable = models.ForeignKey(Findable, models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=12)
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ("findable", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("findable", "language"), name="findable_per_language"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return direction(self.language)


class Due(models.Model):
    """Something that changed and is to be read anew. Triggers write it, and nobody else.

    A change adds a row of its own, so that reading one change never takes a later one with it.
    """

    kind = StateField(Kind)
    object_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
