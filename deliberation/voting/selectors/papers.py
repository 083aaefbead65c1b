"""The question on the paper: its words, what it is about, and whether everybody can read it."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from council.texts.models import Text
from council.texts.selectors import current_versions
from deliberation.proposals.models import Paragraph
from deliberation.voting.models import Poll


def operative_texts(poll: Poll) -> Sequence[Text]:
    """Return the texts that the poll decides on: of the amendment, or of the proposal.

    A deletion has no words of its own; members must be able to read what is deleted. A proposal
    is its title and the paragraphs of its newest version.
    """
    amendment = poll.amendment
    if amendment is not None and amendment.text_id is not None:
        return _texts([amendment.text_id])
    if amendment is not None:
        return _texts(_paragraphs(amendment.version_id).filter(position=amendment.position))
    if poll.proposal is None:
        return []
    newest = poll.proposal.versions.order_by("-number").values_list("pk", flat=True)[0]
    return [*_texts([poll.proposal.title_id]), *_texts(_paragraphs(newest))]


def _paragraphs(version_id: int) -> "QuerySet[Paragraph, int]":
    found = Paragraph.objects.filter(version_id=version_id).order_by("position")
    return found.values_list("text_id", flat=True)


def _texts(ids: Iterable[int]) -> Sequence[Text]:
    rows = Text.objects.prefetch_related(current_versions()).in_bulk(list(ids))
    return list(rows.values())
