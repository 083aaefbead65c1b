"""Making a decision public: an act of the clerk, apart from its adoption; and taking it back."""

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.audience import Audience
from council.kernel.events import emit
from council.kernel.permissions import authorise
from council.ledger.services import journal
from council.rules.errors import OutOfOrder
from council.texts.fingerprints import clean
from deliberation.meetings.selectors.electorate import bylaws_in
from deliberation.register.events import DecisionPublished
from deliberation.register.models import (
    Decision,
    DecisionText,
    Disclosure,
    PublicationAct,
    PublicationStep,
)
from deliberation.register.selectors.held import locked_decision
from deliberation.register.services.appending import publish_disclosures
from deliberation.rules.ballots import ReasonNeeded
from deliberation.rules.decisions import DECISION_PROCEDURE, DecisionAct
from deliberation.rules.lifecycle import advance
from deliberation.rules.publication import NotWithheld, WithheldAlready, require_publishable


@transaction.atomic
def publish_decision(*, actor: User, decision_id: int) -> Decision:
    """Open the decision's page to everybody; of a non-public item only number and date.

    Its words have stood in the register since the adoption; now they can be checked there.

    Raises:
        PermissionDenied: the actor does not keep the register.
        Unseen: there is no such decision.
        OutOfOrder: the decision is public already.
        ReviewNeeded, SameReviewer: the by-laws want four eyes, and there are not.
        Embargoed: it was agreed to publish later.
    """
    decision = locked_decision(decision_id)
    authorise(actor, "register.publish_decision", decision)
    status = advance(DECISION_PROCEDURE, decision.status, DecisionAct.PUBLISH)
    require_publishable(
        bylaws_in(decision.meeting).record.publication,
        reviewer_id=decision.reviewed_by_id,
        publisher_id=actor.pk,
        embargo_until=decision.embargo_until,
        now=timezone.now(),
    )
    decision.status = status
    return open_decision(actor=actor, decision=decision)


def open_decision(*, actor: User, decision: Decision) -> Decision:
    """Let everybody see a decision that is held; whether that is in order, the caller knows."""
    decision.published_at, decision.published_by = timezone.now(), actor
    decision.save(update_fields=["status", "published_at", "published_by"])
    publish_disclosures(decision)
    note_step(actor=actor, decision=decision, act=PublicationAct.PUBLISHED)
    event = DecisionPublished(decision.pk, decision.number)
    audience = Audience.PUBLIC if decision.is_public else Audience.MEMBER
    emit(journal(actor=actor, meeting_id=decision.meeting_id, event=event, audience=audience))
    return decision


@transaction.atomic
def withhold_decision(*, actor: User, decision_id: int, reason: str) -> Decision:
    """Take a published decision back: number, date and the reason stay in sight, no words.

    Raises:
        PermissionDenied: the actor does not keep the register.
        Unseen: there is no such decision.
        OutOfOrder: it is not public.
        WithheldAlready: it was taken back before.
        ReasonNeeded: everybody must read why.
    """
    decision = _published(actor, decision_id)
    reason = clean(reason)
    if not reason:
        raise ReasonNeeded
    if decision.withheld_at is not None:
        raise WithheldAlready
    decision.withheld_at = timezone.now()
    decision.save(update_fields=["withheld_at"])
    rows = Disclosure.objects.filter(entry__decision=decision, withheld_at=None)
    rows.update(withheld_at=decision.withheld_at)
    texts = DecisionText.objects.filter(decision=decision, withheld_at=None)
    texts.update(withheld_at=decision.withheld_at)
    note_step(actor=actor, decision=decision, act=PublicationAct.WITHHELD, reason=reason)
    return decision


@transaction.atomic
def publish_again(*, actor: User, decision_id: int) -> Decision:
    """Show a decision again that was taken back; words withheld for themselves stay so.

    Raises:
        PermissionDenied: the actor does not keep the register.
        Unseen: there is no such decision.
        NotWithheld: it is in sight.
    """
    decision = _published(actor, decision_id)
    if decision.withheld_at is None:
        raise NotWithheld
    rows = Disclosure.objects.filter(entry__decision=decision, withheld_at=decision.withheld_at)
    rows.update(withheld_at=None)
    texts = DecisionText.objects.filter(decision=decision, withheld_at=decision.withheld_at)
    texts.update(withheld_at=None)
    decision.withheld_at = None
    decision.save(update_fields=["withheld_at"])
    note_step(actor=actor, decision=decision, act=PublicationAct.PUBLISHED_AGAIN)
    return decision


def note_step(
    *, actor: User, decision: Decision, act: PublicationAct, reason: str = ""
) -> PublicationStep:
    """Write down what was done about the publication of the decision."""
    return PublicationStep.objects.create(decision=decision, act=act, by=actor, reason=reason)


def _published(actor: User, decision_id: int) -> Decision:
    decision = locked_decision(decision_id)
    authorise(actor, "register.withhold_words", decision)
    if decision.published_at is None:
        raise OutOfOrder(status=str(decision.status), act="withhold")
    return decision
