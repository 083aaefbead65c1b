"""The ballot papers on the table: a pile for each candidate, sorted by what a paper is worth."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable

from deliberation.rules.tally.profile import Candidate, Profile
from deliberation.rules.tally.sheet import Transfer

Pile = list[int]  # numbers of parcels; a parcel is all papers that say the same


class Piles:
    """Papers before each candidate; equal ones move together.

    Parcels are numbers, and the names that nobody has looked at yet are an iterator for each: a
    hundred thousand small objects would keep the garbage collector busier than the count.

    Attributes:
        votes: What each candidate's papers are worth [units].
    """

    def __init__(self, profile: Profile, unit: int) -> None:
        self._further = list(map(iter, profile.papers))
        self._papers = list(profile.papers.values())
        self._piles: dict[Candidate, dict[int, Pile]] = {
            name: defaultdict(list) for name in profile.candidates
        }
        self.votes = dict.fromkeys(profile.candidates, 0)
        everything = self._sort_out(range(len(self._papers)), self.votes)
        for first, pile in everything.items():
            self._receive(first, unit, pile)

    def pass_on(
        self,
        source: Candidate,
        continuing: Container[Candidate],
        revalue: Callable[[int], int],
    ) -> tuple[Transfer, ...]:
        """Give each paper to the next continuing candidate that it names.

        Args:
            revalue: What a paper is worth from now on, from what it was worth on arrival.

        Returns:
            The transfers by value, highest first, and by candidate in the order of the paper.
        """
        piles, self._piles[source] = self._piles[source], defaultdict(list)
        made: dict[tuple[Candidate | None, int], int] = defaultdict(int)
        for value in sorted(piles, reverse=True):
            sorted_out = self._sort_out(piles[value], continuing)
            for to in (*self._piles, None):
                if arrived := sorted_out.get(to):
                    made[to, revalue(value)] += self._receive(to, revalue(value), arrived)
        return tuple(Transfer(to, papers, value) for (to, value), papers in made.items())

    def _receive(self, to: Candidate | None, value: int, arrived: Pile) -> int:
        papers = sum(map(self._papers.__getitem__, arrived))
        if to is not None:
            self._piles[to][value] += arrived
            self.votes[to] += papers * value
        return papers

    def _sort_out(
        self, pile: Iterable[int], continuing: Container[Candidate]
    ) -> dict[Candidate | None, Pile]:
        """Sort papers by the next continuing candidate named; ``None`` if nobody is."""
        found: dict[Candidate | None, Pile] = defaultdict(list)
        further = self._further
        for parcel in pile:
            for to in further[parcel]:
                if to in continuing:
                    found[to].append(parcel)
                    break
            else:
                found[None].append(parcel)
        return found
