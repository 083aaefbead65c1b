"""Least and most seats of the groups among those drawn, and the pool that they make."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from council.rules.bounds import Bound
from council.rules.lot.pool import Pool, Ticket
from council.rules.lot.procedure import ReasonMissing, UpsideDownQuota
from council.rules.targets import SEAT, Target

Words = frozenset[str]  # groups of a person: of the by-laws, or "column=word" of a file


@dataclass(frozen=True)
class Quota:
    """How many of those drawn are to be in a group.

    Attributes:
        key: Of the target it follows from, or of the group itself.
        ways: Any of these, each of them all of those groups.
        least, most: Seats.
        asked: The least and most that the targets ask for; None for a group without a target.
    """

    key: str
    ways: tuple[tuple[str, ...], ...]
    least: int
    most: int
    asked: tuple[int, int] | None = None

    def includes(self, groups: Collection[str]) -> bool:
        """Say whether somebody of these groups counts."""
        return any(set(way) <= set(groups) for way in self.ways)

    def differs(self) -> bool:
        """Say whether it asks for something else than the targets do."""
        return self.asked is not None and self.asked != (self.least, self.most)

    def says_something(self, seats: int) -> bool:
        """Say whether a draw could break it."""
        return self.least > 0 or self.most < seats


def dump_quota(quota: Quota) -> dict[str, Any]:
    """Return the quota as plain JSON."""
    return asdict(quota)


def read_quota(plain: Mapping[str, Any]) -> Quota:
    """Return the quota that ``plain`` was made of."""
    asked = plain["asked"]
    return Quota(
        plain["key"],
        tuple(tuple(way) for way in plain["ways"]),
        plain["least"],
        plain["most"],
        (asked[0], asked[1]) if asked else None,
    )


def quotas_of(targets: Iterable[Target], seats: int) -> tuple[Quota, ...]:
    """Return what the targets of the whole body ask of so many seats drawn together."""
    found = []
    for target in targets:
        if target.scope == (SEAT,) and target.places is None:
            least, most = target.range_of(seats)
            least, most = min(least, seats), min(most, seats)
            found.append(Quota(target.key, target.group, least, most, (least, most)))
    return tuple(found)


def require_sensible(quotas: Iterable[Quota], reason: str) -> None:
    """Stop quotas that nobody could meet on paper, or that depart from the targets in silence.

    Raises:
        UpsideDownQuota: a least number is greater than the most.
        ReasonMissing: they differ from the targets, and no reason is given.
    """
    quotas = list(quotas)
    for quota in quotas:
        if quota.least > quota.most:
            raise UpsideDownQuota(least=quota.least, most=quota.most)
    if any(quota.differs() for quota in quotas) and not reason:
        raise ReasonMissing


def pool_of(seats: int, quotas: Sequence[Quota], people: Mapping[Ticket, Words]) -> Pool:
    """Return the pool: of each person only which quotas they count toward.

    Raises:
        TooFewVolunteers: there are fewer people than seats.
    """
    telling = [quota for quota in quotas if quota.says_something(seats)]
    bounds = tuple(Bound(quota.key, quota.least, quota.most) for quota in telling)
    volunteers = {
        ticket: frozenset(quota.key for quota in telling if quota.includes(groups))
        for ticket, groups in people.items()
    }
    return Pool(seats, bounds, volunteers)


def counts_of(quotas: Iterable[Quota], people: Iterable[Words]) -> dict[str, int]:
    """Return how many people count toward each quota [people], by its key."""
    everybody = list(people)
    return {quota.key: sum(quota.includes(each) for each in everybody) for quota in quotas}
