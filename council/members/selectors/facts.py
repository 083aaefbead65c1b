"""Who sits where, on a given day: the facts on which permissions and rolls rest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.db.models import FilteredRelation, Model, Q, QuerySet
from django.utils import timezone

from council.accounts.models import User
from council.kernel.audience import Audience
from council.kernel.rows import one_or_none
from council.members.models import (
    Body,
    Council,
    Mandate,
    Member,
    Office,
    OfficeKind,
    RulesOfProcedure,
    Seat,
)

Viewer = User | AnonymousUser
_Dated = TypeVar("_Dated", bound=Model)

STAFF = (OfficeKind.CLERK, OfficeKind.REGISTRAR)
DESK = (OfficeKind.CHAIR, OfficeKind.VICE_CHAIR, OfficeKind.SECRETARY)


def today_in(council: Council) -> date:
    """Return today's date where the council sits."""
    return timezone.now().astimezone(ZoneInfo(council.time_zone)).date()


def _today() -> date:
    return timezone.localdate(timezone=timezone.get_default_timezone())


def current(rows: QuerySet[_Dated], on: date | None = None) -> QuerySet[_Dated]:
    """Keep the mandates or offices that hold on the day ``on`` (default: today, by the site)."""
    day = on or _today()
    return rows.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)


def unended(rows: QuerySet[_Dated], on: date) -> QuerySet[_Dated]:
    """Keep the mandates or offices that hold after the day ``on``, now or later."""
    return rows.filter(Q(ends_on=None) | Q(ends_on__gt=on))


def councils_for(viewer: Viewer) -> QuerySet[Council]:
    """Return the councils whose public pages the viewer may read: all of them."""
    return Council.objects.order_by("pk")


def member_of(viewer: Viewer, council_id: int) -> Member | None:
    """Return who the viewer is in the council, or None for strangers and inactive people."""
    if not viewer.is_authenticated or not viewer.is_active:
        return None
    rows = Member.objects.filter(user=viewer, council_id=council_id, is_active=True)
    return one_or_none(rows)


def is_member(viewer: Viewer, council_id: int) -> bool:
    """Say whether the viewer is an active member of the council."""
    return member_of(viewer, council_id) is not None


def holds_office(
    viewer: Viewer,
    kinds: Iterable[OfficeKind],
    *,
    body_id: int | None = None,
    council_id: int | None = None,
) -> bool:
    """Say whether the viewer holds one of the offices today, in a body or anywhere in a council."""
    if not viewer.is_authenticated or not viewer.is_active:
        return False
    offices = Office.objects.filter(
        member__user=viewer, member__is_active=True, kind__in=list(kinds)
    )
    if body_id is not None:
        offices = offices.filter(body_id=body_id)
    if council_id is not None:
        offices = offices.filter(body__council_id=council_id)
    return current(offices).exists()


def is_clerk(viewer: Viewer, council_id: int) -> bool:
    """Say whether the viewer is clerk or registrar anywhere in the council."""
    return holds_office(viewer, STAFF, council_id=council_id)


def is_last_clerk(member: Member, *, besides: Office | None = None) -> bool:
    """Say whether the council's registry hangs on this person, or on this one office of theirs.

    Args:
        member: Who may leave.
        besides: The office that may be laid down; None: all of the person's offices.
    """
    kept = Office.objects.filter(
        body__council_id=member.council_id,
        kind__in=STAFF,
        member__is_active=True,
        member__user__is_active=True,
    )
    gone = Q(pk=besides.pk) if besides else Q(member=member)
    now = current(kept)
    return now.filter(gone).exists() and not now.exclude(gone).exists()


def has_seat(viewer: Viewer, body_id: int) -> bool:
    """Say whether the viewer holds a mandate, titular or alternate, in the body today."""
    if not viewer.is_authenticated or not viewer.is_active:
        return False
    mandates = Mandate.objects.filter(
        member__user=viewer, member__is_active=True, seat__body_id=body_id
    )
    return current(mandates).exists()


def may_take_part(viewer: Viewer, body_id: int) -> bool:
    """Say whether the viewer may speak in the body: by a seat, or as adviser without a vote."""
    return has_seat(viewer, body_id) or holds_office(
        viewer, [OfficeKind.ADVISER, OfficeKind.CHAIR, OfficeKind.VICE_CHAIR], body_id=body_id
    )


def mandates_of(body: Body, on: date | None = None) -> QuerySet[Mandate]:
    """Return the body's mandates that hold on the day, by number of seat, titular first."""
    return (
        current(Mandate.objects.filter(seat__body=body, seat__is_abolished=False), on)
        .select_related("seat__bloc", "member__organisation")
        .order_by("seat__number", "-role", "pk")
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A seat and one mandate by which it is filled; none while the seat is vacant."""

    seat: Seat
    mandate: Mandate | None


def places_of(body: Body, on: date | None = None) -> Sequence[Place]:
    """Return the body's seats, each with each of its mandates on the day; one query.

    The order is that of ``mandates_of``: by number of seat, titular first.
    """
    day = on or _today()
    begun = Q(mandates__starts_on__lte=day)
    held = FilteredRelation(
        "mandates", condition=begun & (Q(mandates__ends_on=None) | Q(mandates__ends_on__gt=day))
    )
    rows = Seat.objects.filter(body=body, is_abolished=False).annotate(held=held)
    with_holders = rows.select_related(
        "bloc",
        "held__member__organisation",  # type: ignore[misc]  # it was named just above
    ).order_by("number", "-held__role", "held__pk")
    return [Place(seat, _of_seat(getattr(seat, "held", None), seat)) for seat in with_holders]


def _of_seat(mandate: Mandate | None, seat: Seat) -> Mandate | None:
    if mandate is not None:
        mandate.seat = seat
    return mandate


def officers_of(body: Body, kinds: Iterable[OfficeKind]) -> Sequence[Office]:
    """Return who holds the offices in the body today."""
    offices = Office.objects.filter(body=body, kind__in=list(kinds), member__is_active=True)
    return list(current(offices).select_related("member").order_by("pk"))


def interpreter_directions(viewer: Viewer, council_id: int) -> Sequence[str]:
    """Return the directions (``ar>tr``) in which the viewer interprets for the council today."""
    if not viewer.is_authenticated:
        return []
    offices = Office.objects.filter(
        member__user=viewer,
        member__is_active=True,
        kind=OfficeKind.INTERPRETER,
        body__council_id=council_id,
    )
    found = [one for office in current(offices) for one in office.directions]
    return list(dict.fromkeys(found))


def bylaws_of(body: Body, on: date | None = None) -> RulesOfProcedure:
    """Return the by-laws in force in the body on the day: the newest version valid by then.

    Raises:
        RulesOfProcedure.DoesNotExist: the body has no by-laws yet.
    """
    day = on or today_in(body.council)
    versions = RulesOfProcedure.objects.filter(body=body, valid_from__lte=day)
    return versions.order_by("-version")[:1].get()


def audience_in(viewer: Viewer, body: Body) -> Audience:
    """Return which audience the viewer belongs to where the body meets."""
    if is_clerk(viewer, body.council_id) or holds_office(viewer, DESK, body_id=body.pk):
        return Audience.DESK
    return Audience.MEMBER if is_member(viewer, body.council_id) else Audience.PUBLIC
