"""Majorities: what a tally means under a rule, overall and by bloc."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from council.rules.bylaws import AbsentBloc, Basis, ConcurrentRule, MajorityRule, TieRule
from council.rules.errors import ImpossibleCount
from deliberation.rules.electorate import Electorate


class Choice(StrEnum):
    """What a ballot on a question says."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


@dataclass(frozen=True)
class Tally:
    """Ballots counted [ballots]; a blank one abstains."""

    in_favour: int = 0
    against: int = 0
    abstentions: int = 0
    spoilt: int = 0

    def __post_init__(self) -> None:
        fewest = min(self.in_favour, self.against, self.abstentions, self.spoilt)
        if fewest < 0:
            raise ImpossibleCount(ballots=fewest, entitled=0)

    @property
    def votes_cast(self) -> int:
        """Ballots for or against."""
        return self.in_favour + self.against

    @property
    def handed_in(self) -> int:
        """All ballots, whatever they say."""
        return self.votes_cast + self.abstentions + self.spoilt


@dataclass(frozen=True)
class BlocCount:
    """The ballots of one bloc and those it could have come from."""

    bloc: str
    tally: Tally
    electorate: Electorate


class Tie(StrEnum):
    """How exactly half for and half against was resolved, or why it is not resolved yet."""

    LOST = "lost"
    CASTING_VOTE_FOR = "casting_vote_for"
    CASTING_VOTE_AGAINST = "casting_vote_against"
    CASTING_VOTE_AWAITED = "casting_vote_awaited"
    CHAIR_SIDE_FOR = "chair_side_for"
    CHAIR_SIDE_AGAINST = "chair_side_against"
    CHAIR_TOOK_NO_SIDE = "chair_took_no_side"
    REVOTE = "revote"
    NEXT_MEETING = "next_meeting"


CARRYING_TIES = frozenset({Tie.CASTING_VOTE_FOR, Tie.CHAIR_SIDE_FOR})
UNRESOLVED_TIES = frozenset({Tie.CASTING_VOTE_AWAITED, Tie.REVOTE, Tie.NEXT_MEETING})


class BlocVerdict(StrEnum):
    """Whether a bloc consents."""

    CARRIED = "carried"
    LOST = "lost"
    ABSENT = "absent"
    WAIVED = "waived"


@dataclass(frozen=True)
class BlocFinding:
    """What the ballots of one bloc mean; ``needed`` is the smallest number that carries."""

    bloc: str
    in_favour: int
    against: int
    abstentions: int
    base: int
    needed: int
    verdict: BlocVerdict

    @property
    def consents(self) -> bool:
        """The bloc does not stand against the question."""
        return self.verdict in {BlocVerdict.CARRIED, BlocVerdict.WAIVED}


@dataclass(frozen=True)
class Finding:
    """What a tally means under a majority rule, ties and blocs apart.

    ``needed`` is the smallest number in favour that carries on this ``base``; ``is_tie`` says
    that exactly half of the base is for and half against where more than half is needed.
    """

    base: int
    needed: int
    floor: int
    reached: bool
    is_tie: bool


def tally_of(choices: Iterable[Choice]) -> Tally:
    """Count open ballots; their order does not matter."""
    counted = Counter(choices)
    return Tally(counted[Choice.YES], counted[Choice.NO], counted[Choice.ABSTAIN])


def base_of(basis: Basis, tally: Tally, electorate: Electorate) -> int:
    """Return the number of which the majority is a share.

    Who handed in a ballot was present at the vote, even if they left before it closed.
    """
    bases: Mapping[Basis, int] = {
        Basis.VOTES_CAST: tally.votes_cast,
        Basis.VOTES_CAST_AND_SPOILT: tally.votes_cast + tally.spoilt,
        Basis.VOTES_CAST_AND_ABSTENTIONS: tally.handed_in,
        Basis.MEMBERS_PRESENT: max(electorate.present, tally.handed_in),
        Basis.ENTIRE_MEMBERSHIP: electorate.entire_membership,
        Basis.FILLED_SEATS: electorate.filled_seats,
    }
    return bases[basis]


def find_majority(rule: MajorityRule, tally: Tally, electorate: Electorate) -> Finding:
    """Say what the tally means; two thirds of no votes at all is not reached."""
    base = base_of(rule.basis, tally, electorate)
    needed, floor = rule.share.needed(base), 0
    if rule.least_of_membership:
        floor = rule.least_of_membership.needed(electorate.entire_membership)
    is_half = tally.in_favour == tally.against and 2 * tally.in_favour == base > 0
    return Finding(
        base=base,
        needed=max(needed, floor),
        floor=floor,
        reached=tally.in_favour >= max(needed, floor),
        is_tie=is_half and rule.share.is_more_than_half and tally.in_favour >= floor,
    )


def find_bloc(rule: ConcurrentRule, count: BlocCount, *, second_call: bool) -> BlocFinding:
    """Say whether one bloc consents."""
    base = base_of(rule.basis, count.tally, count.electorate)
    needed, tally = rule.share.needed(base), count.tally
    verdict = BlocVerdict.CARRIED if tally.in_favour >= needed else BlocVerdict.LOST
    if not count.electorate.present and not tally.handed_in:
        verdict = _verdict_on_absence(rule.absent, second_call=second_call)
    figures = (tally.in_favour, tally.against, tally.abstentions, base, needed)
    return BlocFinding(count.bloc, *figures, verdict)


def resolve_tie(
    rule: TieRule, *, casting_vote: Choice | None = None, chair_vote: Choice | None = None
) -> Tie:
    """Say what becomes of a tie.

    Args:
        rule: What the by-laws say.
        casting_vote: The second vote the chair gave, if asked already.
        chair_vote: The ballot the chair cast as a member; its side wins under ``chair_side``.
    """
    if rule is TieRule.CASTING_VOTE:
        return CASTING_VOTES.get(casting_vote, Tie.CASTING_VOTE_AWAITED)
    if rule is TieRule.CHAIR_SIDE:
        return CHAIR_SIDES.get(chair_vote, Tie.CHAIR_TOOK_NO_SIDE)
    return Tie(rule.value)


CASTING_VOTES: Mapping[Choice | None, Tie] = {
    Choice.YES: Tie.CASTING_VOTE_FOR,
    Choice.NO: Tie.CASTING_VOTE_AGAINST,
    Choice.ABSTAIN: Tie.LOST,
}
CHAIR_SIDES: Mapping[Choice | None, Tie] = {
    Choice.YES: Tie.CHAIR_SIDE_FOR,
    Choice.NO: Tie.CHAIR_SIDE_AGAINST,
}


def _verdict_on_absence(rule: AbsentBloc, *, second_call: bool) -> BlocVerdict:
    if rule is AbsentBloc.WAIVED or (rule is AbsentBloc.WAIVED_ON_SECOND_CALL and second_call):
        return BlocVerdict.WAIVED
    return BlocVerdict.ABSENT
