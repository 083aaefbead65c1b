"""Bodies, blocs, terms, seats and offices, and who fills them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Prefetch, Q

from council.kernel.rows import one_or_none
from council.members.models import (
    Bloc,
    Body,
    Council,
    Mandate,
    MandateRole,
    Office,
    OfficeKind,
    Seat,
    Term,
)
from council.members.selectors.doors import require_keeper, seen
from council.members.selectors.facts import Viewer, current, today_in


@dataclass
class SeatLine:
    """A seat with those who fill it on the day."""

    seat: Seat
    holder: Mandate | None = None
    alternates: list[Mandate] = field(default_factory=list)


@dataclass
class BodyLine:
    """A body in the tree, with its depth and how many of its seats are filled."""

    body: Body
    depth: int
    seats: int
    filled: int


def blocs_for(viewer: Viewer, council: Council) -> list[Bloc]:
    """Return the council's blocs in order, with how many seats each has."""
    kept = Count("seats", filter=Q(seats__is_abolished=False))
    return list(Bloc.objects.filter(council=council).annotate(places=kept))


def bloc_for(viewer: Viewer, council: Council, bloc_id: int) -> Bloc:
    """Return one bloc. Raises ``Unseen`` if the council has none such."""
    return seen(Bloc.objects.filter(council=council, pk=bloc_id).first())


def terms_for(viewer: Viewer, council: Council) -> list[Term]:
    """Return the council's terms, newest first."""
    return list(Term.objects.filter(council=council).order_by("-number"))


def term_for(viewer: Viewer, council: Council, term_id: int) -> Term:
    """Return one term. Raises ``Unseen`` if the council has none such."""
    return seen(Term.objects.filter(council=council, pk=term_id).first())


def bodies_for(viewer: Viewer, council: Council) -> list[BodyLine]:
    """Return the council's bodies as a tree, parents before children."""
    held = current(
        Mandate.objects.filter(seat__body__council=council, role=MandateRole.TITULAR),
        today_in(council),
    )
    filled = dict(held.values_list("seat__body").annotate(Count("seat", distinct=True)))
    kept = Seat.objects.filter(body__council=council, is_abolished=False)
    seats = dict(kept.order_by().values_list("body").annotate(Count("pk")))
    below: dict[int | None, list[Body]] = defaultdict(list)
    for body in Body.objects.filter(council=council).order_by("pk"):
        below[body.parent_id].append(body)
    return [
        BodyLine(body, depth, seats.get(body.pk, 0), filled.get(body.pk, 0))
        for body, depth in _walk(below, None, 0)
    ]


def _walk(
    below: dict[int | None, list[Body]], parent_id: int | None, depth: int
) -> Iterable[tuple[Body, int]]:
    for body in below[parent_id]:
        yield body, depth
        yield from _walk(below, body.pk, depth + 1)


def body_called(viewer: Viewer, council: Council, key: str) -> Body:
    """Return the body with this key; bodies are public.

    Raises:
        Unseen: the council has none such.
    """
    rows = Body.objects.filter(council=council, key=key)
    return seen(one_or_none(rows.select_related("council")))


def seats_for(viewer: Viewer, body: Body, on: date | None = None) -> list[SeatLine]:
    """Return the body's seats by number with who fills them on the day."""
    seats = Seat.objects.filter(body=body, is_abolished=False)
    lines = {
        seat.pk: SeatLine(seat) for seat in seats.select_related("bloc", "organisation", "body")
    }
    day = on or today_in(body.council)
    held = current(Mandate.objects.filter(seat__body=body), day).select_related(
        "member__organisation"
    )
    for mandate in held.order_by("pk"):
        line = lines.get(mandate.seat_id)
        if line and mandate.role is MandateRole.TITULAR:
            line.holder = mandate
        elif line:
            line.alternates.append(mandate)
    return list(lines.values())


def seat_for(viewer: Viewer, council: Council, seat_id: int) -> Seat:
    """Return a seat with all its mandates, newest first.

    Raises:
        Unseen: the council has no such seat, or the viewer does not keep its registry.
    """
    require_keeper(viewer, council)
    mandates = Mandate.objects.select_related("member__organisation", "term")
    rows = Seat.objects.filter(body__council=council, pk=seat_id).select_related(
        "body__council", "bloc", "organisation"
    )
    ordered = mandates.order_by("-starts_on", "-pk")
    return seen(rows.prefetch_related(Prefetch("mandates", ordered, "history")).first())


def mandate_for(viewer: Viewer, council: Council, mandate_id: int) -> Mandate:
    """Return one mandate. Raises ``Unseen`` if it is not for the viewer to see."""
    require_keeper(viewer, council)
    rows = Mandate.objects.filter(seat__body__council=council, pk=mandate_id)
    return seen(rows.select_related("seat__body", "member").first())


def offices_for(viewer: Viewer, council: Council) -> list[Office]:
    """Return the offices held today, by body and duty."""
    require_keeper(viewer, council)
    rows = Office.objects.filter(body__council=council, member__is_active=True)
    held = current(rows, today_in(council)).select_related("body", "member")
    order = list(OfficeKind)
    return sorted(held.order_by("body_id", "pk"), key=lambda one: _rank(one, order))


def _rank(office: Office, order: Sequence[OfficeKind]) -> tuple[int, int]:
    return office.body_id, order.index(office.kind)


def past_offices_for(viewer: Viewer, council: Council) -> list[Office]:
    """Return the offices laid down, newest first."""
    require_keeper(viewer, council)
    rows = Office.objects.filter(body__council=council, ends_on__lte=today_in(council))
    return list(rows.select_related("body", "member").order_by("-ends_on", "-pk")[:100])


def office_for(viewer: Viewer, council: Council, office_id: int) -> Office:
    """Return one office. Raises ``Unseen`` if it is not for the viewer to see."""
    require_keeper(viewer, council)
    rows = Office.objects.filter(body__council=council, pk=office_id)
    return seen(rows.select_related("body", "member").first())


@dataclass
class Bench:
    """The seats of one bloc; of none, for bodies without blocs."""

    bloc: Bloc | None
    lines: list[SeatLine] = field(default_factory=list)

    @property
    def filled(self) -> int:
        """How many of the seats have a holder."""
        return sum(line.holder is not None for line in self.lines)


def benches_of(lines: Sequence[SeatLine]) -> list[Bench]:
    """Return the seats by bloc, in the order of the blocs; seats without one come last."""
    benches: dict[int | None, Bench] = {}
    for line in lines:
        bloc = line.seat.bloc
        benches.setdefault(bloc.pk if bloc else None, Bench(bloc)).lines.append(line)
    return sorted(benches.values(), key=lambda bench: _place(bench.bloc))


def _place(bloc: Bloc | None) -> tuple[bool, int, int]:
    return (True, 0, 0) if bloc is None else (False, bloc.position, bloc.pk)


def next_number(viewer: Viewer, body: Body) -> int:
    """Return the number after the body's last seat, abolished ones included."""
    last = Seat.objects.filter(body=body).order_by("-number").values_list("number", flat=True)
    return (last.first() or 0) + 1


def holder_of(viewer: Viewer, seat: Seat) -> Mandate | None:
    """Return who holds the seat today, None for a vacant one."""
    titular = Mandate.objects.filter(seat=seat, role=MandateRole.TITULAR)
    held = current(titular, today_in(seat.body.council))
    return held.select_related("member").first()
