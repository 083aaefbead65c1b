"""Whom an organisation must send: as many women as men, or one woman at least.

What counts is as whom the organisation's letter sends somebody. That is public, and not what the
person says of themselves.
"""

from collections.abc import Sequence
from enum import StrEnum

from council.rules.errors import RuleViolation
from council.rules.targets import Group

Sent = Sequence[Group | None]  # as whom each delegate is sent; None: the letter does not say
SEVERAL = 2  # a rule about who goes together says nothing of one delegate alone


class Balance(StrEnum):
    """What a body asks of each organisation's delegates."""

    NONE = "none"
    EVEN = "even"  # as many women as men, within one
    ONE_WOMAN = "one_woman"  # of two or more


class NoWomanSent(RuleViolation):
    """The organisation sends no woman, and no place is left for one."""

    code = "no_woman_sent"


class UnevenDelegation(RuleViolation):
    """Women and men of the delegation differ by more than one, and too few places are left."""

    code = "uneven_delegation"


class NobodySent(RuleViolation):
    """The letter names nobody, so that there is nothing to enter."""

    code = "nobody_sent"


def can_hold(balance: Balance, sent: Sent, places: int) -> bool:
    """Say whether the rule holds once the right people come to the places that are vacant.

    >>> can_hold(Balance.ONE_WOMAN, [Group.MEN, Group.MEN], 2)
    False
    >>> can_hold(Balance.ONE_WOMAN, [Group.MEN], 2)
    True
    >>> can_hold(Balance.EVEN, [Group.WOMEN, Group.WOMEN, Group.MEN], 3)
    True
    """
    vacant = places - len(sent)
    women, men = _counted(sent)
    if places < SEVERAL or balance is Balance.NONE:
        return True
    if balance is Balance.ONE_WOMAN:
        return women + vacant >= 1
    return abs(women - men) <= 1 + vacant


def fitting(balance: Balance, seated: Sent, coming: Sent, places: int) -> list[bool]:
    """Say who of those coming can be seated, the first of the letter first.

    >>> fitting(Balance.ONE_WOMAN, [], [Group.MEN, Group.MEN], 2)
    [True, False]
    """
    together = list(seated)
    found = []
    for one in coming:
        fits = can_hold(balance, [*together, one], places)
        found.append(fits)
        together += [one] if fits else []
    return found


def require_balance(balance: Balance, sent: Sent, places: int) -> None:
    """Stop a delegation that cannot keep the rule, whoever comes to the vacant places.

    Raises:
        NoWomanSent: it has no woman.
        UnevenDelegation: it has too many of one.
    """
    if can_hold(balance, sent, places):
        return
    women, men = _counted(sent)
    if not women:
        raise NoWomanSent(men=men, delegates=len(sent))
    raise UnevenDelegation(women=women, men=men)


def _counted(sent: Sent) -> tuple[int, int]:
    return sum(one is Group.WOMEN for one in sent), sum(one is Group.MEN for one in sent)
