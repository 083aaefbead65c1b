"""Who conducts a lot, who confirms what was said, who may put their own name in."""

from council.accounts.models import User
from council.kernel.permissions import grant, predicate
from council.lots.models import Lot
from council.members.models import Council, Member
from council.members.selectors import holds_office, is_clerk, member_of
from council.members.selectors.facts import DESK


@predicate
def keeps_the_registry(user: User, council: Council) -> bool:
    """The user is clerk or registrar in the council."""
    return is_clerk(user, council.pk)


@predicate
def conducts_the_lot(user: User, lot: Lot) -> bool:
    """The user is clerk or registrar in the council of the lot."""
    return is_clerk(user, lot.body.council_id)


@predicate
def presides_over_the_body(user: User, lot: Lot) -> bool:
    """The user is chair, vice-chair or secretary of the body whose seats are drawn."""
    return holds_office(user, DESK, body_id=lot.body_id)


@predicate
def is_the_volunteer(user: User, member: Member) -> bool:
    """The user is this member, and takes part."""
    own = member_of(user, member.council_id)
    return own is not None and own.pk == member.pk


grant("lots.open_lot", to=keeps_the_registry)
grant("lots.conduct_lot", to=conducts_the_lot)
grant("lots.confirm_words", to=conducts_the_lot | presides_over_the_body)
grant("lots.volunteer", to=is_the_volunteer)
