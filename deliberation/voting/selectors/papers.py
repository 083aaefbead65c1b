"""What a poll decides on: the words that everybody must be able to read."""

from collections.abc import Sequence

from council.texts.models import Text
from deliberation.proposals.selectors import texts
from deliberation.voting.models import Poll


def operative_texts(poll: Poll) -> Sequence[Text]:
    """Return the texts that the poll decides on: of the amendment, or of the proposal."""
    if poll.amendment is not None:
        return texts.amendment_texts(poll.amendment)
    return [] if poll.proposal is None else texts.operative_texts(poll.proposal)
