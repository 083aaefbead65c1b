"""Files into tables: CSV in whatever a spreadsheet writes, and XLSX."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any, Protocol, Self, cast

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from council.rules.imports import EmptyFile, FileTooLarge, TooManyRows, UnreadableFile

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 20 * 1024 * 1024
MOST_ROWS = 3000
MOST_COLUMNS = 60
DELIMITERS = (",", ";", "\t")
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Cell(Protocol):
    """A cell as openpyxl reads it."""

    @property
    def value(self) -> object:
        """What is written in it; a formula comes as its text."""

    @property
    def data_type(self) -> str:
        """One letter for the kind of value; ``f`` for a formula."""


class Sheet(Protocol):
    """A sheet as openpyxl reads it row by row."""

    title: str

    def reset_dimensions(self) -> None:
        """Forget the size that the file claims."""

    def iter_rows(self, *, max_col: int, max_row: int) -> Iterator[Sequence[Cell]]:
        """Yield the rows from the first on."""


@dataclass(frozen=True)
class Table:
    """A table as read: rows with the numbers a spreadsheet shows, cells as trimmed text."""

    file: str
    encoding: str
    header: list[str]
    rows: list[tuple[int, list[str]]]

    def plain(self) -> dict[str, Any]:
        """The table ready for JSON."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        """Return the table that ``plain`` was made of."""
        rows = [(number, cells) for number, cells in plain["rows"]]
        return cls(plain["file"], plain["encoding"], plain["header"], rows)


def read_tables(name: str, content: bytes) -> list[Table]:
    """Return the tables in a file: one of a CSV file, one for each filled sheet of a workbook.

    Raises:
        FileTooLarge, TooManyRows, UnreadableFile, EmptyFile: it cannot be a registry.
    """
    if len(content) > MOST_BYTES:
        raise FileTooLarge(file=name, most=MOST_BYTES // 1024 // 1024)
    found = _workbook(name, content) if content[:4] == b"PK\x03\x04" else [_csv(name, content)]
    tables = [table for table in found if table.header]
    if not any(table.rows for table in tables):
        raise EmptyFile(file=name)
    return tables


def _csv(name: str, content: bytes) -> Table:
    encoding = _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableFile(file=name) from None
    if "\x00" in text:
        raise UnreadableFile(file=name)
    first, _, rest = text.partition("\n")
    told = first.strip().lower().startswith("sep=")  # a line that Excel writes and reads
    delimiter = first.strip()[4:5] if told else _delimiter(first)
    source = io.StringIO(rest if told else text, newline="")
    return _table(name, encoding, _lines(name, source, delimiter or ",", before=int(told)))


def _lines(
    name: str, source: io.StringIO, delimiter: str, *, before: int
) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the number of the line on which it ends."""
    reader = csv.reader(source, delimiter=delimiter)
    try:
        for record in reader:
            yield reader.line_num + before, record
    except csv.Error:
        raise UnreadableFile(file=name) from None


def _delimiter(first: str) -> str:
    return max(DELIMITERS, key=first.count)


def _encoding(content: bytes) -> str:
    """Name the encoding: by its mark, by being valid UTF-8, or by how its high bytes stand.

    Words in Windows-1256 consist of high bytes; in Windows-1254 Turkish letters stand alone
    among ASCII ones.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return encoding
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1256" if _high_bytes_keep_together(content) else "cp1254"
    return "utf-8"


def _high_bytes_keep_together(content: bytes) -> bool:
    high = [byte > 0x7F for byte in content]  # noqa: PLR2004 - the last ASCII byte
    pairs = sum(one and other for one, other in pairwise(high))
    return 2 * pairs > sum(high)


def _workbook(name: str, content: bytes) -> list[Table]:
    _require_harmless(name, content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        return [_sheet(name, cast("Sheet", sheet)) for sheet in book.worksheets]
    except (InvalidFileException, KeyError, ValueError, zipfile.BadZipFile, SyntaxError):
        raise UnreadableFile(file=name) from None


def _require_harmless(name: str, content: bytes) -> None:
    """Stop an archive that unpacks to more than a registry can be, or declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise FileTooLarge(file=name, most=MOST_UNPACKED // 1024 // 1024)
            heads = [archive.open(part).read(2048) for part in archive.infolist()]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise UnreadableFile(file=name) from None
    if any(b"<!DOCTYPE" in head or b"<!ENTITY" in head for head in heads):
        raise UnreadableFile(file=name)


def _sheet(name: str, sheet: Sheet) -> Table:
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_ROWS + 2)
    lines = ((number, [_cell(cell) for cell in row]) for number, row in enumerate(rows, 1))
    return _table(f"{name}: {sheet.title}", "xlsx", lines)


def _cell(cell: Cell) -> str:
    value = cell.value
    if cell.data_type == "f":
        return "="  # enough to be refused; what it computes is nobody's business
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _table(name: str, encoding: str, lines: Iterator[tuple[int, list[str]]]) -> Table:
    filled = ((number, _trimmed(cells)) for number, cells in lines)
    kept = [(number, cells) for number, cells in filled if cells]
    if len(kept) > MOST_ROWS + 1:
        raise TooManyRows(file=name, most=MOST_ROWS)
    header = [_column(cell) for cell in kept[0][1]] if kept else []
    return Table(name, encoding, header, kept[1:])


def _trimmed(cells: Sequence[str]) -> list[str]:
    """Return the cells without spaces around them and without empty ones at the end."""
    trimmed = [cell.strip() for cell in cells[:MOST_COLUMNS]]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return trimmed


def _column(cell: str) -> str:
    return "_".join(cell.lower().split())
