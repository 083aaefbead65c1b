"""Forwarding a decision, and recording what its addressee does before it answers."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.kernel.visibility import Unseen
from council.members.selectors import today_in
from council.rules.errors import OutOfOrder, RuleViolation
from deliberation.followup.models import Addressee, Referral
from deliberation.followup.selectors.held import locked_referral
from deliberation.followup.selectors.timing import zone
from deliberation.followup.services.moving import keep, require_sender
from deliberation.register.models import Decision
from deliberation.register.selectors.held import locked_decision
from deliberation.rules.decisions import require_valid
from deliberation.rules.followup import (
    REFERRAL_PROCEDURE,
    ReferralAct,
    require_day,
    require_pending,
)
from deliberation.rules.lifecycle import advance


class ForwardedAlready(RuleViolation):
    """A decision is before an addressee once at a time."""

    code = "forwarded_already"


@dataclass(frozen=True, slots=True)
class Letter:
    """What went out: its own number and day, and when the addressee meets, if that is known."""

    forwarded_on: date
    reference: str = ""
    meets_on: date | None = None


@transaction.atomic
def forward_decision(
    *, actor: User, decision_id: int, addressee_id: int, letter: Letter
) -> Referral:
    """Put a published decision before an addressee; its periods begin to run.

    Raises:
        PermissionDenied: the actor is not clerk of the council.
        Unseen: there is no such decision, or no such addressee in its council.
        AnnulledDecision: it counts for nothing any more.
        OutOfOrder: it is not public yet.
        ForwardedAlready: it is before the addressee already.
        DayBeforeForwarding, DayToCome: the letter went between the adoption and today.
    """
    decision = locked_decision(decision_id)
    authorise(actor, "followup.forward_decision", decision)
    addressee = _addressee(decision, addressee_id)
    require_valid(is_annulled=decision.annulled_at is not None)
    if decision.published_at is None:
        raise OutOfOrder(status=str(decision.status), act="forward")
    _require_new(decision, addressee)
    made = Referral(
        decision=decision,
        addressee=addressee,
        reference=letter.reference,
        forwarded_on=letter.forwarded_on,
        forwarded_by=actor,
        meets_on=letter.meets_on,
    )
    adopted_on = decision.adopted_at.astimezone(zone(made)).date()
    require_day(letter.forwarded_on, since=adopted_on, today=today_in(decision.council))
    made.save()
    return keep(actor, made)


@transaction.atomic
def note_receipt(
    *, actor: User | None, referral_id: int, their_reference: str = "", link: str = ""
) -> Referral:
    """Record that the addressee has the decision, under a number of its own perhaps.

    The first receipt counts; a later one only adds the number.

    Raises:
        PermissionDenied, LinkRevoked, Unseen: as for an answer.
        ReferralClosed: the council waits for nothing any more.
    """
    referral = locked_referral(referral_id)
    require_sender(actor, link, referral)
    require_pending(is_closed=referral.closed_at is not None)
    return keep(
        actor,
        referral,
        received_at=referral.received_at or timezone.now(),
        their_reference=their_reference or referral.their_reference,
    )


@transaction.atomic
def plan_consideration(*, actor: User, referral_id: int, meets_on: date) -> Referral:
    """Type in when the addressee meets next: by the end of that day it shall have considered.

    Raises:
        PermissionDenied: the actor is not clerk of the council.
        ReferralClosed: the council waits for nothing any more.
        DayBeforeForwarding: it met before the decision was forwarded.
    """
    referral = _to_record(actor, referral_id)
    require_day(meets_on, since=referral.forwarded_on, today=meets_on)
    return keep(actor, referral, meets_on=meets_on)


@transaction.atomic
def note_consideration(
    *, actor: User, referral_id: int, considered_on: date, reference: str = ""
) -> Referral:
    """Record that the addressee has considered the matter; its answer is awaited from that day.

    Raises:
        PermissionDenied: the actor is not clerk of the council.
        ReferralClosed: the council waits for nothing any more.
        OutOfOrder: it has considered or answered already.
        DayBeforeForwarding, DayToCome: it considers between the forwarding and today.
    """
    referral = _to_record(actor, referral_id)
    status = advance(REFERRAL_PROCEDURE, referral.status, ReferralAct.CONSIDER)
    today = today_in(referral.decision.council)
    require_day(considered_on, since=referral.forwarded_on, today=today)
    return keep(
        actor,
        referral,
        status=status,
        considered_on=considered_on,
        considered_reference=reference,
    )


def _to_record(actor: User, referral_id: int) -> Referral:
    referral = locked_referral(referral_id)
    authorise(actor, "followup.record_step", referral)
    require_pending(is_closed=referral.closed_at is not None)
    return referral


def _addressee(decision: Decision, addressee_id: int) -> Addressee:
    rows = Addressee.objects.filter(council=decision.council_id, is_active=True)
    found = rows.filter(pk=addressee_id).first()
    if found is None:
        raise Unseen
    return found


def _require_new(decision: Decision, addressee: Addressee) -> None:
    open_ones = Referral.objects.filter(decision=decision, addressee=addressee, closed_at=None)
    if open_ones.exists():
        raise ForwardedAlready
