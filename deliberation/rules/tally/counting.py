"""One election counted by its own rule, and written down so that anybody can count it again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from council.rules.bounds import Bound
from deliberation.rules.tally.box import Box, without
from deliberation.rules.tally.condorcet import ranked_pairs, schulze
from deliberation.rules.tally.documents import (
    approval_document,
    condorcet_document,
    meek_document,
    scores_document,
    scottish_document,
)
from deliberation.rules.tally.guard import Composition
from deliberation.rules.tally.meek import meek_stv
from deliberation.rules.tally.pairwise import TieredProfile, Tiers
from deliberation.rules.tally.points import ScoreProfile, Scores, count_approval, count_scores
from deliberation.rules.tally.profile import Candidate, Profile, Ranking, withdraw
from deliberation.rules.tally.rule import ElectionRule
from deliberation.rules.tally.scottish import Withdrawal, scottish_stv
from deliberation.rules.tally.sheet import Method
from deliberation.rules.tally.ties import Ruling
from deliberation.rules.tally.vacancies import seats_changed
from deliberation.rules.tally.zipper import count_zipper, turns_of

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Slate:
    """Who stands: by the numbers of the ballot paper, each with the places stood for."""

    groups: Mapping[Candidate, str]

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The numbers, in the order of the paper."""
        return tuple(self.groups)


@dataclass(frozen=True)
class Record:
    """What the count cannot find on the papers.

    Attributes:
        rulings: The lots drawn, or casting votes given, so far.
        withdrawals: Who withdrew while the count was at which stage.
        gone: Who withdrew after the paper was made and before the count.
    """

    rulings: Sequence[Ruling] = ()
    withdrawals: Collection[Withdrawal] = ()
    gone: Collection[Candidate] = field(default_factory=tuple)


def count(rule: ElectionRule, slate: Slate, box: Box, record: Record) -> Document:
    """Return the whole count as a public document; it is enough to count again.

    By the Scottish method who withdraws during the count is passed on at the stage reached; by
    all others the papers are counted again as if they had never stood.

    Raises:
        AlreadyElected: somebody withdraws during the count who is elected.
        InfeasibleComposition: the places kept cannot be filled any more.
        NeedlessRuling: a ruling is on record for which there is no tie.
    """
    gone, during = set(record.gone), list(record.withdrawals)
    if rule.method is not Method.SCOTTISH_STV:
        gone |= {each.candidate for each in during}
        during = []
    left = {each: group for each, group in slate.groups.items() if each not in gone}
    settled = Record(record.rulings, during)
    return {
        **_COUNTS[rule.method](rule, left, without(box, gone), settled),
        "gone": sorted(gone),
        "groups": left if rule.places else {},
        "places": dict(rule.places),
        "spoilt": without(box, gone).spoilt,
    }


def _profile(rule: ElectionRule, left: Mapping[Candidate, str], box: Box) -> Profile:
    return Profile(tuple(left), rule.seats, cast("Mapping[Ranking, int]", box.papers))


def _scottish(
    rule: ElectionRule, left: Mapping[Candidate, str], box: Box, record: Record
) -> Document:
    profile = _profile(rule, left, box)
    bounds = tuple(Bound(group, least, rule.seats) for group, least in rule.places.items())
    groups = {each: frozenset({group} if group else ()) for each, group in left.items()}
    facts = (profile, rule.ties, record.rulings, record.withdrawals)
    sheet = scottish_stv(*facts, composition=Composition(bounds, groups))
    document = dict(scottish_document(*facts, sheet))
    if bounds and sheet.open_tie is None:
        gone = {each.candidate for each in record.withdrawals}
        free = scottish_stv(withdraw(profile, gone), rule.ties)
        is_known = free.open_tie is None
        document["seats_changed"] = seats_changed(sheet, free) if is_known else None
    return document


def _meek(rule: ElectionRule, left: Mapping[Candidate, str], box: Box, record: Record) -> Document:
    profile = _profile(rule, left, box)
    sheet = meek_stv(profile, rule.ties, record.rulings)
    return meek_document(profile, rule.ties, record.rulings, sheet)


def _approval(
    rule: ElectionRule, left: Mapping[Candidate, str], box: Box, record: Record
) -> Document:
    profile = _profile(rule, left, box)
    sheet = count_approval(profile, rule.ties, record.rulings)
    return approval_document(profile, rule.ties, record.rulings, sheet)


def _zipper(
    rule: ElectionRule, left: Mapping[Candidate, str], box: Box, record: Record
) -> Document:
    profile = _profile(rule, left, box)
    sheet = count_zipper(profile, left, turns_of(rule.places), rule.ties, record.rulings)
    return approval_document(profile, rule.ties, record.rulings, sheet)


def _scores(
    rule: ElectionRule, left: Mapping[Candidate, str], box: Box, record: Record
) -> Document:
    papers = cast("Mapping[Scores, int]", box.papers)
    profile = ScoreProfile(tuple(left), rule.seats, rule.highest, papers)
    sheet = count_scores(profile, rule.ties, record.rulings)
    return scores_document(profile, rule.ties, record.rulings, sheet)


def _condorcet(
    rule: ElectionRule, left: Mapping[Candidate, str], box: Box, record: Record
) -> Document:
    profile = TieredProfile(tuple(left), cast("Mapping[Tiers, int]", box.papers))
    counted = schulze if rule.method is Method.SCHULZE else ranked_pairs
    sheet = counted(profile, rule.strength, rule.ties, record.rulings)
    return condorcet_document(profile, rule.ties, record.rulings, sheet)


_COUNTS = {
    Method.SCOTTISH_STV: _scottish,
    Method.MEEK_STV: _meek,
    Method.APPROVAL: _approval,
    Method.ZIPPER: _zipper,
    Method.SCORE: _scores,
    Method.SCHULZE: _condorcet,
    Method.RANKED_PAIRS: _condorcet,
}
