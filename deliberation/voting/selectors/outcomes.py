"""What became of a poll: numbers, picture, names and the sentence that explains it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from council.kernel.audience import Audience
from council.kernel.names import direction, pick
from council.kernel.svg import Sector, hemicycle
from council.members.models import Bloc
from council.rules.bylaws import NamesPublished, parse_poll_rule
from council.texts.selectors import Reading, reading
from deliberation.meetings.selectors.moment import Moment
from deliberation.rules.polls import PollStatus
from deliberation.voting.explanations import RESULTS, explain, figures
from deliberation.voting.models import Method, Poll, RollEntry
from deliberation.voting.selectors.roll import read_rolls

STAMPS = {"carried": "adopted", "lost": "rejected", "inquorate": "inquorate", "tied": "pending"}
SHAPES = {"yes": "for", "no": "against", "abstain": "abstain"}


@dataclass(frozen=True, slots=True)
class BlocRow:
    """The ballots of one bloc [ballots], and its seats that handed in none."""

    key: str
    name: str
    language: str
    colour: str
    in_favour: int
    against: int
    abstentions: int
    rest: int


@dataclass(frozen=True, slots=True)
class NamedVote:
    """How a person voted by name; empty: handed in no ballot."""

    name: str
    bloc_key: str
    choice: str
    is_alternate: bool


@dataclass(frozen=True, slots=True)
class Declared:
    """A declared or annulled poll, as readers of one language and audience see it."""

    poll_id: int
    item_id: int
    question: Reading
    method: Method
    result: str
    result_label: str
    stamp: str
    sentence: str
    declared_at: datetime | None
    in_favour: int
    against: int
    abstentions: int
    rest: int
    percent: str  # in favour, of all ballots, as text
    present: int
    entitled: int
    quorum_needed: int
    base: int
    needed: int
    picture: SafeString | None
    blocs: Sequence[BlocRow]
    names: Sequence[NamedVote]
    annul_reason: str
    override_reason: str
    missing_languages: Sequence[str]
    removals: int

    @property
    def is_annulled(self) -> bool:
        """The poll counts for nothing."""
        return self.stamp == "annulled"


@dataclass(frozen=True, slots=True)
class InAWord:
    """How a vote went, in a word."""

    poll_id: int
    question: Reading
    stamp: str
    label: str | Promise


def in_a_word(poll: Poll, language: str) -> InAWord:
    """Return how a declared poll went; ask for the versions of its question before."""
    return InAWord(
        poll_id=poll.pk,
        question=reading(poll.question, language),
        stamp=_stamp(poll),
        label=RESULTS[poll.outcome.result],
    )


def _stamp(poll: Poll) -> str:
    return "annulled" if poll.status is PollStatus.ANNULLED else STAMPS[poll.outcome.result]


def declared(
    poll: Poll, audience: Audience, language: str, moment: Moment | None = None
) -> Declared:
    """Return the outcome of a poll for readers of ``language``; two queries.

    ``moment`` is what was read of the meeting already, where a page shows several parts of it.
    """
    house = moment or Moment(poll.meeting_id, poll.meeting)
    document = poll.outcome.facts
    tally = document["inputs"]["tally"]
    entries = _entries(poll)
    roll = [entry for entry in entries if entry.is_active]
    blocs = _blocs(house, roll, language)
    handed_in = sum(tally.values())
    with translation.override(language):
        return Declared(
            poll_id=poll.pk,
            item_id=poll.item_id,
            question=reading(poll.question, language),
            method=poll.method,
            result=poll.outcome.result,
            result_label=str(RESULTS[poll.outcome.result]),
            stamp=_stamp(poll),
            sentence=explain(document, {row.key: row.name for row in blocs}),
            declared_at=poll.declared_at,
            in_favour=tally["in_favour"],
            against=tally["against"],
            abstentions=tally["abstentions"],
            rest=max(0, len(roll) - handed_in),
            percent=str(100 * tally["in_favour"] // handed_in) if handed_in else "0",
            present=document["present"],
            entitled=document["inputs"]["electorate"]["entitled"],
            quorum_needed=document["quorum_needed"],
            base=document["base"],
            needed=document["needed"],
            picture=_picture(poll, house, roll, blocs, language),
            blocs=blocs if poll.method is Method.ROLL_CALL else (),
            names=_names(poll, roll, audience),
            annul_reason=poll.annul_reason,
            override_reason=poll.override_reason,
            missing_languages=poll.missing_languages,
            removals=len(entries) - len(roll),
        )


def roll_of(poll: Poll) -> Sequence[RollEntry]:
    """Return the entries of the roll that stand, with members and ballots, by number of seat."""
    return [entry for entry in _entries(poll) if entry.is_active]


def _entries(poll: Poll) -> Sequence[RollEntry]:
    read_rolls([poll])
    return list(poll.roll.all())


def choice_of(entry: RollEntry) -> str:
    """Return what the entry's ballot says; empty without a ballot."""
    ballot = getattr(entry, "ballot", None)
    return "" if ballot is None else str(ballot.choice)


