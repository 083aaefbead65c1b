"""The single transferable vote by Meek's method: everybody keeps just what they need."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from council.rules.bylaws import ElectionTie
from deliberation.rules.tally.profile import Candidate, Profile, Ranking
from deliberation.rules.tally.ties import Ruling, Settler, Tie, TieAbout

UNIT = 1_000_000_000  # nine decimal places
OMEGA = 1_000  # a surplus below one millionth of a vote is none


@dataclass(frozen=True)
class Round:
    """One round: shares are adjusted until no surplus is left or somebody is elected.

    Attributes:
        votes: What each candidate has after the last adjustment [units].
        keep: What part of each vote that reaches them they keep [units]; the rest goes on.
        exhausted: Votes that no candidate keeps [units].
        quota: Votes that secure a seat, of those not exhausted [units].
        surplus: What the elected have above it [units].
        adjustments: How often the shares were adjusted.
    """

    votes: Mapping[Candidate, int]
    keep: Mapping[Candidate, int]
    exhausted: int
    quota: int
    surplus: int
    adjustments: int
    elected: tuple[Candidate, ...] = ()
    excluded: tuple[Candidate, ...] = ()
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True)
class MeekSheet:
    """A whole count by rounds; ``filled`` are elected because no more are left than seats."""

    seats: int
    unit: int
    valid: int
    rounds: tuple[Round, ...]
    elected: tuple[Candidate, ...]
    filled: tuple[Candidate, ...]
    open_tie: Tie | None = None


def meek_stv(profile: Profile, ties: ElectionTie, rulings: Sequence[Ruling] = ()) -> MeekSheet:
    """Count by Meek's method, as the reference rule states it to the last digit.

    Candidates whose votes differ by no more than the surplus still on the table are equal: the
    surplus could turn their order round.

    Args:
        ties: What the by-laws do about equal candidates.
        rulings: The lots drawn, or casting votes given, so far.

    Raises:
        NeedlessRuling: a ruling is on record for which there is no tie.

    Source: Proportional Representation Foundation, Reference Rule: Meek's Method (nine decimal
    places, omega one millionth); I. D. Hill, B. A. Wichmann, D. R. Woodall (1987), The Computer
    Journal 30:277-281.
    """
    return _Count(profile, Settler(ties, rulings)).run()


class _Branch:
    """Ballots that agree on the first names; split by the next name when first asked."""

    def __init__(self, rows: list[tuple[Ranking, int]], depth: int) -> None:
        self.papers = sum(papers for _, papers in rows)
        self._rows, self._depth = rows, depth
        self._next: dict[Candidate, _Branch] | None = None

    def split(self) -> dict[Candidate, "_Branch"]:
        """Return the ballots that go on, by the next name."""
        if self._next is None:
            found: dict[Candidate, list[tuple[Ranking, int]]] = {}
            for row in self._rows:
                if self._depth < len(row[0]):
                    found.setdefault(row[0][self._depth], []).append(row)
            self._next = {name: _Branch(rows, self._depth + 1) for name, rows in found.items()}
            self._rows = []
        return self._next


class _Count:
    def __init__(self, profile: Profile, settler: Settler) -> None:
        self._profile = profile
        self._settler = settler
        self._ballots = _Branch(list(profile.papers.items()), 0)
        self._keep = dict.fromkeys(profile.candidates, UNIT)
        self._hopeful = dict.fromkeys(profile.candidates)
        self._elected: list[Candidate] = []
        self._rounds: list[Round] = []
        self._open: Tie | None = None

    def run(self) -> MeekSheet:
        seats = self._profile.seats
        while len(self._elected) < seats < len(self._elected) + len(self._hopeful):
            self._rounds.append(self._round())
            if self._open is not None:
                break
        self._settler.require_all_used()
        is_whole = self._open is None and len(self._elected) < seats
        filled = tuple(self._hopeful) if is_whole else ()
        return MeekSheet(
            seats=seats,
            unit=UNIT,
            valid=self._profile.valid,
            rounds=tuple(self._rounds),
            elected=(*self._elected, *filled),
            filled=filled,
            open_tie=self._open,
        )

    def _round(self) -> Round:
        """Adjust the shares until somebody is elected, or else exclude the last."""
        for found in self._adjusted():
            reached = [each for each in self._hopeful if found.votes[each] >= found.quota]
            if reached:
                reached.sort(key=lambda each, votes=found.votes: -votes[each])  # type: ignore[misc] # bound at once
                self._elected += reached
                for each in reached:
                    del self._hopeful[each]
                return replace(found, surplus=self._surplus(found), elected=tuple(reached))
        return self._exclude(found)

    def _adjusted(self) -> Iterator[Round]:
        """Give the shares after each adjustment, until they adjust no more."""
        found = self._distributed(0)
        yield found
        before = None
        while found.surplus >= OMEGA and (before is None or found.surplus < before):
            before = found.surplus
            for each in self._elected:
                share = _up(self._keep[each] * found.quota, UNIT)
                self._keep[each] = _up(share * UNIT, found.votes[each])
            found = self._distributed(found.adjustments + 1)
            yield found

    def _distributed(self, adjustments: int) -> Round:
        votes = dict.fromkeys(self._profile.candidates, 0)
        waiting = [(self._ballots, UNIT)]
        while waiting:
            branch, weight = waiting.pop()
            for name, further in branch.split().items():
                kept = _up(weight * self._keep[name], UNIT)
                votes[name] += kept * further.papers
                if kept < weight:
                    waiting.append((further, weight - kept))
        quota = sum(votes.values()) // (self._profile.seats + 1) + 1
        exhausted = self._profile.valid * UNIT - sum(votes.values())
        found = Round(votes, dict(self._keep), exhausted, quota, 0, adjustments)
        return replace(found, surplus=self._surplus(found))

    def _surplus(self, found: Round) -> int:
        return max(0, sum(found.votes[each] - found.quota for each in self._elected))

    def _exclude(self, found: Round) -> Round:
        fewest = min(found.votes[each] for each in self._hopeful)
        lowest = [each for each in self._hopeful if found.votes[each] <= fewest + found.surplus]
        ties: tuple[Tie, ...] = ()
        if len(lowest) > 1:
            tie = self._settler.settle(TieAbout.EXCLUSION, lowest)
            if tie.by is None:
                self._open = tie
                return found
            ties, lowest = (tie,), list(tie.chosen)
        del self._hopeful[lowest[0]]
        self._keep[lowest[0]] = 0
        return replace(found, excluded=(lowest[0],), ties=ties)


def _up(number: int, divisor: int) -> int:
    """Divide, and round up."""
    return -(-number // divisor)
