import pytest

from council.kernel.permissions import may
from deliberation.elections.models import Candidacy, Election, Fills
from deliberation.elections.services.preparing import (
    ElectionPlan,
    call_candidates,
    close_list,
    prepare_election,
)
from deliberation.elections.services.standing import Statement, admit, stand
from deliberation.elections.services.voting import open_voting
from deliberation.rules.tally.rule import BallotKind
from tests.conftest import CAST
from tests.deliberation.elections.matrix import MATRIX
from tests.factories.elections import WORDS, make_rule
from tests.factories.meetings import open_meeting_with

ABOUT_ONE = {
    "elections.answer_nomination",
    "elections.withdraw_candidacy",
    "elections.decide_candidacy",
}


@pytest.fixture
def election(cast, body):
    plan = ElectionPlan(WORDS, "tr", make_rule(ballots=BallotKind.PAPER), Fills.NOTHING)
    made = prepare_election(actor=cast.clerk, body_id=body.pk, plan=plan)
    call_candidates(actor=cast.clerk, election_id=made.pk)
    one = stand(actor=cast.member, election_id=made.pk, statement=Statement({}, "tr"))
    admit(actor=cast.clerk, candidacy_id=one.pk)
    close_list(actor=cast.clerk, election_id=made.pk)
    meeting = open_meeting_with(body, [cast.members.chair, cast.members.member])
    return open_voting(actor=cast.chair, election_id=made.pk, meeting_id=meeting.pk)


@pytest.mark.parametrize("person", CAST)
@pytest.mark.parametrize("permission", MATRIX)
def test_who_may_do_what_in_an_election(permission, person, cast, election):
    target: Election | Candidacy = election
    if permission in ABOUT_ONE:
        target = Candidacy.objects.get(election=election)

    allowed = may(
        getattr(cast, person),
        permission,
        election.body if permission == "elections.prepare" else target,
    )

    assert allowed is (person in MATRIX[permission])
