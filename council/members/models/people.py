"""Who sits: members, seats, mandates, offices; and files they are taken in from."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from council.kernel.fields import StateField
from council.kernel.published import Published
from council.members.models.bodies import Bloc, Body, Council, Organisation, Term
from council.members.models.kinds import FilledBy, MandateRole, OfficeKind


class Member(Published):
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
    is_presence_private = models.BooleanField(default=False)  # the public is not told of it

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
    group = models.CharField(max_length=20, blank=True)  # a ``SeatGroup``, or empty
    is_abolished = models.BooleanField(default=False)

    class Meta:
        ordering = ("body", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("body", "number"), name="seat_has_its_number"),
        ]

    def __str__(self) -> str:
        return f"seat {self.number}"


class Mandate(Published):
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


class Office(Published):
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


class RegistryImport(models.Model):
    """A registry file that was read and shown to the clerk, until it is taken in.

    Only its rows are kept: what they would change is worked out anew whenever it is shown, and
    they are emptied once they have been taken in.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="imports")
    rows = models.JSONField(default=list)
    starts_on = models.DateField()  # of the mandates and offices that the rows begin
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    taken_in_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"import {self.pk}"
