"""How the agenda is drawn where its times are known: planned and tonight on one axis, then rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from pbdesk.ui.room.board import BIG, LEAST, SIDE, TEXT, Board
from pbdesk.ui.room.deliberation import AgendaBody, AgendaLine, Axis, Span
from pbdesk.words import Words, say

__all__ = ["Area", "draw_axis", "draw_timed"]

_NAMES = (BIG, 34, TEXT, 26, LEAST)
_LABEL = 168
_BAR, _BETWEEN = 42, 12
_AXIS = 190
"""How high the axis is with all that belongs to it."""


@dataclass(frozen=True, slots=True)
class Area:
    """Where the body stands: from `top` to `bottom`, in the board's units."""

    top: float
    bottom: float

    @property
    def high(self) -> float:
        """How high it is."""
        return self.bottom - self.top


class _Scale(NamedTuple):
    """From minutes after midnight to units from the start side."""

    first: int
    unit: float

    @classmethod
    def of(cls, board: Board, axis: Axis) -> _Scale:
        """From side to side, behind the words before the bars."""
        room = board.inner - _LABEL
        return cls(axis.start, room / max(1, axis.end - axis.start))

    def at(self, minute: float) -> float:
        """Where a minute stands."""
        return SIDE + _LABEL + (minute - self.first) * self.unit


def draw_axis(board: Board, axis: Axis, y: float, now: datetime) -> float:
    """Both rows of bars over the hours, and a line where we are; how high it is."""
    scale = _Scale.of(board, axis)
    second = y + _BAR + _BETWEEN
    _names_of_rows(board, y, second)
    here = _minute(now, axis)
    line = None if here is None else scale.at(here)
    _bars(board, axis.planned, scale, (y, line))
    _bars(board, axis.tonight, scale, (second, line))
    foot = second + _BAR + _BETWEEN
    board.rule(SIDE + _LABEL, foot, board.inner - _LABEL, "outline", 2)
    hours = (hour for hour in axis.hours if not _covered(scale, hour, here))
    _hours(board, hours, scale, foot)
    if here is not None:
        _here(board, scale.at(here), y, foot)
    return _AXIS


def _names_of_rows(board: Board, first: float, second: float) -> None:
    at = (SIDE, first)
    board.text(_PLANNED, at, _LABEL, LEAST, tone="second", middle=_BAR)
    at = (SIDE, second)
    board.text(_TONIGHT, at, _LABEL, LEAST, bold=True, middle=_BAR)


_PLANNED = say("Planned", context="agenda")
_TONIGHT = say("Tonight")
_NOW = say("now", context="agenda")


def _minute(now: datetime, axis: Axis) -> int | None:
    """Where we are; None before the evening and after it."""
    minute = now.hour * 60 + now.minute
    return minute if axis.start <= minute <= axis.end else None


def _covered(scale: _Scale, hour: int, here: int | None) -> bool:
    """Whether the word that says where we are would lie on that of an hour."""
    return (
        here is not None and abs(scale.at(hour) - scale.at(here)) < 2.5 * TEXT
    )


def _bars(
    board: Board,
    spans: Iterable[Span],
    scale: _Scale,
    at: tuple[float, float | None],
) -> None:
    """A row of bars. `at`: where it begins, and the line where we are."""
    for span in spans:
        start, end = scale.at(span.start), scale.at(span.end)
        fill, outline, _ = _LOOKS[span.stands]
        wide = max(4.0, end - start - 2)
        board.box(start + 1, at[0], wide, _BAR, fill=fill, outline=outline)
        _number(board, span, (start, end), at)


def _number(
    board: Board,
    span: Span,
    room: tuple[float, float],
    at: tuple[float, float | None],
) -> None:
    """The number of an item where there is room for it: behind the line where that crosses it."""
    (start, end), (y, line) = room, at
    number = say("{n}", n=span.number)
    wide = board.size(number, LEAST, bold=True)[0] + 2
    x = start + min(14, max(6, (end - start - wide) / 2))
    if line is not None and x - 8 < line < x + wide + 8:
        x = line + 10
    if x + wide + 4 > end:
        return
    ink = _LOOKS[span.stands][2]
    board.text(number, (x, y), wide, LEAST, bold=True, tone=ink, middle=_BAR)


