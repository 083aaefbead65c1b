"""Elections by points: crosses or scores are added up, and the highest sums are elected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from council.rules.bylaws import ElectionTie
from council.rules.errors import ImpossibleCount
from deliberation.rules.tally.profile import Candidate, Profile, SpoiltBallot, require_slate
from deliberation.rules.tally.sheet import Method
from deliberation.rules.tally.ties import Ruling, Settler, Tie, TieAbout

Scores = tuple[tuple[Candidate, int], ...]


@dataclass(frozen=True)
class ScoreProfile:
    """The valid ballots of an election by scores.

    Attributes:
        candidates: Who stands, in the order of the ballot paper. Shape (n,).
        seats: How many are to be elected.
        highest: The best score; the lowest is 0, which is also what no score means.
        papers: How many ballots give these scores [ballots].
    """

    candidates: tuple[Candidate, ...]
    seats: int
    highest: int
    papers: Mapping[Scores, int]

    def __post_init__(self) -> None:
        require_slate(self.candidates, self.seats)
        for scores, ballots in self.papers.items():
            named = {name for name, _ in scores}
            on_scale = all(0 <= score <= self.highest for _, score in scores)
            if len(named) < len(scores) or not named <= set(self.candidates) or not on_scale:
                raise SpoiltBallot(ballot=", ".join(f"{name} {score}" for name, score in scores))
            if ballots < 1:
                raise ImpossibleCount(ballots=ballots, entitled=0)


@dataclass(frozen=True)
class PointsSheet:
    """The sums, highest first, and what they mean.

    Attributes:
        points: Every candidate's crosses [ballots] or scores [points].
        elected: Highest sums first; fewer than ``seats`` while a tie for the last is open.
        ties: The tie for the last seats, settled.
        open_tie: The same, while nobody has settled it.
    """

    method: Method
    seats: int
    valid: int
    points: Mapping[Candidate, int]
    elected: tuple[Candidate, ...]
    ties: tuple[Tie, ...] = ()
    open_tie: Tie | None = None


def count_approval(
    profile: Profile, ties: ElectionTie, rulings: Sequence[Ruling] = ()
) -> PointsSheet:
    """Elect those with the most crosses; the order of names on a ballot does not matter.

    Raises:
        NeedlessRuling: a ruling is on record for which there is no tie.

    Source: S. J. Brams, P. C. Fishburn (1978), American Political Science Review 72:831-847.
    """
    settler = Settler(ties, rulings)
    return _sheet(Method.APPROVAL, crosses(profile), (profile.seats, profile.valid), settler)


def crosses(profile: Profile) -> dict[Candidate, int]:
    """Return every candidate's crosses [ballots]."""
    points = dict.fromkeys(profile.candidates, 0)
    for approved, ballots in profile.papers.items():
        for name in approved:
            points[name] += ballots
    return points


def count_scores(
    profile: ScoreProfile, ties: ElectionTie, rulings: Sequence[Ruling] = ()
) -> PointsSheet:
    """Elect those with the highest sums of scores.

    Raises:
        NeedlessRuling: a ruling is on record for which there is no tie.
    """
    points = dict.fromkeys(profile.candidates, 0)
    for scores, ballots in profile.papers.items():
        for name, score in scores:
            points[name] += ballots * score
    settler = Settler(ties, rulings)
    return _sheet(Method.SCORE, points, (profile.seats, sum(profile.papers.values())), settler)


def _sheet(
    method: Method, points: dict[Candidate, int], sizes: tuple[int, int], settler: Settler
) -> PointsSheet:
    seats, valid = sizes
    order = sorted(points, key=lambda each: -points[each])
    cut = points[order[min(seats, len(order)) - 1]] if order else 0
    safe = tuple(each for each in order if points[each] > cut)
    level = tuple(each for each in order if points[each] == cut)
    found = PointsSheet(method, seats, valid, {name: points[name] for name in order}, ())
    if len(safe) + len(level) <= seats:
        settler.require_all_used()
        return _with(found, (*safe, *level), None)
    tie = settler.settle(TieAbout.SEAT, level, seats - len(safe))
    settler.require_all_used()
    return _with(found, (*safe, *tie.chosen), tie)


def _with(found: PointsSheet, elected: tuple[Candidate, ...], tie: Tie | None) -> PointsSheet:
    is_open = tie is not None and tie.by is None
    return PointsSheet(
        method=found.method,
        seats=found.seats,
        valid=found.valid,
        points=found.points,
        elected=elected,
        ties=() if tie is None or is_open else (tie,),
        open_tie=tie if is_open else None,
    )
