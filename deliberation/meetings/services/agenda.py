"""The agenda before the meeting: items added, changed, put in order and taken off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import CharField, Max, Value
from django.db.models.functions import Cast, Concat

from council.accounts.models import User
from council.kernel.audience import Audience
from council.kernel.events import Event, emit
from council.kernel.permissions import authorise
from council.ledger.services import journal
from council.members.models import Member
from council.rules.errors import OutOfOrder, RuleViolation
from council.texts.models import Text, TextKind
from council.texts.selectors import bodies
from deliberation.meetings.events import AgendaChanged, ItemWithdrawn
from deliberation.meetings.models import AgendaItem, ItemKind, Meeting
from deliberation.meetings.order import stated
from deliberation.meetings.selectors.held import locked_item, locked_meeting
from deliberation.meetings.services.fate import return_to_preparation
from deliberation.meetings.services.wording import write_text
from deliberation.proposals.models import Proposal
from deliberation.proposals.services.fate import place_on_agenda
from deliberation.rules.lifecycle import advance
from deliberation.rules.meetings import ITEM_PROCEDURE, ItemAct, MeetingStatus

BEFORE_THE_MEETING = (MeetingStatus.DRAFT, MeetingStatus.CONVENED)


class ItemNumberTaken(RuleViolation):
    """Each number stands on the agenda once."""

    code = "item_number_taken"


class ProposalOfAnotherCouncil(RuleViolation):
    """A proposal is put on the agenda of the council in which it was made."""

    code = "proposal_of_another_council"


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """What is to be done on an item; title and description by language, one the original.

    Attributes:
        number: As printed, such as ``4a``; empty: the next whole number.
        proposal_id: The admitted proposal that the item is about; it gives the title, too.
    """

    language: str
    title: Mapping[str, str]
    description: Mapping[str, str] = field(default_factory=dict)
    kind: ItemKind = ItemKind.REPORT
    number: str = ""
    is_public: bool = True
    is_consent: bool = False
    planned_minutes: int = 10
    proposal_id: int | None = None


@transaction.atomic
def add_item(*, actor: User, meeting_id: int, plan: ItemPlan) -> AgendaItem:
    """Put an item at the end of the agenda.

    Raises:
        PermissionDenied: the actor is neither an officer of the body nor clerk.
        OutOfOrder: the meeting has begun, or is over; or the proposal is not admitted.
        ItemNumberTaken: another item has the number.
        ProposalOfAnotherCouncil: the proposal was made elsewhere.
        EmptyText: the title has no words in the original language.
    """
    meeting = meeting_to_plan(actor, meeting_id)
    item = put_item(actor, meeting, plan)
    return _told(actor, meeting, item)


@transaction.atomic
def edit_item(*, actor: User, item_id: int, plan: ItemPlan) -> AgendaItem:
    """Change an item; its proposal stays, and with it the title.

    Raises:
        PermissionDenied, OutOfOrder, ItemNumberTaken, EmptyText: as for a new item.
    """
    item = _item_to_plan(actor, item_id)
    _write(actor, item, plan)
    return _told(actor, item.meeting, item)


@transaction.atomic
def move_item(*, actor: User, item_id: int, steps: int) -> AgendaItem:
    """Move an item up (negative) or down by so many places; past an end it stays there.

    While the meeting is being prepared whole numbers follow the order; free ones such as ``4a``
    stay as they are, and so does every number once it has been announced.

    Raises:
        PermissionDenied: the actor is neither an officer of the body nor clerk.
        OutOfOrder: the meeting has begun, or is over.
    """
    item = _item_to_plan(actor, item_id)
    others = list(AgendaItem.objects.filter(meeting=item.meeting).exclude(pk=item.pk))
    before = AgendaItem.objects.filter(meeting=item.meeting, position__lt=item.position).count()
    others.insert(max(0, before + steps), item)
    _put_in_order(item.meeting, others)
    return _told(actor, item.meeting, item)


@transaction.atomic
def remove_item(*, actor: User, item_id: int, reason: str = "") -> AgendaItem:
    """Take an item off the agenda; its proposal waits for another one.

    From a draft it vanishes. Once it has been announced it stays in sight, withdrawn with the
    reason.

    Raises:
        PermissionDenied: the actor is neither an officer of the body nor clerk.
        OutOfOrder: the meeting has begun, or is over.
        ReasonMissing: the item has been announced, and no reason is stated.
    """
    item = _item_to_plan(actor, item_id)
    if item.meeting.status is MeetingStatus.DRAFT:
        return_to_preparation(actor, item)
        gone = item.pk
        item.delete()
        item.pk = gone
        _put_in_order(item.meeting, list(AgendaItem.objects.filter(meeting=item.meeting)))
        return _told(actor, item.meeting, item)
    item.reason = stated(reason)
    item.status = advance(ITEM_PROCEDURE, item.status, ItemAct.WITHDRAW)
    item.save(update_fields=["status", "reason"])
    return_to_preparation(actor, item)
    return _told(actor, item.meeting, item, ItemWithdrawn(item.pk))


def meeting_to_plan(actor: User, meeting_id: int) -> Meeting:
    """Return the meeting, held, if the actor may still prepare its agenda."""
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.edit_agenda", meeting)
    if meeting.status not in BEFORE_THE_MEETING:
        raise OutOfOrder(status=str(meeting.status), act="edit_agenda")
    return meeting


def put_item(
    actor: User, meeting: Meeting, plan: ItemPlan, proposed_by: Member | None = None
) -> AgendaItem:
    """Write an item at the end of the agenda of a meeting that is held."""
    item = AgendaItem(meeting=meeting, position=next_position(meeting), proposed_by=proposed_by)
    if plan.proposal_id is not None:
        item.proposal = _placed(actor, meeting, plan.proposal_id)
        item.title = item.proposal.title
    _write(actor, item, plan)
    return item


def _placed(actor: User, meeting: Meeting, proposal_id: int) -> Proposal:
    proposal = place_on_agenda(
        actor=actor,
        proposal_id=proposal_id,
        meeting_id=meeting.pk,
        meeting_number=meeting.number,
    )
    if proposal.council_id != meeting.council_id:
        raise ProposalOfAnotherCouncil
    return proposal


def _item_to_plan(actor: User, item_id: int) -> AgendaItem:
    item = locked_item(item_id)
    item.meeting = meeting_to_plan(actor, item.meeting_id)
    return item


def _write(actor: User, item: AgendaItem, plan: ItemPlan) -> None:
    item.kind = ItemKind.PROPOSAL if item.proposal_id else plan.kind
    item.number = number_for(item, plan.number.strip())
    item.is_public, item.is_consent = plan.is_public, plan.is_consent
    item.planned_minutes = plan.planned_minutes
    if item.proposal_id is None:
        old = item.title if item.title_id else None
        item.title = _worded(actor, old, plan.title, plan.language, TextKind.TITLE)
    item.description = (
        _worded(actor, item.description, plan.description, plan.language, TextKind.NOTE)
        if plan.description
        else None
    )
    item.save()


def _worded(
    actor: User, old: Text | None, words: Mapping[str, str], language: str, kind: TextKind
) -> Text:
    """Return a text of these words: the old one if it says just that."""
    if old is not None and old.language == language and bodies(old) == words:
        return old
    return write_text(actor, kind, words, language)


def next_position(meeting: Meeting) -> int:
    """Return the place after the last item."""
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def number_for(item: AgendaItem, wanted: str = "") -> str:
    """Return the number that the item shall have: the one wanted, its own, or the next."""
    others = AgendaItem.objects.filter(meeting=item.meeting).exclude(pk=item.pk)
    taken = set(others.values_list("number", flat=True))
    if wanted in taken:
        raise ItemNumberTaken(number=wanted)
    whole = [int(one) for one in taken if one.isdecimal()]
    return wanted or item.number or str(max(whole, default=0) + 1)


def _put_in_order(meeting: Meeting, items: Sequence[AgendaItem]) -> None:
    for position, item in enumerate(items, start=1):
        item.position = position
    AgendaItem.objects.bulk_update(items, ["position"])
    if meeting.status is MeetingStatus.DRAFT:
        _number_anew([one for one in items if one.number.isdecimal()])


def _number_anew(items: Sequence[AgendaItem]) -> None:
    """Let whole numbers follow the order; in two steps, for none may stand there twice."""
    rows = AgendaItem.objects.filter(pk__in=[item.pk for item in items])
    rows.update(number=Concat(Value("~"), Cast("pk", CharField())))
    for place, item in enumerate(items, start=1):
        item.number = str(place)
    AgendaItem.objects.bulk_update(items, ["number"])


def tell_of_agenda(actor: User | None, meeting: Meeting, event: Event) -> None:
    """Tell of a change: the public only of agendas that it can see."""
    is_draft = meeting.status is MeetingStatus.DRAFT
    audience = Audience.DESK if is_draft else Audience.PUBLIC
    emit(journal(actor=actor, meeting_id=meeting.pk, event=event, audience=audience))


def _told(
    actor: User, meeting: Meeting, item: AgendaItem, event: Event | None = None
) -> AgendaItem:
    tell_of_agenda(actor, meeting, event or AgendaChanged(meeting.pk))
    return item
