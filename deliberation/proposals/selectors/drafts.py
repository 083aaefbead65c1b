"""The words of a draft as its mover edits them: by language, paragraphs parted by blank lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from council.kernel.permissions import authorise
from council.members.models import Body
from council.members.selectors import Viewer, member_of
from council.texts.selectors import bodies
from deliberation.proposals.models import Proposal
from deliberation.proposals.selectors.sight import proposal_for
from deliberation.proposals.selectors.texts import base_version, texts_by_id, texts_of


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text on the desk of its mover; ``language`` is the one it is written in."""

    languages: Sequence[str]
    language: str
    title: Mapping[str, str] = field(default_factory=dict)
    paragraphs: Mapping[str, str] = field(default_factory=dict)  # whole texts
    reasons: Mapping[str, str] = field(default_factory=dict)


def blank_manuscript(viewer: Viewer, body: Body, language: str) -> Manuscript:
    """Return an empty manuscript; it begins with the language the viewer speaks."""
    offered = body.council.languages
    member = member_of(viewer, body.council_id)
    spoken = [*(member.speaks if member else ()), language, *offered]
    first = next(one for one in spoken if one in offered)
    return Manuscript(_starting_with(first, offered), first)


def manuscript_for(viewer: Viewer, proposal_id: int) -> tuple[Proposal, Manuscript]:
    """Return the draft to be edited by its mover.

    The text is given in the languages in which all paragraphs exist.

    Raises:
        Unseen: there is none, or the viewer may not see it.
        PermissionDenied: the viewer is not its mover.
    """
    proposal = proposal_for(viewer, proposal_id)
    authorise(viewer, "proposals.edit_draft", proposal)
    texts = texts_by_id([proposal.title_id, proposal.reasons_id])
    title = texts[proposal.title_id]
    reasons = bodies(texts[proposal.reasons_id]) if proposal.reasons_id else {}
    paragraphs = [bodies(text) for text in texts_of(base_version(proposal))]
    offered = proposal.body.council.languages
    return proposal, Manuscript(
        languages=_starting_with(title.language, offered),
        language=title.language,
        title=bodies(title),
        paragraphs={one: whole for one in offered if (whole := _whole(paragraphs, one))},
        reasons=reasons,
    )


def _starting_with(first: str, offered: Sequence[str]) -> Sequence[str]:
    return [first, *(one for one in offered if one != first)]


def _whole(paragraphs: Sequence[Mapping[str, str]], language: str) -> str:
    if not all(language in words for words in paragraphs):
        return ""
    return "\n\n".join(words[language] for words in paragraphs)
