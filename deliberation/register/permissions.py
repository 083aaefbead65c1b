"""Who makes decisions public."""

from council.accounts.models import User
from council.kernel.permissions import grant, predicate
from council.members.models import Council
from council.members.selectors import is_clerk
from deliberation.minutes.models import Minutes
from deliberation.register.models import Decision


@predicate
def keeps_the_register(user: User, decision: Decision) -> bool:
    """The user is clerk or registrar of the council that decided."""
    return is_clerk(user, decision.council_id)


@predicate
def keeps_the_register_of(user: User, council: Council) -> bool:
    """The user is clerk or registrar of the council."""
    return is_clerk(user, council.pk)


@predicate
def keeps_the_register_of_minutes(user: User, minutes: Minutes) -> bool:
    """The user is clerk or registrar of the council that met."""
    return is_clerk(user, minutes.meeting.council_id)


grant("register.record_minutes", to=keeps_the_register_of_minutes)
grant("register.correct_minutes", to=keeps_the_register_of_minutes)
grant("register.review_decision", to=keeps_the_register)
grant("register.publish_decision", to=keeps_the_register)
grant("register.correct_decision", to=keeps_the_register)
grant("register.withhold_words", to=keeps_the_register)
grant("register.erase_words", to=keeps_the_register)
grant("register.erase_person", to=keeps_the_register_of)
