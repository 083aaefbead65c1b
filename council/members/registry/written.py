"""How the registry writes its rows: what a file that changes nothing would say."""

from collections.abc import Iterator, Mapping, Sequence

from council.members.models import Member, Office, Organisation, Seat
from council.members.registry.columns import COLUMNS, Sheet
from council.members.registry.state import Registry

Cells = Mapping[str, str]


def written_organisation(organisation: Organisation) -> Cells:
    """Return the cells of an organisation, its names by language."""
    names = {f"name_{language}": name for language, name in organisation.names.items()}
    bloc = organisation.bloc.key if organisation.bloc else ""
    return {"key": organisation.key, "kind": organisation.kind, "bloc": bloc} | names


def written_member(member: Member) -> Cells:
    """Return the cells of a member."""
    return {
        "public_name": member.public_name,
        "native_name": member.native_name,
        "native_language": member.native_language,
        "reads": " ".join(member.reads),
        "speaks": " ".join(member.speaks),
        "email": member.email,
        "phone": member.phone,
        "organisation": member.organisation.key if member.organisation else "",
        "username": member.key,
    }


def written_seat(registry: Registry, seat: Seat) -> Cells:
    """Return the cells of a seat with who fills it."""
    return {
        "body": seat.body.key,
        "number": str(seat.number),
        "bloc": seat.bloc.key if seat.bloc else "",
        "filled_by": str(seat.filled_by),
        "organisation": seat.organisation.key if seat.organisation else "",
        "titular": registry.holder(seat),
        "alternate": registry.alternates(seat),
        "group_label": seat.group,
        "sent_as": registry.sent_as(seat),
    }


def written_office(office: Office) -> Cells:
    """Return the cells of an office."""
    return {
        "member": office.member.key,
        "body": office.body.key,
        "office": str(office.kind),
        "languages": " ".join(office.directions),
    }


def header_of(sheet: Sheet, languages: Sequence[str]) -> list[str]:
    """Return the columns of a table in the order in which they are written."""
    if sheet is Sheet.ORGANISATIONS:
        return ["key", *(f"name_{language}" for language in languages), "kind", "bloc"]
    if sheet is Sheet.MEMBERS:
        return [*(name for name in COLUMNS[sheet].all if name != "username"), "username"]
    return list(COLUMNS[sheet].all)


def written_rows(registry: Registry, sheet: Sheet) -> Iterator[Cells]:
    """Yield the cells of every row of a table; what is out of use is left out."""
    if sheet is Sheet.ORGANISATIONS:
        used = (one for one in registry.organisations.values() if one.is_active)
        yield from map(written_organisation, used)
    elif sheet is Sheet.MEMBERS:
        active = (one for one in registry.members.values() if one.is_active)
        yield from map(written_member, active)
    elif sheet is Sheet.SEATS:
        kept = (one for one in registry.seats.values() if not one.is_abolished)
        yield from (written_seat(registry, seat) for seat in kept)
    else:
        held = (one for one in registry.offices.values() if one.member.is_active)
        yield from map(written_office, held)
