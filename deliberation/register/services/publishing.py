"""Making a decision public: an act of the clerk, apart from its adoption."""

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.audience import Audience
from council.kernel.events import emit
from council.kernel.permissions import authorise
from council.ledger.services import journal
from deliberation.register.events import DecisionPublished
from deliberation.register.models import Decision
from deliberation.register.selectors.held import locked_decision
from deliberation.register.services.appending import publish_disclosures
from deliberation.rules.decisions import DECISION_PROCEDURE, DecisionAct
from deliberation.rules.lifecycle import advance


@transaction.atomic
def publish_decision(*, actor: User, decision_id: int) -> Decision:
    """Open the decision's page to everybody; of a non-public item only number and date.

    Its words have stood in the register since the adoption; now they can be checked there.

    Raises:
        PermissionDenied: the actor does not keep the register.
        Unseen: there is no such decision.
        OutOfOrder: the decision is public already.
    """
    decision = locked_decision(decision_id)
    authorise(actor, "register.publish_decision", decision)
    decision.status = advance(DECISION_PROCEDURE, decision.status, DecisionAct.PUBLISH)
    decision.published_at, decision.published_by = timezone.now(), actor
    decision.save(update_fields=["status", "published_at", "published_by"])
    publish_disclosures(decision)
    event = DecisionPublished(decision.pk, decision.number)
    audience = Audience.PUBLIC if decision.is_public else Audience.MEMBER
    emit(journal(actor=actor, meeting_id=decision.meeting_id, event=event, audience=audience))
    return decision
