"""The row that decides: whoever changes what is shown of a decision holds it until the commit."""

from council.kernel.visibility import Unseen
from deliberation.register.models import Decision


def locked_decision(decision_id: int) -> Decision:
    """Return the decision, held against other acts until the transaction ends.

    Raises:
        Unseen: there is none.
    """
    rows = Decision.objects.select_for_update(of=("self",))
    decision = rows.select_related("council", "body").filter(pk=decision_id).first()
    if decision is None:
        raise Unseen
    return decision
