"""Part of check 25: who prepared the assembly, who sat where, the evidence, and the dots.

Of the steering group counts alone, of tables the lot that dealt the cards, of evidence the digest
of its file, of dots the figures of each table: all of it stands in the record's public entries.
"""

from __future__ import annotations

import msgspec

from pbdesk.pack.checks.spoken import Corrected, Noted, TakenUp
from pbdesk.pack.contents import Deliberated, ToldDots
from pbdesk.pack.record import ToldLines, of_type

__all__ = ["is_as_prepared"]


class _Seats(msgspec.Struct, frozen=True):
    interest: str
    seats: int


class _SeatTaken(msgspec.Struct, frozen=True):
    seat: str
    interest: str


class _SeatLeft(msgspec.Struct, frozen=True):
    seat: str


class _Checked(msgspec.Struct, frozen=True):
    need: str
    met: bool


class _Drawn(msgspec.Struct, frozen=True):
    cards: int
    seed: str
    tables: int = 0


class _File(msgspec.Struct, frozen=True):
    digest: str


class _Enclosed(msgspec.Struct, frozen=True):
    argument: str
    file: _File


class _Dotted(msgspec.Struct, frozen=True):
    sheet: str
    table: int
    people: int | None
    lines: list[str]
    dots: list[int] | None


type _Row = tuple[object, ...]


def is_as_prepared(told: ToldLines, said: Deliberated) -> bool:
    """Whether seats, needs, tables, evidence and dots are those of the record."""
    evidence: list[_Row] = [
        (each.project, each.table, each.file) for each in said.evidence
    ]
    return (
        _prepared(said) == (_seats(told), _needs(told), _seating(told))
        and evidence == _evidence(told)
        and [_dots_told(each) for each in said.dots] == _dots(told)
    )


def _prepared(said: Deliberated) -> _Row:
    """Who prepared it and how the tables were drawn, as the result has it."""
    seats = sorted(
        (each.interest, each.seats, each.taken) for each in said.steering.seats
    )
    needs = sorted((each.need, each.met) for each in said.steering.needs)
    if said.seating is None:
        return seats, needs, None
    dealt = [(each.cards, each.seed) for each in said.seating.dealt]
    return seats, needs, (said.seating.tables, dealt)


def _seats(told: ToldLines) -> list[tuple[str, int, int]]:
    seats, taken = dict[str, int](), dict[str, str]()
    for line in told:
        if line.type == "seats.set":
            each = msgspec.convert(line.body, _Seats)
            seats[each.interest] = each.seats
        elif line.type == "seat.taken":
            seat = msgspec.convert(line.body, _SeatTaken)
            taken[seat.seat] = seat.interest
        elif line.type == "seat.left":
            del taken[msgspec.convert(line.body, _SeatLeft).seat]
    there = list(taken.values())
    return sorted((each, n, there.count(each)) for each, n in seats.items())


def _needs(told: ToldLines) -> list[tuple[str, bool]]:
    checked = _all_of("need.checked", _Checked, told)
    return sorted({each.need: each.met for each in checked}.items())


def _all_of[T](entry: str, kind: type[T], told: ToldLines) -> list[T]:
    return [msgspec.convert(line.body, kind) for line in of_type(entry, told)]


def _seating(told: ToldLines) -> _Row | None:
    found: tuple[int, list[tuple[int, str]]] | None = None
    for line in told:
        if line.type == "tables.drawn":
            drawn = msgspec.convert(line.body, _Drawn)
            found = (drawn.tables, [(drawn.cards, drawn.seed)])
        elif line.type == "tables.late" and found is not None:
            late = msgspec.convert(line.body, _Drawn)
            found = (found[0], [*found[1], (late.cards, late.seed)])
    return found


def _projects(told: ToldLines) -> dict[str, str]:
    """The project of each trade-off."""
    found = _all_of("tradeoff.taken_up", TakenUp, told)
    return {each.tradeoff: each.project for each in found}


def _evidence(told: ToldLines) -> list[_Row]:
    """What is evidence as it was last put right, and the file that was last brought for it."""
    noted, kinds, files = dict[str, Noted](), dict[str, str](), dict[str, str]()
    for line in told:
        if line.type == "argument.noted":
            each = msgspec.convert(line.body, Noted)
            noted[each.argument], kinds[each.argument] = each, each.kind
        elif line.type == "argument.corrected":
            right = msgspec.convert(line.body, Corrected)
            kinds[right.argument] = right.kind
        elif line.type == "argument.enclosed":
            enclosed = msgspec.convert(line.body, _Enclosed)
            files[enclosed.argument] = enclosed.file.digest
    projects = _projects(told)
    return [
        (projects.get(each.tradeoff), each.table, files.get(name))
        for name, each in noted.items()
        if kinds[name] == "evidence"
    ]


def _dots_told(each: ToldDots) -> _Row:
    lines = [line.project for line in each.lines]
    return each.about, each.table, each.people, lines, each.dots


def _dots(told: ToldLines) -> list[_Row]:
    """The last count of each sheet at each table; of what was said the lines are no projects."""
    projects, found = _projects(told), dict[tuple[str, int], _Row]()
    for line in told:
        if line.type == "dots.counted":
            each = msgspec.convert(line.body, _Dotted)
            lines = each.lines if not each.sheet else [None] * len(each.lines)
            about = projects.get(each.sheet)
            found[each.sheet, each.table] = (
                about,
                each.table,
                each.people,
                lines,
                each.dots,
            )
    return list(found.values())
