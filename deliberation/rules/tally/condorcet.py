"""Ranked choice of one person that always elects who beats everybody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from council.rules.bylaws import ElectionTie
from deliberation.rules.tally.pairwise import (
    Pair,
    Strength,
    TieredProfile,
    condorcet_winner,
    pairwise_counts,
    smith_set,
    wins,
)
from deliberation.rules.tally.profile import Candidate
from deliberation.rules.tally.sheet import Method
from deliberation.rules.tally.ties import Ruling, Settler, Tie, TieAbout


@dataclass(frozen=True)
class CondorcetSheet:
    """The duels and what they mean.

    Attributes:
        strength: How strong a win was taken to be.
        counts: Ballots that prefer the first of a pair to the second [ballots].
        condorcet_winner: Who beats everybody, if somebody does.
        smith_set: The fewest who each beat everybody outside.
        strongest: Schulze: how strong the best path of wins is that leads from the first of a
            pair to the second [ballots]; 0 if none does.
        locked: Ranked pairs: the wins that stand, in the order in which they were locked.
        winners: All whom the method names; several if it cannot tell them apart.
        elected: Who it is, once a tie between winners is settled.
    """

    method: Method
    strength: Strength
    valid: int
    counts: Mapping[Pair, int]
    condorcet_winner: Candidate | None
    smith_set: tuple[Candidate, ...]
    strongest: Mapping[Pair, int]
    locked: tuple[Pair, ...]
    winners: tuple[Candidate, ...]
    elected: Candidate | None = None
    ties: tuple[Tie, ...] = ()
    open_tie: Tie | None = None


def schulze(
    profile: TieredProfile,
    strength: Strength,
    ties: ElectionTie,
    rulings: Sequence[Ruling] = (),
) -> CondorcetSheet:
    """Elect who has the stronger path of wins to each other candidate.

    A path is as strong as its weakest win.

    Raises:
        NeedlessRuling: a ruling is on record for which there is no tie.

    Source: M. Schulze (2011), Social Choice and Welfare 36:267-303, section 2.2.
    """
    sheet = _sheet(Method.SCHULZE, profile, strength)
    names = profile.candidates
    won = wins(sheet.counts, strength)
    best = {(a, b): won.get((a, b), 0) for a in names for b in names if a != b}
    for via in names:
        for a in names:
            for b in names:
                if len({via, a, b}) == len((via, a, b)):
                    best[a, b] = max(best[a, b], min(best[a, via], best[via, b]))
    winners = tuple(a for a in names if all(best[a, b] >= best[b, a] for b in names if b != a))
    settler = Settler(ties, rulings)
    return _elect(replace(sheet, strongest=best, winners=winners), settler)


def ranked_pairs(
    profile: TieredProfile,
    strength: Strength,
    ties: ElectionTie,
    rulings: Sequence[Ruling] = (),
) -> CondorcetSheet:
    """Lock the wins, strongest first, leaving out each that would close a circle.

    If equally strong wins cannot all be locked, their order matters. It is then a matter for a
    ruling over the candidates concerned: the win of whom is drawn first is locked first, among
    their wins that over the candidate drawn last.

    Raises:
        NeedlessRuling: a ruling is on record for which there is no tie.

    Source: T. N. Tideman (1987), Social Choice and Welfare 4:185-206; T. M. Zavist,
    T. N. Tideman (1989), Social Choice and Welfare 6:167-173 for equal strengths.
    """
    sheet = _sheet(Method.RANKED_PAIRS, profile, strength)
    settler = Settler(ties, rulings)
    locked: list[Pair] = []
    for group in _equally_strong(wins(sheet.counts, strength)):
        possible = [pair for pair in group if not _leads(locked, pair[1], pair[0])]
        tie = _order_of(possible, locked, settler)
        if tie is not None and tie.by is None:
            return replace(sheet, locked=tuple(locked), open_tie=tie)
        if tie is not None:
            possible.sort(key=lambda pair, order=tie.chosen: _drawn(pair, order))  # type: ignore[misc] # bound at once
            sheet = replace(sheet, ties=(*sheet.ties, tie))
        for pair in possible:
            if not _leads(locked, pair[1], pair[0]):
                locked.append(pair)
    beaten = {loser for _, loser in locked}
    winners = tuple(name for name in profile.candidates if name not in beaten)
    return _elect(replace(sheet, locked=tuple(locked), winners=winners), settler)


def _sheet(method: Method, profile: TieredProfile, strength: Strength) -> CondorcetSheet:
    counts = pairwise_counts(profile)
    return CondorcetSheet(
        method=method,
        strength=strength,
        valid=profile.valid,
        counts=counts,
        condorcet_winner=condorcet_winner(profile, counts),
        smith_set=smith_set(profile, counts),
        strongest={},
        locked=(),
        winners=(),
    )


def _elect(sheet: CondorcetSheet, settler: Settler) -> CondorcetSheet:
    if len(sheet.winners) > 1:
        tie = settler.settle(TieAbout.SEAT, sheet.winners)
        if tie.by is None:
            sheet = replace(sheet, open_tie=tie)
        else:
            sheet = replace(sheet, elected=tie.chosen[0], ties=(*sheet.ties, tie))
    elif sheet.winners:
        sheet = replace(sheet, elected=sheet.winners[0])
    settler.require_all_used()
    return sheet


def _equally_strong(won: Mapping[Pair, int]) -> list[list[Pair]]:
    """Return the wins by strength, strongest first."""
    groups: dict[int, list[Pair]] = {}
    for pair, strength in won.items():
        groups.setdefault(strength, []).append(pair)
    return [groups[strength] for strength in sorted(groups, reverse=True)]


def _order_of(possible: list[Pair], locked: list[Pair], settler: Settler) -> Tie | None:
    """Return the tie between candidates whose equally strong wins exclude each other."""
    all_of_them = [*locked, *possible]
    if not any(_leads(all_of_them, loser, winner) for winner, loser in possible):
        return None
    among = {name for pair in possible for name in pair}
    return settler.settle(TieAbout.ORDER, among, len(among))


def _drawn(pair: Pair, order: Sequence[Candidate]) -> tuple[int, int]:
    winner, loser = pair
    return order.index(winner), -order.index(loser)


def _leads(locked: Sequence[Pair], start: Candidate, end: Candidate) -> bool:
    """Say whether a path of locked wins leads from one candidate to another."""
    reached, waiting = {start}, [start]
    while waiting:
        at = waiting.pop()
        further = {loser for winner, loser in locked if winner == at} - reached
        reached |= further
        waiting += further
    return end in reached
