"""The one way into a council's registry: lock it, then ask who is there."""

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.members.models import Council


def enter_registry(
    *, actor: User, council_id: int, permission: str = "members.manage_council"
) -> Council:
    """Return the council, locked until the transaction ends, for somebody who may change it.

    The council's row decides: two clerks who seat two people on one seat come one after the
    other. Registries change a few times a day, so a finer lock would buy nothing.

    Raises:
        PermissionDenied: the actor does not keep this council's registry.
    """
    council = Council.objects.select_for_update(of=("self",)).get(pk=council_id)
    authorise(actor, permission, council)
    return council
