"""A spreadsheet (XLSX) as lines of text, read cautiously.

Sizes before anything is parsed, visible sheets only. Taken is what a sheet shows: of a formula the
value that its program computed last (one that was never computed is an empty cell), of a date the
day, of a number its digits. Hidden sheets are never read; hidden lines are like any other. Rows and
elements are counted, for what a file says of its own size is not to be believed: five kilobytes may
claim a million rows.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from pbdesk.words import Words, say

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

__all__ = ["Sheet", "SpreadsheetRefused", "is_older", "is_spreadsheet", "read_sheets"]

_MOST_PARTS, _MOST_BYTES, _MOST_TIMES = 1000, 64_000_000, 200
_MOST_WORK = 500_000
"""Elements of XML in the whole file: 20,000 lines of ten columns.

Each takes the parser some three microseconds.
"""
_DEAR = 10
"""How many times that an element takes of which openpyxl makes an object.

A style, a merged or linked range.
"""
_LIGHT = (
    "xl/worksheets/",
    "xl/sharedStrings.xml",
    "xl/calcChain.xml",
    "xl/pivotCache/",
    "xl/media/",
)
_MOST_COLUMNS = 100
_PIECE = 1 << 20


class SpreadsheetRefused(ValueError):
    """The file is not read, and nothing of it is kept; `words` say why."""

    def __init__(self, words: Words) -> None:
        """Keep the sentence for whoever shows it."""
        super().__init__(words.text)
        self.words = words


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet.

    Its title, and its lines that are not empty, each with its number from 1.
    """

    title: str
    lines: tuple[tuple[int, list[str]], ...]


def is_spreadsheet(content: bytes) -> bool:
    """Whether it is a zip, as every XLSX is; what the file is called does not matter."""
    return content.startswith(b"PK\x03\x04")


def is_older(content: bytes) -> bool:
    """Whether it is a spreadsheet in the form of before 2007, or one with a password."""
    return content.startswith(b"\xd0\xcf\x11\xe0")


def read_sheets(content: bytes, most_lines: int) -> tuple[Sheet, ...]:
    """The visible sheets of an XLSX file in their order.

    Raises SpreadsheetRefused, also for more than `most_lines`.
    """
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # about what is not read anyway: charts, validation, extensions
        try:
            _weigh(content)
            return _read(content, most_lines)
        except SpreadsheetRefused:
            raise
        # openpyxl, zipfile and zlib raise whatever a broken file makes happen inside them
        except Exception as error:
            raise SpreadsheetRefused(
                say(
                    "This is not a spreadsheet that can be read. Save it as XLSX or as “CSV "
                    "UTF-8”, and read that."
                )
            ) from error


def _weigh(content: bytes) -> None:
    """Refuse what would unpack to more than a list or table can be, before any of it is parsed."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        whole = parts.infolist()
        size = sum(part.file_size for part in whole)
        if (
            len(whole) > _MOST_PARTS
            or size > min(_MOST_BYTES, _MOST_TIMES * len(content))
            or sum(_work(parts, part) for part in whole) > _MOST_WORK
        ):
            raise SpreadsheetRefused(
                say(
                    "The spreadsheet holds more than can be read here. Take the sheet that is "
                    "needed into a file of its own."
                )
            )


def _work(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """What parsing a part can take, in elements.

    A part that is longer than it says is not read further.
    """
    elements = ranges = 0
    with parts.open(part) as file:
        for piece in iter(lambda: file.read(_PIECE), b""):
            elements += piece.count(b"<") - piece.count(b"</")
            ranges += piece.count(b"ref=")
    return elements + _DEAR * ranges if part.filename.startswith(_LIGHT) else _DEAR * elements


def _read(content: bytes, most_lines: int) -> tuple[Sheet, ...]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    return tuple(
        Sheet(sheet.title, tuple(_lines(sheet, most_lines)))
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
    )


def _lines(sheet: ReadOnlyWorksheet, most: int) -> Iterator[tuple[int, list[str]]]:
    rows = sheet.iter_rows(max_row=most + 1, max_col=_MOST_COLUMNS, values_only=True)
    for number, row in enumerate(rows, start=1):
        cells = [_shown(value) for value in row]
        while cells and not cells[-1].strip():
            del cells[-1]
        if cells and number > most:
            raise SpreadsheetRefused(say("The sheet has more than {n} lines.", n=most))
        if cells:
            yield number, cells


def _shown(value: object) -> str:
    """A cell as text. A date is written as ISO 8601, whatever form the sheet gave it."""
    match value:
        case None:
            return ""
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
        case float() if value.is_integer() and abs(value) < 10**15:
            return str(int(value))
        case _:
            return str(value)
