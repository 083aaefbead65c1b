"""What is known of a body's composition between two counts; nothing here opens an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeAlias

from council.members.models import (
    Allocation,
    AllocationState,
    Body,
    CompositionCount,
    MandateRole,
    QuotaRecord,
    Seat,
)
from council.members.selectors.composition import targets_of, term_of
from council.members.selectors.doors import require_keeper
from council.members.selectors.facts import Viewer, places_of, today_in
from council.rules.targets import (
    SEAT,
    Change,
    Check,
    Contradiction,
    Finding,
    Place,
    Room,
    Target,
    Told,
    check,
    kept_for,
    of_bloc,
    room_after,
)
from council.rules.targets.reporting import Line

Holding: TypeAlias = tuple[Seat, int | None]  # a seat, and the member who holds it
Counted: TypeAlias = tuple[int, str]  # a member, and the id of the record that was counted


def holders_on(body: Body, on: date, meant: Mapping[int, int] | None = None) -> list[Holding]:
    """Return each seat of the body with who holds it on the day, or is meant to."""
    held: dict[int, Holding] = {}
    for place in places_of(body, on):  # by seat, titular first
        mandate = place.mandate
        is_held = mandate is not None and mandate.role is MandateRole.TITULAR
        holding = (place.seat, mandate.member_id if mandate and is_held else None)
        held.setdefault(place.seat.pk, holding)
    return [(seat, (meant or {}).get(pk, member)) for pk, (seat, member) in held.items()]


def people_in(body: Body, holders: Sequence[Holding]) -> set[Counted]:
    """Return who sits there, each with the id of what they said; what it says stays sealed."""
    sitting = {member for _, member in holders if member is not None}
    rows = QuotaRecord.objects.filter(term=term_of(body.council), member__in=sitting)
    records = {member: str(pk) for member, pk in rows.values_list("member", "pk")}
    return {(member, records.get(member, "")) for member in sitting}


def counts_of(body: Body) -> list[CompositionCount]:
    """Return how often the body was counted together, newest first."""
    return list(CompositionCount.objects.filter(body=body))


def counted_in(count: CompositionCount) -> set[Counted]:
    """Return who was counted, each with the id of what they had said."""
    return {(member, record) for member, record in count.people}


def told_in(count: CompositionCount) -> list[Told]:
    """Return what was told at a count."""
    return [_told(line) for line in count.lines]


def _told(line: Mapping[str, Any]) -> Told:
    numbers = {name: line[name] for name in ("least", "most", "places", "vacant", "silent")}
    shown = {name: line[name] for name in ("key", "is_met", "counted", "others")}
    return Told(line=Line(**shown), **numbers)


def line_of(told: Told) -> dict[str, Any]:
    """Return what was told of one target as it is stored, the inverse of reading it."""
    written = asdict(told)
    return {**written.pop("line"), **written}


@dataclass(frozen=True)
class Status:
    """How a body stands: its targets and seats today, and what was told at the last count.

    Attributes:
        findings: The targets in force, as if all seats were vacant: nothing here was said by
            anybody.
        count: The last; None: the body was not counted yet.
        told: What that count told.
        rooms: What the vacant seats must bring, where the count told a number.
        came, left: Who sits there and was not counted; who was counted and left [people].
        contradictions: Between the targets themselves, whoever sits there.
    """

    findings: Sequence[Finding]
    count: CompositionCount | None
    told: Sequence[Told]
    rooms: Sequence[tuple[Target, Room]]
    came: int
    left: int
    contradictions: Sequence[Contradiction]


def status_for(viewer: Viewer, body: Body) -> Status:
    """Return how the body stands for those who keep the registry; no answer is opened for it.

    Raises:
        Unseen: the viewer does not keep the registry.
    """
    require_keeper(viewer, body.council)
    day = today_in(body.council)
    holders = holders_on(body, day)
    count = last_count(body)
    checked = check_vacant(holders, targets_of(body, day))
    now = {member for _, member in holders if member is not None}
    then = {member for member, _ in counted_in(count)} if count else set()
    return Status(
        checked.findings,
        count,
        told_in(count) if count else [],
        rooms_of(body, count, holders, day) if count else [],
        len(now - then),
        len(then - now),
        checked.contradictions(),
    )


def rooms_for(viewer: Viewer, body: Body) -> list[tuple[Target, Room]]:
    """Return what the body's vacant seats must bring, at worst, as far as it is known.

    Raises:
        Unseen: the viewer does not keep the registry.
    """
    require_keeper(viewer, body.council)
    count, day = last_count(body), today_in(body.council)
    return rooms_of(body, count, holders_on(body, day), day) if count else []


def check_vacant(holders: Sequence[Holding], targets: Sequence[Target]) -> Check:
    """Return whether the targets can hold together at all, by what everybody may know."""
    return check([Place(traits_of(seat), None) for seat, _ in holders], targets)


def traits_of(seat: Seat) -> frozenset[str]:
    """Return what targets may look at of a seat."""
    traits = {SEAT}
    traits |= {of_bloc(seat.bloc.key)} if seat.bloc else set()
    return frozenset(traits | ({kept_for(seat.group)} if seat.group else set()))


def last_count(body: Body) -> CompositionCount | None:
    """Return the newest count of the body that stands for people who sat there or were to."""
    return CompositionCount.objects.filter(body=body).first()


def rooms_of(
    body: Body, count: CompositionCount, holders: Sequence[Holding], on: date
) -> list[tuple[Target, Room]]:
    """Return what the vacant seats must bring, at worst, by the last count and what is public.

    Left out are targets of which no number was told: nothing is known of them between counts.
    """
    told = {one.line.key: one for one in told_in(count) if one.line.counted is not None}
    targets = [one for one in targets_of(body, on) if one.key in told]
    if not targets:
        return []
    now = {member for _, member in holders if member is not None}
    then = {member for member, _ in counted_in(count)}
    by_group = _allocated(body, now - then)
    found = []
    for target in targets:
        change = Change(
            left=len(then - now),
            came=len(now - then),
            allocated=by_group.count(str(target.group[0][0])),
            vacant=len(holders) - len(now),
        )
        room = room_after(told[target.key], change, *target.range_of(len(holders)))
        found += [(target, room)] if room else []
    return found


def _allocated(body: Body, came: set[int]) -> list[str]:
    """Return for which groups newcomers were seated by two persons."""
    rows = Allocation.objects.filter(seat__body=body, state=AllocationState.SEATED, member__in=came)
    return list(rows.values_list("group", flat=True))
