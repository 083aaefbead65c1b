"""Composition targets during a count: who cannot be elected any more, and who must not go."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from council.rules.bounds import Bound, Completions, Groups, InfeasibleComposition, Kind
from deliberation.rules.tally.profile import Candidate

NOBODY: Groups = frozenset()


@dataclass(frozen=True)
class Composition:
    """The targets for all seats together, and the groups toward which each candidate counts."""

    bounds: tuple[Bound, ...] = ()
    groups: Mapping[Candidate, Groups] | None = None

    def of(self, candidate: Candidate) -> Groups:
        """Return the groups of one candidate; none if nothing is known."""
        return (self.groups or {}).get(candidate, NOBODY)


class Guard:
    """Looks at all completions of a count by which every target holds.

    To act only when a minimum or maximum is reached is too late, and to repair the result
    afterwards ignores the voters; so the question is asked after each election and exclusion.

    Source: I. D. Hill, Voting matters 9 (1998); J. Otten, Voting matters 13 (2001).
    """

    def __init__(self, composition: Composition, seats: int) -> None:
        self._composition, self._seats = composition, seats
        self._known: list[Counter[Kind]] = []

    def require_possible(
        self, elected: Collection[Candidate], continuing: Collection[Candidate]
    ) -> None:
        """Stop a count that cannot end within the targets.

        Raises:
            InfeasibleComposition: no choice among the continuing candidates keeps them.
        """
        if not self.allows(elected, continuing):
            groups = ", ".join(bound.group for bound in self._composition.bounds)
            raise InfeasibleComposition(groups=groups)

    def allows(self, elected: Collection[Candidate], continuing: Collection[Candidate]) -> bool:
        """Say whether the count can end within the targets."""
        return not self._composition.bounds or self._ways(elected, continuing).is_possible()

    def doomed(
        self, elected: Collection[Candidate], continuing: Iterable[Candidate]
    ) -> tuple[Candidate, ...]:
        """Return those whom no completion elects."""
        standing = tuple(continuing)
        if not self._composition.bounds:
            return ()
        ways = self._ways(elected, standing)
        return tuple(each for each in standing if not ways.can_seat(self._composition.of(each)))

    def guarded(
        self, elected: Collection[Candidate], continuing: Iterable[Candidate]
    ) -> frozenset[Candidate]:
        """Return those whom every completion elects; they may not be excluded."""
        standing = tuple(continuing)
        if not self._composition.bounds:
            return frozenset()
        ways = self._ways(elected, standing)
        return frozenset(
            each for each in standing if not ways.can_spare(self._composition.of(each))
        )

    def _ways(
        self, elected: Collection[Candidate], continuing: Collection[Candidate]
    ) -> Completions:
        return Completions(
            self._composition.bounds,
            [self._composition.of(each) for each in elected],
            [self._composition.of(each) for each in continuing],
            min(self._seats - len(elected), len(continuing)),
            self._known,
        )
