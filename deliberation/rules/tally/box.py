"""Ballot papers as they come out of the box: what is counted of each, equal ones grouped."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from deliberation.rules.tally.pairwise import Tiers
from deliberation.rules.tally.papers import PaperRule, Reading, Remark, read_approval, read_ranking
from deliberation.rules.tally.points import Scores
from deliberation.rules.tally.profile import Candidate, Ranking
from deliberation.rules.tally.rule import ONE_SEAT, ElectionRule
from deliberation.rules.tally.sheet import Method

Marks: TypeAlias = Mapping[Candidate, int]  # the number against each name that has one
Paper: TypeAlias = Ranking | Scores | Tiers  # what is counted of it; the method says which

CROSSES = frozenset({Method.APPROVAL, Method.ZIPPER})


@dataclass(frozen=True)
class Box:
    """All papers of an election.

    Attributes:
        papers: How many papers say the same [ballots].
        spoilt: Papers of which nothing can be counted [ballots].
        remarks: What the tellers note about papers, spoilt ones too [ballots].
    """

    papers: Mapping[Paper, int]
    spoilt: int = 0
    remarks: Mapping[Remark, int] = field(default_factory=dict)

    @property
    def taken(self) -> int:
        """All papers in the box [ballots]."""
        return sum(self.papers.values()) + self.spoilt


def empty_box(rule: ElectionRule, standing: Collection[Candidate], papers: Iterable[Marks]) -> Box:
    """Read all papers; their order does not matter and is not kept."""
    found: Counter[Paper] = Counter()
    remarks: Counter[Remark] = Counter()
    spoilt = 0
    for marks in papers:
        paper, remark = read_paper(rule, standing, marks)
        if remark is not None:
            remarks[remark] += 1
        if paper:
            found[paper] += 1
        else:
            spoilt += 1
    return Box(found, spoilt, remarks)


def read_paper(
    rule: ElectionRule, standing: Collection[Candidate], marks: Marks
) -> tuple[Paper, Remark | None]:
    """Return what is counted of one paper, empty if it is spoilt, and what is noted about it."""
    if rule.method in CROSSES:
        return _of(read_approval(marks.keys(), standing, PaperRule(most=rule.most)))
    if not marks:
        return (), Remark.BLANK
    if not marks.keys() <= set(standing):
        return (), Remark.NOBODY_STANDING
    if rule.method is Method.SCORE:
        on_scale = all(0 <= score <= rule.highest for score in marks.values())
        return (tuple(sorted(marks.items())), None) if on_scale else ((), Remark.OFF_THE_SCALE)
    if rule.method in ONE_SEAT:
        return _tiers(marks), None
    return _of(read_ranking(marks, standing))


def fault_of(rule: ElectionRule, standing: Collection[Candidate], marks: Marks) -> Remark | None:
    """Return why a voter should mend a ballot before it is handed in; ``None``: it is clear."""
    paper, remark = read_paper(rule, standing, marks)
    if rule.method in ONE_SEAT and paper and 1 not in marks.values():
        return Remark.NO_FIRST
    return remark


def without(box: Box, gone: Collection[Candidate]) -> Box:
    """Return the papers as if those who withdrew had never stood.

    The next name on a paper moves up. A paper that named nobody else says nothing any more.
    """
    papers: Counter[Paper] = Counter()
    for paper, ballots in box.papers.items():
        papers[_struck(paper, gone)] += ballots
    emptied = papers.pop((), 0)
    remarks = Counter(box.remarks) + Counter({Remark.BLANK: emptied})
    return Box(papers, box.spoilt + emptied, remarks)


def _of(reading: Reading) -> tuple[Paper, Remark | None]:
    return reading.ranking, reading.remark


def _tiers(marks: Marks) -> Tiers:
    numbers = sorted(set(marks.values()))
    return tuple(tuple(sorted(n for n in marks if marks[n] == number)) for number in numbers)


def _struck(paper: Paper, gone: Collection[Candidate]) -> Paper:
    left: list[Any] = []
    for each in paper:
        if isinstance(each, str):
            left += [each] if each not in gone else []
        elif len(each) > 1 and isinstance(each[1], int):  # a name with its score
            left += [each] if each[0] not in gone else []
        elif tier := tuple(name for name in each if name not in gone):
            left.append(tier)
    return tuple(left)
