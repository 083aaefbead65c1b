"""Whether the public learns that a member was at a meeting: their own choice."""

from django.db import transaction

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from council.members.models import Member


@transaction.atomic
def hide_presence(*, actor: User, member_id: int) -> Member:
    """Let the public no longer read that the member was at meetings; no reason is asked.

    Raises:
        PermissionDenied: the actor is neither the member nor keeps the registry.
        Unseen: there is no such member.
    """
    member = _locked(member_id)
    authorise(actor, "members.hide_presence", member)
    return _keep(member, is_private=True)


@transaction.atomic
def show_presence(*, actor: User, member_id: int) -> Member:
    """Let the public read again that the member was at meetings.

    The registrar decides this for nobody who has an account, or the choice would protect nobody.

    Raises:
        PermissionDenied: the actor is not the member.
        Unseen: there is no such member.
    """
    member = _locked(member_id)
    authorise(actor, "members.show_presence", member)
    return _keep(member, is_private=False)


def _locked(member_id: int) -> Member:
    member = one_or_none(Member.objects.select_for_update().filter(pk=member_id))
    if member is None:
        raise Unseen
    return member


def _keep(member: Member, *, is_private: bool) -> Member:
    member.is_presence_private = is_private
    member.save(update_fields=["is_presence_private"])
    return member
