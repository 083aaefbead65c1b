"""An election as one public document, from which anybody can count it again."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from deliberation.rules.tally.points import PointsSheet
from deliberation.rules.tally.profile import Profile
from deliberation.rules.tally.scottish import Withdrawal
from deliberation.rules.tally.sheet import CountSheet, Stage
from deliberation.rules.tally.ties import ElectionTie, Ruling, Tie

FORMAT = "majlis-election/1"


def approval_document(
    profile: Profile, ties: ElectionTie, rulings: Sequence[Ruling], sheet: PointsSheet
) -> Mapping[str, Any]:
    """Return an election by crosses: ballots, rulings, sums, and who is elected.

    The same inputs give the same bytes: ballots stand in an order of their own, not in that of
    casting.
    """
    return {
        **_inputs(profile, ties, rulings),
        "method": sheet.method.value,
        "result": {
            "points": dict(sheet.points),
            "elected": list(sheet.elected),
            "ties": [_tie(each) for each in sheet.ties],
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

    It is for counts without composition targets: a recount of the others needs to know who
    belongs to which group, and that is nobody's business.
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


def _inputs(profile: Profile, ties: ElectionTie, rulings: Sequence[Ruling]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "candidates": list(profile.candidates),
        "seats": profile.seats,
        "ties": ties.value,
        "rulings": [list(each.order) for each in rulings],
        "ballots": [
            {"ranking": list(ranking), "ballots": number}
            for ranking, number in sorted(profile.papers.items())
        ],
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
