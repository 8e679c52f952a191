"""A list of people as the council hands it over (CSV or a spreadsheet).

What cannot be taken is said with its line. Only the columns name, street and note are read, as
their headings say or as a person does (`Meant`): what the door does not need never enters the
laptop.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pbdesk.ledger.lists import COVER, cleaned, plain_length, read_list
from pbdesk.ledger.refusals import RosterRefused
from pbdesk.ledger.totals import counts_the_list
from pbdesk.lookalike import mixed_word
from pbdesk.spreadsheet import Sheet
from pbdesk.words import Words, say

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

type What = Literal["name", "surname", "first", "street", "note"]
"""What a column holds; of several of one kind all are taken, in their order."""

type _Columns = Sequence[What | None]
type _Line = tuple[int, list[str]]
type _Sheets = Sequence[Sheet]

_MOST_LINES = 20_000
_SAMPLE = 4
"""So many lines show what the columns hold."""
_BEGINNING = 60
"""So many letters show which line is meant."""
_LONGEST = 200
_LONGEST_PLAIN = 2 * _LONGEST
"""Of the form without accents: one letter may stand for eighteen (U+FDFA)."""
_HEADINGS: dict[What, str] = {
    "surname": r"(sur|last|family)name|nachname|familienname|apellidos?[12]?|cognome|efternavn"
    r"|efternamn|achternaam|nazwisko|nom(defamille)?",
    "first": r"(first|fore|given)names?|vornamen?|prenoms?|fornavn|fornamn|voornaa?me?n?|imie|nome",
    "name": r"(full)?names?|(voters?|electors?)name|naam|nombrecompleto|(ال)?اسم(الكامل)?",
    "street": r"street(name|address)?|address(line)?[1-3]?|addr(line)?[1-3]?|strasse|adress?e?"
    r"|indirizzo|direccion|ulica|rue|(ال)?عنوان|(ال)?شارع",
    "note": r"notes?|category|remarks?|(ال)?ملاحظ(ة|ات)",
}
_NAMES: frozenset[What | None] = frozenset(("name", "surname"))
_ERRORS = {
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#DIV/0!",
    "#SPILL!",
    "#CALC!",
}
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "þ": "th",
    },
)


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the door needs to find somebody.

    `note` says to which part of the electorate they belong.
    """

    name: str
    street: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a line: its number in the file, from 1, and the words.

    `text` is how the line begins; it is seen by who reads the list, and never printed.
    """

    line: int
    words: Words
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: its heading, the first that stands under it, and what it is taken for."""

    heading: str
    example: str
    what: What | None


@dataclass(frozen=True, slots=True)
class Meant:
    """What a person said of a list: what each column holds, and the line where people begin."""

    columns: tuple[What | None, ...]
    first: int


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
    first: int = field(default=0, compare=False)
    """The line where people begin; 0 where nobody can be taken before a column is a name."""
    sample: tuple[tuple[int, tuple[str, ...]], ...] = field(
        default=(),
        compare=False,
    )
    """The first lines from there, as they stand in the file, with their numbers."""
    lines: int = field(default=0, compare=False)
    """How many lines of the sheet have something in them."""


def fold(text: str) -> str:
    """Text as it is searched: without case, accents and double spaces."""
    bare = (
        c
        for c in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(c)
    )
    return " ".join("".join(bare).casefold().translate(_PLAIN).split())


def read_roster(path: Path, meant: Meant | None = None) -> Preview:
    """Read a list of people; up to 30 lines may stand above its headings.

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
    known = any(what in _NAMES for what in read.columns)
    taken, refused = (
        _taken(read.columns, lines, headings) if known else ((), ())
    )
    return Preview(
        tuple(row for _, row in taken),
        refused,
        _left_out(columns) if known else (),
        _other_sheets(listed, chosen),
        tuple(_doubtful(taken)),
        read_as,
        columns,
        read.first,
        tuple(_sample(lines, len(read.columns))),
        len(chosen.lines),
    )


def _sample(
    lines: Sequence[_Line],
    width: int,
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The first lines, each with a cell under every heading."""
    for number, cells in lines[:_SAMPLE]:
        shown = (*map(cleaned, cells), *("",) * width)[:width]
        yield number, tuple(cell[:_LONGEST] for cell in shown)


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
    columns: _Columns,
    lines: Sequence[_Line],
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
    return Meant(tuple(_columns(headings)), number + 1)


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


