"""Lists of people as spreadsheets.

The sheet that is seen, line by line, and every file that is none refused.
"""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from openpyxl import Workbook

from pbdesk.i18n import render
from pbdesk.ledger.refusals import RosterRefused
from pbdesk.ledger.roster import Particulars, Preview, read_roster
from pbdesk.spreadsheet import SpreadsheetRefused, read_sheets
from tests.ledger.lists import (
    MAIN,
    any_workbook,
    open_cell,
    open_document,
    open_row,
    sheet_xml,
    workbook,
    zipped,
)

SHEET = "xl/worksheets/sheet1.xml"
KEPT = Path(__file__).parents[1] / "data" / "spreadsheets"


@pytest.fixture
def listed(tmp_path: Path):
    def write(content: bytes) -> Preview:
        file = tmp_path / "list.xlsx"
        file.write_bytes(content)
        return read_roster(file, date(2026, 11, 26))

    return write


def test_a_spreadsheet_is_read_like_any_list_and_each_line_that_cannot_be_taken_is_said(
    listed,
):
    preview = listed(
        workbook(
            [
                ["Name", "Born", "Address", "Category"],
                ["Zoe\u0308  Ng", date(1970, 1, 1), "4 Mill Lane", "resident"],
                [None, None, "9 Mill Lane"],
                ["ZOË NG", None, "4 mill lane"],
                [],
                ["Ali", None, None, None, "x"],
                ["Ben"],
            ],
        ),
    )
    assert preview.rows == (
        Particulars("Zoë Ng", "4 Mill Lane", "resident, 18+"),
        Particulars("Ben"),
    )
    assert [(each.line, each.words.text) for each in preview.refused] == [
        (3, "The name is missing."),
        (4, "The same name and street as line {line}."),
        (6, "It has more cells than there are headings."),
    ]
    assert preview.left_out == ()


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (17, "17"),
        (17.0, "17"),
        (17.5, "17.5"),
        ("017", "017"),
        (date(2026, 11, 26), "2026-11-26"),
        (datetime.fromisoformat("2026-11-26T19:30"), "2026-11-26 19:30:00"),
        (True, "True"),
        ("=1+1", ""),
    ],
    ids=[
        "number",
        "whole",
        "broken",
        "number as text",
        "date",
        "time",
        "truth",
        "never computed",
    ],
)
def test_a_cell_is_taken_as_it_shows(listed, cell, shown: str):
    assert listed(workbook([["name", "note"], ["Zoë", cell]])).rows == (
        Particulars("Zoë", "", shown),
    )


def test_of_a_formula_the_value_it_had_is_taken_and_its_text_never(listed):
    row = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
        '<row r="2"><c r="A2" t="str"><f>B9&amp;" "&amp;C9</f><v>Zoë Ng</v></c></row>'
        '<row r="3"><c r="A3" t="e"><f>VLOOKUP(A9,B:C,2)</f><v>#N/A</v></c></row>'
    )
    preview = listed(zipped(workbook([["name"]]), {SHEET: sheet_xml(row)}))
    assert preview.rows == (Particulars("Zoë Ng"),)
    assert [
        (each.line, str(each.words.values["error"])) for each in preview.refused
    ] == [(3, "#N/A")]


def test_a_list_of_before_2007_is_read_like_one_of_today_and_its_hidden_sheet_is_not(
    listed,
):
    preview = listed((KEPT / "register.xls").read_bytes())
    assert preview.rows == (
        Particulars("Zoë Ng", "4 Mill Lane", "resident, 18+"),
        Particulars("Ben", "", "17"),
    )
    assert (preview.left_out, preview.other_sheets) == ((), ())


def test_an_open_document_is_read_and_its_repeated_cells_stand_as_often_as_it_says(
    listed,
):
    rows = (
        open_row(open_cell("name"), open_cell("street"))
        + open_row(open_cell("Zoë Ng"), open_cell("4 Mill Lane"))
        + open_row(open_cell("Ben", 2))
        + open_row(
            "<table:table-cell table:number-columns-repeated='16384'/>",
            times=1_048_000,
        )
    )
    assert listed(open_document(rows)).rows == (
        Particulars("Zoë Ng", "4 Mill Lane"),
        Particulars("Ben", "Ben"),
    )


