"""How seats were filled: counts, exceptions, seats kept for a group, what organisations send."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from council.kernel.fields import NamesField, StateField
from council.members.models.bodies import Body, Organisation, Term
from council.members.models.kinds import (
    ExceptionGround,
    SeatingCause,
    SendingOutcome,
)
from council.members.models.people import Member, Seat
from council.rules.allocations import AllocationState
from council.rules.delegations import Balance


class CompositionCount(models.Model):
    """One counting together of sealed answers, and all that may be told of it.

    Attributes:
        lines: Each target with what the reporting rule lets be told, and its public numbers.
        people: Whoever was counted, each with the id of their record, for the next count to be
            compared with. Some of them may only have been meant to sit there.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="counts")
    term = models.ForeignKey(Term, models.PROTECT, null=True, related_name="+")
    cause = StateField(SeatingCause)
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    counted_at = models.DateTimeField(default=timezone.now)
    lines = models.JSONField()
    people = models.JSONField()

    class Meta:
        ordering = ("-counted_at", "-pk")

    def __str__(self) -> str:
        return f"count {self.pk}"


class TargetException(models.Model):
    """A registrar's reason for an act after which a target may not be kept; it is public.

    It belongs to a target and an act, never to a person. Without a target it is about what an
    organisation owes.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="exceptions")
    key = models.CharField(max_length=40)  # of the target; empty: about the organisation
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    cause = StateField(SeatingCause)
    ground = StateField(ExceptionGround)
    reasons = NamesField()  # in the registrar's words, by language
    granted_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-granted_at", "-pk")

    def __str__(self) -> str:
        return f"exception on {self.key}"


class Allocation(models.Model):
    """A seat kept for a group, given to somebody by two persons, with that somebody's consent."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="allocations")
    member = models.ForeignKey(Member, models.PROTECT, related_name="allocations")
    group = models.CharField(max_length=20)  # a ``Group``
    state = StateField(AllocationState, default=AllocationState.PROPOSED)
    starts_on = models.DateField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True)
    agreed_to = models.CharField(max_length=64, blank=True)  # SHA-256 of the words shown
    agreed_in = models.CharField(max_length=12, blank=True)  # the language of those words
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-proposed_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="allocation_takes_two_persons",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
            ),
            models.UniqueConstraint(
                fields=("seat",),
                condition=Q(state__in=["proposed", "agreed"]),
                name="seat_is_allocated_to_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}: seat {self.seat_id}"


class DelegationRule(models.Model):
    """What a body asks of each organisation's delegates from a day on, until the next rule."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="delegation_rules")
    balance = StateField(Balance)
    source = models.CharField(max_length=200, blank=True)  # the article
    valid_from = models.DateField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-valid_from", "-pk")

    def __str__(self) -> str:
        return f"{self.balance} from {self.valid_from}"


class Sending(models.Model):
    """What an organisation did for a seat of its own: whom it sent, as what, and what came of it.

    ``sent_as`` is public: the organisation's letter says so. It is no declaration.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="sendings")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="sendings")
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    sent_as = models.CharField(max_length=20, blank=True)  # a ``Group``; blank: neither
    outcome = StateField(SendingOutcome)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-entered_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="who_is_seated_was_sent",
                condition=~Q(outcome="seated") | Q(member__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome}: seat {self.seat_id}"
