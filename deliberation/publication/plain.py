"""Papers and decisions as plain text: what every program can read."""

from collections.abc import Mapping, Sequence

from council.kernel.names import pick
from council.texts.selectors import bodies
from deliberation.proposals.models import Amendment, Proposal
from deliberation.proposals.selectors.texts import amendment_texts, current_version, texts_of
from deliberation.register.selectors.decisions import DecisionShown


def paper_text(proposal: Proposal) -> str:
    """Return title and operative text of a proposal as they stand, in its own language."""
    language = proposal.title.language
    title = bodies(proposal.title)[language]
    words = [_in(bodies(text), language) for text in texts_of(current_version(proposal))]
    return _joined([proposal.reference, title, *words])


def amendment_text(amendment: Amendment) -> str:
    """Return what an amendment puts in place of what, in its own language."""
    own = amendment.text.language if amendment.text else amendment.proposal.title.language
    words = [_in(bodies(text), own) for text in amendment_texts(amendment)]
    head = f"{amendment.proposal.reference}/{amendment.number}"
    return _joined([head, f"{amendment.operation} {amendment.position}", *words])


def decision_text(decision: DecisionShown, language: str) -> str:
    """Return a decision in one language."""
    words = next(one for one in decision.wordings if one.language == language)
    body = pick(decision.body_names, language).text
    return _joined([f"{decision.number} · {body}", words.title, *words.paragraphs])


def _in(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or next(iter(words.values()))


def _joined(parts: Sequence[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
