"""What a ballot paper says: over-full, under-full and doubtful ones are read by one rule."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from deliberation.rules.tally.profile import Candidate, Ranking


class Remark(StrEnum):
    """What the tellers note about a paper."""

    BLANK = "blank"
    NO_FIRST = "no_first"
    TWO_FIRST = "two_first"
    NUMBER_TWICE = "number_twice"
    NUMBER_MISSING = "number_missing"
    TOO_MANY = "too_many"
    TOO_FEW = "too_few"
    OFF_THE_SCALE = "off_the_scale"
    NOBODY_STANDING = "nobody_standing"


@dataclass(frozen=True)
class PaperRule:
    """How many names a paper may and must bear; ``most`` 0 sets no limit."""

    least: int = 1
    most: int = 0


@dataclass(frozen=True)
class Reading:
    """What is counted of a paper, best first, and why it is not all; spoilt if nothing is."""

    ranking: Ranking
    remark: Remark | None = None

    @property
    def is_spoilt(self) -> bool:
        """Nothing of the paper can be counted."""
        return not self.ranking


def read_ranking(
    marks: Mapping[Candidate, int], standing: Collection[Candidate], rule: PaperRule | None = None
) -> Reading:
    """Read numbers written against names: 1 for the first preference, 2 for the next.

    A paper is good if 1 stands against exactly one name. It is counted up to the first number
    that is missing or stands twice: from there on nobody knows whom the voter meant.

    Args:
        marks: The number against each name that has one; order does not matter.
        standing: Who stands. A name that is no candidate's spoils the paper.
        rule: How many preferences must and may be given; what is over ``most`` is not counted.

    Source: The Scottish Local Government Elections Order 2007 (SSI 2007/42), article 2
    "non-transferable paper" and schedule 1, rules 45 and 48.

    >>> read_ranking({"a": 1, "b": 2, "c": 2}, "abc")
    Reading(ranking=('a',), remark=<Remark.NUMBER_TWICE: 'number_twice'>)
    """
    rule = rule or PaperRule()
    if remark := _unreadable(marks, standing):
        return Reading((), remark)
    ranking, remark = _in_order(marks)
    if rule.most and len(ranking) > rule.most:
        return Reading(ranking[: rule.most], Remark.TOO_MANY)
    if len(ranking) < rule.least:
        return Reading((), Remark.TOO_FEW)
    return Reading(ranking, remark)


def read_approval(
    names: Collection[Candidate], standing: Collection[Candidate], rule: PaperRule | None = None
) -> Reading:
    """Read crosses against names; nobody guesses which of too many crosses were meant.

    Args:
        names: Who has a cross; order does not matter.
        standing: Who stands. A name that is no candidate's spoils the paper.
        rule: How many crosses must and may be made; a paper with fewer or more is spoilt.

    >>> read_approval({"b", "a"}, "abc")
    Reading(ranking=('a', 'b'), remark=None)
    """
    rule = rule or PaperRule()
    found = tuple(sorted(set(names)))
    for remark, stands in (
        (Remark.BLANK, not found),
        (Remark.NOBODY_STANDING, not set(found) <= set(standing)),
        (Remark.TOO_MANY, bool(rule.most) and len(found) > rule.most),
        (Remark.TOO_FEW, len(found) < rule.least),
    ):
        if stands:
            return Reading((), remark)
    return Reading(found)


def _unreadable(marks: Mapping[Candidate, int], standing: Collection[Candidate]) -> Remark | None:
    first = [name for name, number in marks.items() if number == 1]
    if not marks:
        return Remark.BLANK
    if not marks.keys() <= set(standing):
        return Remark.NOBODY_STANDING
    if not first:
        return Remark.NO_FIRST
    return Remark.TWO_FIRST if len(first) > 1 else None


def _in_order(marks: Mapping[Candidate, int]) -> tuple[Ranking, Remark | None]:
    times = Counter(marks.values())
    by_number = {number: name for name, number in marks.items()}
    ranking: list[Candidate] = []
    while (number := len(ranking) + 1) in by_number:
        if times[number] > 1:
            return tuple(ranking), Remark.NUMBER_TWICE
        ranking.append(by_number[number])
    return tuple(ranking), Remark.NUMBER_MISSING if len(ranking) < len(marks) else None