WRONG = (
    '<table:table-cell office:value-type="string" calcext:value-type="error">'
    "<text:p>#REF!</text:p></table:table-cell>"
)


@pytest.mark.parametrize(
    "content",
    [
        zipped(
            workbook([["name"]]),
            {
                SHEET: sheet_xml(
                    '<row r="3"><c r="B3" t="e"><v>#REF!</v></c></row>',
                ),
            },
        ),
        open_document(
            open_row(times=2) + open_row("<table:table-cell/>", WRONG),
        ),
        (KEPT / "errors.xls").read_bytes(),
    ],
    ids=["xlsx", "ods", "xls"],
)
def test_a_cell_that_shows_an_error_is_never_taken_for_an_empty_one(
    content: bytes,
):
    assert [sheet.lines for sheet in read_sheets(content, 100)] == [
        ((3, ["", "#REF!"]),),
    ]


def test_a_list_that_does_not_begin_in_the_first_column_is_read(listed):
    row = (
        '<row r="4"><c r="C4" t="inlineStr"><is><t>name</t></is></c></row>'
        '<row r="6"><c r="C6" t="inlineStr"><is><t>Zoë</t></is></c></row>'
    )
    (sheet,) = read_sheets(
        zipped(workbook([["name"]]), {SHEET: sheet_xml(row)}),
        100,
    )
    assert sheet.lines == ((4, ["", "", "name"]), (6, ["", "", "Zoë"]))


def test_a_hidden_sheet_is_never_read_and_other_sheets_are_named(listed):
    book = Workbook()
    for title, state, rows in (
        ("Secret", "hidden", [["name"], ["Hidden Person"]]),
        ("Notes", "visible", [["Ward 7"]]),
        ("Register", "visible", [["name"], ["Zoë"]]),
        ("Empty", "visible", []),
    ):
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    preview = listed(saved(book))
    assert (preview.rows, preview.other_sheets) == (
        (Particulars("Zoë"),),
        ("Notes",),
    )


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_of_a_sheet_without_a_column_for_names_nobody_is_taken(listed):
    read = listed(workbook([["Number", "Born"], ["Ng", 1970]]))
    assert (read.rows, [each.what for each in read.columns]) == (
        (),
        [None, None],
    )


NESTED = '<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">'
    for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
OUTSIDE = '<!ENTITY i SYSTEM "file:///etc/hostname">'


def with_entity(declared: str) -> str:
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>name&i;</t></is></c></row>'
    return f'<?xml version="1.0"?><!DOCTYPE x [{declared}]>{sheet_xml(row)}'


CELLS = '<row r="1">' + "<c/>" * 600_000 + "</row>"
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="90000"><c r="ZZ90000"><v>1</v></c></row>'
SHARED = f'<sst xmlns="{MAIN}"><si><t>{"long " * 9000}</t></si></sst>'
SAME = "".join(
    f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 5000)
)
BOOK = workbook([["name"], ["Zoë"]])


