"""The four tables of a registry file, and what each column may hold."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from council.members.models import FilledBy, OfficeKind, SeatGroup
from council.members.registry.tables import Table
from council.members.selectors.delegations import TOLD
from council.rules.imports import Fault, UnknownTable
from council.rules.naming import is_username

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
NAME_COLUMN = re.compile(r"name_([a-z]{2,3}(?:-[a-z0-9]{2,8})?)")
RISKY = ("=", "@", "\t", "\r", "＝", "＠")
GUARDED = re.compile(r"'(?=\s*[=+\-@\t\r\n＝＋－＠])")
LONGEST = 200
DEFAULTS = {"filled_by": str(FilledBy.ELECTED)}  # what an empty cell says
Check = Callable[[str], str | None]


class Sheet(StrEnum):
    """Which table a file holds; they are taken in in this order."""

    ORGANISATIONS = "organisations"
    MEMBERS = "members"
    SEATS = "seats"
    OFFICES = "offices"


def _word(cell: str) -> str | None:
    return None if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", cell) else "not_a_key"


def _username(cell: str) -> str | None:
    return None if is_username(cell) else "not_a_username"


def _usernames(cell: str) -> str | None:
    return None if all(map(is_username, cell.split())) else "not_a_username"


def _number(cell: str) -> str | None:
    return None if re.fullmatch(r"[1-9][0-9]{0,3}", cell, re.ASCII) else "not_a_number"


def _languages(cell: str) -> str | None:
    return None if all(map(LANGUAGE.fullmatch, cell.split())) else "not_languages"


def _language(cell: str) -> str | None:
    return None if LANGUAGE.fullmatch(cell) else "not_languages"


def _directions(cell: str) -> str | None:
    pairs = [word.split(">") for word in cell.split()]
    return None if all(_is_direction(pair) for pair in pairs) else "not_directions"


def _is_direction(pair: list[str]) -> bool:
    return len(set(pair)) == len(pair) == len("><") and all(map(LANGUAGE.fullmatch, pair))


def _phone(cell: str) -> str | None:
    return None if re.fullmatch(r"\+?[0-9 ()./-]{3,30}", cell, re.ASCII) else "not_a_phone"


def _email(cell: str) -> str | None:
    try:
        validate_email(cell)
    except ValidationError:
        return "not_an_email"
    return None


def _one_of(kind: type[StrEnum]) -> Check:
    return lambda cell: None if cell in set(kind) else "not_a_choice"


def _sent_as(cell: str) -> str | None:
    return None if cell in TOLD else "not_a_choice"


def _any(_cell: str) -> str | None:
    return None


@dataclass(frozen=True)
class Columns:
    """The columns of a table: those it is known by must be there and be filled in every row."""

    needed: Mapping[str, Check]
    more: Mapping[str, Check] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()

    @property
    def all(self) -> Mapping[str, Check]:
        """Every column that is read."""
        return {**self.needed, **self.more}


COLUMNS: Mapping[Sheet, Columns] = {
    Sheet.ORGANISATIONS: Columns({"key": _word}, {"kind": _any, "bloc": _word}),
    Sheet.MEMBERS: Columns(
        {"public_name": _any, "username": _username},
        {
            "native_name": _any,
            "native_language": _language,
            "reads": _languages,
            "speaks": _languages,
            "email": _email,
            "phone": _phone,
            "organisation": _word,
        },
        unread=frozenset({"group"}),  # how a person is counted is nobody's to enter for them
    ),
    Sheet.SEATS: Columns(
        {"body": _word, "number": _number},
        {
            "bloc": _word,
            "filled_by": _one_of(FilledBy),
            "organisation": _word,
            "titular": _username,
            "alternate": _usernames,
            "group_label": _one_of(SeatGroup),
            "sent_as": _sent_as,
        },
    ),
    Sheet.OFFICES: Columns(
        {"member": _username, "body": _word, "office": _one_of(OfficeKind)},
        {"languages": _directions},
    ),
}


def sheet_of(table: Table) -> Sheet:
    """Say which of the four tables this is, by its first line.

    Raises:
        UnknownTable: it is none of them.
    """
    has_names = any(map(NAME_COLUMN.fullmatch, table.header))
    for sheet, columns in COLUMNS.items():
        if set(columns.needed) <= set(table.header) and (
            sheet is not Sheet.ORGANISATIONS or has_names
        ):
            return sheet
    raise UnknownTable(file=table.file, columns=", ".join(table.header[:8]))


@dataclass(frozen=True)
class Row:
    """One row: its cells by column, unread ones left out, and where it stands."""

    sheet: Sheet
    file: str
    number: int
    cells: Mapping[str, str]

    def fault(self, column: str, code: str, **facts: object) -> Fault:
        """Name what is wrong with the row."""
        return Fault(self.sheet, self.file, self.number, column, code, facts)

    def get(self, column: str) -> str:
        """Return the cell, empty if the file has no such column."""
        return self.cells.get(column, "")


def read_rows(table: Table) -> tuple[list[Row], list[Fault]]:
    """Return the rows of a table, and what is wrong with its columns or with single cells."""
    sheet = sheet_of(table)
    rows = [Row(sheet, table.file, n, _cells(table.header, cells)) for n, cells in table.rows]
    faults = [*_header_faults(table, sheet)]
    for row, (_, cells) in zip(rows, table.rows, strict=True):
        faults.extend(_cell_faults(row))
        if any(cells[len(table.header) :]):
            faults.append(row.fault("", "too_many_cells"))
    return rows, faults


def _cells(header: list[str], cells: list[str]) -> dict[str, str]:
    padded = [*cells, *[""] * (len(header) - len(cells))]
    pairs = zip(header, padded, strict=False)
    read = {name: GUARDED.sub("", cell, count=1) for name, cell in pairs if name}
    return {name: cell or DEFAULTS.get(name, "") for name, cell in read.items()}


def _header_faults(table: Table, sheet: Sheet) -> list[Fault]:
    columns = COLUMNS[sheet]
    known = set(columns.all) | columns.unread
    head = Row(sheet, table.file, 1, {})
    strange = [name for name in table.header if name and name not in known]
    faults = [
        head.fault(name, "unknown_column")
        for name in strange
        if sheet is not Sheet.ORGANISATIONS or not NAME_COLUMN.fullmatch(name)
    ]
    doubled = {name for name in table.header if name and table.header.count(name) > 1}
    return [*faults, *(head.fault(name, "repeated_column") for name in sorted(doubled))]


def _cell_faults(row: Row) -> list[Fault]:
    columns = COLUMNS[row.sheet]
    faults = [row.fault(name, "missing") for name in columns.needed if not row.get(name)]
    for name, cell in row.cells.items():
        if name in columns.unread or not cell:
            continue
        if cell.startswith(RISKY):
            faults.append(row.fault(name, "formula"))
        elif len(cell) > LONGEST:
            faults.append(row.fault(name, "too_long", most=LONGEST))
        elif code := columns.all.get(name, _any)(cell):
            faults.append(row.fault(name, code, cell=cell))
    return faults
