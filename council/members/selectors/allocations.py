"""Seats being given by two persons: what the office sees of it, and what the person sees."""

from council.members.models import Allocation, AllocationState, Council, Member, Seat
from council.members.selectors.doors import require_keeper, seen
from council.members.selectors.facts import Viewer

WAITING = (AllocationState.PROPOSED, AllocationState.AGREED)


def allocations_of(viewer: Viewer, seat: Seat) -> list[Allocation]:
    """Return who was proposed for the seat, newest first.

    Raises:
        Unseen: the viewer does not keep the registry.
    """
    require_keeper(viewer, seat.body.council)
    rows = Allocation.objects.filter(seat=seat)
    return list(rows.select_related("member", "proposed_by", "confirmed_by"))


def allocation_for(viewer: Viewer, council: Council, allocation_id: int) -> Allocation:
    """Return one allocation.

    Raises:
        Unseen: the council has none such, or the viewer does not keep its registry.
    """
    require_keeper(viewer, council)
    rows = Allocation.objects.filter(seat__body__council=council, pk=allocation_id)
    return seen(rows.select_related("seat").first())


def proposals_to(member: Member) -> list[Allocation]:
    """Return for which kept seats the member is proposed; for their own page."""
    rows = Allocation.objects.filter(member=member, state__in=WAITING)
    return list(rows.select_related("seat__body"))
