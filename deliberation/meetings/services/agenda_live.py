"""Taking the items of the agenda one by one: call, close the discussion, dispose, postpone."""

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.events import Event, emit
from council.kernel.permissions import authorise
from council.ledger.services import journal
from council.rules.errors import RuleViolation
from deliberation.meetings.events import (
    AgendaChanged,
    DiscussionClosed,
    DiscussionReopened,
    ItemCalled,
    ItemDisposed,
    ItemPostponed,
    ItemRestored,
    ItemWithdrawn,
)
from deliberation.meetings.models import AgendaItem, ItemResult, Meeting
from deliberation.meetings.order import (
    require_gathering,
    require_no_vote,
    require_open,
    stated,
)
from deliberation.meetings.selectors.focus import audience_of, item_before
from deliberation.meetings.selectors.held import locked_item, locked_meeting
from deliberation.meetings.services.fate import place_again, return_to_preparation
from deliberation.rules.lifecycle import advance
from deliberation.rules.meetings import ITEM_PROCEDURE, ItemAct, ItemStatus


class AnotherItemCalled(RuleViolation):
    """One item at a time: another one is before the meeting."""

    code = "another_item_called"


class ItemOfAnotherMeeting(RuleViolation):
    """The item is not on the agenda of this meeting."""

    code = "item_of_another_meeting"


@transaction.atomic
def call_item(*, actor: User, item_id: int) -> AgendaItem:
    """Bring the item before the meeting: members may contribute to it from now on.

    Raises:
        PermissionDenied: the actor does not preside.
        MeetingNotOpen: the meeting does no business now.
        AnotherItemCalled: another item is before the meeting.
        OutOfOrder: the item is not planned.
    """
    item = locked_item(item_id)
    authorise(actor, "meetings.call_item", item.meeting)
    require_open(item.meeting)
    other = item_before(item.meeting)
    if other is not None and other.pk != item.pk:
        raise AnotherItemCalled(number=other.number)
    _advance(item, ItemAct.CALL)
    item.called_at = timezone.now()
    item.save(update_fields=["status", "called_at"])
    return _told(actor, item, ItemCalled(item.pk))


@transaction.atomic
def close_discussion(*, actor: User, item_id: int) -> AgendaItem:
    """End the discussion of the item; it remains before the meeting, to be voted on.

    Raises:
        PermissionDenied: the actor does not preside.
        MeetingNotOpen: the meeting does no business now.
        OutOfOrder: the item is not under discussion.
    """
    item = _item_in_hand(actor, item_id, "meetings.call_item")
    _advance(item, ItemAct.CLOSE_DISCUSSION)
    item.save(update_fields=["status"])
    return _told(actor, item, DiscussionClosed(item.pk))


@transaction.atomic
def reopen_discussion(*, actor: User, item_id: int) -> AgendaItem:
    """Let the discussion of the item go on.

    Raises:
        PermissionDenied: the actor does not preside.
        MeetingNotOpen: the meeting does no business now.
        OutOfOrder: the discussion is not closed.
    """
    item = _item_in_hand(actor, item_id, "meetings.call_item")
    _advance(item, ItemAct.REOPEN_DISCUSSION)
    item.save(update_fields=["status"])
    return _told(actor, item, DiscussionReopened(item.pk))


@transaction.atomic
def dispose_item(*, actor: User, item_id: int, result: ItemResult = ItemResult.NOTED) -> AgendaItem:
    """Be done with the item; what becomes of its proposal is told by the poll on it.

    An item of the consent block may be disposed of without having been called.

    Raises:
        PermissionDenied: the actor does not preside.
        MeetingNotOpen: the meeting does no business now.
        VoteInProgress: a question is put and not decided yet.
        OutOfOrder: the item is not before the meeting.
    """
    item = _item_in_hand(actor, item_id, "meetings.dispose_item")
    require_no_vote(item.meeting)
    by_consent = item.is_consent and item.status is ItemStatus.PLANNED
    return _dispose(actor, item, ItemAct.CONSENT if by_consent else ItemAct.DISPOSE, result)


