"""An election as one public document, from which anybody can count it again."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from council.rules.bylaws import ElectionTie
from deliberation.rules.tally.condorcet import CondorcetSheet
from deliberation.rules.tally.meek import MeekSheet, Round
from deliberation.rules.tally.pairwise import TieredProfile
from deliberation.rules.tally.points import PointsSheet, ScoreProfile
from deliberation.rules.tally.profile import Profile
from deliberation.rules.tally.scottish import Withdrawal
from deliberation.rules.tally.sheet import CountSheet, Stage
from deliberation.rules.tally.ties import Ruling, Tie

FORMAT = "majlis-election/1"


def approval_document(
    profile: Profile, ties: ElectionTie, rulings: Sequence[Ruling], sheet: PointsSheet
) -> Mapping[str, Any]:
    """Return an election by crosses, or a list made of them: sums, and who is elected.

    The same inputs give the same bytes: ballots stand in an order of their own, not in that of
    casting.
    """
    return {
        **_inputs(profile, ties, rulings),
        "method": sheet.method.value,
        "result": _points(sheet),
    }


def scores_document(
    profile: ScoreProfile, ties: ElectionTie, rulings: Sequence[Ruling], sheet: PointsSheet
) -> Mapping[str, Any]:
    """Return an election by scores: what each paper gives whom, and the sums."""
    return {
        **_head(profile.candidates, profile.seats, ties, rulings),
        "highest": profile.highest,
        "ballots": [
            {"scores": dict(scores), "ballots": number}
            for scores, number in sorted(profile.papers.items())
        ],
        "method": sheet.method.value,
        "result": _points(sheet),
    }


def condorcet_document(
    profile: TieredProfile, ties: ElectionTie, rulings: Sequence[Ruling], sheet: CondorcetSheet
) -> Mapping[str, Any]:
    """Return an election of one person by duels: how many prefer whom, and what that means."""
    return {
        **_head(profile.candidates, 1, ties, rulings),
        "ballots": [
            {"tiers": [list(tier) for tier in tiers], "ballots": number}
            for tiers, number in sorted(profile.papers.items())
        ],
        "method": sheet.method.value,
        "strength": sheet.strength.value,
        "result": {
            "duels": [[a, b, count] for (a, b), count in sheet.counts.items()],
            "condorcet_winner": sheet.condorcet_winner,
            "strongest": [[a, b, best] for (a, b), best in sheet.strongest.items()],
            "locked": [list(pair) for pair in sheet.locked],
            "winners": list(sheet.winners),
            "elected": [sheet.elected] if sheet.elected else [],
            "ties": [_tie(each) for each in sheet.ties],
            "open_tie": sheet.open_tie and _tie(sheet.open_tie),
        },
    }


def meek_document(
    profile: Profile, ties: ElectionTie, rulings: Sequence[Ruling], sheet: MeekSheet
) -> Mapping[str, Any]:
    """Return an election by Meek's method, with every round; votes are whole units."""
    return {
        **_inputs(profile, ties, rulings),
        "method": "meek_stv",
        "result": {
            "unit": sheet.unit,
            "rounds": [_round(each) for each in sheet.rounds],
            "elected": list(sheet.elected),
            "filled": list(sheet.filled),
            "open_tie": sheet.open_tie and _tie(sheet.open_tie),
        },
    }


def scottish_document(
    profile: Profile,
    ties: ElectionTie,
    rulings: Sequence[Ruling],
    withdrawals: Collection[Withdrawal],
    sheet: CountSheet,
) -> Mapping[str, Any]:
    """Return an election by transferable vote, with every stage; votes are whole units.

    A recount of a count with composition targets needs to know who belongs to which group, and
    that is nobody's business, unless candidates say in public for which places they stand.
    """
    return {
        **_inputs(profile, ties, rulings),
        "method": sheet.method.value,
        "withdrawals": [
            {"candidate": each.candidate, "stage": each.stage}
            for each in sorted(withdrawals, key=lambda each: (each.stage, each.candidate))
        ],
        "result": {
            "unit": sheet.unit,
            "droop_quota": sheet.droop_quota,
            "stages": [_stage(each) for each in sheet.stages],
            "elected": list(sheet.elected),
            "open_tie": sheet.open_tie and _tie(sheet.open_tie),
        },
    }


def _head(
    candidates: Collection[str], seats: int, ties: ElectionTie, rulings: Sequence[Ruling]
) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "candidates": list(candidates),
        "seats": seats,
        "ties": ties.value,
        "rulings": [list(each.order) for each in rulings],
    }


def _inputs(profile: Profile, ties: ElectionTie, rulings: Sequence[Ruling]) -> dict[str, Any]:
    return {
        **_head(profile.candidates, profile.seats, ties, rulings),
        "ballots": [
            {"ranking": list(ranking), "ballots": number}
            for ranking, number in sorted(profile.papers.items())
        ],
    }


def _points(sheet: PointsSheet) -> Mapping[str, Any]:
    return {
        "points": dict(sheet.points),
        "elected": list(sheet.elected),
        "ties": [_tie(each) for each in sheet.ties],
        "open_tie": sheet.open_tie and _tie(sheet.open_tie),
    }


def _round(each: Round) -> Mapping[str, Any]:
    return {
        "votes": dict(each.votes),
        "exhausted": each.exhausted,
        "quota": each.quota,
        "elected": list(each.elected),
        "excluded": list(each.excluded),
        "ties": [_tie(tie) for tie in each.ties],
    }


def _stage(stage: Stage) -> Mapping[str, Any]:
    return {
        "act": stage.act.value,
        "sources": list(stage.sources),
        "transfers": [
            {"to": each.to, "papers": each.papers, "value": each.value} for each in stage.transfers
        ],
        "votes": dict(stage.votes),
        "exhausted": stage.exhausted,
        "ignored": stage.ignored,
        "elected": list(stage.elected),
        "filled": list(stage.filled),
        "excluded": list(stage.excluded),
        "ties": [_tie(each) for each in stage.ties],
    }


def _tie(tie: Tie) -> Mapping[str, Any]:
    return {
        "about": tie.about.value,
        "among": list(tie.among),
        "places": tie.places,
        "chosen": list(tie.chosen),
        "by": tie.by and tie.by.value,
        "stage": tie.stage,
    }
