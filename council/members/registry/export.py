"""The registry as files that a spreadsheet opens without running anything."""

import csv
import io
import re
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from council.members.registry.columns import Sheet
from council.members.registry.state import Registry
from council.members.registry.written import header_of, written_rows

RISKY = re.compile("^[\\s\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069]*[=+\\-@\t\r\n＝＋－＠]")
WIDEST = 60


def csv_of(registry: Registry, sheet: Sheet) -> bytes:
    """Return a table as CSV: with a mark for spreadsheets, and formulas made harmless."""
    target = io.StringIO()
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    header, rows = _table(registry, sheet)
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def workbook_of(registry: Registry, *, right_to_left: bool, sheets: Sequence[Sheet]) -> bytes:
    """Return the tables as one workbook whose cells are all text.

    Args:
        registry: What is written.
        right_to_left: Columns begin at the right.
        sheets: Which tables, in order.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book, sheet, *_table(registry, sheet), right_to_left=right_to_left)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def guarded(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula.

    >>> guarded("=1+1"), guarded("+90 500"), guarded("Ayşe")
    ("'=1+1", "'+90 500", 'Ayşe')
    """
    return f"'{cell}" if RISKY.match(cell) else cell


def _table(registry: Registry, sheet: Sheet) -> tuple[list[str], list[list[str]]]:
    header = header_of(sheet, registry.council.languages)
    rows: list[Mapping[str, str]] = list(written_rows(registry, sheet))
    return header, [[row.get(column, "") for column in header] for row in rows]


def _fill(
    book: Workbook,
    sheet: Sheet,
    header: list[str],
    rows: list[list[str]],
    *,
    right_to_left: bool,
) -> None:
    page = book.create_sheet(str(sheet))
    page.sheet_view.rightToLeft = right_to_left
    page.freeze_panes = "A2"
    for number, row in enumerate([header, *rows], 1):
        for place, words in enumerate(row, 1):
            cell = page.cell(number, place, words)
            cell.data_type = "s"  # else openpyxl makes a formula of text that begins with =
            cell.font = Font(bold=number == 1)
    for place, column in enumerate(zip(header, *rows, strict=True), 1):
        width = min(WIDEST, max(map(len, column)) + 2)
        page.column_dimensions[get_column_letter(place)].width = width
