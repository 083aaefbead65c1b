"""What a poll decides on: the words that everybody must be able to read."""

from collections.abc import Callable, Sequence

from council.texts.models import Text
from deliberation.proposals.selectors import texts
from deliberation.voting.models import Poll

Papers = Callable[[Poll], Sequence[Text]]
_laid: list[Papers] = []


def lay_before_votes(papers: Papers) -> Papers:
    """Register what a subject above voting lays before the meeting; it may refuse by a rule."""
    _laid.append(papers)
    return papers


def operative_texts(poll: Poll) -> Sequence[Text]:
    """Return the texts that the poll decides on: of the amendment, of the proposal, or laid."""
    if poll.amendment is not None:
        return texts.amendment_texts(poll.amendment)
    if poll.proposal is not None:
        return texts.operative_texts(poll.proposal)
    return [text for papers in _laid for text in papers(poll)]
