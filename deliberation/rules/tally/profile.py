"""All ballots of an election, equal ones grouped."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from council.rules.errors import ImpossibleCount, RuleViolation

Candidate: TypeAlias = str
Ranking: TypeAlias = tuple[Candidate, ...]


class SpoiltBallot(RuleViolation):
    """A ballot names somebody twice, or somebody who does not stand, or says nothing."""

    code = "spoilt_ballot"


@dataclass(frozen=True)
class Profile:
    """The valid ballots of an election.

    Attributes:
        candidates: Who stands, in the order of the ballot paper. Shape (n,).
        seats: How many are to be elected.
        papers: How many ballots say each ranking, best first [ballots]. Candidates left out come
            after all that are ranked, or are not approved of: the method says which.
    """

    candidates: tuple[Candidate, ...]
    seats: int
    papers: Mapping[Ranking, int]

    def __post_init__(self) -> None:
        require_slate(self.candidates, self.seats)
        standing = set(self.candidates)
        for ranking, ballots in self.papers.items():
            named = set(ranking)
            if not named or len(named) < len(ranking) or not named <= standing:
                raise SpoiltBallot(ballot=" > ".join(ranking))
            if ballots < 1:
                raise ImpossibleCount(ballots=ballots, entitled=0)

    @property
    def valid(self) -> int:
        """All ballots that are counted [ballots]."""
        return sum(self.papers.values())


def require_slate(candidates: Collection[Candidate], seats: int) -> None:
    """Stop an election without a seat, or with a name that stands twice on the paper.

    Raises:
        ImpossibleCount: there is nothing to elect, or nobody can tell whom.
    """
    if seats < 1 or len(set(candidates)) < len(candidates):
        raise ImpossibleCount(seats=seats, candidates=len(set(candidates)))


def group(ballots: Iterable[Ranking]) -> Mapping[Ranking, int]:
    """Put equal ballots together; their order does not matter.

    >>> dict(group([("a", "b"), ("b",), ("a", "b")]))
    {('a', 'b'): 2, ('b',): 1}
    """
    return Counter(ballots)


def withdraw(profile: Profile, gone: Collection[Candidate]) -> Profile:
    """Return the profile as if those who withdrew before the count had never stood.

    The next candidate on a ballot moves up. A ballot that named nobody else says nothing any
    more and is not counted: it is not part of the quota either.
    """
    papers: Counter[Ranking] = Counter()
    for ranking, ballots in profile.papers.items():
        papers[tuple(each for each in ranking if each not in gone)] += ballots
    del papers[()]
    standing = tuple(each for each in profile.candidates if each not in gone)
    return replace(profile, candidates=standing, papers=papers)
