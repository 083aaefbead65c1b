"""What a row of each registry table does when it is taken in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from council.members.facts import (
    Delegate,
    LetterFacts,
    MemberFacts,
    OrganisationFacts,
    SeatFacts,
)
from council.members.models import Body, FilledBy, MandateRole, Member, OfficeKind, Seat
from council.members.registry.columns import NAME_COLUMN, Row, Sheet
from council.members.registry.written import (
    written_member,
    written_office,
    written_organisation,
    written_seat,
)
from council.members.services.appointing import appoint_delegate
from council.members.services.bodies import amend_organisation, create_organisation
from council.members.services.delegations import take_letter
from council.members.services.offices import assign_office, change_directions
from council.members.services.people import amend_member, create_member
from council.members.services.rehearsal import Desk, differences
from council.members.services.seats import (
    amend_seat,
    create_seats,
    end_mandate,
    enter_mandate,
)
from council.rules.composition import InactiveMember, SeatIsAbolished
from council.rules.delegations import NoWomanSent, UnevenDelegation
from council.rules.imports import UnfitRow
from council.rules.targets import Group

Detail = tuple[str, str, str]
FILLING = {"titular", "alternate", "sent_as"}


def take_organisation(desk: Desk, row: Row) -> None:
    """Enter the organisation, or amend what is new about it."""
    known = desk.registry.organisations.get(row.get("key"))
    before = dict(written_organisation(known)) if known else {}
    details = differences(row, before)
    if known is None:
        facts = _organisation_facts(desk, row, before, is_active=True)
        made = create_organisation(
            actor=desk.actor, council_id=desk.registry.council.pk, facts=facts
        )
    elif details:
        facts = _organisation_facts(desk, row, before, is_active=known.is_active)
        made = amend_organisation(actor=desk.actor, organisation_id=known.pk, facts=facts)
    else:
        made = known
    desk.registry.organisations[made.key] = made
    desk.note(row, _act(known, details), made.key, *details)


def _organisation_facts(
    desk: Desk, row: Row, before: Mapping[str, str], *, is_active: bool
) -> OrganisationFacts:
    cells = {**before, **row.cells}
    named = {name: NAME_COLUMN.fullmatch(name) for name in cells}
    names = {match[1]: cells[name] for name, match in named.items() if match and cells[name]}
    if not names:
        raise UnfitRow(column="name", reason="no_name", cell="")
    merged = Row(row.sheet, row.file, row.number, cells)
    bloc = desk.find(merged, "bloc", desk.registry.blocs)
    return OrganisationFacts(
        key=row.get("key"),
        names=names,
        kind=cells.get("kind", ""),
        bloc_id=bloc.pk if bloc else None,
        is_active=is_active,
    )


def take_member(desk: Desk, row: Row) -> None:
    """Enter the person with an account, or amend what is new about them."""
    known = desk.registry.members.get(row.get("username"))
    if known is not None and not known.is_active:
        raise InactiveMember(name=known.public_name)
    before = written_member(known) if known else {}
    details = differences(row, before)
    made = known if known and not details else _entered_member(desk, row, known)
    desk.registry.members[made.key] = made
    desk.note(row, _act(known, details), made.public_name, *details)


def _entered_member(desk: Desk, row: Row, known: Member | None) -> Member:
    facts = _member_facts(desk, row, written_member(known) if known else {})
    if known is not None:
        return amend_member(actor=desk.actor, member_id=known.pk, facts=facts)
    council_id = desk.registry.council.pk
    return create_member(actor=desk.actor, council_id=council_id, facts=facts, username=facts.key)


def _member_facts(desk: Desk, row: Row, before: Mapping[str, str]) -> MemberFacts:
    merged = Row(row.sheet, row.file, row.number, {**before, **row.cells})
    known = desk.registry.organisations
    organisation = desk.find(merged, "organisation", known, sheet=Sheet.ORGANISATIONS)
    return MemberFacts(
        key=merged.get("username"),
        public_name=merged.get("public_name"),
        native_name=merged.get("native_name"),
        native_language=merged.get("native_language"),
        reads=merged.get("reads").split(),
        speaks=merged.get("speaks").split(),
        email=merged.get("email"),
        phone=merged.get("phone"),
        organisation_id=organisation.pk if organisation else None,
    )


def take_seat(desk: Desk, row: Row) -> None:
    """Set up the seat or amend it; end what the row ends, and let the rest begin later.

    Two members who change seats must both have left before either sits down again.
    """
    body = _body(desk, row)
    number = int(row.get("number"))
    known = desk.registry.seats.get((body.key, number))
    if known is not None and known.is_abolished:
        raise SeatIsAbolished(seat=number)
    before = written_seat(desk.registry, known) if known else {"filled_by": "elected"}
    details = _new_words(differences(row, before))
    changed = {column for column, _, _ in details}
    seat = known
    if seat is None:
        facts = _seat_facts(desk, row, before)
        seat = create_seats(actor=desk.actor, body_id=body.pk, facts=facts)[0]
    elif changed - FILLING:
        facts = _seat_facts(desk, row, before)
        seat = amend_seat(actor=desk.actor, seat_id=seat.pk, facts=facts)
    desk.registry.seats[body.key, number] = seat
    if "titular" in changed:
        _change_holders(desk, row, seat, MandateRole.TITULAR)
    if "alternate" in changed:
        _change_holders(desk, row, seat, MandateRole.ALTERNATE)
    if "sent_as" in changed:
        _require_sender(row, seat)
        if "titular" not in changed:
            desk.later.append((row, partial(_tell, desk, seat, row)))
    desk.note(row, _act(known, details), f"{body.key} {number}", *details)


def _seat_facts(desk: Desk, row: Row, before: Mapping[str, str]) -> SeatFacts:
    merged = Row(row.sheet, row.file, row.number, {**before, **row.cells})
    bloc = desk.find(merged, "bloc", desk.registry.blocs)
    known = desk.registry.organisations
    organisation = desk.find(merged, "organisation", known, sheet=Sheet.ORGANISATIONS)
    return SeatFacts(
        number=int(merged.get("number")),
        bloc_id=bloc.pk if bloc else None,
        filled_by=FilledBy(merged.get("filled_by") or FilledBy.ELECTED),
        organisation_id=organisation.pk if organisation else None,
        group=merged.get("group_label"),
    )


def _change_holders(desk: Desk, row: Row, seat: Seat, role: MandateRole) -> None:
    wanted = row.get(str(role)).split()
    people = [_person(desk, row, str(role), key) for key in wanted]
    held = [one for one in desk.registry.mandates.get(seat.pk, []) if one.role is role]
    staying = 0
    while staying < min(len(held), len(people)) and held[staying].member_id == people[staying].pk:
        staying += 1
    for mandate in held[staying:]:
        end_mandate(actor=desk.actor, mandate_id=mandate.pk, ends_on=desk.registry.on)
    for person in people[staying:]:
        desk.later.append((row, _Appointment(desk, seat, person, role, _sent_as(row))))


def _new_words(details: tuple[Detail, ...]) -> tuple[Detail, ...]:
    """Leave out what says nothing: an empty cell takes no letter back."""
    return tuple(one for one in details if one[0] != "sent_as" or one[2])


def _sent_as(row: Row) -> Group | None:
    return Group(row.get("sent_as")) if row.get("sent_as") else None


def _require_sender(row: Row, seat: Seat) -> None:
    sends = seat.filled_by is FilledBy.DELEGATED and seat.organisation_id
    if not (sends and row.get("titular")):
        raise UnfitRow(column="sent_as", reason="nobody_is_sent", cell=row.get("sent_as"))


def _tell(desk: Desk, seat: Seat, row: Row) -> None:
    """Enter as whom the holder was sent."""
    holder = _person(desk, row, "titular", row.get("titular"))
    told = Delegate(seat_id=seat.pk, member_id=holder.pk, sent_as=_sent_as(row))
    facts = LetterFacts(
        body_id=seat.body_id,
        organisation_id=seat.organisation_id or 0,
        delegates=[told],
        starts_on=desk.registry.on,
    )
    take_letter(actor=desk.actor, facts=facts)


def _person(desk: Desk, row: Row, column: str, key: str) -> Member:
    return desk.find_key(row, column, key, desk.registry.members, Sheet.MEMBERS)


def _body(desk: Desk, row: Row) -> Body:
    return desk.find_key(row, "body", row.get("body"), desk.registry.bodies, None)


@dataclass(frozen=True)
class _Appointment:
    """A mandate that begins once everybody who leaves a seat has left it."""

    desk: Desk
    seat: Seat
    person: Member
    role: MandateRole
    sent_as: Group | None

    def __call__(self) -> None:
        """Appoint the person."""
        starts_on = self.desk.registry.on
        if self.role is MandateRole.TITULAR and not self.seat.group:
            self._send(starts_on)
        else:
            enter_mandate(
                actor=self.desk.actor,
                seat_id=self.seat.pk,
                member_id=self.person.pk,
                role=self.role,
                starts_on=starts_on,
            )

    def _send(self, starts_on: date) -> None:
        delegate = Delegate(seat_id=self.seat.pk, member_id=self.person.pk, sent_as=self.sent_as)
        try:
            appoint_delegate(actor=self.desk.actor, delegate=delegate, starts_on=starts_on)
        except (NoWomanSent, UnevenDelegation) as refusal:
            sender = self.seat.organisation.key if self.seat.organisation else ""
            raise UnfitRow(column="titular", reason=refusal.code, cell=sender) from None


def take_office(desk: Desk, row: Row) -> None:
    """Charge the person with the office, or change an interpreter's directions."""
    person = _person(desk, row, "member", row.get("member"))
    body = _body(desk, row)
    kind, directions = OfficeKind(row.get("office")), row.get("languages").split()
    known = desk.registry.offices.get((person.key, body.key, str(kind)))
    details = differences(row, written_office(known) if known else {})
    if known is None:
        assign_office(
            actor=desk.actor,
            body_id=body.pk,
            member_id=person.pk,
            kind=kind,
            starts_on=desk.registry.on,
            directions=directions,
        )
    elif details:
        change_directions(actor=desk.actor, office_id=known.pk, directions=directions)
    desk.note(row, _act(known, details), person.public_name, *details)


def _act(known: object | None, details: tuple[tuple[str, str, str], ...]) -> str:
    if known is None:
        return "created"
    return "amended" if details else "unchanged"
