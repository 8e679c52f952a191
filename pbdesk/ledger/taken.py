"""Which lines of a list are people, and what the door will know of them.

What cannot be taken is said with its line, and with the cells that can be mended.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from pbdesk.ledger.ages import day_stands_first, group_of
from pbdesk.ledger.capitals import as_written
from pbdesk.ledger.lists import cleaned, plain_length
from pbdesk.ledger.totals import counts_the_list
from pbdesk.lookalike import mixed_word
from pbdesk.words import Words, say

__all__ = [
    "LONGEST",
    "NAMES",
    "Columns",
    "Line",
    "Meant",
    "Particulars",
    "Remark",
    "Taken",
    "What",
    "doubtful",
    "fold",
    "taken",
]

type What = Literal["name", "surname", "first", "street", "note", "born"]
"""What a column holds; of several of one kind all are taken, in their order."""

type Columns = Sequence[What | None]
type Line = tuple[int, list[str]]

NAMES: frozenset[What | None] = frozenset(("name", "surname"))
"""What a list must have."""
_PARTS_OF_A_NAME: frozenset[What] = frozenset(("name", "surname", "first"))
LONGEST = 200
_LONGEST_PLAIN = 2 * LONGEST
"""Of the form without accents: one letter may stand for eighteen (U+FDFA)."""
_BEGINNING = 60
"""So many letters show which line is meant."""
_FIGURE = re.compile(r"\d{1,3}(?:[., '’\u202f\u00a0]\d{3})+(?!\d)|\d{1,7}")
_PART = re.compile(r"page|seite|pagina|sub|end|\W*\d*\W*$")
"""Lines that count no whole list: “Page 1 of 2”, “Sub-total 60”, a figure alone."""
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

    `note` says to which part of the electorate they belong, and their age group.
    """

    name: str
    street: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a line: its number in the file, from 1, and the words.

    `text` is how the line begins; it is seen by who reads the list, and never printed. `cells` are
    what can be mended: none where it is no person, or is taken.
    """

    line: int
    words: Words
    text: str = field(default="", compare=False)
    cells: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Meant:
    """What a person said of a list.

    What each column holds, the line where people begin, the cells of lines that were mended, and
    whether names in capitals stay so.
    """

    columns: tuple[What | None, ...]
    first: int
    mended: Mapping[int, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    as_typed: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """The people, each with their line; the lines that are none.

    `total` is the last line that counts the list, and what it says. `capitals` is the first name in
    capitals or small letters, and how it is written as a name.
    """

    rows: tuple[tuple[int, Particulars], ...] = ()
    refused: tuple[Remark, ...] = ()
    total: tuple[int, int] | None = None
    capitals: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Ages:
    """On which day an age counts, and whether the list writes the day before the month."""

    on: date
    day_first: bool | None


def fold(text: str) -> str:
    """Text as it is searched: without case, accents and double spaces."""
    bare = (
        c
        for c in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(c)
    )
    return " ".join("".join(bare).casefold().translate(_PLAIN).split())


def taken(
    meant: Meant,
    headings: Sequence[str],
    lines: Sequence[Line],
    on: date,
) -> Taken:
    """Who is in these lines; age groups are those of the day `on`."""
    head = _particulars(meant, headings)
    lines = [(n, list(meant.mended.get(n, cells))) for n, cells in lines]
    born = (cell for _, each in lines for cell in _of("born", meant, each))
    ages = _Ages(on, day_stands_first(born))
    rows: dict[tuple[str, str], tuple[int, Particulars]] = {}
    refused: list[Remark] = []
    total: tuple[int, int] | None = None
    for number, cells in lines:
        person = _particulars(meant, cells)
        if counts_the_list(fold(person.name), person.street):
            refused.append(Remark(number, _COUNTS, _beginning(cells)))
            figure = _figure(fold(person.name), cells)
            total = total if figure is None else (number, figure)
        elif person == head:
            refused.append(Remark(number, _REPEATS, _beginning(cells)))
        else:
            found = _person(person, number, cells, meant, ages, rows)
            refused.extend((found,) if found else ())
    capitals = next(_capitals(meant, lines), None)
    return Taken(tuple(rows.values()), tuple(refused), total, capitals)


_COUNTS = say("It looks like a total, not like a person.")
_REPEATS = say("It repeats the headings.")


def _person(
    person: Particulars,
    number: int,
    cells: list[str],
    meant: Meant,
    ages: _Ages,
    rows: dict[tuple[str, str], tuple[int, Particulars]],
) -> Remark | None:
    """Put somebody to the others, or say why that cannot be done."""
    group = _group(_of("born", meant, cells), ages)
    why = (
        _refusal(person, _surplus(cells, len(meant.columns)))
        or _error(meant.columns, cells)
        or (group if isinstance(group, Words) else None)
    )
    if not why and isinstance(group, str):
        note = ", ".join(filter(None, (person.note, group)))
        known = fold(person.name), fold(person.street)
        aged = number, Particulars(person.name, person.street, note)
        first, _ = rows.setdefault(known, aged)
        if first != number:
            why = say("The same name and street as line {line}.", line=first)
    if not why:
        return None
    return Remark(number, why, _beginning(cells), tuple(cells))


def _of(what: What, meant: Meant, cells: Sequence[str]) -> Iterator[str]:
    """What stands in the columns of one kind."""
    for column, cell in zip(meant.columns, cells, strict=False):
        if column == what and (shown := cleaned(cell)):
            yield shown


def _group(born: Iterator[str], ages: _Ages) -> str | Words:
    """The age group; nothing where no birth date stands there."""
    first = next(born, "")
    if not first:
        return ""
    return group_of(first, ages.on, day_first=ages.day_first)


def _beginning(cells: Sequence[str]) -> str:
    """How a line begins."""
    whole = "; ".join(map(cleaned, cells)).strip("; ")
    if len(whole) <= _BEGINNING:
        return whole
    return f"{whole[: _BEGINNING - 1]}…"


def _surplus(cells: Sequence[str], columns: int) -> int:
    """How many cells hold something beyond the columns."""
    return sum(bool(cell.strip()) for cell in cells[columns:])


def doubtful(
    people: Sequence[tuple[int, Particulars]],
    *,
    guessed: bool,
) -> Iterator[Remark]:
    """Who is taken and should be looked at.

    `guessed`: the file does not say in what letters it is written.
    """
    for number, row in people:
        begins = f"{row.name}; {row.street}"[:_BEGINNING]
        sign = _NO_LETTER.search(row.name) if guessed else None
        if sign is not None:
            yield Remark(number, _misread(sign[0]), begins)
        elif mixed_word(f"{row.name} {row.street}"):
            yield Remark(number, _MIXED, begins)


_NO_LETTER = re.compile(r"[^\w\s.,’'()&/-]|[ªº²³¹¼½¾]")
"""What stands in no name, but for letters of another encoding."""
_MIXED = say(
    "A word mixes letters of two alphabets that may look alike. Whoever types it at "
    "the door will not find it.",
)


def _misread(sign: str) -> Words:
    return say(
        "The name has a sign that is no letter: {sign}. If it is misread, save the list as “CSV "
        "UTF-8” and read it again.",
        sign=sign,
    )


def _particulars(meant: Meant, cells: Sequence[str]) -> Particulars:
    named: dict[What, list[str]] = {}
    for column, cell in zip(meant.columns, cells, strict=False):
        if column and (shown := cleaned(cell)):
            if not meant.as_typed:
                shown = _written(column, shown)
            named.setdefault(column, []).append(shown)
    return Particulars(
        _name(named),
        ", ".join(named.get("street", ())),
        ", ".join(named.get("note", ())),
    )


def _written(column: What, cell: str) -> str:
    """A part of a name as names are written; anything else as it stands."""
    if column not in _PARTS_OF_A_NAME:
        return cell
    return as_written(
        cell,
        surname=column != "first",
        given=column != "surname",
    )


def _capitals(
    meant: Meant,
    lines: Sequence[Line],
) -> Iterator[tuple[str, str]]:
    """Names in capitals, and how they are written as names."""
    for _, cells in lines:
        for column, cell in zip(meant.columns, cells, strict=False):
            shown = cleaned(cell)
            if column in NAMES and shown not in _ERRORS:
                written = _written("surname", shown)
                if written != shown and not counts_the_list(fold(shown), ""):
                    yield shown, written


def _name(named: Mapping[What, list[str]]) -> str:
    """The name as it stands in one column, else put together."""
    parts = [*named.get("surname", ()), " ".join(named.get("first", ()))]
    return " ".join(named.get("name", ())) or ", ".join(filter(None, parts))


def _refusal(person: Particulars, surplus: int) -> Words | None:
    if surplus > 0:
        return say("It has more cells than there are headings.")
    if not person.name:
        return say("The name is missing.")
    cells = person.name, person.street, person.note
    if any(map(_is_too_long, cells)):
        return say("A cell is longer than {n} letters.", n=LONGEST)
    return None


def _error(columns: Columns, cells: Sequence[str]) -> Words | None:
    """What a spreadsheet could not work out is nobody's name, nor a part of one."""
    read = zip(columns, cells, strict=False)
    shown = {cleaned(cell) for what, cell in read if what is not None}
    wrong = sorted(_ERRORS & shown)
    if not wrong:
        return None
    return say("A cell shows the error {error}.", error=wrong[0])


def _is_too_long(cell: str) -> bool:
    return len(cell) > LONGEST or plain_length(cell) > _LONGEST_PLAIN


def _figure(name: str, cells: Sequence[str]) -> int | None:
    """How many people a line says the list has; nothing where it counts pages or a part."""
    if _PART.match(name):
        return None
    for cell in map(cleaned, cells):
        if found := _FIGURE.search(cell):
            return int("".join(filter(str.isdigit, found[0])))
    return None
