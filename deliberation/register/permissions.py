"""Who makes decisions public."""

from council.accounts.models import User
from council.kernel.permissions import grant, predicate
from council.members.selectors import is_clerk
from deliberation.register.models import Decision


@predicate
def keeps_the_register(user: User, decision: Decision) -> bool:
    """The user is clerk or registrar of the council that decided."""
    return is_clerk(user, decision.council_id)


grant("register.publish_decision", to=keeps_the_register)
