"""Alternates who act for a seat while its titular member is away."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from council.accounts.models import User
from council.kernel.events import emit
from council.kernel.permissions import authorise
from council.ledger.services import journal
from deliberation.meetings.events import SeatSubstituted, SubstitutionEnded
from deliberation.meetings.models import Meeting, Substitution
from deliberation.meetings.order import require_gathering
from deliberation.meetings.selectors.electorate import bylaws_in
from deliberation.meetings.selectors.held import locked_meeting
from deliberation.meetings.selectors.participants import seats_held, stand_in_for
from deliberation.meetings.services.agenda_live import require_item_of
from deliberation.rules.substitution import require_substitution


@transaction.atomic
def substitute(
    *, actor: User, meeting_id: int, seat_id: int, alternate_id: int, item_id: int | None = None
) -> Substitution:
    """Let an alternate act for the seat, for the whole meeting or for one item of it.

    Whoever acted for the seat before hands over. The substitution ends by itself when the titular
    member arrives.

    Raises:
        PermissionDenied: the actor neither presides nor is clerk.
        MeetingNotOpen: the meeting is not convened, or over.
        ItemOfAnotherMeeting: the item is not on this agenda.
        AlternatesUnknown, WholeMeetingOnly, NotAnAlternate, AlreadyActing, TitularPresent: the
            by-laws stand against it.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.substitute", meeting)
    require_gathering(meeting)
    require_item_of(meeting, item_id)
    stand_in = stand_in_for(meeting, seat_id, alternate_id, item_id)
    require_substitution(bylaws_in(meeting).alternates, stand_in, for_item=item_id is not None)
    acting = Substitution.objects.filter(meeting=meeting, seat_id=seat_id, item_id=item_id)
    known = acting.filter(until=None, alternate_id=alternate_id).first()
    if known is not None:
        return known
    acting.filter(until=None).update(until=timezone.now())
    made = Substitution.objects.create(
        meeting=meeting, seat_id=seat_id, alternate_id=alternate_id, item_id=item_id
    )
    event = SeatSubstituted(seat_id, alternate_id, item_id)
    emit(journal(actor=actor, meeting_id=meeting.pk, event=event))
    return made


@transaction.atomic
def end_substitution(*, actor: User, meeting_id: int, substitution_id: int) -> Meeting:
    """Let the alternate no longer act for the seat; doing it again changes nothing.

    Raises:
        PermissionDenied: the actor neither presides nor is clerk.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.substitute", meeting)
    _end(actor, meeting, Q(pk=substitution_id))
    return meeting


def hand_back_seats(actor: User, meeting: Meeting, member_ids: Collection[int]) -> None:
    """End the substitutions for the seats of members who have arrived, and tell of it.

    Called by the services of attendance, which hold the meeting's row.
    """
    if member_ids:
        _end(actor, meeting, Q(seat__in=seats_held(meeting, member_ids)))


def _end(actor: User, meeting: Meeting, which: Q) -> None:
    for row in Substitution.objects.filter(which, meeting=meeting, until=None):
        row.until = timezone.now()
        row.save(update_fields=["until"])
        event = SubstitutionEnded(row.seat_id, row.alternate_id, row.item_id)
        emit(journal(actor=actor, meeting_id=meeting.pk, event=event))
