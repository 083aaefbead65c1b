"""The row that decides: decision first, then its referral, in this order everywhere."""

from council.kernel.visibility import Unseen
from deliberation.followup.models import Referral
from deliberation.register.selectors.held import locked_decision

WITH = ("addressee__council", "decision__council", "decision__body", "decision__meeting__bylaws")


def locked_referral(referral_id: int) -> Referral:
    """Return the referral with its decision, both held until the transaction ends.

    Raises:
        Unseen: there is none.
    """
    rows = Referral.objects.filter(pk=referral_id)
    decision_id = rows.values_list("decision_id", flat=True).first()
    if decision_id is None:
        raise Unseen
    locked_decision(decision_id)
    return rows.select_for_update(of=("self",)).select_related(*WITH).get()
