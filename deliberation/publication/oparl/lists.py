"""Lists of objects: what is asked for, page by page, in an order that never changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField, F, Q, QuerySet, SmallIntegerField, Value
from django.utils.dateparse import parse_datetime

from deliberation.publication.oparl.kinds import Kind
from deliberation.publication.oparl.wording import Told

MOMENTS = {
    "created_since": "created__gte",
    "created_until": "created__lte",
    "modified_since": "modified__gte",
    "modified_until": "modified__lte",
}
KEY = ("of_source", "own_key", "is_gone")
PER_PAGE, MOST = 50, 100


class Malformed(Exception):
    """A filter that cannot be read; to ignore it would be to answer another question."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list was asked for.

    Attributes:
        filters: As written, for the links.
        condition: As the database reads it.
        shows_gone: Whether objects are named that are not shown any more.
    """

    filters: Mapping[str, str]
    condition: Q
    page: int
    limit: int
    shows_gone: bool
    omits_internal: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one source, seen or gone."""

    place: int
    is_gone: bool
    rows: "QuerySet[Any]"

    def keys(self) -> "QuerySet[Any, Any]":
        """Return when each row came to be, of which source it is, and its key."""
        named = self.rows.order_by().annotate(
            of_source=Value(self.place, SmallIntegerField()),
            own_key=F("pk"),
            is_gone=Value(self.is_gone, BooleanField()),
        )
        keys: QuerySet[Any, Any] = named.values_list("created", *KEY)
        return keys


def read(asked: Mapping[str, str]) -> Asked:
    """Read what was asked for.

    Raises:
        Malformed: a filter is none.
    """
    condition = Q()
    for name, lookup in MOMENTS.items():
        if name in asked:
            condition &= Q(**{lookup: _moment(name, asked[name])})
    kept = {name: asked[name] for name in (*MOMENTS, "limit", "omit_internal") if name in asked}
    return Asked(
        filters=kept,
        condition=condition,
        page=_number("page", asked.get("page", "1")),
        limit=min(MOST, _number("limit", asked.get("limit", str(PER_PAGE)))),
        shows_gone="modified_since" in asked,
        omits_internal=_flag(asked.get("omit_internal", "false")),
    )


def listed(kind: Kind, council_id: int | None, own: str, asked: Asked, only: Q = Q()) -> Told:  # noqa: B008 - nothing changes it
    """Return a page of a list; ``own`` is the list's address."""
    parts = [
        Part(place, is_gone, source.of(council_id).filter(only, which, asked.condition))
        for place, source in enumerate(kind.sources)
        for is_gone, which in ((False, source.seen), (True, source.gone))
        if asked.shows_gone or not is_gone
    ]
    first_keys, *others = [part.keys() for part in parts]
    keys = first_keys.union(*others, all=True) if others else first_keys
    total = keys.count()
    first = (asked.page - 1) * asked.limit
    wanted = list(keys.order_by("created", *KEY)[first : first + asked.limit])
    found = _objects(kind, parts, wanted)
    return {
        "data": [without_internal(one) for one in found] if asked.omits_internal else found,
        "pagination": {
            "totalElements": total,
            "elementsPerPage": asked.limit,
            "currentPage": asked.page,
            "totalPages": max(1, -(-total // asked.limit)),
        },
        "links": _links(own, asked, total),
    }


def without_internal(told: Told) -> Told:
    """Return an object without the lists of objects within it."""
    return {
        name: value
        for name, value in told.items()
        if not (isinstance(value, list) and value and isinstance(value[0], dict))
    }


def _objects(kind: Kind, parts: Sequence[Part], wanted: Sequence[Any]) -> list[Told]:
    found: dict[tuple[int, int], Told] = {}
    for part in parts:
        keys = [
            pk for _, place, pk, gone in wanted if (place, bool(gone)) == (part.place, part.is_gone)
        ]
        if keys:
            rows = part.rows.filter(pk__in=keys)
            loaded = rows if part.is_gone else kind.sources[part.place].loaded(rows)
            told = kind.told(part.place, loaded, is_gone=part.is_gone)
            found |= {(part.place, pk): one for pk, one in told.items()}
    return [found[place, pk] for _, place, pk, _ in wanted if (place, pk) in found]


def _links(own: str, asked: Asked, total: int) -> Mapping[str, str]:
    last = max(1, -(-total // asked.limit))
    return dict(_pages(own, asked, last))


def _pages(own: str, asked: Asked, last: int) -> Iterator[tuple[str, str]]:
    def at(page: int) -> str:
        query = urlencode({**asked.filters} | ({"page": str(page)} if page > 1 else {}))
        return f"{own}?{query}" if query else own

    yield "first", at(1)
    if asked.page > 1:
        yield "prev", at(min(asked.page - 1, last))
    yield "self", at(asked.page)
    if asked.page < last:
        yield "next", at(asked.page + 1)
    yield "last", at(last)


def _moment(name: str, written: str) -> datetime:
    # A plus that nobody encoded arrives as a space.
    try:
        found = parse_datetime(written.strip().replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        reason = f"{name} is no date-time with an offset: {written}"
        raise Malformed(reason)
    return found


def _number(name: str, written: str) -> int:
    if not written.isascii() or not written.isdecimal() or not 0 < int(written) < 10**6:
        reason = f"{name} is no positive number: {written}"
        raise Malformed(reason)
    return int(written)


def _flag(written: str) -> bool:
    if written not in {"true", "false"}:
        reason = f"omit_internal is neither true nor false: {written}"
        raise Malformed(reason)
    return written == "true"
