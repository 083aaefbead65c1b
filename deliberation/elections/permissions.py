"""Who may run an election, stand in it and vote. A system administrator may do none of it."""

from council.accounts.models import User
from council.kernel.audience import Audience
from council.kernel.permissions import grant, predicate
from council.members.models import Body
from council.members.selectors import audience_in, holds_office, is_clerk, is_member
from deliberation.elections.models import Candidacy, Election
from deliberation.elections.selectors.elections import is_a_voter
from deliberation.meetings.selectors.standing import PRESIDING, is_presiding


@predicate
def keeps_the_record_of(user: User, body: Body) -> bool:
    """The user is clerk or registrar in the council of the body."""
    return is_clerk(user, body.council_id)


@predicate
def keeps_the_record(user: User, election: Election) -> bool:
    """The user is clerk or registrar in the council that elects."""
    return is_clerk(user, election.body.council_id)


@predicate
def presides(user: User, election: Election) -> bool:
    """The user presides where the election is voted on; before that, over the body."""
    if election.meeting is not None:
        return is_presiding(user, election.meeting)
    return holds_office(user, PRESIDING, body_id=election.body_id)


@predicate
def belongs_to_the_council(user: User, election: Election) -> bool:
    """The user is an active member of the council that elects."""
    return is_member(user, election.body.council_id)


@predicate
def helps_at_the_desk(user: User, election: Election) -> bool:
    """The user is an officer of the body or clerk."""
    return audience_in(user, election.body) is Audience.DESK


@predicate
def has_a_vote(user: User, election: Election) -> bool:
    """The user stands on the list of voters that was fixed when the box was opened."""
    return is_a_voter(user, election)


@predicate
def is_the_candidate(user: User, candidacy: Candidacy) -> bool:
    """The candidacy is the user's own."""
    return candidacy.member.user_id == user.pk


@predicate
def keeps_the_candidacies(user: User, candidacy: Candidacy) -> bool:
    """The user is clerk or registrar in the council that elects."""
    return is_clerk(user, candidacy.election.body.council_id)


grant("elections.prepare", to=keeps_the_record_of)
grant("elections.call_candidates", to=keeps_the_record)
grant("elections.stand", to=belongs_to_the_council)
grant("elections.nominate", to=belongs_to_the_council)
grant("elections.answer_nomination", to=is_the_candidate)
grant("elections.withdraw_candidacy", to=is_the_candidate)
grant("elections.decide_candidacy", to=keeps_the_candidacies)
grant("elections.open_voting", to=presides)
grant("elections.close_voting", to=presides)
grant("elections.cast_ballot", to=has_a_vote)
grant("elections.enter_papers", to=helps_at_the_desk)
grant("elections.count", to=presides | keeps_the_record)
grant("elections.settle_tie", to=presides)
grant("elections.declare", to=presides)
grant("elections.annul", to=presides)
grant("elections.take_up", to=keeps_the_record)
