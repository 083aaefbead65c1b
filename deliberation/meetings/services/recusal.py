"""Members who take no part in an item because of a conflict of interest."""

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.events import Event, emit
from council.kernel.permissions import authorise
from council.ledger.services import journal
from council.members.selectors import member_of
from council.rules.errors import OutOfOrder
from deliberation.meetings.events import MemberRecused, RecusalWithdrawn
from deliberation.meetings.models import AgendaItem, Recusal
from deliberation.meetings.selectors.focus import audience_of
from deliberation.meetings.selectors.held import locked_item
from deliberation.meetings.services.attendance import require_participants
from deliberation.rules.meetings import ItemStatus

UNDECIDED = (ItemStatus.PLANNED, ItemStatus.CALLED, ItemStatus.DISCUSSED)


@transaction.atomic
def recuse_oneself(*, actor: User, item_id: int, reason: str = "") -> AgendaItem:
    """Declare a conflict of interest: the actor's seat counts in no figure on this item.

    Raises:
        PermissionDenied: the actor has no seat in the body.
        OutOfOrder: the item is done with.
    """
    item = locked_item(item_id)
    authorise(actor, "meetings.recuse_oneself", item.meeting)
    own = member_of(actor, item.meeting.council_id)
    return _recuse(actor, item, own.pk if own else 0, reason)


@transaction.atomic
def recuse_member(*, actor: User, item_id: int, member_id: int, reason: str = "") -> AgendaItem:
    """Record the conflict of interest of a member.

    Raises:
        PermissionDenied: the actor neither presides nor is clerk.
        NotAParticipant: the person has neither seat nor duty in the body.
        OutOfOrder: the item is done with.
    """
    item = locked_item(item_id)
    authorise(actor, "meetings.recuse_member", item.meeting)
    require_participants(item.meeting, [member_id])
    return _recuse(actor, item, member_id, reason)


@transaction.atomic
def withdraw_recusal(*, actor: User, item_id: int, member_id: int) -> AgendaItem:
    """Let a member take part in the item again; members may do so for themselves.

    Raises:
        PermissionDenied: it is somebody else's recusal, and the actor neither presides nor is
            clerk.
        OutOfOrder: the item is done with.
    """
    item = locked_item(item_id)
    own = member_of(actor, item.meeting.council_id)
    is_own = own is not None and own.pk == member_id
    authorise(actor, f"meetings.recuse_{'oneself' if is_own else 'member'}", item.meeting)
    _require_undecided(item)
    standing = Recusal.objects.filter(item=item, member_id=member_id, withdrawn_at=None)
    if standing.update(withdrawn_at=timezone.now()):
        _tell(actor, item, RecusalWithdrawn(item.pk, member_id))
    return item


def _recuse(actor: User, item: AgendaItem, member_id: int, reason: str) -> AgendaItem:
    _require_undecided(item)
    _, is_new = Recusal.objects.get_or_create(
        item=item, member_id=member_id, withdrawn_at=None, defaults={"reason": reason.strip()}
    )
    if is_new:
        _tell(actor, item, MemberRecused(item.pk, member_id))
    return item


def _require_undecided(item: AgendaItem) -> None:
    if item.status not in UNDECIDED:
        raise OutOfOrder(status=str(item.status), act="recuse")


def _tell(actor: User, item: AgendaItem, event: Event) -> None:
    audience = audience_of(item)
    emit(journal(actor=actor, meeting_id=item.meeting_id, event=event, audience=audience))
