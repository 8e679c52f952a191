"""Dots: how many stickers each line of a sheet got at a table, and which tables laid them alike.

Decision  count_dots     Entry  DotsCounted
A sheet has the projects, or what was said of one project, in the order of the page. The dots of a
table are counted line by line; nobody knows who laid one, and no row of a person is ever kept. So
opinion groups are groups of tables: those that gave most dots to the same line. A group is shown
only where more than ten people sit in it. The figures of a table of fewer than ten people are left
out of the record, unless the room was told before, as with hands for a condition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbdesk.assembly.agenda import table_words
from pbdesk.assembly.arguments import Argument
from pbdesk.assembly.conditions import FEWEST_HANDS
from pbdesk.assembly.ideas import Proposal
from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry, Id
from pbdesk.minutes.growing import put
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "FEWEST_SHOWN",
    "PROJECTS",
    "Dots",
    "DotsCounted",
    "DotsEntry",
    "Opinion",
    "apply",
    "count_dots",
    "lines_of",
    "opinions",
    "tell",
]

PROJECTS = Id("")
"""The sheet of the projects; what was said of one has the id of its trade-off."""

FEWEST_SHOWN = 11
"""So many people an opinion group has at least that is shown: more than ten."""

_MOST_TABLES, _MOST_PEOPLE, _MOST_DOTS = 60, 2_000, 10_000


class DotsCounted(Entry, frozen=True, tag="dots.counted", kw_only=True):
    """The dots of a table (0: of the room) on a sheet, line by line; a later count replaces it.

    `sheet`: the trade-off whose arguments stand on it; empty: the projects. `people` and `dots` are
    None where the table is too small to be told.
    """

    sheet: Id
    table: int
    people: int | None
    lines: tuple[Id, ...]
    dots: tuple[int, ...] | None


DotsEntry = DotsCounted


@dataclass(frozen=True, slots=True)
class Dots:
    """The last count of each sheet at each table."""

    counted: Mapping[tuple[Id, int], DotsCounted] = field(
        default_factory=lambda: MappingProxyType({}),
    )

    def on(self, sheet: Id) -> tuple[DotsCounted, ...]:
        """The counts of a sheet, by table."""
        found = [each for each in self.counted.values() if each.sheet == sheet]
        return tuple(sorted(found, key=lambda each: each.table))

    def given(self, sheet: Id) -> Mapping[Id, int]:
        """The dots of each line of a sheet, of all tables that are told."""
        found: dict[Id, int] = {}
        for each in self.on(sheet):
            for line, dots in zip(each.lines, each.dots or (), strict=False):
                found[line] = found.get(line, 0) + dots
        return found


@dataclass(frozen=True, slots=True)
class Opinion:
    """Tables that gave most of their dots to the same line, and how many people sit at them."""

    line: Id
    tables: tuple[int, ...]
    people: int


def opinions(dots: Dots, sheet: Id) -> tuple[Opinion, ...]:
    """The opinion groups of a sheet that may be shown, the largest first.

    A table whose most dots are shared by two lines is in no group.
    """
    groups: dict[Id, list[DotsCounted]] = {}
    for each in dots.on(sheet):
        first = _first_of(each)
        if first is not None:
            groups.setdefault(first, []).append(each)
    found = (_opinion(line, held) for line, held in groups.items())
    shown = [each for each in found if each.people >= FEWEST_SHOWN]
    return tuple(sorted(shown, key=lambda each: -each.people))


def _opinion(line: Id, held: Sequence[DotsCounted]) -> Opinion:
    return Opinion(
        line,
        tuple(each.table for each in held),
        sum(each.people or 0 for each in held),
    )


def _first_of(each: DotsCounted) -> Id | None:
    most = max(each.dots or (0,))
    first = [
        line
        for line, dots in zip(each.lines, each.dots or (), strict=False)
        if dots == most
    ]
    return first[0] if len(first) == 1 else None


def lines_of(state: Assembly, sheet: Id) -> tuple[Id, ...]:
    """What stands on a sheet, in its order."""
    return tuple(each.id for each in _on_sheet(state, sheet))


def _on_sheet(state: Assembly, sheet: Id) -> Sequence[Proposal | Argument]:
    if sheet == PROJECTS:
        return state.ideas.projects
    return state.arguments.of(sheet)


def count_dots(
    state: Assembly,
    _moment: Moment,
    *,
    sheet: str,
    table: int | None,
    people: int | None,
    line: str,
    told: bool = False,
) -> Decided:
    """Record the dots of a table as they are called out: a number for each line of the sheet.

    Of fewer than ten people only that they were counted is recorded, unless `told`.
    """
    lines = lines_of(state, Id(sheet))
    refusal = _unfit(state, lines, table, people)
    if refusal or table is None or people is None:
        return refusal or _no_number("people")
    dots = _numbers(line, len(lines))
    if isinstance(dots, Refusal):
        return dots
    small = people < FEWEST_HANDS and not told
    return Writing(
        DotsCounted(
            sheet=Id(sheet),
            table=table,
            people=None if small else people,
            lines=lines,
            dots=None if small else dots,
        ),
    )


def _unfit(
    state: Assembly,
    lines: tuple[Id, ...],
    table: int | None,
    people: int | None,
) -> Refusal | None:
    if state.handover.made:
        return Refusal(
            say("The pack is made, and the dots stand in it."),
            say("What is said now goes into the answer."),
        )
    if not lines:
        return Refusal(say("Nothing stands on this sheet yet."), where="sheet")
    if table is None or not 0 <= table <= _MOST_TABLES:
        return Refusal(
            say("There are at most {n} tables.", n=_MOST_TABLES),
            say("Write a whole number."),
            "table",
        )
    if people is None or not 1 <= people <= _MOST_PEOPLE:
        return _no_number("people")
    return None


def _no_number(where: str) -> Refusal:
    return Refusal(
        say("Nobody knows how many people laid the dots."),
        say("Write a whole number."),
        where,
    )


def _numbers(line: str, wanted: int) -> tuple[int, ...] | Refusal:
    """The dots as they are typed, with spaces or commas between them."""
    parts = line.replace(",", " ").replace("\N{ARABIC COMMA}", " ").split()
    if not all(
        part.isdecimal() and len(part) <= len(str(_MOST_DOTS)) for part in parts
    ):
        return Refusal(
            say("The dots of a line are a whole number."),
            say(
                "Write one for each line, with spaces between them; 0 for none.",
            ),
            "line",
        )
    if len(parts) != wanted:
        return Refusal(
            several(
                "The sheet has {lines} lines, and {n} number is written.",
                "The sheet has {lines} lines, and {n} numbers are written.",
                len(parts),
                lines=wanted,
            ),
            say(
                "Write one for each line, with spaces between them; 0 for none.",
            ),
            "line",
        )
    dots = tuple(map(int, parts))
    if not any(dots):
        return Refusal(
            say("No dot is counted."),
            say("Leave this sheet out."),
            "line",
        )
    return dots


def apply(dots: Dots, entry: DotsEntry, _at: datetime) -> Dots:
    """What the entry adds."""
    return Dots(put(dots.counted, (entry.sheet, entry.table), entry))


def tell(entry: DotsEntry, _state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    who = table_words(entry.table)
    if entry.dots is None:
        return say(
            "Dots were counted, {who}; too few people to be told.",
            who=who,
        )
    return several(
        "{n} dot was counted, {who}.",
        "{n} dots were counted, {who}.",
        sum(entry.dots),
        who=who,
    )
