"""Sharing out seats among blocs or organisations in proportion to numbers, without a hidden lot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from council.rules.errors import RuleViolation

Allotted = dict[str, int]


class ImpossibleApportionment(RuleViolation):
    """The numbers, minimums and caps leave no way to share out so many seats."""

    code = "impossible_apportionment"


class Method(StrEnum):
    """By which rule whole seats are made of fractions."""

    SAINTE_LAGUE = "sainte_lague"  # also Webster's; favours neither large nor small
    DHONDT = "dhondt"  # also Jefferson's; favours the large
    HAMILTON = "hamilton"  # largest remainders


@dataclass(frozen=True)
class Claim:
    """What one party brings: its number (votes, members, residents), and what it is assured.

    ``least`` seats come first, whatever the number; ``most`` is a cap, None for none.
    """

    number: int
    least: int = 0
    most: int | None = None


@dataclass(frozen=True)
class Apportionment:
    """The seats that are certain, and those that only a lot could give.

    Attributes:
        seats: What each party has for certain [seats].
        tied: The parties that are exactly level for the last seats, in the order they were
            handed in; empty when nothing is open.
        open_seats: How many of the tied parties get one more [seats]; the rule does not say which.
    """

    seats: Mapping[str, int]
    tied: tuple[str, ...] = ()
    open_seats: int = 0


def apportion(
    claims: Mapping[str, Claim],
    seats: int,
    method: Method = Method.SAINTE_LAGUE,
    *,
    threshold: Fraction = Fraction(0),
) -> Apportionment:
    """Share out the seats; a tie is reported, never decided.

    Minimums are given first. The divisor methods go on from the seats a party then holds;
    Hamilton's method gives each party its whole quotas, then one more to the largest remainders.

    Args:
        claims: By name of the party. Shape (n,), n ≥ 1.
        seats: To be shared out [seats].
        threshold: The least share of all numbers that takes part; a party below it keeps its
            assured minimum.

    Raises:
        ImpossibleApportionment: a number is negative or all are 0, nobody reaches the threshold,
            the minimums exceed the seats, or the caps do not hold them.

    Source: M. L. Balinski, H. P. Young (1975), The Quota Method of Apportionment, Amer. Math.
    Monthly 82:701-730, which states the three methods by these names.

    >>> votes = {"a": Claim(53), "b": Claim(24), "c": Claim(23)}
    >>> apportion(votes, 7, Method.DHONDT).seats
    {'a': 4, 'b': 2, 'c': 1}
    """
    _require_possible(claims, seats)
    entitled = _entitled(claims, threshold)
    start = {name: claim.least for name, claim in claims.items()}
    if method is Method.HAMILTON:
        return _by_remainders(claims, entitled, start, seats)
    step = 2 if method is Method.SAINTE_LAGUE else 1
    return _hand_out(claims, entitled, start, seats, lambda held: step * held + 1)


def _require_possible(claims: Mapping[str, Claim], seats: int) -> None:
    for name, claim in claims.items():
        if claim.number < 0 or claim.least < 0:
            raise ImpossibleApportionment(party=name)
        if claim.most is not None and claim.most < claim.least:
            raise ImpossibleApportionment(party=name)
    assured = sum(claim.least for claim in claims.values())
    if not any(claim.number for claim in claims.values()) or not 0 <= assured <= seats:
        raise ImpossibleApportionment(seats=seats, assured=assured)


def _entitled(claims: Mapping[str, Claim], threshold: Fraction) -> list[str]:
    total = sum(claim.number for claim in claims.values())
    found = [n for n, one in claims.items() if one.number and one.number >= threshold * total]
    if not found:
        raise ImpossibleApportionment(threshold=str(threshold))
    return found


def _is_open(claim: Claim, held: int) -> bool:
    return claim.most is None or held < claim.most


def _hand_out(
    claims: Mapping[str, Claim],
    entitled: list[str],
    start: Allotted,
    seats: int,
    divisor: Callable[[int], int],
) -> Apportionment:
    """Give seat after seat to the largest quotient of number and divisor."""
    held = dict(start)
    while left := seats - sum(held.values()):
        quotients = {
            name: Fraction(claims[name].number, divisor(held[name]))
            for name in entitled
            if _is_open(claims[name], held[name])
        }
        level = _largest(quotients, seats)
        if len(level) > left:
            return Apportionment(held, tuple(level), left)
        for name in level:
            held[name] += 1
    return Apportionment(held)


def _by_remainders(
    claims: Mapping[str, Claim], entitled: list[str], start: Allotted, seats: int
) -> Apportionment:
    """Give whole quotas, then one each to the largest remainders, until no seat is left.

    Caps may leave seats over after one round of remainders; those who have room go on in the
    same order.
    """
    total = sum(claims[name].number for name in entitled)
    quotas = {name: Fraction(claims[name].number * seats, total) for name in entitled}
    held = dict(start)
    for name, quota in quotas.items():
        most = claims[name].most
        whole = int(quota) if most is None else min(int(quota), most)
        held[name] = max(held[name], whole)
    return _settle(claims, quotas, held, seats)


def _settle(
    claims: Mapping[str, Claim], quotas: Mapping[str, Fraction], held: Allotted, seats: int
) -> Apportionment:
    while left := seats - sum(held.values()):
        lacking = {
            name: quota - held[name]
            for name, quota in quotas.items()
            if (_is_open(claims[name], held[name]) if left > 0 else held[name] > claims[name].least)
        }
        if left < 0:
            lacking = {name: -remainder for name, remainder in lacking.items()}
        level = _largest(lacking, seats)
        step = 1 if left > 0 else -1
        if len(level) > abs(left):
            return _undecided(held, level, left)
        for name in level:
            held[name] += step
    return Apportionment(held)


def _undecided(held: Allotted, level: list[str], left: int) -> Apportionment:
    if left > 0:
        return Apportionment(held, tuple(level), left)
    kept = {name: number - (name in level) for name, number in held.items()}
    return Apportionment(kept, tuple(level), len(level) + left)


def _largest(figures: Mapping[str, Fraction], seats: int) -> list[str]:
    """Return all who share the largest figure."""
    if not figures:
        raise ImpossibleApportionment(seats=seats)
    best = max(figures.values())
    return [name for name, figure in figures.items() if figure == best]
