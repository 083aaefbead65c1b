"""The institution: councils, terms, bodies, their by-laws, blocs, organisations."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from council.kernel.fields import NamesField, StateField
from council.kernel.published import Published
from council.members.models.kinds import BodyKind


class Council(Published):
    """One council of this installation."""

    slug = models.SlugField(max_length=40, unique=True)
    names = NamesField()
    place = NamesField()
    time_zone = models.CharField(max_length=64, default="Europe/Istanbul")
    languages = models.JSONField(default=list)  # offered to read, codes in order
    main_language = models.CharField(max_length=12, default="tr")  # where a reader's own is none

    def __str__(self) -> str:
        return self.slug


class Term(Published):
    """A period for which seats are filled."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("council", "number"), name="term_has_its_number"),
            models.CheckConstraint(
                name="term_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"term {self.number}"


class Body(Published):
    """An organ of a council; bodies form a tree."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="bodies")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    key = models.CharField(max_length=12)  # ASCII, part of decision numbers
    names = NamesField()
    kind = StateField(BodyKind, default=BodyKind.ASSEMBLY)
    executive = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )  # the board whose size counts in a second call

    class Meta:
        verbose_name_plural = "bodies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("council", "key"), name="body_key_is_used_once"),
        ]

    def __str__(self) -> str:
        return self.key


class RulesOfProcedure(models.Model):
    """The by-laws of a body as a versioned document (``council.rules.bylaws``)."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="bylaws")
    version = models.PositiveIntegerField()
    document = models.JSONField()
    note = models.CharField(max_length=300, blank=True)  # what changed, by which decision
    valid_from = models.DateField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("body", "-version")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("body", "version"), name="bylaws_have_their_version"),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} v{self.version}"


class Bloc(models.Model):
    """A constituency that holds seats."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="blocs")
    key = models.CharField(max_length=20)
    names = NamesField()
    colour = models.CharField(max_length=20, default="com")  # a key of the palette, not a colour
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("council", "key"), name="bloc_key_is_used_once"),
        ]

    def __str__(self) -> str:
        return self.key


class Organisation(Published):
    """An association or institution that sends members."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="organisations")
    key = models.CharField(max_length=40)
    names = NamesField()
    kind = models.CharField(max_length=40, blank=True)
    bloc = models.ForeignKey(Bloc, models.PROTECT, null=True, blank=True, related_name="+")
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("council", "key"), name="organisation_key_is_used_once"
            ),
        ]

    def __str__(self) -> str:
        return self.key
