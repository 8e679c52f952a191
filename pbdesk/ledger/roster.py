"""A list of people as the council hands it over (CSV or a spreadsheet).

What cannot be taken is said with its line. Only the columns name, street, note and birth date are
read, as their headings say or as a person does (`Meant`): what the door does not need never enters
the laptop, and of a birth date no more than the age group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pbdesk.ledger.ages import are_dates
from pbdesk.ledger.lists import COVER, cleaned, read_list
from pbdesk.ledger.refusals import RosterRefused
from pbdesk.ledger.taken import (
    LONGEST,
    NAMES,
    Columns,
    Line,
    Meant,
    Particulars,
    Remark,
    Taken,
    What,
    doubtful,
    fold,
    taken,
)
from pbdesk.spreadsheet import Sheet
from pbdesk.words import say

__all__ = [
    "ListColumn",
    "Meant",
    "Particulars",
    "Preview",
    "Remark",
    "What",
    "fold",
    "read_roster",
]

type _Sheets = Sequence[Sheet]

_MOST_LINES = 20_000
_SAMPLE = 4
"""So many lines show what the columns hold."""
_HEADINGS: dict[What, str] = {
    "surname": r"(sur|last|family)name|nachname|familienname|apellidos?[12]?|cognome|efternavn"
    r"|efternamn|achternaam|nazwisko|nom(defamille)?",
    "first": r"(first|fore|given)names?|vornamen?|prenoms?|fornavn|fornamn|voornaa?me?n?|imie|nome",
    "name": r"(full)?names?|(voters?|electors?)name|naam|nombrecompleto|(ال)?اسم(الكامل)?",
    "street": r"street(name|address)?|address(line)?[1-3]?|addr(line)?[1-3]?|strasse|adress?e?"
    r"|indirizzo|direccion|ulica|rue|(ال)?عنوان|(ال)?شارع",
    "note": r"notes?|category|remarks?|(ال)?ملاحظ(ة|ات)",
    "born": r"((date|year)of)?birth(day|date|year)?|dob|born|geburts(datum|tag|jahr)|geboren"
    r"|(date|annee)denaissance|fechadenacimiento|datadinascita|datadenascimento|geboortedatum"
    r"|fodselsdato|fodt|fodelsedatum|dataurodzenia|تاريخالميلاد",
}


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: its heading, the first that stands under it, and what it is taken for."""

    heading: str
    example: str
    what: What | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be taken, what would not.

    And the headings of columns and titles of sheets that are left out.
    `doubtful` are lines that are taken and should be looked at.
    """

    rows: tuple[Particulars, ...]
    refused: tuple[Remark, ...]
    left_out: tuple[str, ...]
    other_sheets: tuple[str, ...] = ()
    doubtful: tuple[Remark, ...] = ()
    read_as: str = ""
    """The code page the letters were read by, where the list is not in Unicode."""
    columns: tuple[ListColumn, ...] = field(default=(), compare=False)
    meant: Meant = field(default=Meant((), 0), compare=False)
    """How it was read."""
    sample: tuple[tuple[int, tuple[str, ...]], ...] = field(
        default=(),
        compare=False,
    )
    """The first lines from there, as they stand in the file, with their numbers."""
    lines: int = field(default=0, compare=False)
    """How many lines of the sheet have something in them."""
    found: Taken = field(default=Taken(), compare=False)
    """All whom the list names, also those whom the register has."""

    @property
    def first(self) -> int:
        """The line where people begin; 0 where nothing was read."""
        return self.meant.first


def read_roster(path: Path, on: date, meant: Meant | None = None) -> Preview:
    """Read a list of people; up to 30 lines may stand above its headings.

    Age groups are those of the day `on`.

    A spreadsheet (.xlsx, .xls, .ods), or CSV separated by comma, semicolon or tab (UTF-8, marked
    UTF-16, or Windows-1252). Of a spreadsheet's visible sheets the first is taken that has a column
    for names, else the first that is not empty. A surname and first names in two columns are one
    name, lines of an address one street. Where no heading names a column for names nobody is taken
    until somebody says with `meant` what the columns hold. Raises RosterRefused where the file as a
    whole cannot be read.
    """
    listed, read_as = read_list(path, _MOST_LINES)
    chosen, head = _chosen(listed)
    read = _meant(chosen, head, meant)
    headings = _headings(chosen, head, len(read.columns))
    lines = [line for line in chosen.lines if line[0] >= read.first]
    columns = tuple(_list_columns(headings, read.columns, lines))
    known = any(what in NAMES for what in read.columns)
    found = taken(read, headings, lines, on) if known else Taken()
    return Preview(
        tuple(row for _, row in found.rows),
        found.refused,
        _left_out(columns) if known else (),
        _other_sheets(listed, chosen),
        tuple(doubtful(found.rows, guessed=bool(read_as))),
        read_as,
        columns,
        read,
        tuple(_sample(lines, len(read.columns))),
        len(chosen.lines),
        found,
    )


def _sample(
    lines: Sequence[Line],
    width: int,
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The first lines, each with a cell under every heading."""
    for number, cells in lines[:_SAMPLE]:
        shown = (*map(cleaned, cells), *("",) * width)[:width]
        yield number, tuple(cell[:LONGEST] for cell in shown)


