"""What organisations owe a body, and whom they sent."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from council.members.models import (
    Balance,
    Body,
    Council,
    DelegationRule,
    FilledBy,
    Mandate,
    MandateRole,
    Member,
    Organisation,
    Seat,
    Sending,
    SendingOutcome,
    TargetException,
)
from council.members.selectors.doors import require_keeper, seen
from council.members.selectors.facts import Viewer, current, today_in
from council.rules.delegations import can_hold
from council.rules.targets import Group

TOLD = (Group.WOMEN, Group.MEN)  # as whom a letter can send somebody


@dataclass
class DelegateLine:
    """A seat of an organisation, its delegate, and what was last entered for it."""

    seat: Seat
    holder: Member | None = None
    sent_as: Group | None = None
    last: Sending | None = None

    @property
    def is_asked_again(self) -> bool:
        """The organisation was asked again for this seat, and has not answered."""
        return self.last is not None and self.last.outcome is SendingOutcome.ASKED_AGAIN


@dataclass
class Delegation:
    """The seats that an organisation fills in a body, under the rule in force."""

    organisation: Organisation
    balance: Balance
    lines: list[DelegateLine] = field(default_factory=list)
    exception: TargetException | None = None

    @property
    def sent(self) -> list[Group | None]:
        """As whom each delegate was sent."""
        return [line.sent_as for line in self.lines if line.holder]

    @property
    def vacancies(self) -> int:
        """How many of the seats nobody holds."""
        return len(self.lines) - len(self.sent)

    @property
    def is_kept(self) -> bool:
        """The rule holds, or still can."""
        return can_hold(self.balance, self.sent, len(self.lines))

    @property
    def lacks_woman(self) -> bool:
        """The rule does not hold, and there is no woman."""
        return not self.is_kept and Group.WOMEN not in self.sent

    @property
    def asked_again(self) -> Sending | None:
        """The newest entry by which the organisation was asked again, and has not answered."""
        found = [line.last for line in self.lines if line.last and line.is_asked_again]
        return max(found, key=lambda one: one.entered_at, default=None)

    @property
    def is_kept_vacant(self) -> bool:
        """A seat was left empty on purpose."""
        last = [line.last for line in self.lines if line.last and not line.holder]
        return any(one.outcome is SendingOutcome.KEPT_VACANT for one in last)


def delegation_rule_of(body: Body, on: date | None = None) -> DelegationRule | None:
    """Return the rule on delegates in force on the day; None: no rule was ever set."""
    day = on or today_in(body.council)
    return DelegationRule.objects.filter(body=body, valid_from__lte=day).first()


def delegations_for(viewer: Viewer, body: Body) -> list[Delegation]:
    """Return each organisation that fills seats of the body, by its first seat.

    Raises:
        Unseen: the viewer does not keep the registry.
    """
    require_keeper(viewer, body.council)
    return delegations_on(body, today_in(body.council))


def delegation_for(viewer: Viewer, body: Body, organisation_id: int) -> Delegation:
    """Return what one organisation sends.

    Raises:
        Unseen: it fills no seat of the body, or the viewer does not keep the registry.
    """
    require_keeper(viewer, body.council)
    return seen(delegation_on(body, organisation_id, today_in(body.council)))


def bodies_with_delegates(viewer: Viewer, council: Council) -> list[Body]:
    """Return the bodies in which organisations fill seats."""
    require_keeper(viewer, council)
    sending = _seats().filter(body__council=council)
    rows = Body.objects.filter(pk__in=sending.order_by().values("body"))
    return list(rows.order_by("pk"))


def delegation_on(body: Body, organisation_id: int, on: date) -> Delegation | None:
    """Return what one organisation sends on the day; None: it fills no seat of the body."""
    found = delegations_on(body, on, _seats().filter(organisation=organisation_id))
    return found[0] if found else None


def delegations_on(body: Body, on: date, seats: QuerySet[Seat] | None = None) -> list[Delegation]:
    """Return each organisation that fills seats of the body on the day, by its first seat."""
    rule = delegation_rule_of(body, on)
    balance = rule.balance if rule else Balance.NONE
    rows = (_seats() if seats is None else seats).filter(body=body).order_by("number")
    found: dict[int, Delegation] = {}
    lines = _lines(list(rows.select_related("organisation")), on)
    for line in lines:
        owner = line.seat.organisation
        if owner is not None:
            found.setdefault(owner.pk, Delegation(owner, balance)).lines.append(line)
    granted = TargetException.objects.filter(body=body, key="", organisation__in=found)
    for exception in granted.order_by("granted_at", "pk"):
        found[exception.organisation_id or 0].exception = exception
    return list(found.values())


def _seats() -> QuerySet[Seat]:
    rows = Seat.objects.filter(is_abolished=False, filled_by=FilledBy.DELEGATED)
    return rows.filter(organisation__is_active=True)


def _lines(seats: Sequence[Seat], on: date) -> list[DelegateLine]:
    """Return the seats with whom the letters sent; a seat kept for women says it by itself."""
    lines = {seat.pk: DelegateLine(seat) for seat in seats}
    held = Mandate.objects.filter(seat__in=lines, role=MandateRole.TITULAR)
    for mandate in current(held, on).select_related("member"):
        line = lines[mandate.seat_id]
        line.holder = mandate.member
        line.sent_as = kept_as(line.seat.group)
    for entry in Sending.objects.filter(seat__in=lines).order_by("entered_at", "pk"):
        line = lines[entry.seat_id]
        line.last = entry
        if line.holder and entry.member_id == line.holder.pk:
            line.sent_as = kept_as(entry.sent_as) or line.sent_as
    return list(lines.values())


def is_delegated(seat: Seat) -> bool:
    """Say whether an organisation fills the seat."""
    sender = seat.organisation if seat.filled_by is FilledBy.DELEGATED else None
    return sender is not None and sender.is_active


def kept_as(group: str) -> Group | None:
    """Return as whom a letter can send somebody, if these words say it."""
    return Group(group) if group in TOLD else None
