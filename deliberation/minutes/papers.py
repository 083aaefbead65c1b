"""What a vote on minutes decides: their words, which everybody must be able to read."""

from collections.abc import Sequence

from council.texts.models import Text
from deliberation.minutes.models import Correction
from deliberation.minutes.selectors.agenda import is_usual_question, minutes_on
from deliberation.minutes.selectors.documents import passages_of
from deliberation.rules.minutes import CorrectionStatus, require_answers
from deliberation.voting.models import Poll
from deliberation.voting.selectors.papers import lay_before_votes


@lay_before_votes
def minutes_to_adopt(poll: Poll) -> Sequence[Text]:
    """Return the prose of the minutes that the poll is about; nothing for any other poll.

    Raises:
        CorrectionsOpen: a correction has not been answered, so nobody can vote on them yet.
    """
    minutes = minutes_on(poll.item_id)
    if minutes is None or not is_usual_question(poll):
        return ()
    waiting = Correction.objects.filter(minutes=minutes, status=CorrectionStatus.OPEN)
    require_answers(waiting.count())
    return [passage.text for passage in passages_of(minutes)]
