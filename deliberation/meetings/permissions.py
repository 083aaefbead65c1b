"""Who may do what in a meeting: facts about a person, and the acts they allow."""

from council.accounts.models import User
from council.kernel.permissions import grant, predicate
from council.members.models import Body, OfficeKind
from council.members.selectors import has_seat, holds_office, is_clerk, member_of
from deliberation.meetings.models import Contribution, Meeting
from deliberation.meetings.selectors.standing import (
    PRESIDING,
    Lane,
    interprets,
    is_council_clerk,
    is_presiding,
    takes_part,
)


@predicate
def presides(user: User, meeting: Meeting) -> bool:
    """The user presides over the meeting now."""
    return is_presiding(user, meeting)


@predicate
def chairs_the_body(user: User, meeting: Meeting) -> bool:
    """The user is chair or vice-chair of the body that meets, whoever presides."""
    return holds_office(user, PRESIDING, body_id=meeting.body_id)


@predicate
def is_chair_or_secretary(user: User, meeting: Meeting) -> bool:
    """The user prepares the body's meetings as its chair, vice-chair or secretary."""
    return holds_office(user, [*PRESIDING, OfficeKind.SECRETARY], body_id=meeting.body_id)


@predicate
def is_clerk_here(user: User, meeting: Meeting) -> bool:
    """The user is clerk or registrar of the council that meets."""
    return is_council_clerk(user, meeting)


@predicate
def convenes_the_body(user: User, body: Body) -> bool:
    """The user may call the body together: its chair, vice-chair or secretary, or a clerk."""
    offices = [*PRESIDING, OfficeKind.SECRETARY]
    return holds_office(user, offices, body_id=body.pk) or is_clerk(user, body.council_id)


@predicate
def has_a_seat_in_the_body(user: User, body: Body) -> bool:
    """The user holds a mandate in the body."""
    return has_seat(user, body.pk)


@predicate
def has_a_seat_here(user: User, meeting: Meeting) -> bool:
    """The user holds a mandate in the body that meets."""
    return has_seat(user, meeting.body_id)


@predicate
def takes_part_here(user: User, meeting: Meeting) -> bool:
    """The user may speak in the meeting: by a seat, or as adviser without a vote."""
    return takes_part(user, meeting)


@predicate
def interprets_this_way(user: User, lane: Lane) -> bool:
    """The user interprets for the council in just this direction."""
    return interprets(user, lane.meeting, lane.source, lane.target)


@predicate
def said_it_themselves(user: User, contribution: Contribution) -> bool:
    """The contribution is the user's own."""
    own = member_of(user, contribution.item.meeting.council_id)
    return own is not None and own.pk == contribution.member_id


@predicate
def presides_over_the_discussion(user: User, contribution: Contribution) -> bool:
    """The user presides where the contribution was made."""
    return is_presiding(user, contribution.item.meeting)


prepares = is_chair_or_secretary | is_clerk_here

grant("meetings.draft_meeting", to=convenes_the_body)
grant("meetings.convene_meeting", to=prepares)
grant("meetings.edit_meeting", to=prepares)
grant("meetings.edit_agenda", to=prepares)
grant("meetings.invite_members", to=prepares)
grant("meetings.cancel_meeting", to=prepares)
grant("meetings.propose_item", to=has_a_seat_here)
grant("meetings.demand_session", to=has_a_seat_in_the_body)

grant("meetings.open_meeting", to=presides)
grant("meetings.recess_meeting", to=presides)
grant("meetings.adjourn_meeting", to=presides)
grant("meetings.elect_presidium", to=presides)
grant("meetings.relieve_presidium", to=presides | chairs_the_body)
grant("meetings.call_item", to=presides)
grant("meetings.dispose_item", to=presides)
grant("meetings.postpone_item", to=presides)

grant("meetings.call_roll", to=is_clerk_here | presides)
grant("meetings.check_in", to=takes_part_here)
grant("meetings.excuse_oneself", to=takes_part_here)
grant("meetings.substitute", to=is_clerk_here | presides)
grant("meetings.recuse_oneself", to=has_a_seat_here)
grant("meetings.recuse_member", to=is_clerk_here | presides)

grant("meetings.contribute", to=takes_part_here)
grant(
    "meetings.withdraw_contribution",
    to=said_it_themselves | presides_over_the_discussion,
)
grant("meetings.interpret", to=interprets_this_way)