@pytest.mark.parametrize(
    "content",
    [
        BOOK[:-30],
        BOOK[:200],
        b"PK\x03\x04",
        zipped(BOOK, {SHEET: ""}),
        zipped(BOOK, {SHEET: "<html/>"}),
        zipped(BOOK, {"xl/workbook.xml": None}),
        zipped(BOOK, {"[Content_Types].xml": "<a>"}),
        zipped(BOOK, {SHEET: with_entity(NESTED)}),
        zipped(BOOK, {SHEET: with_entity(OUTSIDE)}),
        zipped(BOOK, {"big": "0" * 65_000_000}),
        zipped(BOOK, {f"n{n}": "" for n in range(1000)}),
        zipped(BOOK, {SHEET: sheet_xml(CELLS)}),
        b"\xd0\xcf\x11\xe0" + bytes(600),
        zipped(
            BOOK,
            {
                SHEET: sheet_xml(
                    '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
                ),
            },
        ),
        zipped(
            BOOK,
            {
                SHEET: sheet_xml(
                    "<row r='1'><c r='A1' t='s'><v>99</v></c></row>",
                ),
            },
        ),
        zipped(BOOK, {SHEET: sheet_xml(FAR)}),
        zipped(BOOK, {SHEET: sheet_xml(SAME), "xl/sharedStrings.xml": SHARED}),
        (KEPT / "far_apart.xls").read_bytes(),
        (KEPT / "register.xls").read_bytes()[:2000],
        open_document(open_row(open_cell("x", 16_000), times=1_000_000)),
        open_document(open_row(open_cell("long " * 2000, 90), times=900)),
        open_document(open_row(open_cell("&i;")), f"<!DOCTYPE x [{NESTED}]>"),
    ],
    ids=[
        "cut off",
        "cut short",
        "no zip",
        "empty sheet",
        "no sheet",
        "no workbook",
        "broken types",
        "billion laughs",
        "foreign file",
        "zip bomb",
        "many parts",
        "many cells",
        "old or locked",
        "a million rows",
        "no such string",
        "two cells far apart",
        "one long text in many cells",
        "two cells far apart, of before 2007",
        "cut off, of before 2007",
        "one cell repeated without end",
        "one long text repeated",
        "billion laughs in an open document",
    ],
)
def test_whatever_is_no_list_is_refused_in_words_soon_and_in_little_memory(
    listed,
    content: bytes,
):
    tracemalloc.start()
    begun = time.process_time()
    with pytest.raises(RosterRefused) as refused:
        listed(content)
    assert time.process_time() - begun < 2
    assert tracemalloc.get_traced_memory()[1] < 300_000_000
    tracemalloc.stop()
    assert str(refused.value).endswith(".")


def test_a_sheet_that_claims_a_million_columns_is_read_for_what_it_holds(
    listed,
):
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{"name" if n == 1 else f"P{n}"}</t></is></c></row>'
        for n in range(1, 51)
    )
    claim = sheet_xml(rows).replace(
        "<sheetData>",
        '<dimension ref="A1:XFD1048576"/><sheetData>',
    )
    assert len(listed(zipped(BOOK, {SHEET: claim})).rows) == 49


def test_entities_outside_the_sheet_stay_unread(listed):
    with zipfile.ZipFile(io.BytesIO(BOOK)) as parts:
        book = (
            parts.read("xl/workbook.xml")
            .decode()
            .replace('name="Sheet"', 'name="Sheet&i;"')
        )
    content = zipped(
        BOOK,
        {"xl/workbook.xml": f"<!DOCTYPE x [{NESTED}]>{book}"},
    )
    with pytest.raises(RosterRefused, match="can be read"):
        listed(content)


def test_as_many_lines_as_may_be_are_read_and_one_more_is_refused():
    assert (
        len(
            read_sheets(
                workbook([["name"], *([f"P{n}"] for n in range(30))]),
                31,
            )[0].lines,
        )
        == 31
    )
    with pytest.raises(SpreadsheetRefused, match="more than"):
        read_sheets(workbook([["name"], *([f"P{n}"] for n in range(31))]), 31)


@given(any_workbook())
def test_any_spreadsheet_is_read_or_refused_in_words(content: bytes):
    told = "."
    try:
        found = read_sheets(content, 1000)
    except SpreadsheetRefused as refused:
        found, told = (), render(refused.words)
    assert told.endswith(".")
    assert all(
        cells and cells[-1].strip()
        for sheet in found
        for _, cells in sheet.lines
    )


def test_a_zip_that_is_no_spreadsheet_is_refused(listed):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr(
            "mimetype",
            "application/vnd.oasis.opendocument.spreadsheet",
        )
    with pytest.raises(RosterRefused, match="XLSX"):
        listed(file.getvalue())
