"""A seat that falls vacant after an election: counted back, so that the same voters fill it."""

from collections.abc import Collection, Sequence

from council.rules.bounds import Bound
from council.rules.bylaws import ElectionTie
from deliberation.rules.tally.guard import Composition
from deliberation.rules.tally.profile import Candidate, Profile, withdraw
from deliberation.rules.tally.scottish import scottish_stv
from deliberation.rules.tally.sheet import CountSheet
from deliberation.rules.tally.ties import Ruling

SITS = "sits "  # before a name: the group of one member alone


def count_back(
    profile: Profile,
    sitting: Collection[Candidate],
    gone: Collection[Candidate],
    ties: ElectionTie,
    rulings: Sequence[Ruling] = (),
    composition: Composition | None = None,
) -> CountSheet:
    """Count the old ballots again without those who left; nobody who sits loses the seat.

    Each sitting member is a target of their own, so the count is the constrained one: nobody who
    sits can be excluded, and the targets of the body hold for all seats.

    Args:
        sitting: Who stays, with their seats.
        gone: Who left, and whoever stood and is not available any more.

    Raises:
        InfeasibleComposition: nobody who stood could take the seat within the targets.
        NeedlessRuling: a ruling is on record for which there is no tie.
    """
    whole = composition or Composition()
    left = withdraw(profile, gone)
    groups = {
        each: whole.of(each) | ({SITS + each} if each in sitting else set())
        for each in left.candidates
    }
    own = tuple(Bound(SITS + each, 1, 1) for each in sorted(sitting))
    targets = Composition((*whole.bounds, *own), groups)
    return scottish_stv(left, ties, rulings, composition=targets)


def seats_changed(with_targets: CountSheet, without: CountSheet) -> int:
    """Count the seats that went to somebody else for the sake of the targets; names stay out."""
    return len(set(with_targets.elected) - set(without.elected))
