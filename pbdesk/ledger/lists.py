"""A list as somebody hands it over: a spreadsheet or CSV, as sheets of lines of text."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from pbdesk.ledger.refusals import RosterRefused
from pbdesk.spreadsheet import (
    Sheet,
    SpreadsheetRefused,
    is_spreadsheet,
    read_sheets,
)
from pbdesk.words import say

__all__ = ["COVER", "cleaned", "plain_length", "read_list"]

_LARGEST = 8_000_000
_MOST_COLUMNS = 100
COVER = 30
"""How many lines may stand above the headings."""


def read_list(path: Path, most_lines: int) -> tuple[tuple[Sheet, ...], str]:
    """The visible sheets, and the code page they were read by where it is not Unicode.

    A spreadsheet (.xlsx, .xls, .ods), or CSV separated by comma, semicolon or tab (UTF-8, marked
    UTF-16, or Windows-1252). Raises RosterRefused where the file as a whole cannot be read.
    """
    content = _content(path)
    if not is_spreadsheet(content):
        text, read_as = _text(content, path.name)
        return (Sheet(path.stem, tuple(_lines(text, most_lines))),), read_as
    try:
        return read_sheets(content, most_lines), ""
    except SpreadsheetRefused as refused:
        raise RosterRefused(refused.words) from refused


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise RosterRefused(
            say(
                "“{name}” cannot be read: {why}.",
                name=path.name,
                why=error.strerror or "",
            ),
        ) from error
    if len(content) > _LARGEST:
        raise RosterRefused(
            say("“{name}” is larger than a list can be.", name=path.name),
        )
    return content


def _text(content: bytes, name: str) -> tuple[str, str]:
    marked = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    for encoding, said in (
        ("utf-16" if marked else "utf-8-sig", ""),
        ("cp1252", "Windows-1252"),
    ):
        text = _decoded(content, encoding)
        if text is not None and "\0" not in text:
            return text, said
    raise RosterRefused(
        say(
            "“{name}” is not a text in UTF-8. Save the list as “CSV UTF-8”.",
            name=name,
        ),
    )


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _lines(text: str, most: int) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=_separator(text),
        strict=True,
    )
    try:
        for cells in reader:
            _refuse_more(reader.line_num, most, len(cells))
            if any(map(str.strip, cells)):
                yield reader.line_num, cells
    except csv.Error as error:
        raise RosterRefused(
            say(
                "Line {line}: a quotation mark is not closed, or stands in the wrong place.",
                line=reader.line_num,
            ),
        ) from error


def _refuse_more(line: int, most: int, columns: int) -> None:
    """Raise RosterRefused for more lines than `most`, or more columns than a list has."""
    if line > most:
        raise RosterRefused(say("The sheet has more than {n} lines.", n=most))
    if columns > _MOST_COLUMNS:
        raise RosterRefused(
            say("The list has more than {n} columns.", n=_MOST_COLUMNS),
        )


def _separator(text: str) -> str:
    """What separates the cells: what stands in the most of the first lines."""
    lines = text.split("\n", COVER + 20)[: COVER + 20]
    return max(
        ";,\t",
        key=lambda sign: (
            sum(sign in line for line in lines),
            text.count(sign),
        ),
    )


def cleaned(cell: str) -> str:
    """A cell on one line, without signs that nobody sees."""
    kept = (
        " " if c.isspace() else c
        for c in unicodedata.normalize("NFC", cell)
        if c.isspace() or unicodedata.category(c)[0] != "C"
    )
    return " ".join("".join(kept).split())


def plain_length(cell: str) -> int:
    """How long it is without accents: one letter may stand for eighteen (U+FDFA)."""
    if cell.isascii():
        return len(cell)
    return len(unicodedata.normalize("NFKD", cell))
