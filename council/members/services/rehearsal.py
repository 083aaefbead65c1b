"""Taking in registry rows one after the other, by the services a clerk would use by hand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import transaction

from council.accounts.models import User
from council.members.registry.columns import Row, Sheet, read_rows
from council.members.registry.state import Registry
from council.members.registry.tables import Table
from council.rules.errors import RuleViolation
from council.rules.imports import Change, Fault, Rehearsal, UnfitRow

Found = TypeVar("Found")
KEYS: Mapping[Sheet, Sequence[str]] = {
    Sheet.ORGANISATIONS: ("key",),
    Sheet.MEMBERS: ("username",),
    Sheet.SEATS: ("body", "number"),
    Sheet.OFFICES: ("member", "body", "office"),
}


@dataclass
class Desk:
    """Where rows are taken in: on whose behalf, into which registry, with what result."""

    actor: User
    registry: Registry
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    spoilt: set[tuple[Sheet, str]] = field(default_factory=set)
    later: list[tuple[Row, Callable[[], object]]] = field(default_factory=list)

    @contextmanager
    def row(self, row: Row) -> Iterator[None]:
        """Undo what was done for a row that turns out to be unfit, and note why."""
        try:
            with transaction.atomic():
                yield
        except UnfitRow as refusal:
            self.spoil(row)
            if reason := str(refusal.facts["reason"]):
                column, cell = str(refusal.facts["column"]), refusal.facts["cell"]
                self.faults.append(row.fault(column, reason, cell=cell))
        except RuleViolation as refusal:
            self.spoil(row)
            self.faults.append(row.fault("", refusal.code, **refusal.facts))

    def spoil(self, row: Row) -> None:
        """Remember that what the row is about does not come to be."""
        self.spoilt.add((row.sheet, key_of(row)))

    def find(
        self, row: Row, column: str, known: Mapping[str, Found], *, sheet: Sheet | None = None
    ) -> Found | None:
        """Return what the row's cell names, None for an empty cell.

        Raises:
            UnfitRow: there is no such thing; without a reason if its own row has the fault.
        """
        return (
            self.find_key(row, column, row.get(column), known, sheet) if row.get(column) else None
        )

    def find_key(
        self, row: Row, column: str, key: str, known: Mapping[str, Found], sheet: Sheet | None
    ) -> Found:
        """Return what ``key``, a word of the row's cell, names; raises as ``find`` does."""
        if sheet is not None and (sheet, key) in self.spoilt:
            raise UnfitRow(column=column, reason="", cell=key)
        if key not in known:
            raise UnfitRow(column=column, reason="unknown_key", cell=key)
        return known[key]

    def note(self, row: Row, act: str, subject: str, *details: tuple[str, str, str]) -> None:
        """Note what the row does."""
        self.changes.append(Change(str(row.sheet), row.number, act, subject, details))

    def outcome(self) -> Rehearsal:
        """Everything noted, faults in the order of the files."""
        order = list(Sheet)
        faults = sorted(self.faults, key=lambda one: (order.index(Sheet(one.table)), one.row))
        return Rehearsal(tuple(self.changes), tuple(faults))


def key_of(row: Row) -> str:
    """Return the key by which the registry knows what the row is about."""
    return " ".join(row.get(column) for column in KEYS[row.sheet])


def differences(row: Row, before: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """Return (column, before, after) for every cell that says something new."""
    return tuple(
        (column, before.get(column, ""), _normal(cell))
        for column, cell in row.cells.items()
        if _normal(cell) != before.get(column, "") and column != "group"
    )


def _normal(cell: str) -> str:
    return " ".join(cell.split())


def rows_of(desk: Desk, tables: Sequence[Table]) -> dict[Sheet, list[Row]]:
    """Return the rows that are fit to be taken in, by table; note what is wrong with others."""
    found: dict[Sheet, list[Row]] = {sheet: [] for sheet in Sheet}
    for table in tables:
        rows, faults = read_rows(table)
        desk.faults.extend(faults)
        unfit = {fault.row for fault in faults}
        for row in rows:
            _sort_in(desk, row, found[row.sheet], is_fit=row.number not in unfit)
    return found


def _sort_in(desk: Desk, row: Row, fit: list[Row], *, is_fit: bool) -> None:
    first = next((other for other in fit if key_of(other) == key_of(row)), None)
    if first is not None:
        desk.faults.append(row.fault(KEYS[row.sheet][-1], "repeated_key", first=first.number))
    elif is_fit:
        fit.append(row)
    else:
        desk.spoil(row)
