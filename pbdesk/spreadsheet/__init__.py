"""A spreadsheet (.xlsx, .xls, .ods) as lines of text, read cautiously.

What a file would unpack to is weighed before its reader sees it, for what a file says of its own
size is not to be believed: five kilobytes may claim a million rows. Visible sheets only. Taken is
what a sheet shows: of a formula the value that its program computed last (one that was never
computed is an empty cell), of a date the day, of a number its digits. Hidden lines are like any
other.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from pbdesk.spreadsheet.binary import weigh_binary
from pbdesk.spreadsheet.weight import Errors, SpreadsheetRefused
from pbdesk.spreadsheet.zipped import weigh_zipped
from pbdesk.words import say

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

__all__ = ["Sheet", "SpreadsheetRefused", "is_spreadsheet", "read_sheets"]

_MOST_COLUMNS = 100
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet.

    Its title, and its lines that are not empty, each with its number from 1.
    """

    title: str
    lines: tuple[tuple[int, list[str]], ...]


def is_spreadsheet(content: bytes) -> bool:
    """Whether it begins as a spreadsheet does; what the file is called does not matter."""
    return content.startswith((_ZIP, _OLE))


def read_sheets(content: bytes, most_lines: int) -> tuple[Sheet, ...]:
    """The visible sheets in their order.

    Raises SpreadsheetRefused, also for more than `most_lines`.
    """
    weigh = weigh_binary if content.startswith(_OLE) else weigh_zipped
    try:
        return _read(content, weigh(content), most_lines)
    except SpreadsheetRefused:
        raise
    # The readers raise whatever a broken file makes happen inside them; calamine is a Rust library
    # whose panics are no Exception.
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
            raise
        raise _not_readable() from error


def _not_readable() -> SpreadsheetRefused:
    return SpreadsheetRefused(
        say(
            "This is not a spreadsheet that can be read. Save it as XLSX or as “CSV "
            "UTF-8”, and read that.",
        ),
    )


def _read(
    content: bytes,
    errors: Mapping[str, Errors],
    most: int,
) -> tuple[Sheet, ...]:
    book = _opened(content)
    return tuple(
        Sheet(
            name,
            tuple(
                _lines(
                    book.get_sheet_by_name(name),
                    errors.get(name, {}),
                    most,
                ),
            ),
        )
        for name in _visible(book)
    )


def _opened(content: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as error:
        raise SpreadsheetRefused(
            say(
                "The spreadsheet has a password. Save it without one, and read that.",
            ),
        ) from error


def _visible(book: CalamineWorkbook) -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible
        and sheet.typ == SheetTypeEnum.WorkSheet
    ]


def _lines(
    sheet: CalamineSheet,
    errors: Errors,
    most: int,
) -> Iterator[tuple[int, list[str]]]:
    """The lines that are not empty, each with its number. Empty ones above the first count."""
    height = _height(sheet, errors)
    if height > most:
        raise SpreadsheetRefused(
            say("The sheet has more than {n} lines.", n=most),
        )
    rows = iter(sheet.iter_rows() if sheet.end else ())
    aside = [""] * min(sheet.start[1] if sheet.start else 0, _MOST_COLUMNS)
    wrong = _by_row(errors)
    for number in range(1, height + 1):
        row = next(rows, None) or ()
        shown = [_shown(value) for value in row[: _MOST_COLUMNS - len(aside)]]
        cells = _with_errors([*aside, *shown], wrong.get(number - 1, {}))
        _strip_end(cells)
        if cells:
            yield number, cells


def _strip_end(cells: list[str]) -> None:
    """Take away empty cells at the end."""
    while cells and not cells[-1].strip():
        del cells[-1]


def _height(sheet: CalamineSheet, errors: Errors) -> int:
    """How many lines the sheet has, those included that hold nothing but errors."""
    last = max((row for row, _ in errors), default=-1)
    if sheet.end:
        last = max(last, sheet.end[0])
    return 1 + last


def _by_row(errors: Errors) -> Mapping[int, Mapping[int, str]]:
    rows: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), shown in errors.items():
        if column < _MOST_COLUMNS:
            rows[row][column] = shown
    return rows


def _with_errors(cells: list[str], wrong: Mapping[int, str]) -> list[str]:
    """The cells as they show: calamine leaves those empty that hold an error."""
    for column, shown in wrong.items():
        cells += [""] * (column + 1 - len(cells))
        cells[column] = shown
    return cells


def _shown(value: object) -> str:
    """A cell as text. A date is written as ISO 8601, whatever form the sheet gave it."""
    match value:
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case float() if value.is_integer() and abs(value) < 10**15:
            return str(int(value))
        case _:
            return str(value)
