"""What the registry says on a day, by the keys that files use."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from council.members.models import (
    Bloc,
    Body,
    Council,
    Mandate,
    MandateRole,
    Member,
    Office,
    Organisation,
    Seat,
    Sending,
)
from council.members.selectors import Viewer, current, today_in
from council.members.selectors.doors import require_keeper


@dataclass
class Registry:
    """A council's registry; a rehearsal adds to it what it creates."""

    council: Council
    on: date
    organisations: dict[str, Organisation] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    blocs: dict[str, Bloc] = field(default_factory=dict)
    seats: dict[tuple[str, int], Seat] = field(default_factory=dict)
    mandates: dict[int, list[Mandate]] = field(default_factory=dict)
    offices: dict[tuple[str, str, str], Office] = field(default_factory=dict)
    sent: dict[tuple[int, int], str] = field(default_factory=dict)  # by seat and member

    @classmethod
    def of(cls, council: Council, on: date) -> Self:
        """Read the registry as it holds on the day."""
        seats = Seat.objects.filter(body__council=council).select_related(
            "body", "bloc", "organisation"
        )
        offices = current(Office.objects.filter(body__council=council), on)
        return cls(
            council,
            on,
            organisations={one.key: one for one in _organisations(council)},
            members={one.key: one for one in _members(council)},
            bodies={one.key: one for one in Body.objects.filter(council=council).order_by("pk")},
            blocs={one.key: one for one in Bloc.objects.filter(council=council)},
            seats={(seat.body.key, seat.number): seat for seat in seats},
            mandates=_mandates(council, on),
            sent=_sent(council),
            offices={
                (one.member.key, one.body.key, str(one.kind)): one
                for one in offices.select_related("member", "body").order_by("body", "pk")
            },
        )

    def holder(self, seat: Seat) -> str:
        """Return the key of the member who holds the seat, empty for a vacant one."""
        return " ".join(self._keys(seat, MandateRole.TITULAR))

    def alternates(self, seat: Seat) -> str:
        """Return the keys of the seat's alternates, in the order in which they stand in."""
        return " ".join(self._keys(seat, MandateRole.ALTERNATE))

    def sent_as(self, seat: Seat) -> str:
        """Return as whom the holder's organisation sends them, empty where no letter says it."""
        held = [one for one in self.mandates.get(seat.pk, []) if one.role is MandateRole.TITULAR]
        return self.sent.get((seat.pk, held[0].member_id), "") if held else ""

    def _keys(self, seat: Seat, role: MandateRole) -> list[str]:
        return [one.member.key for one in self.mandates.get(seat.pk, []) if one.role is role]


def _organisations(council: Council) -> list[Organisation]:
    rows = Organisation.objects.filter(council=council).select_related("bloc")
    return list(rows.order_by("pk"))


def _members(council: Council) -> list[Member]:
    rows = Member.objects.filter(council=council).select_related("organisation", "user")
    return list(rows.order_by("pk"))


def _mandates(council: Council, on: date) -> dict[int, list[Mandate]]:
    found: dict[int, list[Mandate]] = defaultdict(list)
    rows = current(Mandate.objects.filter(seat__body__council=council), on)
    for mandate in rows.select_related("member").order_by("pk"):
        found[mandate.seat_id].append(mandate)
    return found


def _sent(council: Council) -> dict[tuple[int, int], str]:
    rows = Sending.objects.filter(seat__body__council=council).exclude(member=None)
    told = rows.exclude(sent_as="").order_by("entered_at", "pk")  # the newest comes last
    return {(one.seat_id, one.member_id or 0): one.sent_as for one in told}


def registry_for(viewer: Viewer, council: Council) -> Registry:
    """Return the whole registry as it holds today. Raises ``Unseen`` for all but its keepers."""
    require_keeper(viewer, council)
    return Registry.of(council, today_in(council))
