"""Who may put questions, and who may answer them. A system administrator may do neither."""

from council.accounts.models import User
from council.kernel.permissions import grant, predicate
from deliberation.meetings.selectors.standing import is_council_clerk, is_presiding, runs_the_desk
from deliberation.voting.models import Poll
from deliberation.voting.selectors.claims import Claim


@predicate
def presides(user: User, poll: Poll) -> bool:
    """The user presides over the meeting where the question is put."""
    return is_presiding(user, poll.meeting)


@predicate
def keeps_the_record(user: User, poll: Poll) -> bool:
    """The user is clerk of the council."""
    return is_council_clerk(user, poll.meeting)


@predicate
def does_not_preside(user: User, poll: Poll) -> bool:
    """The user does not preside where the question is put: some acts need a second officer."""
    return not is_presiding(user, poll.meeting)


@predicate
def helps_at_the_desk(user: User, poll: Poll) -> bool:
    """The user helps to run the meeting: officer, clerk or in the presidium."""
    return runs_the_desk(user, poll.meeting)


@predicate
def has_a_vote(user: User, claim: Claim) -> bool:
    """The user's own line stands on the roll that was frozen with the poll."""
    return claim.is_active and claim.user_id == user.pk


grant("voting.draft_poll", to=presides | keeps_the_record)
grant("voting.discard_poll", to=presides | keeps_the_record)
grant("voting.freeze_poll", to=presides)
grant("voting.open_poll", to=presides)
grant("voting.close_poll", to=presides)
grant("voting.declare_poll", to=presides)
grant("voting.annul_poll", to=presides)
grant("voting.cast_ballot", to=has_a_vote)
grant("voting.count_hands", to=helps_at_the_desk)
grant("voting.remove_from_roll", to=keeps_the_record & does_not_preside)
