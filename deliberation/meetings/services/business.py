"""Items that nobody proposes: the rules put them on the agenda."""

from django.db import transaction

from council.accounts.models import User
from council.rules.errors import OutOfOrder
from council.texts.models import TextKind
from council.texts.services import create_text_in
from deliberation.meetings.events import AgendaChanged
from deliberation.meetings.models import AgendaItem
from deliberation.meetings.selectors.held import locked_meeting
from deliberation.meetings.services.agenda import (
    BEFORE_THE_MEETING,
    ItemPlan,
    next_position,
    number_for,
    tell_of_agenda,
)


@transaction.atomic
def bring_item(*, actor: User | None, meeting_id: int, plan: ItemPlan) -> AgendaItem:
    """Put an item at the end of the agenda because the rules demand it.

    Args:
        actor: None: the rules themselves.
        meeting_id: A meeting that has not begun.
        plan: What is put there; its title stands in the language of the plan at least.

    Raises:
        OutOfOrder: the meeting has begun, or is over.
    """
    meeting = locked_meeting(meeting_id)
    if meeting.status not in BEFORE_THE_MEETING:
        raise OutOfOrder(status=str(meeting.status), act="edit_agenda")
    item = AgendaItem(meeting=meeting, position=next_position(meeting), kind=plan.kind)
    item.number, item.is_public = number_for(item), plan.is_public
    item.title = create_text_in(
        actor=actor, kind=TextKind.TITLE, bodies=plan.title, language=plan.language
    )
    item.save()
    tell_of_agenda(actor, meeting, AgendaChanged(meeting.pk))
    return item
