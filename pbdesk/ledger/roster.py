"""A list of people as the council hands it over (CSV), read line by line; what cannot be taken is said with its line.

Only the columns name, street and note are read: what the door does not need never enters the laptop.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Generator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pbdesk.ledger.refusals import RosterRefused
from pbdesk.words import Words, say

__all__ = ["Particulars", "Preview", "RefusedLine", "fold", "read_roster"]

_LARGEST = 8_000_000
_MOST_LINES = 20_000
_LONGEST = 200
_HEADINGS = {"name": "name", "street": "street", "address": "street", "note": "note", "category": "note"}
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the door needs to find somebody; `note` says to which part of the electorate they belong."""

    name: str
    street: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that cannot be taken: its number in the file, from 1, and why."""

    line: int
    words: Words


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be taken, what would not, and the headings of columns that are left out."""

    rows: tuple[Particulars, ...]
    refused: tuple[RefusedLine, ...]
    left_out: tuple[str, ...]


def fold(text: str) -> str:
    """Text as it is searched: without case, accents and double spaces."""
    bare = (c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(bare).casefold().translate(_PLAIN).split())


def read_roster(path: Path) -> Preview:
    """Read a CSV file: UTF-8 (or UTF-16 with its mark), separated by comma, semicolon or tab, headings first.

    Raises RosterRefused where the file as a whole cannot be read.
    """
    lines = _lines(_text(path))
    headings = [cell.strip() for _, cells in islice(lines, 1) for cell in cells]
    columns = [_HEADINGS.get(heading.casefold()) for heading in headings]
    if "name" not in columns:
        raise RosterRefused(say("The first line of the list must name its columns: name, street, note."))
    rows: dict[tuple[str, str], tuple[int, Particulars]] = {}
    refused: list[RefusedLine] = []
    for number, cells in lines:
        taken = _particulars(columns, cells)
        if why := _refusal(taken, len(cells) - len(columns)):
            refused.append(RefusedLine(number, why))
            continue
        first, _ = rows.setdefault((fold(taken.name), fold(taken.street)), (number, taken))
        if first != number:
            refused.append(RefusedLine(number, say("The same name and street as line {line}.", line=first)))
    left_out = tuple(heading for heading, column in zip(headings, columns, strict=True) if column is None)
    return Preview(tuple(taken for _, taken in rows.values()), tuple(refused), left_out)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            start = file.read(_LARGEST + 1)
    except OSError as error:
        raise RosterRefused(say("“{name}” cannot be read: {why}.", name=path.name, why=error.strerror or "")) from error
    if len(start) > _LARGEST:
        raise RosterRefused(say("“{name}” is larger than a list of people can be.", name=path.name))
    try:
        return start.decode("utf-16" if start[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise RosterRefused(say("“{name}” is not a text in UTF-8. Save the list as “CSV UTF-8”.",
                                name=path.name)) from error


def _lines(text: str) -> Generator[tuple[int, list[str]]]:
    heading = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=heading.count), strict=True)
    try:
        for cells in reader:
            if reader.line_num > _MOST_LINES:
                raise RosterRefused(say("The list has more than {n} lines.", n=_MOST_LINES))
            if any(map(str.strip, cells)):
                yield reader.line_num, cells
    except csv.Error as error:
        raise RosterRefused(say("Line {line}: a quotation mark is not closed, or stands in the wrong place.",
                                line=reader.line_num)) from error


def _particulars(columns: list[str | None], cells: list[str]) -> Particulars:
    named = {column: _clean(cell) for column, cell in zip(columns, cells, strict=False) if column}
    return Particulars(named.get("name", ""), named.get("street", ""), named.get("note", ""))


def _clean(cell: str) -> str:
    kept = (" " if c.isspace() else c for c in unicodedata.normalize("NFC", cell)
            if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join("".join(kept).split())


def _refusal(taken: Particulars, surplus: int) -> Words | None:
    if surplus > 0:
        return say("It has more cells than there are headings.")
    if not taken.name:
        return say("The name is missing.")
    if max(map(len, (taken.name, taken.street, taken.note))) > _LONGEST:
        return say("A cell is longer than {n} letters.", n=_LONGEST)
    return None
