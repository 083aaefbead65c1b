"""Choosing by which rule speakers are suggested: the work of whoever presides."""

from django.db import transaction

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.rules.bylaws import FloorOrder
from deliberation.floor.events import OrderChosen
from deliberation.floor.models import ChosenOrder
from deliberation.floor.selectors.ordering import ordering_in
from deliberation.floor.services.locks import locked_meeting, require_open, tell
from deliberation.meetings.models import Meeting
from deliberation.meetings.selectors.electorate import bylaws_in


@transaction.atomic
def choose_order(
    *, actor: User, meeting_id: int, order: FloorOrder, budget_seconds: int | None = None
) -> Meeting:
    """Suggest speakers by this rule from now on, in this meeting; everybody is told.

    Args:
        actor: Who presides.
        meeting_id: The meeting.
        order: The rule; that of the by-laws can be chosen again.
        budget_seconds: What lists share on each item, where the rule shares out time; None: as
            many speaking times as people are counted.

    Raises:
        PermissionDenied: the actor does not preside.
        MeetingNotOpen: the meeting does no business now.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "floor.choose_order", meeting)
    require_open(meeting)
    before = ordering_in(meeting, bylaws_in(meeting))
    shared = budget_seconds if order is FloorOrder.BUDGETS else None
    ChosenOrder.objects.update_or_create(
        meeting=meeting, defaults={"order": order, "budget_seconds": shared}
    )
    tell(actor, meeting, OrderChosen(str(order), str(before.order), shared), item=None)
    return meeting
