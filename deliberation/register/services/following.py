"""How far a decision has come: told by the referrals above, kept with the decision."""

from django.db import transaction

from council.accounts.models import User
from deliberation.register.models import Decision
from deliberation.rules.decisions import DecisionStatus


@transaction.atomic
def note_progress(*, actor: User | None, decision: Decision, reached: DecisionStatus) -> None:
    """Keep how far the decision has come with those who can act on it.

    Who may say so is decided by the services that lead to it, which hold the decision's row.

    Args:
        actor: Who acted on a referral; None: its addressee, without an account.
        decision: Held, and published.
        reached: How far its least advanced referral has come.
    """
    decision.status = reached
    decision.save(update_fields=["status"])