def _example(lines: Sequence[_Line], place: int) -> str:
    """The first that stands in a column."""
    for _, cells in lines[:COVER]:
        example = cleaned(cells[place]) if place < len(cells) else ""
        if example:
            return example[:_LONGEST]
    return ""


def _head(sheet: Sheet) -> int | None:
    """Which line names the columns; None where none does."""
    for place, (_, cells) in enumerate(sheet.lines[:COVER]):
        if not _NAMES.isdisjoint(_columns(cells)):
            return place
    return None


def _columns(headings: Sequence[str]) -> list[What | None]:
    return [_column(heading) for heading in headings]


def _column(heading: str) -> What | None:
    """What a column holds by its heading: "First name(s)" are first names."""
    if len(heading) > _LONGEST:
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


def _person(taken: Particulars) -> tuple[str, str]:
    """By which somebody is known: two lines with the same are one person twice."""
    return fold(taken.name), fold(taken.street)


def _taken(
    columns: _Columns,
    lines: Sequence[_Line],
    headings: Sequence[str],
) -> tuple[tuple[tuple[int, Particulars], ...], tuple[Remark, ...]]:
    head = _particulars(columns, headings)
    rows: dict[tuple[str, str], tuple[int, Particulars]] = {}
    refused: list[Remark] = []
    for number, cells in lines:
        taken = _particulars(columns, cells)
        surplus = _surplus(cells, len(columns))
        why = _refusal(taken, surplus) or _error(columns, cells)
        if taken == head:
            why = say("It repeats the headings.")
        if not why:
            first, _ = rows.setdefault(_person(taken), (number, taken))
            if first != number:
                why = say(
                    "The same name and street as line {line}.",
                    line=first,
                )
        if why:
            refused.append(Remark(number, why, _beginning(cells)))
    return tuple(rows.values()), tuple(refused)


def _beginning(cells: Sequence[str]) -> str:
    """How a line begins."""
    whole = "; ".join(map(cleaned, cells)).strip("; ")
    if len(whole) <= _BEGINNING:
        return whole
    return f"{whole[: _BEGINNING - 1]}…"


def _surplus(cells: Sequence[str], columns: int) -> int:
    """How many cells hold something beyond the columns."""
    return sum(bool(cell.strip()) for cell in cells[columns:])


def _doubtful(taken: Sequence[tuple[int, Particulars]]) -> Iterator[Remark]:
    mixed = say(
        "A word mixes letters of two alphabets that may look alike. Whoever types it "
        "at "
        "the door will not find it.",
    )
    for number, row in taken:
        if mixed_word(f"{row.name} {row.street}"):
            begins = f"{row.name}; {row.street}"[:_BEGINNING]
            yield Remark(number, mixed, begins)


def _particulars(columns: _Columns, cells: Sequence[str]) -> Particulars:
    named: dict[What, list[str]] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column and (shown := cleaned(cell)):
            named.setdefault(column, []).append(shown)
    return Particulars(
        _name(named),
        ", ".join(named.get("street", ())),
        ", ".join(named.get("note", ())),
    )


def _name(named: Mapping[What, list[str]]) -> str:
    """The name as it stands in one column, else put together."""
    parts = [*named.get("surname", ()), " ".join(named.get("first", ()))]
    return " ".join(named.get("name", ())) or ", ".join(filter(None, parts))


def _refusal(taken: Particulars, surplus: int) -> Words | None:
    if surplus > 0:
        return say("It has more cells than there are headings.")
    if not taken.name:
        return say("The name is missing.")
    cells = taken.name, taken.street, taken.note
    if any(map(_is_too_long, cells)):
        return say("A cell is longer than {n} letters.", n=_LONGEST)
    if counts_the_list(fold(taken.name), taken.street):
        return say("It looks like a total, not like a person.")
    return None


def _error(columns: _Columns, cells: Sequence[str]) -> Words | None:
    """What a spreadsheet could not work out is nobody's name, nor a part of one."""
    taken = zip(columns, cells, strict=False)
    shown = {cleaned(cell) for what, cell in taken if what is not None}
    wrong = sorted(_ERRORS & shown)
    if not wrong:
        return None
    return say("A cell shows the error {error}.", error=wrong[0])


def _is_too_long(cell: str) -> bool:
    return len(cell) > _LONGEST or plain_length(cell) > _LONGEST_PLAIN
