"""Facts turned into what one reader sees: names, sentences, the words of texts."""

from collections.abc import Sequence

from council.kernel.audience import Audience
from council.kernel.phrases import Phrase
from deliberation.meetings.phrases import ITEM_KINDS, ITEM_RESULTS
from deliberation.minutes.models import Place
from deliberation.minutes.phrases import AMENDMENTS
from deliberation.minutes.selectors.document import (
    AmendmentShown,
    Attendee,
    AwayShown,
    DissentShown,
    ItemShown,
    Order,
    PeopleShown,
    VoteShown,
    anchor_of,
)
from deliberation.minutes.selectors.library import Library
from deliberation.rules.record.facts import AmendmentFacts, Facts, ItemFacts, People, Presence, Vote
from deliberation.voting.explanations import RESULTS, explain
from deliberation.voting.forms import CHOICES, METHODS
from deliberation.voting.models import Choice
from deliberation.voting.selectors.outcomes import STAMPS


def people_shown(facts: People, library: Library) -> PeopleShown:
    """Return who was there; of those whose presence is private the public learns the number."""
    shown = [one for one in facts.present if library.shows(one.member_id)]
    return PeopleShown(
        chair=library.maybe(facts.chair_id),
        clerk=library.maybe(facts.clerk_id),
        presidium=library.people(facts.presidium),
        present=[_attendee(one, library) for one in shown if one.has_seat],
        others=[_attendee(one, library) for one in shown if not one.has_seat],
        excused=library.people(filter(library.shows, facts.excused)),
        absent=library.people(filter(library.shows, facts.absent)),
        hidden=len(facts.present) - len(shown),
        guests=facts.guests,
    )


def items_shown(facts: Facts, library: Library) -> Sequence[ItemShown]:
    """Return what was done on each item."""
    is_public = library.audience is Audience.PUBLIC
    return [
        _undisclosed(item) if is_public and not item.is_public else _item(item, library)
        for item in facts.items
    ]


def _undisclosed(item: ItemFacts) -> ItemShown:
    return ItemShown(
        facts=item,
        anchor=anchor_of(Place.ITEM, item.number),
        kind=ITEM_KINDS[item.kind],
        outcome=None,
        is_disclosed=False,
        title=None,
        mover=None,
        proposed_by=None,
        recused=(),
        points_of_order=(),
        wording=(),
        amendments=(),
        votes=(),
        prose=None,
    )


def _item(item: ItemFacts, library: Library) -> ItemShown:
    votes = [_vote(vote, library) for vote in item.votes]
    return ItemShown(
        facts=item,
        anchor=anchor_of(Place.ITEM, item.number),
        kind=ITEM_KINDS[item.kind],
        outcome=_outcome(item),
        is_disclosed=True,
        title=library.read(library.titles[item.item_id]),
        mover=library.maybe(item.mover_id),
        proposed_by=library.maybe(item.proposed_by),
        recused=library.people(filter(library.shows, item.recused)),
        points_of_order=[
            Order(library.person(one.member_id) if library.shows(one.member_id) else None, one.at)
            for one in item.points_of_order
        ],
        wording=[library.read(library.texts[text]) for text in item.wording],
        amendments=[_amendment(one, votes, library) for one in item.amendments],
        votes=[vote for vote in votes if vote.facts.amendment_id is None],
        prose=library.prose(Place.ITEM, item.item_id),
    )


def _outcome(item: ItemFacts) -> Phrase | None:
    return ITEM_RESULTS.get(item.result or item.status)


def _amendment(
    facts: AmendmentFacts, votes: Sequence[VoteShown], library: Library
) -> AmendmentShown:
    return AmendmentShown(
        facts=facts,
        mover=library.person(facts.mover_id),
        state=AMENDMENTS[facts.status],
        votes=[vote for vote in votes if vote.facts.amendment_id == facts.amendment_id],
    )


def _vote(vote: Vote, library: Library) -> VoteShown:
    poll = library.polls[vote.poll_id]
    outcome = getattr(poll, "outcome", None)
    return VoteShown(
        facts=vote,
        question=library.read(poll.question),
        method=METHODS[poll.method],
        result=RESULTS.get(vote.result, ""),
        stamp="annulled" if vote.annul_reason else STAMPS.get(vote.result, "pending"),
        sentence="" if outcome is None else explain(outcome.facts, library.blocs),
        here=library.people(filter(library.shows, vote.here)),
        away=[
            AwayShown(library.person(one.member_id), one.left_at, one.came_at)
            for one in vote.away
            if library.shows(one.member_id)
        ],
        dissent=[
            DissentShown(library.person(one.member_id), one.choice, CHOICES[Choice(one.choice)])
            for one in vote.dissent
            if library.shows(one.member_id)
        ],
        removals=[one.reason for one in vote.removals],
    )


def _attendee(presence: Presence, library: Library) -> Attendee:
    return Attendee(
        person=library.person(presence.member_id),
        stays=presence.stays,
        acts_for=library.maybe(presence.acts_for),
    )