@transaction.atomic
def dispose_consent_block(*, actor: User, meeting_id: int) -> Meeting:
    """Approve together, without debate, the items that nobody wants to discuss.

    Items with a proposal are left out: they need a vote, if only by unanimous consent.

    Raises:
        PermissionDenied: the actor does not preside.
        MeetingNotOpen: the meeting does no business now.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.dispose_item", meeting)
    require_open(meeting)
    block = AgendaItem.objects.filter(
        meeting=meeting, is_consent=True, status=ItemStatus.PLANNED, proposal=None
    )
    for item in block:
        _dispose(actor, item, ItemAct.CONSENT, ItemResult.APPROVED)
    return meeting


@transaction.atomic
def leave_consent_block(*, actor: User, item_id: int) -> AgendaItem:
    """Ask for the item to be debated: one member is enough to take it out of the block.

    Raises:
        PermissionDenied: the actor has no seat in the body.
        OutOfOrder: the item is no longer planned.
    """
    item = locked_item(item_id)
    authorise(actor, "meetings.propose_item", item.meeting)
    require_gathering(item.meeting)
    advance(ITEM_PROCEDURE, item.status, ItemAct.CALL)  # in order only while it is planned
    if not item.is_consent:
        return item
    item.is_consent = False
    item.save(update_fields=["is_consent"])
    return _told(actor, item, AgendaChanged(item.meeting_id))


@transaction.atomic
def postpone_item(*, actor: User, item_id: int, reason: str) -> AgendaItem:
    """Leave the item for later; its proposal waits for another agenda.

    Raises:
        PermissionDenied: the actor does not preside.
        MeetingNotOpen: the meeting does no business now.
        VoteInProgress: a question is put and not decided yet.
        ReasonMissing: no reason is stated.
        OutOfOrder: the item is done with.
    """
    item = _item_in_hand(actor, item_id, "meetings.postpone_item")
    require_no_vote(item.meeting)
    item.reason = stated(reason)
    _advance(item, ItemAct.POSTPONE)
    item.save(update_fields=["status", "reason"])
    return_to_preparation(actor, item)
    return _told(actor, item, ItemPostponed(item.pk))


@transaction.atomic
def withdraw_item(*, actor: User, item_id: int, reason: str) -> AgendaItem:
    """Take the item off the agenda for good; its proposal, if any, waits for another one.

    Raises:
        PermissionDenied, MeetingNotOpen, ReasonMissing, OutOfOrder: as for a postponement.
    """
    item = _item_in_hand(actor, item_id, "meetings.postpone_item")
    require_no_vote(item.meeting)
    item.reason = stated(reason)
    _advance(item, ItemAct.WITHDRAW)
    item.save(update_fields=["status", "reason"])
    return_to_preparation(actor, item)
    return _told(actor, item, ItemWithdrawn(item.pk))


@transaction.atomic
def restore_item(*, actor: User, item_id: int) -> AgendaItem:
    """Put a postponed item on the agenda again; the reason for the delay is dropped.

    Raises:
        PermissionDenied: the actor does not preside.
        MeetingNotOpen: the meeting does no business now.
        OutOfOrder: the item is not postponed.
    """
    item = _item_in_hand(actor, item_id, "meetings.postpone_item")
    _advance(item, ItemAct.RESTORE)
    item.reason = ""
    item.save(update_fields=["status", "reason"])
    place_again(actor, item, item.meeting)
    return _told(actor, item, ItemRestored(item.pk))


def require_item_of(meeting: Meeting, item_id: int | None) -> None:
    """Do nothing if the item is on this agenda, or none is named.

    Raises:
        ItemOfAnotherMeeting: it is not.
    """
    if item_id is None:
        return
    if not AgendaItem.objects.filter(meeting=meeting, pk=item_id).exists():
        raise ItemOfAnotherMeeting


def _item_in_hand(actor: User, item_id: int, permission: str) -> AgendaItem:
    item = locked_item(item_id)
    authorise(actor, permission, item.meeting)
    require_open(item.meeting)
    return item


def _advance(item: AgendaItem, act: ItemAct) -> None:
    item.status = advance(ITEM_PROCEDURE, item.status, act)


def _dispose(actor: User, item: AgendaItem, act: ItemAct, result: ItemResult) -> AgendaItem:
    _advance(item, act)
    item.result, item.disposed_at = result, timezone.now()
    item.save(update_fields=["status", "result", "disposed_at"])
    return _told(actor, item, ItemDisposed(item.pk, str(result)))


def _told(actor: User, item: AgendaItem, event: Event) -> AgendaItem:
    audience = audience_of(item)
    emit(journal(actor=actor, meeting_id=item.meeting_id, event=event, audience=audience))
    return item