_LOOKS = {
    "": ("field", "outline", "second"),
    "over": ("text", "text", "field"),
    "now": ("chosen", "accent", "accent"),
    "to come": ("field", "text", "text"),
}
"""Of an item: what fills its bar, its outline, and the ink of its number."""


def _hours(
    board: Board,
    hours: Iterable[int],
    scale: _Scale,
    y: float,
) -> None:
    for hour in hours:
        said = f"{hour // 60 % 24}:00"
        wide = board.size(said, LEAST, figures=True)[0]
        x = scale.at(hour)
        board.rule(x, y, 2, "outline", 10)
        left = min(x - wide / 2, board.width - SIDE - wide - 2)
        board.text(
            said,
            (left, y + 10),
            wide + 2,
            LEAST,
            figures=True,
            tone="second",
        )


def _here(board: Board, x: float, y: float, foot: float) -> None:
    board.rule(x - 2, y - 8, 4, "accent", foot - y + 20)
    wide = board.size(_NOW, LEAST, bold=True)[0]
    at = (max(SIDE, x - wide / 2), foot + 10)
    board.text(_NOW, at, wide + 2, LEAST, bold=True, tone="accent")


class _Columns(NamedTuple):
    """How high a row is, how wide times and notes are, how large titles."""

    row: float
    times: float
    notes: float
    size: int


def draw_timed(board: Board, body: AgendaBody, area: Area) -> None:
    """Planned and tonight, number and title; what is under way stands on a tint."""
    cap = 56 if body.rows > 3 else 110
    row = min(cap, (area.high - LEAST * 1.5) / body.rows)
    columns = _columns(board, body, row)
    times = columns.times
    board.label(_PLANNED, (SIDE, area.top), times)
    after = (SIDE + times + 32, area.top)
    board.text(_TONIGHT, after, times, LEAST, bold=True)
    y = area.top + LEAST * 1.5
    for line, note in zip(body.lines, _notes(body), strict=True):
        if line.now:
            board.tint(y, row)
        _timed(board, line, note, y, columns)
        y += row


def _columns(board: Board, body: AgendaBody, row: float) -> _Columns:
    heads = (board.size(each, LEAST, bold=True)[0] for each in _HEADS)
    times = max(board.size("00:00", TEXT, bold=True, figures=True)[0], *heads)
    notes = board.widest(note for note in _notes(body) if note is not None)
    room = board.inner - 2 * times - 64 - 60 - notes - 24
    size = board.largest(body.titles, _NAMES, (room, row), bold=True)
    return _Columns(row, times + 4, notes, size)


_HEADS = (_PLANNED, _TONIGHT)


def _notes(body: AgendaBody) -> list[Words | None]:
    """Until when the item under way lasts, and which comes next."""
    nows = [line.now for line in body.lines]
    after = nows.index(True) + 1 if True in nows else -1
    return [_note(line, at == after) for at, line in enumerate(body.lines)]


def _note(line: AgendaLine, comes_next: bool) -> Words | None:
    if line.now:
        return say("Now, {until}", until=line.minutes)
    return say("Next", context="agenda") if comes_next else None


def _timed(
    board: Board,
    line: AgendaLine,
    note: Words | None,
    y: float,
    columns: _Columns,
) -> None:
    row, times, notes, size = columns
    x: float = SIDE
    for at, words in enumerate(line.times or ()):
        board.text(
            words,
            (x, y),
            times,
            TEXT,
            bold=bool(at),
            figures=True,
            tone="text" if at else "second",
            middle=row,
        )
        x += times + 32
    number = say("{n}", n=line.number)
    board.text(number, (x, y), 52, TEXT, bold=True, tone="second", middle=row)
    room = board.width - SIDE - notes - 24 - x - 60
    board.text(line.title, (x + 60, y), room, size, bold=line.now, middle=row)
    if note is not None:
        _noted(board, note, y, row)


def _noted(board: Board, note: Words, y: float, row: float) -> None:
    high = board.size(note, LEAST, bold=True)[1]
    top = y + (row - high) / 2
    board.at_end(note, top, LEAST, bold=True, tone="accent")
