"""Volunteers from a file: who they are to the registrar, and which groups they are in."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from council.rules.errors import RuleViolation
from council.rules.imports import Fault
from council.rules.targets import FAMILIES, Group

MOST_VOLUNTEERS = 2000
MOST_COLUMNS = 12  # with groups
MOST_WORDS = 20  # in one column: more would tell who somebody is
LONGEST = {"id": 40, "name": 120, "username": 40}
LONGEST_WORD = 40
YES, NO = frozenset({"yes", "1", "x"}), frozenset({"no", "0", ""})

Row = tuple[int, Sequence[str]]


class FaultyVolunteers(RuleViolation):
    """Some rows cannot be taken in, so none is."""

    code = "faulty_volunteers"


@dataclass(frozen=True)
class Entry:
    """One row of the file.

    Attributes:
        row: Its number, as a spreadsheet shows it.
        id: The registrar's own number or word for the person.
        name: The name by which the person would sit in the council; may be empty.
        username: Of a member who is in the registry already; may be empty.
        groups: A ``Group``, or ``column=word`` for a column of the file's own.
    """

    row: int
    id: str
    name: str
    username: str
    groups: frozenset[str]


@dataclass
class _Reading:
    file: str
    header: Sequence[str]
    faults: list[Fault] = field(default_factory=list)
    words: dict[str, set[str]] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)

    def fault(self, row: int, column: str, code: str, **facts: object) -> None:
        self.faults.append(Fault("volunteers", self.file, row, column, code, facts))


def read_volunteers(file: str, header: Sequence[str], rows: Sequence[Row]) -> list[Entry]:
    """Return the volunteers of a table, all of them or none.

    Raises:
        FaultyVolunteers: with every fault, by row and column.
    """
    reading = _Reading(file, header)
    _read_header(reading)
    if len(rows) > MOST_VOLUNTEERS:
        reading.fault(MOST_VOLUNTEERS + 2, "", "too_many_volunteers", most=MOST_VOLUNTEERS)
    entries = [] if reading.faults else [_entry(reading, number, row) for number, row in rows]
    for column, words in reading.words.items():
        if len(words) > MOST_WORDS:
            reading.fault(1, column, "too_many_words", count=len(words), most=MOST_WORDS)
    if reading.faults:
        raise FaultyVolunteers(count=len(reading.faults), faults=reading.faults)
    return entries


def _read_header(reading: _Reading) -> None:
    if "id" not in reading.header:
        reading.fault(1, "id", "missing")
    for at, column in enumerate(reading.header):
        if column in reading.header[:at]:
            reading.fault(1, column, "repeated_column")
        if not column or "=" in column or len(column) > LONGEST_WORD:
            reading.fault(1, column, "unfit_column")
    own = [column for column in reading.header if column not in LONGEST]
    if len(own) > MOST_COLUMNS:
        reading.fault(1, "", "too_many_columns", most=MOST_COLUMNS)


def _entry(reading: _Reading, number: int, row: Sequence[str]) -> Entry:
    if len(row) > len(reading.header):
        reading.fault(number, "", "too_many_cells")
    cells = dict(zip(reading.header, map(_tidy, row), strict=False))
    for column, most in LONGEST.items():
        if len(cells.get(column, "")) > most:
            reading.fault(number, column, "too_long", most=most)
    _note_id(reading, number, cells.get("id", ""))
    groups = frozenset(_groups(reading, number, cells))
    if any(family <= groups for family in FAMILIES):
        reading.fault(number, "", "contradictory_groups")
    own_id, name, username = (cells.get(column, "") for column in LONGEST)
    return Entry(number, own_id, name, username, groups)


def _note_id(reading: _Reading, number: int, own_id: str) -> None:
    if not own_id:
        reading.fault(number, "id", "missing")
    elif own_id in reading.seen:
        reading.fault(number, "id", "repeated_key", first=reading.seen[own_id])
    reading.seen.setdefault(own_id, number)


def _groups(reading: _Reading, number: int, cells: dict[str, str]) -> Iterator[str]:
    for column, cell in cells.items():
        if column in LONGEST:
            continue
        if column in set(Group):
            if cell.lower() not in YES | NO:
                reading.fault(number, column, "not_yes_or_no", cell=cell)
            elif cell.lower() in YES:
                yield column
        elif len(cell) > LONGEST_WORD:
            reading.fault(number, column, "too_long", most=LONGEST_WORD)
        elif cell:
            reading.words.setdefault(column, set()).add(cell)
            yield f"{column}={cell}"


def _tidy(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFC", cell).split())
