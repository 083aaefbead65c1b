"""What a type of OParl is made of: rows of one table or of several, seen or gone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from council.kernel.visibility import Unseen
from deliberation.publication.oparl.wording import Told, base

EVERYBODY, NOBODY = Q(), Q(pk__in=[])


def by_uuid(name: str, prefix: str = "") -> Q:
    """Return the condition that a row has this name outside, after the prefix."""
    try:
        return Q(uuid=UUID(name.removeprefix(prefix))) if name.startswith(prefix) else NOBODY
    except ValueError:
        return NOBODY


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of one table that are shown as objects of a type.

    Attributes:
        rows: All of them, with ``created`` and ``modified``.
        council: The path from a row to its council.
        seen: Which the public sees.
        gone: Which it saw once: of them it is told that they were.
        loaded: Adds what an object tells of besides its row.
        tell: The object of a row; within another object it does not name that one.
        name: How the row is called outside.
        named: Which row a name means.
    """

    rows: Callable[[], "QuerySet[Any]"]
    council: str
    tell: Callable[[Any, bool], Told]
    loaded: Callable[["QuerySet[Any]"], "QuerySet[Any]"]
    seen: Q = EVERYBODY
    gone: Q = NOBODY
    name: Callable[[Any], str] = lambda row: str(row.uuid)
    named: Callable[[str], Q] = by_uuid

    def of(self, council_id: int | None) -> "QuerySet[Any]":
        """Return the rows of one council, or of all."""
        rows = self.rows()
        return rows if council_id is None else rows.filter(**{self.council: council_id})


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of OParl, at its place among the addresses."""

    name: str
    schema: str
    sources: Sequence[Source]

    def find(self, name: str) -> Told:
        """Return the object of that name, or what is left of it.

        Raises:
            Unseen: there is none, and the public never saw one.
        """
        for source in self.sources:
            rows = source.of(None).filter(source.named(name))
            for row in source.loaded(rows.filter(source.seen)):
                return source.tell(row, False)
            for row in rows.filter(source.gone):
                return self.stone(source, row)
        raise Unseen

    def stone(self, source: Source, row: Model) -> Told:
        """Return what is left of an object that the public saw once: that it was."""
        return base(self.name, self.schema, row, source.name(row)) | {"deleted": True}

    def told(self, place: int, rows: Iterable[Model], *, is_gone: bool) -> dict[int, Told]:
        """Return the objects of rows of a source, by their keys."""
        source = self.sources[place]
        if is_gone:
            return {row.pk: self.stone(source, row) for row in rows}
        return {row.pk: source.tell(row, False) for row in rows}
