"""Every candidate against every other: the counts from which a Condorcet winner is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from council.rules.errors import ImpossibleCount
from deliberation.rules.tally.profile import Candidate, SpoiltBallot, require_slate

Tiers: TypeAlias = tuple[tuple[Candidate, ...], ...]
Pair: TypeAlias = tuple[Candidate, Candidate]


class Strength(StrEnum):
    """How strong a win over another candidate is; part of the rule, for the winner may differ."""

    WINNING_VOTES = "winning_votes"
    MARGINS = "margins"


@dataclass(frozen=True)
class TieredProfile:
    """The valid ballots of an election of one person by ranking, with equal ranks allowed.

    Attributes:
        candidates: Who stands, in the order of the ballot paper. Shape (n,).
        papers: How many ballots say each ranking, best tier first; equals share a tier
            [ballots]. Candidates left out tie for last place.
    """

    candidates: tuple[Candidate, ...]
    papers: Mapping[Tiers, int]

    def __post_init__(self) -> None:
        require_slate(self.candidates, 1)
        for tiers, ballots in self.papers.items():
            named = [name for tier in tiers for name in tier]
            if not named or len(set(named)) < len(named) or not set(named) <= set(self.candidates):
                raise SpoiltBallot(ballot=" > ".join(" = ".join(tier) for tier in tiers))
            if ballots < 1:
                raise ImpossibleCount(ballots=ballots, entitled=0)

    @property
    def valid(self) -> int:
        """All ballots that are counted [ballots]."""
        return sum(self.papers.values())


def pairwise_counts(profile: TieredProfile) -> Mapping[Pair, int]:
    """Count, for each ordered pair, the ballots that prefer the first candidate to the second.

    Returns:
        ``counts[a, b]`` [ballots] for all n·(n-1) pairs.

    Source: M. Schulze (2011), Social Choice and Welfare 36:267-303, definition of N[a, b].
    """
    names = profile.candidates
    counts = {better: dict.fromkeys(names, 0) for better in names}
    for tiers, ballots in profile.papers.items():
        behind = set(names)
        for tier in tiers:
            behind.difference_update(tier)
            for better in tier:
                row = counts[better]
                for worse in behind:
                    row[worse] += ballots
    return {(a, b): counts[a][b] for a in names for b in names if a != b}


def wins(counts: Mapping[Pair, int], strength: Strength) -> Mapping[Pair, int]:
    """Return how strong each win is [ballots]; pairs that are not won are left out.

    >>> wins({("a", "b"): 5, ("b", "a"): 4}, Strength.MARGINS)
    {('a', 'b'): 1}
    """
    margins = strength is Strength.MARGINS
    return {
        (a, b): count - counts[b, a] * margins
        for (a, b), count in counts.items()
        if count > counts[b, a]
    }


def condorcet_winner(profile: TieredProfile, counts: Mapping[Pair, int]) -> Candidate | None:
    """Return who beats every other candidate, if somebody does."""
    won = wins(counts, Strength.WINNING_VOTES)
    beats_all = (
        name
        for name in profile.candidates
        if all((name, other) in won for other in profile.candidates if other != name)
    )
    return next(beats_all, None)


def smith_set(profile: TieredProfile, counts: Mapping[Pair, int]) -> tuple[Candidate, ...]:
    """Return the fewest candidates who each beat everybody outside.

    Source: J. H. Smith (1973), Econometrica 41:1027-1041.
    """
    won = wins(counts, Strength.WINNING_VOTES)
    names = profile.candidates
    beaten = {name: sum((name, other) in won for other in names) for name in names}
    inside: set[Candidate] = set()
    for name in sorted(names, key=lambda each: -beaten[each]):
        inside.add(name)
        outside = set(names) - inside
        if all((member, other) in won for member in inside for other in outside):
            break
    return tuple(name for name in names if name in inside)
