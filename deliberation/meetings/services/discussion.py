"""What members say on an item, in their own languages."""

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.events import Event, emit
from council.kernel.permissions import authorise
from council.ledger.services import journal
from council.members.models import Member
from council.members.selectors import member_of
from council.rules.errors import RuleViolation
from council.texts.models import TextKind
from council.texts.services import create_text
from deliberation.meetings.events import ContributionMade, ContributionWithdrawn
from deliberation.meetings.models import AgendaItem, Contribution, Intent
from deliberation.meetings.order import require_open
from deliberation.meetings.selectors.electorate import present_ids, recused_ids
from deliberation.meetings.selectors.focus import audience_of
from deliberation.meetings.selectors.held import locked_item
from deliberation.rules.meetings import ItemStatus


class ItemNotCalled(RuleViolation):
    """The item is not under discussion."""

    code = "item_not_called"


class NotPresent(RuleViolation):
    """Only those in attendance take part."""

    code = "not_in_the_room"


class Recused(RuleViolation):
    """The member takes no part in this item."""

    code = "recused"


@transaction.atomic
def contribute(
    *, actor: User, item_id: int, language: str, body: str, intent: Intent = Intent.SPEECH
) -> Contribution:
    """Say something on the item before the meeting; everybody can read it at once.

    Args:
        actor: Who speaks.
        item_id: The item under discussion.
        language: The language of the words.
        body: The words.
        intent: Speech, question or answer.

    Raises:
        PermissionDenied: the actor has neither seat nor duty in the body.
        MeetingNotOpen: the meeting does no business now.
        ItemNotCalled: the item is not under discussion.
        NotPresent: the actor is not in attendance.
        Recused: the actor takes no part in the item.
        EmptyText: there is no word in it.
    """
    item = locked_item(item_id)
    authorise(actor, "meetings.contribute", item.meeting)
    author = _author(actor, item)
    text = create_text(
        actor=actor,
        kind=TextKind.DISCUSSION,
        language=language,
        body=body,
        author_name=author.public_name,
        is_confidential=not item.is_public,
    )
    made = Contribution.objects.create(item=item, member=author, text=text, intent=intent)
    _tell(actor, item, ContributionMade(item.pk, made.pk, language))
    return made


@transaction.atomic
def withdraw_contribution(*, actor: User, contribution_id: int) -> Contribution:
    """Take a contribution back: its words are no longer shown, that it was made still is.

    Raises:
        PermissionDenied: it is somebody else's, and the actor does not preside.
        MeetingNotOpen: the meeting does no business now; the record stays as it is.
    """
    rows = Contribution.objects.select_related("item__meeting")
    contribution = rows.select_for_update(of=("self",)).get(pk=contribution_id)
    authorise(actor, "meetings.withdraw_contribution", contribution)
    require_open(contribution.item.meeting)
    if contribution.withdrawn_at is None:
        contribution.withdrawn_at = timezone.now()
        contribution.save(update_fields=["withdrawn_at"])
        event = ContributionWithdrawn(contribution.item_id, contribution.pk)
        _tell(actor, contribution.item, event)
    return contribution


def _author(actor: User, item: AgendaItem) -> Member:
    require_open(item.meeting)
    if item.status is not ItemStatus.CALLED:
        raise ItemNotCalled(status=str(item.status))
    author = member_of(actor, item.meeting.council_id)
    if author is None or author.pk not in present_ids(item.meeting):
        raise NotPresent
    if author.pk in recused_ids(item.pk):
        raise Recused
    return author


def _tell(actor: User, item: AgendaItem, event: Event) -> None:
    audience = audience_of(item)
    emit(journal(actor=actor, meeting_id=item.meeting_id, event=event, audience=audience))
