"""A small council with a body, blocs, seats and people."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count
from typing import Any

from council.accounts.models import User
from council.members.models import (
    Bloc,
    Body,
    Council,
    Mandate,
    MandateRole,
    Member,
    Office,
    OfficeKind,
    RulesOfProcedure,
    Seat,
)
from council.rules.bylaws import PRESETS

LONG_AGO = date(2020, 1, 1)
_numbers = count(1)


def make_user(**facts: Any) -> User:
    """Make an account."""
    facts.setdefault("username", f"user-{next(_numbers)}")
    return User.objects.create_user(**facts)


def make_council(**facts: Any) -> Council:
    """Make a council in Adana that reads Turkish, Arabic, English and German."""
    defaults: dict[str, Any] = {
        "slug": f"adana-{next(_numbers)}",
        "names": {"tr": "Adana Göçmen Meclisi", "en": "Adana Migrants’ Assembly"},
        "place": {"tr": "Adana", "en": "Adana"},
        "languages": ["tr", "ar", "en", "de"],
        "main_language": "tr",
    }
    return Council.objects.create(**defaults | facts)


def make_body(council: Council | None = None, *, bylaws: str | None = None, **facts: Any) -> Body:
    """Make a body with the by-laws of a preset."""
    council = council or make_council()
    defaults: dict[str, Any] = {
        "key": f"G{next(_numbers)}",
        "names": {"tr": "Genel Kurul", "en": "General Assembly"},
    }
    body = Body.objects.create(council=council, **defaults | facts)
    RulesOfProcedure.objects.create(
        body=body,
        version=1,
        document=PRESETS[bylaws or "kent_konseyi_assembly"],
        valid_from=LONG_AGO,
    )
    return body


def make_bloc(council: Council, key: str = "host", **facts: Any) -> Bloc:
    """Make a bloc."""
    defaults: dict[str, Any] = {"names": {"en": key.title()}, "colour": "com"}
    return Bloc.objects.create(council=council, key=key, **defaults | facts)


def make_member(council: Council, *, has_account: bool = True, **facts: Any) -> Member:
    """Make a member of the council, with an account unless told otherwise."""
    defaults = _member_facts() | {"user": make_user() if has_account else None}
    return Member.objects.create(council=council, **defaults | facts)


def _member_facts() -> dict[str, Any]:
    number = next(_numbers)
    return {
        "key": f"m{number}",
        "public_name": f"Member {number}",
        "reads": ["en"],
        "speaks": ["en"],
    }


def make_seat(body: Body, bloc: Bloc | None = None, **facts: Any) -> Seat:
    """Make a seat with the next free number."""
    number = (Seat.objects.filter(body=body).count()) + 1
    return Seat.objects.create(body=body, bloc=bloc, **{"number": number} | facts)


def seat_member(
    member: Member, body: Body, bloc: Bloc | None = None, *, role: MandateRole = MandateRole.TITULAR
) -> Mandate:
    """Give the member a new seat in the body."""
    return Mandate.objects.create(
        seat=make_seat(body, bloc), member=member, role=role, starts_on=LONG_AGO
    )


def make_members(council: Council, facts: Iterable[dict[str, Any]]) -> list[Member]:
    """Make a member with an account for each of the facts; all of them in two statements."""
    each = [{**_member_facts(), **one} for one in facts]
    accounts = [User(username=f"user-{next(_numbers)}") for _ in each]
    for user in accounts:
        user.set_unusable_password()
    users = User.objects.bulk_create(accounts)
    return Member.objects.bulk_create(
        Member(council=council, user=user, **one) for user, one in zip(users, each, strict=True)
    )


def give_seats(members: Sequence[Member], body: Body, bloc: Bloc | None = None) -> None:
    """Give each of the members a new seat in the body."""
    first = Seat.objects.filter(body=body).count() + 1
    seats = Seat.objects.bulk_create(
        Seat(body=body, bloc=bloc, number=first + place) for place in range(len(members))
    )
    Mandate.objects.bulk_create(
        Mandate(seat=seat, member=member, starts_on=LONG_AGO)
        for seat, member in zip(seats, members, strict=True)
    )


def seat_members(body: Body, how_many: int, bloc: Bloc | None = None) -> list[Member]:
    """Make that many members with a seat each."""
    made = make_members(body.council, [{}] * how_many)
    give_seats(made, body, bloc)
    return made


def give_office(member: Member, body: Body, kind: OfficeKind, **facts: Any) -> Office:
    """Give the member an office in the body."""
    return Office.objects.create(
        body=body, member=member, kind=kind, **{"starts_on": LONG_AGO} | facts
    )
