"""The pool of a lot as its registrar may know it: counts, never whose groups they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from council.lots.models import Chosen, Lot, Volunteer
from council.lots.sealing import Columns, LotSeal
from council.members.models import Body, FilledBy, Mandate, Seat
from council.members.selectors import Viewer, today_in, unended
from council.members.selectors.doors import require_keeper
from council.rules.lot.procedure import LotStatus
from council.rules.lot.quotas import Quota, counts_of, read_quota

SMALL = 5  # fewer people of a group would tell who they are


def vacant_seats(body: Body) -> list[Seat]:
    """Return the body's seats that are filled by lot, vacant, and in no lot under way, by number.

    Seats that are kept for a group are left out: the quotas of the lot say who is drawn.
    """
    rows = Seat.objects.filter(body=body, filled_by=FilledBy.LOT, is_abolished=False, group="")
    held = unended(Mandate.objects.filter(seat__body=body), today_in(body.council))
    busy = Lot.objects.filter(body=body).exclude(status__in=[LotStatus.SEATED, LotStatus.ABANDONED])
    free = rows.exclude(pk__in=held.values("seat")).exclude(pk__in=busy.values("seats"))
    return list(free.select_related("bloc").order_by("number"))


def counts_in_pool(lot: Lot, quotas: Sequence[Quota]) -> dict[str, int]:
    """Return how many volunteers count toward each quota, by its key [people]."""
    seal = LotSeal(lot)
    people = [seal.groups_of(one) for one in Volunteer.objects.filter(lot=lot)]
    return counts_of(quotas, people)


@dataclass(frozen=True)
class QuotaLine:
    """A quota of the lot, or a group that could have one; the count only where it betrays nobody.

    Attributes:
        people: Volunteers who count [people]; None where that is not shown.
    """

    quota: Quota
    people: int | None


def quota_lines(viewer: Viewer, lot: Lot) -> list[QuotaLine]:
    """Return the quotas of a lot, and every other group of its pool, with how many volunteered.

    The registrar who brought all volunteers in a file may see every count. Where members came by
    themselves, a count is shown only if five people at least count, and five do not.

    Raises:
        Unseen: the viewer does not keep the registry.
    """
    require_keeper(viewer, lot.body.council)
    quotas = [read_quota(plain) for plain in lot.quotas]
    known = {quota.key for quota in quotas} | {way[0] for one in quotas for way in one.ways}
    seats = lot.seats.count()
    more = [
        Quota(group, ((group,),), 0, seats)
        for group in Columns.from_plain(lot.columns).groups
        if group not in known
    ]
    every = [*quotas, *more]
    counts = counts_in_pool(lot, every)
    total = Volunteer.objects.filter(lot=lot).count()
    is_guarded = Volunteer.objects.filter(lot=lot, own_id="").exists()
    return [
        QuotaLine(one, _shown(counts[one.key], total, is_guarded=is_guarded))
        for one in every
        if one in quotas or counts[one.key]
    ]


def _shown(count: int, total: int, *, is_guarded: bool) -> int | None:
    return None if is_guarded and min(count, total - count) < SMALL else count


def drawn_in(viewer: Viewer, lot: Lot) -> list[Chosen]:
    """Return everybody who was drawn with their names, for the registrar who calls them.

    Raises:
        Unseen: the viewer does not keep the registry.
    """
    require_keeper(viewer, lot.body.council)
    rows = Chosen.objects.filter(lot=lot).select_related(
        "volunteer__member", "mandate__seat", "replaces__volunteer"
    )
    return list(rows.order_by("-role", "place", "pk"))


def tickets_of(viewer: Viewer, lot: Lot) -> list[Volunteer]:
    """Return whose ticket is whose, for the slips that volunteers are handed.

    Raises:
        Unseen: the viewer does not keep the registry.
    """
    require_keeper(viewer, lot.body.council)
    return list(Volunteer.objects.filter(lot=lot).select_related("member").order_by("own_id", "pk"))