def _left_out(columns: Sequence[ListColumn]) -> tuple[str, ...]:
    """The headings of columns that are not read."""
    return tuple(
        each.heading for each in columns if each.what is None and each.heading
    )


def _other_sheets(listed: _Sheets, chosen: Sheet) -> tuple[str, ...]:
    """The titles of sheets that hold something and are not read."""
    return tuple(
        cleaned(sheet.title)
        for sheet in listed
        if sheet is not chosen and sheet.lines
    )


def _list_columns(
    headings: Sequence[str],
    columns: Columns,
    lines: Sequence[Line],
) -> Iterator[ListColumn]:
    """Each column with its heading, what first stands in it, and what it was read as."""
    for place, (heading, what) in enumerate(
        zip(headings, columns, strict=True),
    ):
        yield ListColumn(cleaned(heading), _example(lines, place), what)


def _chosen(listed: _Sheets) -> tuple[Sheet, int | None]:
    """The sheet that is read, and which of its lines names the columns; None where none does."""
    for sheet in listed:
        head = _head(sheet)
        if head is not None:
            return sheet, head
    return _first_filled(listed), None


def _first_filled(listed: _Sheets) -> Sheet:
    for sheet in listed:
        if sheet.lines:
            return sheet
    raise RosterRefused(
        say(
            "No line of the list names its columns, such as: name, street, note.",
        ),
    )


def _meant(sheet: Sheet, head: int | None, meant: Meant | None) -> Meant:
    """What the columns hold: as somebody said, else by their headings."""
    if meant is not None:
        return meant
    if head is None:
        return Meant((None,) * _width(sheet), sheet.lines[0][0])
    number, headings = sheet.lines[head]
    below = [cells for _, cells in sheet.lines[head + 1 :]]
    columns: list[What | None] = [
        None if what == "born" and not _are_dates(below, place) else what
        for place, what in enumerate(_columns(headings))
    ]
    return Meant(tuple(columns), number + 1)


def _are_dates(lines: Sequence[list[str]], place: int) -> bool:
    """Whether a column that is called so holds birth dates that can be read."""
    cells = (cleaned(line[place]) for line in lines if place < len(line))
    return are_dates(filter(None, cells))


def _width(sheet: Sheet) -> int:
    """How many columns the first lines have."""
    return max(len(cells) for _, cells in sheet.lines[: COVER + 20])


def _headings(sheet: Sheet, head: int | None, width: int) -> tuple[str, ...]:
    """The heading of each column, nothing where the list has none."""
    nothing = ("",) * width
    if head is None:
        return nothing
    _, named = sheet.lines[head]
    return (*named, *nothing)[:width]


def _example(lines: Sequence[Line], place: int) -> str:
    """The first that stands in a column."""
    for _, cells in lines[:COVER]:
        example = cleaned(cells[place]) if place < len(cells) else ""
        if example:
            return example[:LONGEST]
    return ""


def _head(sheet: Sheet) -> int | None:
    """Which line names the columns; None where none does."""
    for place, (_, cells) in enumerate(sheet.lines[:COVER]):
        if not NAMES.isdisjoint(_columns(cells)):
            return place
    return None


def _columns(headings: Sequence[str]) -> list[What | None]:
    return [_column(heading) for heading in headings]


def _column(heading: str) -> What | None:
    """What a column holds by its heading: "First name(s)" are first names."""
    if len(heading) > LONGEST:
        return None
    letters = "".join(filter(str.isalnum, fold(heading)))
    return next(
        (
            what
            for what, known in _HEADINGS.items()
            if re.fullmatch(known, letters)
        ),
        None,
    )
