"""Who keeps the minutes, who corrects them, who carries them into other languages."""

from council.accounts.models import User
from council.kernel.permissions import grant, predicate
from council.members.selectors import is_clerk, is_member, member_of
from deliberation.meetings.models import Meeting
from deliberation.meetings.selectors.standing import is_presiding
from deliberation.minutes.models import Correction, Minutes
from deliberation.minutes.selectors.passages import Rendering
from deliberation.proposals.selectors.passages import skills_of


@predicate
def keeps_the_record_of(user: User, meeting: Meeting) -> bool:
    """The user is clerk or registrar of the council that met."""
    return is_clerk(user, meeting.council_id)


@predicate
def keeps_the_minutes(user: User, minutes: Minutes) -> bool:
    """The user is clerk or registrar of the council that met."""
    return is_clerk(user, minutes.meeting.council_id)


@predicate
def belongs_to_the_council(user: User, minutes: Minutes) -> bool:
    """The user is an active member of the council; who was present is for the rules to say."""
    return is_member(user, minutes.meeting.council_id)


@predicate
def proposed_it(user: User, correction: Correction) -> bool:
    """The correction is the user's own."""
    return correction.member.user_id == user.pk and correction.member.is_active


@predicate
def keeps_the_corrected_minutes(user: User, correction: Correction) -> bool:
    """The user is clerk or registrar of the council that met."""
    return is_clerk(user, correction.minutes.meeting.council_id)


@predicate
def can_render_it(user: User, rendering: Rendering) -> bool:
    """The user interprets in just this direction, keeps the record, or is bilingual."""
    member = member_of(user, rendering.minutes.meeting.council_id)
    return skills_of(member).knows(rendering.source, rendering.target)


@predicate
def presides_over_their_approval(user: User, minutes: Minutes) -> bool:
    """The user presides over the meeting on whose agenda the minutes are."""
    return minutes.item is not None and is_presiding(user, minutes.item.meeting)


grant("minutes.draft_minutes", to=keeps_the_record_of)
grant("minutes.edit_minutes", to=keeps_the_minutes)
grant("minutes.correct_facts", to=keeps_the_minutes)
grant("minutes.circulate_minutes", to=keeps_the_minutes)
grant("minutes.adopt_minutes", to=keeps_the_minutes | presides_over_their_approval)
grant("minutes.propose_correction", to=belongs_to_the_council)
grant("minutes.withdraw_correction", to=proposed_it)
grant("minutes.answer_correction", to=keeps_the_corrected_minutes)
grant("minutes.translate_passage", to=can_render_it)
grant("minutes.check_passage", to=can_render_it)
