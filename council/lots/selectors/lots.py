"""Lots as everybody may read them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Min, QuerySet
from django.utils import timezone

from council.kernel.permissions import may
from council.lots.kinds import SILENCE, ChosenRole, ComputationStatus
from council.lots.models import Chosen, Computation, Lot, LotRecord, Saying, Volunteer
from council.members.models import Council, Member
from council.members.selectors import Viewer, member_of
from council.members.selectors.doors import require_keeper, seen
from council.rules.lot.procedure import LotStatus

PUBLIC = frozenset({LotStatus.PUBLISHED, LotStatus.DRAWN, LotStatus.SEATED})


def lots_for(viewer: Viewer, council: Council) -> list[Lot]:
    """Return the council's lots, newest first; they are public from the opening on."""
    rows = Lot.objects.filter(body__council=council).select_related("body")
    return list(rows.annotate(places=Count("seats", distinct=True)))


def lot_for(viewer: Viewer, council: Council, lot_id: int) -> Lot:
    """Return one lot.

    Raises:
        Unseen: the council has none such.
    """
    return seen(_rows(council).filter(pk=lot_id).first())


def lot_to_conduct(viewer: Viewer, council: Council, lot_id: int) -> Lot:
    """Return one lot for those who conduct it.

    Raises:
        Unseen: the council has none such, or the viewer does not keep its registry.
    """
    require_keeper(viewer, council)
    return seen(_rows(council).filter(pk=lot_id).first())


def _rows(council: Council) -> QuerySet[Lot]:
    rows = Lot.objects.filter(body__council=council).select_related("body__council")
    return rows.annotate(places=Count("seats", distinct=True))


def published_lot(viewer: Viewer, council: Council, lot_id: int) -> Lot:
    """Return a lot whose list of panels is published.

    Raises:
        Unseen: there is none, or its list is not public yet.
    """
    lot = lot_for(viewer, council, lot_id)
    return seen(lot if lot.status in PUBLIC else None)


def saying_for(viewer: Viewer, lot: Lot, saying_id: int) -> Saying:
    """Return something that was said. Raises ``Unseen`` if the lot has none such."""
    return seen(Saying.objects.filter(lot=lot, pk=saying_id).first())


def chosen_for(viewer: Viewer, lot: Lot, chosen_id: int) -> Chosen:
    """Return somebody drawn, for those who conduct the lot.

    Raises:
        Unseen: the lot has none such, or the viewer does not keep the registry.
    """
    require_keeper(viewer, lot.body.council)
    return seen(Chosen.objects.filter(lot=lot, pk=chosen_id).select_related("volunteer").first())


@dataclass(frozen=True)
class Part:
    """What the viewer has to do with a lot.

    Attributes:
        member: Who could volunteer; None for strangers.
        own: The viewer's own place in the pool.
    """

    member: Member | None
    own: Volunteer | None
    may_enter: bool
    may_confirm: bool


def part_of(viewer: Viewer, lot: Lot) -> Part:
    """Return what the viewer may do with the lot, and their own place in it."""
    member = member_of(viewer, lot.body.council_id)
    own = Volunteer.objects.filter(lot=lot, member=member).first() if member else None
    actor = viewer if viewer.is_authenticated else None
    return Part(
        member,
        own,
        may(actor, "lots.conduct_lot", lot),
        may(actor, "lots.confirm_words", lot),
    )


@dataclass(frozen=True)
class Shown:
    """A lot as its public page shows it.

    Attributes:
        people: In the pool [people].
        least, most: On how many panels those with the smallest and the largest chance stand.
    """

    lot: Lot
    people: int
    least: int | None
    most: int | None
    sayings: Sequence[Saying]
    panel: Sequence[Chosen]
    alternates: Sequence[Chosen]
    records: Sequence[LotRecord]


def shown_to(viewer: Viewer, lot: Lot) -> Shown:
    """Return what everybody may read of a lot: tickets and counts, never names."""
    pool = Volunteer.objects.filter(lot=lot)
    facts = pool.aggregate(people=Count("pk"), least=Min("panels"), most=Max("panels"))
    is_public = lot.status in PUBLIC
    chosen = Chosen.objects.filter(lot=lot).select_related("volunteer", "replaces__volunteer")
    drawn = list(chosen.order_by("place", "pk"))
    return Shown(
        lot,
        facts["people"],
        facts["least"] if is_public else None,
        facts["most"] if is_public else None,
        list(Saying.objects.filter(lot=lot)),
        [one for one in drawn if one.role is ChosenRole.PANEL],
        [one for one in drawn if one.role is ChosenRole.ALTERNATE],
        list(LotRecord.objects.filter(lot=lot)),
    )


@dataclass(frozen=True)
class Found:
    """What a ticket tells: the chance it had, and whether it was drawn."""

    ticket: str
    volunteer: Volunteer | None
    chosen: Chosen | None


def ticket_in(viewer: Viewer, lot: Lot, ticket: str) -> Found:
    """Return what the ticket tells once the list is published; whose it is stays unsaid."""
    digits = "".join(str(int(each)) for each in ticket if each.isdecimal())
    written = f"{digits[:4]}-{digits[4:]}"
    rows = Volunteer.objects.filter(lot=lot, ticket=written, panels__isnull=False)
    found = rows.first() if lot.status in PUBLIC else None
    return Found(written, found, _drawn(found))


def own_place(viewer: Viewer, lot: Lot, own: Volunteer | None) -> Found | None:
    """Return what the viewer's own ticket tells."""
    return ticket_in(viewer, lot, own.ticket) if own and lot.status in PUBLIC else None


def _drawn(volunteer: Volunteer | None) -> Chosen | None:
    return Chosen.objects.filter(volunteer=volunteer).first() if volunteer else None


@dataclass(frozen=True)
class Progress:
    """How the last computation of a lot stands.

    Attributes:
        percent: Of the kinds of people settled.
        is_silent: It should run, and has not been heard of for long.
    """

    computation: Computation | None
    percent: int
    is_silent: bool

    @property
    def is_running(self) -> bool:
        """It goes on, and lives."""
        found = self.computation
        return found is not None and found.status is ComputationStatus.RUNNING


def progress_of(viewer: Viewer, lot: Lot) -> Progress:
    """Return how the last computation stands.

    Raises:
        Unseen: the viewer does not keep the registry.
    """
    require_keeper(viewer, lot.body.council)
    last = Computation.objects.filter(lot=lot).first()
    if last is None:
        return Progress(None, 0, is_silent=False)
    is_running = last.status is ComputationStatus.RUNNING
    percent = 100 * last.settled // max(1, last.kinds)
    silent = is_running and last.beat_at < timezone.now() - SILENCE
    return Progress(last, percent, is_silent=silent)
