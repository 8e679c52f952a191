"""The pool from which a panel is drawn, and the quotas it must meet.

A person is an opaque id with what the quotas ask about. Two people of one household never sit on
the same panel.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pbdesk.words import Words, say

__all__ = [
    "Person",
    "Pool",
    "PoolRefused",
    "Quota",
    "Reason",
    "read_people",
    "read_quotas",
]

type Reason = Literal[
    "staff",
    "councillor",
    "contractor",
    "party",
    "relative",
    "handled",
    "sat",
    "household",
]
"""Why somebody may not sit."""

_REASONS: Mapping[str, Reason] = {
    "staff": "staff",
    "councillor": "councillor",
    "contractor": "contractor",
    "party": "party",
    "relative": "relative",
    "handled": "handled",
    "sat": "sat",
    "household": "household",
}

_MOST_BYTES = 4_000_000
_MOST_PEOPLE, _MOST_QUOTAS = 10_000, 200
_LONGEST = 100
_UNSEEN = {"Cc", "Cf"}
"""Kinds of signs that nobody sees: with one inside, two ids that look alike would be two people."""

_JOINERS = "\u200c\u200d"
"""These two change how Persian and Indian letters look, so that they are seen there."""


class PoolRefused(ValueError):
    """The pool or its quotas cannot be taken; `words` say what, where and how to mend it."""

    def __init__(self, words: Words) -> None:
        """Keep the sentence for whoever shows it."""
        super().__init__(words.text)
        self.words = words


@dataclass(frozen=True, slots=True)
class Person:
    """One of the pool. `household` is empty for who lives alone or did not say.

    `excluded`: why they may not sit; None where they may.
    """

    id: str
    traits: Mapping[str, str]
    household: str = ""
    excluded: Reason | None = None


@dataclass(frozen=True, slots=True)
class Quota:
    """How many of the panel have that value of a category, from `least` to `most`."""

    category: str
    value: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Pool:
    """Who may be drawn for so many seats, under which quotas.

    Raises PoolRefused where a person's trait is in no quota: nobody could say what it counts as.
    """

    people: tuple[Person, ...]
    quotas: tuple[Quota, ...]
    seats: int

    def __post_init__(self) -> None:
        """Hold people and quotas against each other."""
        known = {(quota.category, quota.value) for quota in self.quotas}
        for person in self.people:
            for category in self.categories:
                value = person.traits.get(category, "")
                if (category, value) not in known:
                    raise PoolRefused(_unknown(person, category, value))

    @property
    def categories(self) -> list[str]:
        """What the quotas ask about, in the order of the alphabet."""
        return sorted({quota.category for quota in self.quotas})


def _unknown(person: Person, category: str, value: str) -> Words:
    if not value:
        return say(
            "Person {id} has no {category}, but the quotas ask for it. Add it, or take the person "
            "out.",
            id=person.id,
            category=category,
        )
    return say(
        "Person {id} has the {category} “{value}”, for which there is no quota. Add a line for it, "
        "if need be from 0 to the number of seats.",
        id=person.id,
        category=category,
        value=value,
    )


def read_people(content: bytes, name: str) -> tuple[Person, ...]:
    """A CSV with the columns id, the categories, and perhaps household and excluded.

    Raises PoolRefused with the line.
    """
    people: list[Person] = []
    lines: dict[str, int] = {}
    for line, row in _rows(content, name, _MOST_PEOPLE, ("id",)):
        person = row.pop("id")
        first = lines.setdefault(person, line)
        if not person:
            raise _no_id(name, line)
        if first != line:
            raise PoolRefused(_again(name, line, person, first))
        household = row.pop("household", "")
        excluded = _excluded(row.pop("excluded", ""), name, line)
        people.append(Person(person, row, household, excluded))
    if not people:
        raise PoolRefused(say("“{name}” names nobody.", name=name))
    return tuple(people)


def _no_id(name: str, line: int) -> PoolRefused:
    return PoolRefused(
        say("“{name}”, line {line}: the id is missing.", name=name, line=line),
    )


def _excluded(text: str, name: str, line: int) -> Reason | None:
    found = _REASONS.get(text.lower())
    if text and found is None:
        raise _no_reason(text, name, line)
    return found


def _no_reason(text: str, name: str, line: int) -> PoolRefused:
    return PoolRefused(
        say(
            "“{name}”, line {line}: “{text}” is no reason why somebody may not sit. Write one "
            "of these, or nothing: {reasons}.",
            name=name,
            line=line,
            text=text,
            reasons=", ".join(_REASONS),
        ),
    )


def _again(name: str, line: int, person: str, first: int) -> Words:
    return say(
        "“{name}”, line {line}: {id} stands in line {first} already. Each id names one person.",
        name=name,
        line=line,
        id=person,
        first=first,
    )


def read_quotas(content: bytes, name: str) -> tuple[Quota, ...]:
    """A CSV with the columns category, value, min, max. Raises PoolRefused with the line."""
    wanted = ("category", "value", "min", "max")
    quotas = _quotas_in(content, name, wanted)
    for category, value in _twice(
        (quota.category, quota.value) for quota in quotas
    ):
        raise _two_quotas(name, category, value)
    return tuple(quotas)


def _quotas_in(
    content: bytes,
    name: str,
    wanted: tuple[str, ...],
) -> list[Quota]:
    return [
        _quota(row, name, line)
        for line, row in _rows(content, name, _MOST_QUOTAS, wanted)
    ]


def _two_quotas(name: str, category: str, value: str) -> PoolRefused:
    return PoolRefused(
        say(
            "“{name}” has two quotas for {category} “{value}”. Keep one.",
            name=name,
            category=category,
            value=value,
        ),
    )


def _quota(row: Mapping[str, str], name: str, line: int) -> Quota:
    least = _whole(row["min"], name, line)
    most = _whole(row["max"], name, line)
    if least > most:
        raise _min_above_max(name, line)
    return Quota(row["category"], row["value"], least, most)


def _min_above_max(name: str, line: int) -> PoolRefused:
    return PoolRefused(
        say(
            "“{name}”, line {line}: min is larger than max.",
            name=name,
            line=line,
        ),
    )


def _twice[Item](items: Iterable[Item]) -> list[Item]:
    """What stands there more than once."""
    return [item for item, times in Counter(items).items() if times > 1]


def _whole(text: str, name: str, line: int) -> int:
    if not (_is_whole(text)):
        raise _no_number(text, name, line)
    return int(text)


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 6


def _no_number(text: str, name: str, line: int) -> PoolRefused:
    return PoolRefused(
        say(
            "“{name}”, line {line}: “{text}” is not a whole number.",
            name=name,
            line=line,
            text=text,
        ),
    )


def _rows(
    content: bytes,
    name: str,
    most: int,
    wanted: Sequence[str],
) -> Iterator[tuple[int, dict[str, str]]]:
    text = _text(content, name)
    reader = csv.reader(
        io.StringIO(text),
        delimiter=_separator(text),
        strict=True,
    )
    try:
        heads = [
            _cell(head, name, reader.line_num)
            for head in next(reader, None) or ()
        ]
        _refuse_heads(heads, wanted, name)
        for number, cells in enumerate(reader, start=1):
            if number > most:
                raise _too_many(name, most)
            if any(cell.strip() for cell in cells):
                yield reader.line_num, _row(heads, cells, name, reader.line_num)
    except csv.Error as error:
        raise _no_table(name, reader.line_num) from error


def _no_table(name: str, line: int) -> PoolRefused:
    return PoolRefused(
        say(
            "“{name}”, line {line}: this is not a table (CSV).",
            name=name,
            line=line,
        ),
    )


def _too_many(name: str, most: int) -> PoolRefused:
    return PoolRefused(
        say("“{name}” has more than {n} lines.", name=name, n=most),
    )


def _separator(text: str) -> str:
    """What divides the cells of the first line: a spreadsheet may write ; or a tab for a comma."""
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _refuse_heads(
    heads: Sequence[str],
    wanted: Sequence[str],
    name: str,
) -> None:
    lacking = [head for head in wanted if head not in heads]
    if lacking:
        raise _no_column(name, lacking[0])
    for head in _twice(heads):
        raise PoolRefused(
            say(
                "“{name}” has two columns “{column}”.",
                name=name,
                column=head or "–",
            ),
        )


def _no_column(name: str, column: str) -> PoolRefused:
    return PoolRefused(
        say(
            "“{name}” has no column “{column}”. Its first line must name its columns.",
            name=name,
            column=column,
        ),
    )


def _row(
    heads: Sequence[str],
    cells: Sequence[str],
    name: str,
    line: int,
) -> dict[str, str]:
    if len(cells) != len(heads):
        raise _other_width(heads, cells, name, line)
    shown = [_cell(cell, name, line) for cell in cells]
    return dict(zip(heads, shown, strict=True))


def _other_width(
    heads: Sequence[str],
    cells: Sequence[str],
    name: str,
    line: int,
) -> PoolRefused:
    return PoolRefused(
        say(
            "“{name}”, line {line}: {n} cells, but the first line names {width} columns.",
            name=name,
            line=line,
            n=len(cells),
            width=len(heads),
        ),
    )


def _text(content: bytes, name: str) -> str:
    if len(content) > _MOST_BYTES:
        raise PoolRefused(
            say("“{name}” is larger than a pool can be.", name=name),
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PoolRefused(
            say("“{name}” is not UTF-8. Save it as “CSV UTF-8”.", name=name),
        ) from error


def _cell(text: str, name: str, line: int) -> str:
    """What a cell says; two that look alike are one. Nothing is left out of it untold."""
    shown = unicodedata.normalize("NFC", " ".join(text.split()))
    for before, sign in pairwise(f" {shown}"):
        is_joiner = sign in _JOINERS and not before.isascii()
        if unicodedata.category(sign) in _UNSEEN and not is_joiner:
            raise _unseen(name, line, sign)
    if len(shown) > _LONGEST:
        raise _too_long(name, line)
    return shown


def _too_long(name: str, line: int) -> PoolRefused:
    return PoolRefused(
        say(
            "“{name}”, line {line}: a cell has more than {n} letters. Shorten it.",
            name=name,
            line=line,
            n=_LONGEST,
        ),
    )


def _unseen(name: str, line: int, sign: str) -> PoolRefused:
    return PoolRefused(
        say(
            "“{name}”, line {line}: a sign that cannot be seen ({sign}) stands in a cell. "
            "Type the cell anew.",
            name=name,
            line=line,
            sign=f"U+{ord(sign):04X}",
        ),
    )
