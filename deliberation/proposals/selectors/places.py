"""The place of the text that an amendment would change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from council.kernel.permissions import authorise
from council.kernel.visibility import Unseen
from council.members.selectors import Viewer
from council.texts.models import Text
from council.texts.selectors import Reading, bodies
from deliberation.proposals.selectors.headings import Heading, heading_for
from deliberation.proposals.selectors.texts import base_version, texts_of
from deliberation.rules.amendments import Operation


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph and what is to happen there; an insertion comes after it, at 0 at the top."""

    operation: Operation
    position: int
    languages: Sequence[str]
    language: str  # in which the form begins
    words: Mapping[str, str]  # of the paragraph that is replaced or deleted
    paragraph: Reading | None  # the paragraph that stands there now


def paragraphs_to_amend(
    viewer: Viewer, proposal_id: int, language: str
) -> tuple[Heading, Sequence[Reading]]:
    """Return the text to which amendments are moved.

    Raises:
        Unseen: there is none, or the viewer may not see it.
        PermissionDenied: the viewer has no seat in the body.
    """
    heading, texts = _base(viewer, proposal_id, language)
    return heading, heading.reader.read_all(texts)


def place_for(
    viewer: Viewer, proposal_id: int, *, operation: str, position: int, language: str
) -> tuple[Heading, Place]:
    """Return the place where the viewer wants to change the text.

    Raises:
        Unseen: the text has no such place, or the viewer may not see it.
        PermissionDenied: the viewer has no seat in the body.
    """
    heading, texts = _base(viewer, proposal_id, language)
    first = 0 if operation == Operation.INSERT else 1
    if operation not in set(Operation) or not first <= position <= len(texts):
        raise Unseen
    text = texts[position - 1] if position else None
    offered = heading.proposal.body.council.languages
    begin = next((one for one in (language, *offered) if one in offered), language)
    return heading, Place(
        operation=Operation(operation),
        position=position,
        languages=[begin, *(one for one in offered if one != begin)],
        language=begin,
        words={} if text is None or first == 0 else bodies(text),
        paragraph=None if text is None else heading.reader.read(text),
    )


def _base(viewer: Viewer, proposal_id: int, language: str) -> tuple[Heading, list[Text]]:
    heading = heading_for(viewer, proposal_id, language)
    authorise(viewer, "proposals.amend_proposal", heading.proposal)
    return heading, texts_of(base_version(heading.proposal))
