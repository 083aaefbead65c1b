"""Organisations' letters: whom they send, and what becomes of it when a rule is not kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress

from django.db import transaction

from council.accounts.models import User
from council.members.facts import Delegate, ExceptionFacts, LetterFacts
from council.members.models import (
    Balance,
    Body,
    DelegationRule,
    MandateRole,
    Seat,
    SeatingCause,
    Sending,
    SendingOutcome,
    TargetException,
)
from council.members.selectors import today_in
from council.members.selectors.delegations import DelegateLine, Delegation, delegation_on
from council.members.services.door import enter_registry
from council.members.services.exceptions import broken_by, grant_exceptions
from council.members.services.seats import enter_mandate
from council.rules.composition import SeatElsewhere, SeatIsKept
from council.rules.delegations import NobodySent, can_hold, fitting, require_balance
from council.rules.targets import Group

OFFICE = SeatingCause.OFFICE


@transaction.atomic
def adopt_delegation_rule(
    *, actor: User, body_id: int, balance: Balance, source: str, valid_from: date
) -> DelegationRule:
    """Say what a body asks of each organisation's delegates from a day on.

    Raises:
        PermissionDenied: the actor may not set targets.
    """
    body = Body.objects.get(pk=body_id)
    enter_registry(actor=actor, council_id=body.council_id, permission="members.manage_targets")
    return DelegationRule.objects.create(
        body=body, balance=balance, source=source, valid_from=valid_from, created_by=actor
    )


@transaction.atomic
def take_letter(
    *,
    actor: User,
    facts: LetterFacts,
    otherwise: SendingOutcome | None = None,
    exception: ExceptionFacts | None = None,
) -> list[Sending]:
    """Seat the delegates whom an organisation's letter names; keep as whom it sends them.

    Only the letter counts for the rule on delegates. No sealed answer is opened: whether targets
    can still be kept goes by the last count and by what is public, as in ``appoint``.

    Args:
        actor: Who enters the letter.
        facts: The letter; of a delegate who sits there already it only says as whom they are sent.
        otherwise: Whoever the rule allows is seated, the first of the letter first; this becomes
            of the seats that then stay vacant. None: all are seated, or nobody.
        exception: Why the letter is taken in although the rule is not kept.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        SeatElsewhere: a seat is not of this organisation and body.
        SeatIsKept: two persons give one of the seats.
        NoWomanSent, UnevenDelegation: the rule cannot be kept, and no way on was chosen.
        NobodySent: there is nothing to enter.
        TargetWouldBreak: a target may then not be kept, and no exception is given.
        SeatIsTaken, AlreadySeated, SeatIsAbolished, InactiveMember: see ``appoint``.
    """
    body = Body.objects.get(pk=facts.body_id)
    body.council = enter_registry(actor=actor, council_id=body.council_id)
    day = max(facts.starts_on, today_in(body.council))
    letter = _read(delegation_on(body, facts.organisation_id, day), facts.delegates)
    coming = letter.coming(is_split=otherwise is not None, is_excepted=exception is not None)
    for one in coming:
        _enter_new(actor, one, facts.starts_on)
    granted = grant_exceptions(
        actor=actor, body=body, keys=broken_by(body, None, day), cause=OFFICE, exception=exception
    )
    if otherwise is None and exception:
        granted += letter.excuse(actor, body, exception)
    made = letter.entries(actor, coming, otherwise)
    if not made and not granted:
        raise NobodySent
    return Sending.objects.bulk_create(made)


def ask_rule(
    *, actor: User, seat: Seat, delegate: Delegate, on: date, exception: ExceptionFacts | None
) -> None:
    """Ask the rule for somebody who was seated without a letter; keep as whom they are sent.

    Nothing is asked where no organisation fills the seat.

    Raises:
        NoWomanSent, UnevenDelegation: it cannot be kept, and no exception is given.
    """
    owed = _owed_for(seat, on)
    if owed is None:
        return
    letter = _Letter(owed, {seat.pk: delegate} if delegate.sent_as else {}, [])
    if exception:
        letter.excuse(actor, seat.body, exception)
    else:
        require_balance(owed.balance, letter.seated, len(owed.lines))
    Sending.objects.bulk_create(letter.entries(actor, [], None))


def keep_outcome(
    *, actor: User, seat: Seat, delegate: Delegate, on: date, outcome: SendingOutcome
) -> Sending:
    """Keep what becomes of a seat to which somebody was sent in vain.

    Raises:
        NobodySent: no organisation fills the seat.
    """
    owed = _owed_for(seat, on)
    if owed is None:
        raise NobodySent
    entry = _Letter(owed, {}, [delegate]).entry(actor, delegate, outcome)
    entry.save()
    return entry


def _owed_for(seat: Seat, on: date) -> Delegation | None:
    if seat.organisation_id is None:
        return None
    owed = delegation_on(seat.body, seat.organisation_id, on)
    return owed if owed and any(line.seat.pk == seat.pk for line in owed.lines) else None


@dataclass(frozen=True)
class _Letter:
    """A letter beside what the organisation has in the body already.

    Attributes:
        owed: Its seats.
        known: Whoever sits there already, of whom the letter says as whom they were sent.
        new: Whoever is to come.
    """

    owed: Delegation
    known: Mapping[int, Delegate]
    new: Sequence[Delegate]

    @property
    def seated(self) -> list[Group | None]:
        """As whom those were sent who sit there already."""
        return [self._sent_as(line) for line in self.owed.lines if line.holder]

    def _sent_as(self, line: DelegateLine) -> Group | None:
        told = self.known.get(line.seat.pk)
        return told.sent_as if told else line.sent_as

    def keeps(self, coming: Sequence[Delegate]) -> bool:
        """Say whether the rule holds, or still can, with these."""
        sent = [*self.seated, *(one.sent_as for one in coming)]
        return can_hold(self.owed.balance, sent, len(self.owed.lines))

    def coming(self, *, is_split: bool, is_excepted: bool) -> Sequence[Delegate]:
        """Return whom to seat: all of them, or as many as the rule allows."""
        sent = [one.sent_as for one in self.new]
        balance, places = self.owed.balance, len(self.owed.lines)
        if is_split:
            fits = fitting(balance, self.seated, sent, places)
            return list(compress(self.new, fits))
        if self.new and not is_excepted:
            require_balance(balance, [*self.seated, *sent], places)
        return self.new

    def excuse(self, actor: User, body: Body, exception: ExceptionFacts) -> list[TargetException]:
        """Record the exception from what the organisation owes, if all who come need one."""
        if self.keeps(self.new):
            return []
        return grant_exceptions(
            actor=actor,
            body=body,
            keys=[""],
            cause=OFFICE,
            exception=exception,
            organisation=self.owed.organisation,
        )

    def entries(
        self, actor: User, coming: Sequence[Delegate], otherwise: SendingOutcome | None
    ) -> list[Sending]:
        """Return what is kept of the letter, and of the seats that stay vacant."""
        told = [
            one
            for line in self.owed.lines
            if (one := self.known.get(line.seat.pk)) and one.sent_as is not line.sent_as
        ]
        kept = [self.entry(actor, one, SendingOutcome.SEATED) for one in [*told, *coming]]
        if otherwise is None:
            return kept
        waiting = self._vacant(coming)
        if otherwise is SendingOutcome.ASKED_AGAIN and not waiting and not self.keeps(coming):
            waiting = [self._last()]
        return kept + [self.entry(actor, one, otherwise) for one in waiting]

    def _vacant(self, coming: Sequence[Delegate]) -> list[Delegate]:
        """Return the seats that stay vacant, with whom the letter sent in vain."""
        filled = {one.seat_id for one in coming}
        named = {one.seat_id: one for one in self.new}
        return [
            named.get(line.seat.pk) or Delegate(seat_id=line.seat.pk, member_id=None)
            for line in self.owed.lines
            if not line.holder and line.seat.pk not in filled
        ]

    def _last(self) -> Delegate:
        """Return the delegate on the last seat: for a delegation that is full, but not in order."""
        line = self.owed.lines[-1]
        holder = line.holder.pk if line.holder else None
        return Delegate(seat_id=line.seat.pk, member_id=holder, sent_as=self._sent_as(line))

    def entry(self, actor: User, one: Delegate, outcome: SendingOutcome) -> Sending:
        """Return what is kept of one delegate, not yet saved."""
        return Sending(
            organisation=self.owed.organisation,
            seat_id=one.seat_id,
            member_id=one.member_id,
            sent_as=one.sent_as or "",
            outcome=outcome,
            entered_by=actor,
        )


def _read(owed: Delegation | None, delegates: Sequence[Delegate]) -> _Letter:
    if owed is None:
        raise NobodySent
    lines = {line.seat.pk: line for line in owed.lines}
    if elsewhere := [one.seat_id for one in delegates if one.seat_id not in lines]:
        raise SeatElsewhere(seat=Seat.objects.get(pk=elsewhere[0]).number)
    known, new = {}, []
    for one in delegates:
        line = lines[one.seat_id]
        if line.holder and line.holder.pk == one.member_id:
            known[one.seat_id] = one
        elif line.seat.group:
            raise SeatIsKept(seat=line.seat.number)
        else:
            new.append(one)
    return _Letter(owed, known, new)


def _enter_new(actor: User, one: Delegate, starts_on: date) -> None:
    enter_mandate(
        actor=actor,
        seat_id=one.seat_id,
        member_id=one.member_id or 0,
        role=MandateRole.TITULAR,
        starts_on=starts_on,
    )
