"""Items of minutes: what was moved, how it was voted on, what was decided."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from council.kernel.locales import language_name, list_text, number_text, time_text
from deliberation.minutes.selectors.document import AmendmentShown, ItemShown, VoteShown
from deliberation.publication.minuted.parts import (
    Line,
    Part,
    Words,
    between,
    fact,
    of_record,
    own,
    people,
    person,
    said,
    written,
)

COUNTED = "unanimous_consent"  # nobody counted hands


def item_part(item: ItemShown) -> Part:
    """Return an item; of one that is not public everybody learns its number alone."""
    if not item.is_disclosed or item.title is None:
        return Part(item.anchor, own(_("Item not public")), (), item.number)
    lines = said([*_about(item), *_course(item), *_end(item)])
    return Part(item.anchor, of_record(item.title), lines, item.number, list(item.all_votes))


def _about(item: ItemShown) -> Iterator[Line]:
    yield Line([own(item.kind)])
    if item.facts.reference:
        yield fact(_("Proposal"), item.facts.reference)
    if item.mover:
        yield people(pgettext("of a proposal", "mover"), [item.mover])
    if item.proposed_by:
        yield people(pgettext("an item", "proposed by"), [item.proposed_by])
    yield Line([own(between(item.facts.called_at, item.facts.disposed_at))])
    if item.recused:
        yield people(_("Took no part because of a conflict of interest:"), item.recused)


def _course(item: ItemShown) -> Iterator[Line]:
    if item.prose:
        yield written(item.prose.reading)
    if speeches := item.facts.speeches:
        words = ngettext("%(number)s speech", "%(number)s speeches", speeches)
        yield Line([own(words % {"number": number_text(speeches)})])
    for order in item.points_of_order:
        who = [person(order.person)] if order.person else []
        yield Line([own(time_text(order.at)), *who], _("Point of order"))
    for amendment in item.amendments:
        yield from _amendment(amendment)
    for vote in item.votes:
        yield from vote_lines(vote)


def _amendment(one: AmendmentShown) -> Iterator[Line]:
    term = _("Amendment %(number)s") % {"number": one.facts.number}
    reason = [Words(one.facts.reason, "")] if one.facts.reason else []
    yield Line([person(one.mover), own(one.state), *reason], term)
    for vote in one.votes:
        yield from vote_lines(vote)


def _end(item: ItemShown) -> Iterator[Line]:
    if item.facts.decision_number:
        yield fact(_("Decision"), item.facts.decision_number)
        for text in item.wording:
            yield written(text, is_quoted=True)
    if item.outcome:
        reason = [Words(item.facts.reason, "")] if item.facts.reason else []
        yield Line([own(item.outcome), *reason], pgettext("of an item", "Result"))


def vote_lines(vote: VoteShown) -> Iterator[Line]:
    """Yield a question that was put, its figures, and why it carried or failed."""
    yield Line([of_record(vote.question), own(f"{vote.method} · {vote.result}")], _("The vote"))
    if vote.is_annulled:
        yield Line([Words(vote.facts.annul_reason, "")], _("This vote was annulled:"))
    yield Line([own(vote.sentence)])
    if vote.facts.method != COUNTED:
        yield Line([own(_figures(vote))])
    yield from _dispute(vote)


def _figures(vote: VoteShown) -> str:
    facts = vote.facts
    told = {
        pgettext("ballot", "For"): facts.in_favour,
        pgettext("ballot", "Against"): facts.against,
        _("Abstentions"): facts.abstentions,
        pgettext("ballots", "Spoilt"): facts.spoilt,
        pgettext("to vote", "Entitled"): facts.eligible,
        pgettext("at a vote", "Present"): facts.present,
        pgettext("of a vote", "Quorum"): facts.quorum_needed,
        _("Votes needed"): facts.needed,
    }
    return " · ".join(f"{term}: {number_text(figure)}" for term, figure in told.items())


def _dispute(vote: VoteShown) -> Iterator[Line]:
    if vote.facts.override_reason:
        missing = list_text(language_name(code) for code in vote.facts.missing_languages)
        term = _("The chair went on though the text was not ready in:")
        yield Line([own(missing), Words(vote.facts.override_reason, "")], term)
    if vote.dissent:
        words = [_with(one.person.name.text, one.label) for one in vote.dissent]
        yield Line(words, _("Did not vote with the outcome:"))
    if vote.away:
        words = [_with(one.person.name.text, _gone(one.left_at, one.came_at)) for one in vote.away]
        yield Line(words, _("On the roll, but not there at the vote:"))
    for reason in vote.removals:
        yield Line([Words(reason, "")], _("Taken off the roll:"))


def _with(name: str, about: object) -> Words:
    return own(f"{name} ({about})")


def _gone(left_at: datetime | None, came_at: datetime | None) -> str:
    told = []
    if left_at:
        told.append(f"{pgettext('the meeting at', 'left')} {time_text(left_at)}")
    if came_at:
        told.append(f"{pgettext('to the meeting at', 'came')} {time_text(came_at)}")
    return ", ".join(told)
