"""Groups that targets count, and what a person says of themselves."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import combinations
from typing import TypeAlias

from council.rules.errors import RuleViolation


class Group(StrEnum):
    """Whom a target may count; a person says for each whether they count toward it."""

    WOMEN = "women"
    MEN = "men"
    YOUNG_PEOPLE = "young_people"  # 15 to 29 years
    DISABLED_PEOPLE = "disabled_people"
    DISPLACED_PEOPLE = "displaced_people"  # under protection, or looking for it


class Answer(StrEnum):
    """What a person says of one group; saying nothing has the same effect as the last."""

    YES = "yes"
    NO = "no"
    NOT_SAID = "not_said"


Answers: TypeAlias = Mapping[Group, Answer]
Predicate: TypeAlias = Sequence[Sequence[Group]]  # any of these, each of them all of those

# Pairs of groups of which nobody is in both.
FAMILIES: tuple[frozenset[Group], ...] = (frozenset({Group.WOMEN, Group.MEN}),)


class ContradictoryAnswers(RuleViolation):
    """Nobody counts toward two groups of which one shuts out the other."""

    code = "contradictory_answers"


def require_consistent(answers: Answers) -> None:
    """Stop answers that contradict each other.

    Raises:
        ContradictoryAnswers: yes to two groups of one family.
    """
    if not _goes_together({group for group, one in answers.items() if one is Answer.YES}):
        raise ContradictoryAnswers


def _goes_together(groups: Collection[Group]) -> bool:
    """One person can be in all of the groups."""
    return all(len(family.intersection(groups)) < len(family) for family in FAMILIES)


def counts_for_certain(predicate: Predicate, answers: Answers) -> bool:
    """Say whether the person counts by what they said alone.

    >>> counts_for_certain([[Group.WOMEN]], {Group.WOMEN: Answer.YES})
    True
    """
    return any(
        all(answers.get(group) is Answer.YES for group in alternative) for alternative in predicate
    )


def may_count(predicate: Predicate, answers: Answers) -> bool:
    """Say whether the person could count, if what they left unsaid were so.

    >>> may_count([[Group.WOMEN]], {}), may_count([[Group.WOMEN]], {Group.MEN: Answer.YES})
    (True, False)
    """
    shut_out = {group for group, answer in answers.items() if answer is Answer.NO}
    said = {group for group, answer in answers.items() if answer is Answer.YES}
    shut_out |= {group for family in FAMILIES if said & family for group in family - said}
    return any(
        not shut_out.intersection(alternative) and _goes_together(alternative)
        for alternative in predicate
    )


def people_possible(
    groups: Collection[Group], kept_for: Collection[Group]
) -> Iterator[frozenset[Group]]:
    """Yield every way in which one person can be in some of the groups.

    Args:
        groups: Those that matter.
        kept_for: Those the person must be in, as far as they matter.
    """
    ordered = sorted(groups)
    needed = set(kept_for) & set(groups)
    for size in range(len(ordered) + 1):
        for chosen in combinations(ordered, size):
            person = frozenset(chosen)
            if needed <= person and _goes_together(person):
                yield person


def includes(predicate: Predicate, person: Collection[Group]) -> bool:
    """Say whether somebody of whom everything is known counts."""
    return any(set(alternative) <= set(person) for alternative in predicate)
