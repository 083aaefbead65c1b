import pytest

from council.kernel.permissions import may
from council.rules.bylaws import QuestionKind
from deliberation.voting.selectors.claims import claims_to
from deliberation.voting.services.preparing import Question, draft_poll, freeze_poll
from tests.conftest import CAST
from tests.deliberation.voting.matrix import MATRIX
from tests.factories.meetings import make_called_item, open_meeting_with
from tests.factories.voting import WORDS


@pytest.fixture
def poll(cast, body):
    meeting = open_meeting_with(body, [cast.members.chair, cast.members.member])
    item = make_called_item(meeting)
    question = Question(words=WORDS, language="tr", kind=QuestionKind.PROPOSAL, is_standard=True)
    draft = draft_poll(actor=cast.chair, item_id=item.pk, question=question)
    return freeze_poll(actor=cast.chair, poll_id=draft.pk)


@pytest.mark.parametrize("person", CAST)
@pytest.mark.parametrize("permission", MATRIX)
def test_who_may_do_what_with_a_poll(permission, person, cast, poll):
    user = getattr(cast, person)
    is_about_a_ballot = permission == "voting.cast_ballot"
    target = claims_to([(user.pk, poll.pk)])[user.pk, poll.pk] if is_about_a_ballot else poll

    allowed = may(user, permission, target)

    assert allowed is (person in MATRIX[permission])
