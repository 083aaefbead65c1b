"""Who may ask for the floor, who gives it, and who may interrupt for those who listen."""

from council.accounts.models import User
from council.kernel.permissions import grant, predicate
from council.members.selectors import member_of
from deliberation.floor.models import SpeakingRequest
from deliberation.floor.selectors.channels import Channel, interprets_into
from deliberation.meetings.models import Meeting
from deliberation.meetings.selectors.standing import is_presiding, takes_part


@predicate
def takes_part_here(user: User, meeting: Meeting) -> bool:
    """The user may speak in the meeting: by a seat, or as adviser without a vote."""
    return takes_part(user, meeting)


@predicate
def presides(user: User, meeting: Meeting) -> bool:
    """The user presides over the meeting now."""
    return is_presiding(user, meeting)


@predicate
def asked_themselves(user: User, request: SpeakingRequest) -> bool:
    """The request is the user's own."""
    own = member_of(user, request.meeting.council_id)
    return own is not None and own.pk == request.member_id


@predicate
def interprets_for_them(user: User, channel: Channel) -> bool:
    """The user interprets for the council into the language of those who listen."""
    return interprets_into(user, channel)


grant("floor.request_floor", to=takes_part_here)
grant("floor.withdraw_request", to=asked_themselves)
grant("floor.choose_order", to=presides)
grant("floor.give_floor", to=presides)
grant("floor.end_turn", to=presides)
grant("floor.extend_turn", to=presides)
grant("floor.decline_request", to=presides)
grant("floor.signal_interpretation", to=interprets_for_them)
grant("floor.settle_signals", to=presides)
