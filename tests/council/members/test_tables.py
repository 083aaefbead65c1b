"""Files as spreadsheets write them become the same table."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from council.members.registry.columns import Sheet, read_rows, sheet_of
from council.members.registry.tables import Table, read_tables
from council.rules.imports import (
    EmptyFile,
    FileTooLarge,
    TooManyRows,
    UnknownTable,
    UnreadableFile,
)

TURKISH = "public_name,username\nIşıl Çağ,isil.cag\n"
ARABIC = "public_name,username\nرانيا الحموي,rania\n"


def read(content, name="members.csv"):
    (table,) = read_tables(name, content)
    return table


def workbook(*rows, **formulas):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for place, formula in formulas.items():
        book.active[place] = formula
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("cp1254", "cp1254")],
)
def test_turkish_files_are_read_in_every_encoding(encoding, told):
    table = read(TURKISH.encode(encoding))

    assert table == Table(
        "members.csv", told, ["public_name", "username"], [(2, ["Işıl Çağ", "isil.cag"])]
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256"])
def test_arabic_files_are_read_in_every_encoding(encoding):
    assert read(ARABIC.encode(encoding)).rows == [(2, ["رانيا الحموي", "rania"])]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_columns_are_separated_by_what_the_first_line_uses(mark):
    table = read(f'public_name{mark}username\n"Kaplan{mark} Ayşe"{mark}ayse\n'.encode())

    assert table.rows == [(2, [f"Kaplan{mark} Ayşe".strip(), "ayse"])]


def test_a_line_that_names_the_separator_is_no_header():
    table = read(b"sep=;\r\npublic_name;username\r\nSami;sami\r\n")

    assert (table.header, table.rows) == (["public_name", "username"], [(3, ["Sami", "sami"])])


def test_empty_lines_are_left_out_and_rows_keep_their_numbers():
    table = read(b"public_name,username\n\n,,\nSami,sami\n \n")

    assert table.rows == [(4, ["Sami", "sami"])]


def test_headings_are_read_however_they_are_typed():
    assert read(b"Public Name, USERNAME ,,\nSami,sami\n").header == ["public_name", "username"]


def test_a_workbook_is_read_sheet_by_sheet():
    content = workbook(
        ["body", "number", "titular"], ["GMM", 7.0, "sami"], [None], ["GMM", 8, None]
    )

    (table,) = read_tables("seats.xlsx", content)

    assert table.header == ["body", "number", "titular"]
    assert table.rows == [(2, ["GMM", "7", "sami"]), (4, ["GMM", "8"])]
    assert sheet_of(table) is Sheet.SEATS


def test_a_formula_in_a_workbook_is_not_believed():
    content = workbook(["public_name", "username"], ["x", "sami"], A2='=HYPERLINK("http://x")')

    _rows, faults = read_rows(read_tables("members.xlsx", content)[0])

    assert [(fault.row, fault.column, fault.code) for fault in faults] == [
        (2, "public_name", "formula")
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        b"public_name,username\nSa\x00mi,sami\n",
        b"PK\x03\x04 no archive",
        b'public_name,username\n"' + b"x" * 200_000 + b'",sami\n',
    ],
)
def test_what_is_no_table_is_refused(content):
    with pytest.raises(UnreadableFile):
        read_tables("members.csv", content)


def archive(**parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return target.getvalue()


def test_an_archive_that_is_no_workbook_is_refused():
    with pytest.raises(UnreadableFile):
        read_tables("x.xlsx", archive(a="b"))


def test_an_archive_that_declares_entities_is_refused():
    with pytest.raises(UnreadableFile):
        read_tables("x.xlsx", archive(a="<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]>"))


def test_an_archive_that_unpacks_to_too_much_is_refused():
    with pytest.raises(FileTooLarge):
        read_tables("x.xlsx", archive(a=b"0" * (21 * 1024 * 1024)))


def test_a_large_file_is_refused():
    with pytest.raises(FileTooLarge):
        read_tables("members.csv", b"x" * (2 * 1024 * 1024 + 1))


def test_a_long_file_is_refused():
    with pytest.raises(TooManyRows):
        read_tables("members.csv", b"public_name,username\n" + b"a,b\n" * 3001)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"public_name,username\n"])
def test_an_empty_file_is_refused(content):
    with pytest.raises(EmptyFile):
        read_tables("members.csv", content)


@pytest.mark.parametrize(
    ("header", "sheet"),
    [
        (b"key,name_tr,kind,bloc", Sheet.ORGANISATIONS),
        (b"username,public_name", Sheet.MEMBERS),
        (b"number,body", Sheet.SEATS),
        (b"member,body,office", Sheet.OFFICES),
    ],
)
def test_a_table_is_known_by_its_columns(header, sheet):
    assert sheet_of(read(header + b"\nx,y,z,w\n")) is sheet


@pytest.mark.parametrize("header", [b"a,b", b"key,kind"])
def test_other_tables_are_refused(header):
    with pytest.raises(UnknownTable):
        sheet_of(read(header + b"\nx,y\n"))


def faults_of(text):
    _rows, faults = read_rows(read(text.encode()))
    return [(fault.row, fault.column, fault.code) for fault in faults]


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("username", "Tuğba", "not_a_username"),
        ("reads", "ar Türkçe", "not_languages"),
        ("native_language", "ar tr", "not_languages"),
        ("email", "nobody", "not_an_email"),
        ("phone", "call me", "not_a_phone"),
        ("organisation", "two words", "not_a_key"),
        ("native_name", "=1+1", "formula"),
        ("native_name", "＝1", "formula"),
        ("native_name", "@x", "formula"),
        ("native_name", "x" * 201, "too_long"),
    ],
)
def test_a_cell_holds_what_its_column_says(column, cell, code):
    cells = {"public_name": "Sami", "username": "sami"} | {column: cell}

    text = ",".join(cells) + "\n" + ",".join(cells.values()) + "\n"

    assert faults_of(text) == [(2, column, code)]


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("body,number,filled_by\nGMM,x,elected\n", (2, "number", "not_a_number")),
        ("body,number,filled_by\nGMM,0,elected\n", (2, "number", "not_a_number")),
        ("body,number,filled_by\nGMM,1,chosen\n", (2, "filled_by", "not_a_choice")),
        ("body,number,group_label\nGMM,1,tall\n", (2, "group_label", "not_a_choice")),
        ("body,number,alternate\nGMM,1,a B\n", (2, "alternate", "not_a_username")),
        ("member,body,office\na,GMM,king\n", (2, "office", "not_a_choice")),
        ("member,body,office,languages\na,GMM,chair,ar\n", (2, "languages", "not_directions")),
        ("member,body,office,languages\na,GMM,chair,ar>ar\n", (2, "languages", "not_directions")),
        ("public_name,username\n,sami\n", (2, "public_name", "missing")),
        ("public_name,username,shoe_size\nS,sami,43\n", (1, "shoe_size", "unknown_column")),
        ("public_name,username,username\nS,a,b\n", (1, "username", "repeated_column")),
        ("public_name,username\nKaplan, Ayşe,ayse\n", (2, "username", "not_a_username")),
    ],
)
def test_faults_are_told_with_row_and_column(table, fault):
    assert fault in faults_of(table)


def test_a_row_with_too_many_cells_is_shifted():
    assert (2, "", "too_many_cells") in faults_of("public_name,username\nKaplan,x,ayse\n")


def test_a_guard_against_formulas_is_taken_off():
    rows, faults = read_rows(read(b"public_name,username,phone\nSami,sami,'+90 500\n"))

    assert (rows[0].get("phone"), faults) == ("+90 500", [])


def test_how_a_person_is_counted_is_not_read():
    rows, faults = read_rows(read(b"public_name,username,group\nSami,sami,=anything\n"))

    assert (len(rows), faults) == (1, [])