def _blocs(house: Moment, roll: Sequence[RollEntry], language: str) -> Sequence[BlocRow]:
    by_bloc: defaultdict[str, list[str]] = defaultdict(list)
    for entry in roll:
        by_bloc[entry.bloc_key].append(choice_of(entry))
    blocs = house.blocs_called(by_bloc)
    return [_bloc_row(bloc, by_bloc[bloc.key], language) for bloc in blocs]


def _bloc_row(bloc: Bloc, choices: Sequence[str], language: str) -> BlocRow:
    name = pick(bloc.names, language)
    return BlocRow(
        key=bloc.key,
        name=name.text,
        language=name.language,
        colour=bloc.colour,
        in_favour=choices.count("yes"),
        against=choices.count("no"),
        abstentions=choices.count("abstain"),
        rest=choices.count(""),
    )


def _picture(
    poll: Poll, house: Moment, roll: Sequence[RollEntry], blocs: Sequence[BlocRow], language: str
) -> SafeString | None:
    """Draw the seats: an open vote by name only, where how each seat voted is no secret."""
    if poll.method is not Method.ROLL_CALL or not roll:
        return None
    votes = _votes_by_bloc(house, roll)
    sectors = [Sector(row.colour, votes[row.key]) for row in blocs]
    named = {row.key for row in blocs}
    others = [vote for key, found in votes.items() if key not in named for vote in found]
    sectors += [Sector("oth", others)] if others else []
    return hemicycle(
        sectors,
        title=reading(poll.question, language).body,
        desc=figures(poll.outcome.facts),
        uid=f"seats-{poll.pk}",
        rtl=direction(language) == "rtl",
    )


def _votes_by_bloc(house: Moment, roll: Sequence[RollEntry]) -> Mapping[str, list[str]]:
    votes: defaultdict[str, list[str]] = defaultdict(list)
    for entry in roll:
        votes[entry.bloc_key].append(SHAPES.get(choice_of(entry), "none"))
    on_roll = {entry.seat_id for entry in roll}
    for seat in {place.seat.pk: place.seat for place in house.places}.values():
        if seat.pk not in on_roll:
            votes[seat.bloc.key if seat.bloc else ""].append("absent")
    return votes


def _names(poll: Poll, roll: Sequence[RollEntry], audience: Audience) -> Sequence[NamedVote]:
    published = parse_poll_rule(poll.rule).names
    is_public = audience is Audience.PUBLIC
    if poll.method is not Method.ROLL_CALL or (is_public and published is NamesPublished.NOBODY):
        return ()
    named = [
        NamedVote(one.member.public_name, one.bloc_key, choice_of(one), one.is_alternate)
        for one in roll
    ]
    if is_public and published is NamesPublished.OUTVOTED:
        winning = "yes" if poll.outcome.result == "carried" else "no"
        return [one for one in named if one.choice not in {winning, ""}]
    return named
