"""Who keeps the registry: clerks and registrars, each in their own council."""

from council.accounts.models import User
from council.kernel.permissions import grant, predicate
from council.members.models import Council, Member
from council.members.selectors import is_clerk


@predicate
def keeps_the_registry(user: User, council: Council) -> bool:
    """The user is clerk or registrar in the council."""
    return is_clerk(user, council.pk)


@predicate
def keeps_the_registry_of(user: User, member: Member) -> bool:
    """The user is clerk or registrar in the member's council."""
    return is_clerk(user, member.council_id)


grant("members.manage_council", to=keeps_the_registry)
grant("members.manage_bylaws", to=keeps_the_registry)
grant("members.import_registry", to=keeps_the_registry)
grant("members.export_registry", to=keeps_the_registry)
grant("members.issue_card", to=keeps_the_registry_of)
grant("members.deactivate_member", to=keeps_the_registry_of)
