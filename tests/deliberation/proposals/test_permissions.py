import pytest

from council.kernel.permissions import granted_permissions, may
from deliberation.proposals import permissions
from deliberation.proposals.selectors.passages import Passage
from deliberation.rules.proposals import ProposalStatus
from tests.conftest import CAST
from tests.deliberation.proposals.matrix import MATRIX
from tests.factories.proposals import make_amendment, make_proposal

OF_AMENDMENTS = {
    "proposals.admit_amendment",
    "proposals.decline_amendment",
    "proposals.withdraw_amendment",
}
OF_PASSAGES = {"proposals.translate_text", "proposals.check_text"}


@pytest.fixture
def proposal(cast, body):
    made = make_proposal(body, cast.members.member, status=ProposalStatus.SUBMITTED, language="ar")
    made.endorsements.create(member=cast.members.absentee)
    return made


@pytest.fixture
def target_of(proposal, cast):
    cast.members.adviser.reads, cast.members.adviser.speaks = ["ar"], ["tr"]
    cast.members.adviser.save()
    passage = Passage(proposal, proposal.title, "ar", "tr")
    special = {"proposals.draft_proposal": proposal.body}
    special |= dict.fromkeys(OF_AMENDMENTS, make_amendment(proposal))
    special |= dict.fromkeys(OF_PASSAGES, passage)
    return lambda permission: special.get(permission, proposal)


@pytest.mark.parametrize("permission", MATRIX)
def test_who_may_do_what_with_a_proposal(permission, cast, target_of):
    target = target_of(permission)

    allowed = {person for person in CAST if may(getattr(cast, person), permission, target)}

    assert allowed == MATRIX[permission]


def test_the_matrix_names_every_permission():
    mine = {name for name in granted_permissions() if name.startswith("proposals.")}

    assert permissions.moves_it is not None
    assert set(MATRIX) == mine


def test_interpreters_and_clerks_do_not_touch_a_draft_that_they_cannot_see(cast, body):
    draft = make_proposal(body, cast.members.member, language="ar")
    passage = Passage(draft, draft.title, "ar", "tr")

    assert not may(cast.interpreter, "proposals.translate_text", passage)
    assert not may(cast.clerk, "proposals.translate_text", passage)
    assert not may(cast.clerk, "proposals.admit_proposal", draft)


def test_an_interpreter_keeps_to_the_directions_of_the_office(cast, proposal):
    ways = [("ar", "tr"), ("tr", "ar"), ("ar", "en")]
    passages = [Passage(proposal, proposal.title, *way) for way in ways]

    allowed = [may(cast.interpreter, "proposals.translate_text", one) for one in passages]

    assert allowed == [True, True, False]


def test_whoever_was_deactivated_no_longer_moves(cast, proposal):
    cast.members.member.is_active = False
    cast.members.member.save()
    proposal.mover.refresh_from_db()

    assert not may(cast.member, "proposals.withdraw_proposal", proposal)
