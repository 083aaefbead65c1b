"""Who sits: councils, bodies, blocs, organisations, seats, mandates, offices, by-laws."""

from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from council.kernel.fields import NamesField, StateField


class OfficeKind(StrEnum):
    """A person's duty in a body for a time."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    REGISTRAR = "registrar"
    CLERK = "clerk"
    INTERPRETER = "interpreter"
    ADVISER = "adviser"
    OBSERVER = "observer"


class BodyKind(StrEnum):
    """What sort of organ a body is."""

    ASSEMBLY = "assembly"
    BOARD = "board"
    WORKING_GROUP = "working_group"
    EXPERT_TEAM = "expert_team"


class FilledBy(StrEnum):
    """How a seat is filled."""

    ELECTED = "elected"
    DELEGATED = "delegated"
    EX_OFFICIO = "ex_officio"
    LOT = "lot"


class MandateRole(StrEnum):
    """Whether a person holds a seat or stands in for its holder."""

    TITULAR = "titular"
    ALTERNATE = "alternate"


class Council(models.Model):
    """One council of this installation."""

    slug = models.SlugField(max_length=40, unique=True)
    names = NamesField()
    place = NamesField()
    time_zone = models.CharField(max_length=64, default="Europe/Istanbul")
    languages = models.JSONField(default=list)  # offered to read, codes in order
    required_languages = models.JSONField(default=list)  # operative texts must exist in these
    binding_language = models.CharField(max_length=12, default="tr")

    def __str__(self) -> str:
        return self.slug


class Term(models.Model):
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


class Body(models.Model):
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


class Organisation(models.Model):
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


class Member(models.Model):
    """A person in a council, under the name they choose to be known by."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="members"
    )
    key = models.CharField(max_length=40)  # the registry's own number or word
    public_name = models.CharField(max_length=120)
    native_name = models.CharField(max_length=120, blank=True)  # in the owner's script
    native_language = models.CharField(max_length=12, blank=True)
    reads = models.JSONField(default=list)  # language codes, best first
    speaks = models.JSONField(default=list)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=32, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="members"
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("public_name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("council", "key"), name="member_key_is_used_once"),
            models.UniqueConstraint(
                fields=("council", "user"), name="account_is_one_member_per_council"
            ),
        ]

    def __str__(self) -> str:
        return self.public_name

    @property
    def initials(self) -> str:
        """First letters of the first and last word of the public name."""
        words = [word for word in self.public_name.split() if word[0].isalpha()]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:]))


class Seat(models.Model):
    """A place in a body that gives one vote."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats")
    bloc = models.ForeignKey(Bloc, models.PROTECT, null=True, blank=True, related_name="seats")
    number = models.PositiveSmallIntegerField()
    filled_by = StateField(FilledBy, default=FilledBy.ELECTED)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="seats"
    )
    group = models.CharField(max_length=20, blank=True)  # women, men: whom the seat is kept for
    is_abolished = models.BooleanField(default=False)

    class Meta:
        ordering = ("body", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("body", "number"), name="seat_has_its_number"),
        ]

    def __str__(self) -> str:
        return f"seat {self.number}"


class Mandate(models.Model):
    """A person's right to fill a seat from one day to another."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="mandates")
    member = models.ForeignKey(Member, models.PROTECT, related_name="mandates")
    role = StateField(MandateRole, default=MandateRole.TITULAR)
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # the first day without the mandate

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="mandate_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=("seat",),
                condition=Q(ends_on=None, role="titular"),
                name="seat_has_one_titular_without_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of seat {self.seat_id}"


class Office(models.Model):
    """A person's duty in a body from one day to another."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="offices")
    member = models.ForeignKey(Member, models.PROTECT, related_name="offices")
    kind = StateField(OfficeKind)
    directions = models.JSONField(default=list, blank=True)  # interpreters: ["ar>tr", "tr>ar"]
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="office_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.body_id}"
