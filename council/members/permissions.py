"""Who keeps the registry: clerks and registrars, each in their own council."""

from council.accounts.models import User
from council.kernel.permissions import grant, predicate
from council.members.models import Council, Member
from council.members.selectors import is_clerk, member_of


@predicate
def keeps_the_registry(user: User, council: Council) -> bool:
    """The user is clerk or registrar in the council."""
    return is_clerk(user, council.pk)


@predicate
def keeps_the_registry_of(user: User, member: Member) -> bool:
    """The user is clerk or registrar in the member's council."""
    return is_clerk(user, member.council_id)


@predicate
def is_the_member(user: User, member: Member) -> bool:
    """The user is this member, and takes part."""
    own = member_of(user, member.council_id)
    return own is not None and own.pk == member.pk


@predicate
def keeps_the_registry_for_them(user: User, member: Member) -> bool:
    """The user is clerk or registrar in the council of a member who has no account to do it by."""
    return member.user_id is None and is_clerk(user, member.council_id)


grant("members.manage_council", to=keeps_the_registry)
grant("members.manage_bylaws", to=keeps_the_registry)
grant("members.import_registry", to=keeps_the_registry)
grant("members.export_registry", to=keeps_the_registry)
grant("members.issue_card", to=keeps_the_registry_of)
grant("members.deactivate_member", to=keeps_the_registry_of)
grant("members.manage_targets", to=keeps_the_registry)
grant("members.check_composition", to=keeps_the_registry)
grant("members.declare_own", to=is_the_member)
grant("members.hide_presence", to=is_the_member | keeps_the_registry_of)
grant("members.show_presence", to=is_the_member | keeps_the_registry_for_them)
grant("members.publish_composition", to=keeps_the_registry)
grant("members.agree_to_allocation", to=is_the_member)
grant("members.confirm_allocation", to=keeps_the_registry)
