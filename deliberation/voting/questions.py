"""The usual questions: a formula in every language around the checked title of the matter."""

from collections.abc import Mapping
from dataclasses import replace

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from council.kernel.visibility import Unseen
from council.rules.bylaws import QuestionKind
from council.texts.models import Text
from council.texts.selectors import bodies, languages_ready
from deliberation.meetings.models import AgendaItem
from deliberation.proposals.models import Amendment, Proposal
from deliberation.proposals.selectors.texts import texts_by_id
from deliberation.voting.forms import QuestionForm
from deliberation.voting.models import Method
from deliberation.voting.services.preparing import Question


def question_on_proposal(proposal: Proposal) -> Question:
    """Return the final question on a proposal: whether the body adopts it."""
    title = _text(proposal.title_id)
    return Question(
        words={one: _adopt(one, words) for one, words in _ready(title).items()},
        language=title.language,
        kind=QuestionKind(proposal.question_type),
        proposal=proposal,
        is_standard=True,
    )


def question_on_amendment(amendment: Amendment) -> Question:
    """Return the question on an amendment: whether it becomes part of the text."""
    title = _text(amendment.title_id or amendment.proposal.title_id)
    return Question(
        words={one: _amend(one, amendment, words) for one, words in _ready(title).items()},
        language=title.language,
        kind=QuestionKind.AMENDMENT,
        proposal=amendment.proposal,
        amendment=amendment,
        is_standard=True,
    )


def question_on_item(item: AgendaItem) -> Question:
    """Return the question whether the body approves of what the item lays before it."""
    title = _text(item.title_id)
    return Question(
        words={one: _approve(one, words) for one, words in _ready(title).items()},
        language=title.language,
        kind=QuestionKind.PROCEDURAL,
        is_standard=True,
    )


def usual_question(item: AgendaItem, about: str, method: Method | None) -> Question:
    """Return the usual question on what ``about`` names of the item.

    Raises:
        Unseen: nothing of that name belongs to the item.
    """
    kind, _hyphen, number = about.partition("-")
    if kind == "amendment":
        return replace(question_on_amendment(_amendment(item, int(number))), method=method)
    if kind == "item":
        return replace(question_on_item(item), method=method)
    if item.proposal is None:
        raise Unseen
    return replace(question_on_proposal(item.proposal), method=method)


def written_question(form: QuestionForm) -> Question:
    """Return the question as the desk wrote it; its original is in the first language given."""
    words = form.words()
    return Question(
        words=words,
        language=next(iter(words)),
        kind=form.cleaned_data["kind"],
        method=form.cleaned_data["method"],
    )


def _amendment(item: AgendaItem, amendment_id: int) -> Amendment:
    rows = Amendment.objects.filter(pk=amendment_id, proposal=item.proposal)
    found = rows.select_related("proposal").first()
    if found is None:
        raise Unseen
    return found


def _text(text_id: int) -> Text:
    return texts_by_id([text_id])[text_id]


def _ready(title: Text) -> Mapping[str, str]:
    ready, spoken = languages_ready(title), {code for code, _name in settings.LANGUAGES}
    found = {one: words for one, words in bodies(title).items() if one in ready}
    return {one: words for one, words in found.items() if one in spoken or one == title.language}


def _adopt(language: str, title: str) -> str:
    with translation.override(language):
        return _("Do you adopt the proposal “%(title)s”?") % {"title": title}


def _amend(language: str, amendment: Amendment, title: str) -> str:
    with translation.override(language):
        facts = {"number": amendment.number, "title": title}
        return _("Do you adopt amendment %(number)s: “%(title)s”?") % facts


def _approve(language: str, title: str) -> str:
    with translation.override(language):
        return _("Do you approve: “%(title)s”?") % {"title": title}
