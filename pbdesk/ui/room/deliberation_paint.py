"""How the screens of the deliberation are drawn, and the doubtful paper.

From its keyed marks, never a photo.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from pbdesk.assembly.public import PublicMark, PublicReading, Speaking
from pbdesk.ui.room.axis_paint import Area, draw_axis, draw_timed
from pbdesk.ui.room.board import BIG, HUGE, LEAST, SIDE, TEXT, At, Board
from pbdesk.ui.room.deliberation import (
    AgendaBody,
    AgendaLine,
    Doubtful,
    MoneyBar,
    MoneyMoved,
    SpeakingBody,
    Weighed,
)
from pbdesk.words import Text, Words, say

__all__ = ["Area", "draw_deliberated"]

_NAMES = (TEXT, 26, LEAST)
_CLOCKS = (280, 240, 200, 176, 144, 112, 88, HUGE)
_BAR_HIGH = 40
_SPEAKER = (HUGE, 48, BIG, 34, TEXT)
_SPEAKER_HIGH = 2.4 * HUGE
_AIR_OF_FIGURES = (
    0.22  # of their size: what a line of figures has above and below them
)
_GAP = 16
_OF_THE_PAPER = 0.58  # of the width: beside it stands how it can be read
type Deliberating = AgendaBody | SpeakingBody | Weighed | MoneyMoved | Doubtful


def draw_deliberated(
    board: Board,
    body: Deliberating,
    area: Area,
    now: datetime,
) -> None:
    """Draw a body of the deliberation as it stands `now`."""
    match body:
        case AgendaBody():
            _agenda(board, body, area, now)
        case SpeakingBody():
            _speaking(board, body.speaking, area, now)
        case Weighed():
            _weighed(board, body, area)
        case MoneyMoved():
            _money(board, body, area)
        case Doubtful():
            _doubtful(board, body, area)


class _Items(NamedTuple):
    """Of the agenda: how high a row is, how wide minutes and titles, the size of the titles."""

    row: float
    minutes: float
    titles: float
    size: int


def _agenda(
    board: Board,
    body: AgendaBody,
    area: Area,
    now: datetime,
) -> None:
    """The items with their minutes; what is under way stands on a tint.

    Where the times are known the evening stands above them on an axis.
    """
    y = area.top
    if body.axis is not None:
        y += draw_axis(board, body.axis, y, now)
        draw_timed(board, body, Area(y, area.bottom))
        return
    places = _places_of(board, body, min(88, area.high / body.rows))
    for line in body.lines:
        if line.now:
            _under_way(board, y, places.row)
        _item(board, line, y, places)
        y += places.row


def _places_of(board: Board, body: AgendaBody, row: float) -> _Items:
    minutes = board.widest(line.minutes for line in body.lines)
    room = board.inner - minutes - 2 * _GAP - 46
    size = board.largest(body.titles, (BIG, 34, *_NAMES), (room, row))
    return _Items(row, minutes, room, size)


def _under_way(board: Board, y: float, row: float) -> None:
    board.tint(y, row)
    board.icon_of_row("arrow-right", y, row, "accent")


def _item(board: Board, line: AgendaLine, y: float, places: _Items) -> None:
    row, minutes, titles, size = places
    board.text(
        line.title,
        (SIDE + 46, y),
        titles,
        size,
        bold=line.now,
        middle=row,
    )
    board.figures_at_end(line.minutes, y, minutes, row)


def _speaking(board: Board, seen: Speaking, area: Area, now: datetime) -> None:
    """Who speaks, and the time left as large as the wall is wide: read from the last row."""
    y = (
        area.top
        + board.label(say("Speaking"), (SIDE, area.top), board.inner)
        + 8
    )
    y += _who(board, seen.who or seen.title, y)
    foot = area.bottom - (LEAST * 1.5 if seen.then is None else TEXT * 1.5)
    y += _clock(board, seen, now, Area(y, foot - _BAR_HIGH - 2 * _GAP))
    _time_bar(board, seen, now, y)
    then = _then(seen, now)
    if then is not None:
        up = bool(seen.over(now))
        board.across(then, y + _BAR_HIGH + _GAP, TEXT, bold=up)


def _then(seen: Speaking, now: datetime) -> Words | None:
    """Who comes next; once the time is up they are asked to get ready."""
    return seen.ready if seen.over(now) and seen.ready else seen.then


def _who(board: Board, who: Text, y: float) -> float:
    """Who has the floor, as large as there is room; how high it is."""
    room = (board.inner, _SPEAKER_HIGH)
    return board.text_to_fit(who, (SIDE, y), _SPEAKER, room, bold=True)


def _of_the_time(seen: Speaking, now: datetime) -> Words:
    """How long it is in all, or over what it is."""
    if seen.left(now):
        return seen.whole_words
    return seen.over_words if seen.over(now) else _UP


_UP = say("Time is up")


def _clock(board: Board, seen: Speaking, now: datetime, area: Area) -> float:
    """The time left, and beside it of how much; once it is up, the time over it is counted.

    How high it is.
    """
    left = seen.left(now)
    figures = _figures(left) if left else _figures_over(seen.over(now))
    size = board.largest(
        ["+0:00"],
        _CLOCKS,
        _room_of_clock(board, area),
        bold=True,
    )
    high = _left(board, figures, area.top, size)
    wide = board.size(figures, size, bold=True, figures=True)[0] + 2 * _GAP
    said = [_of_the_time(seen, now)]
    if seen.over(now):
        said.insert(0, _UP)
    _beside_the_clock(board, said, wide, (area.top, high))
    return high + _GAP


def _figures(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def _figures_over(seconds: int) -> str:
    """What runs over the time, with its sign; in the second in which it is up there is none."""
    return f"+{_figures(seconds)}" if seconds else _figures(0)


def _room_of_clock(board: Board, area: Area) -> tuple[float, float]:
    return board.inner * 0.7, area.high * 1.4


def _left(
    board: Board,
    figures: str,
    y: float,
    size: int,
) -> float:
    """The figures without the air above and below them; how high they are."""
    air = size * _AIR_OF_FIGURES
    at = (SIDE, y - air)
    look = (board.inner, size)
    high = board.text(figures, at, *look, bold=True, figures=True)
    return high - 2 * air


def _beside_the_clock(
    board: Board,
    said: Sequence[Words],
    start: float,
    lines: tuple[float, float],
) -> None:
    """Words whose last line stands on that of the figures, which begin at `lines`, so high.

    Of two the first is strong.
    """
    (y, high), room = lines, board.inner - start
    size = board.largest(said, (BIG, *_NAMES), (room, high / len(said)))
    foot = y + high
    for words in reversed(said):
        strong = words is not said[-1]
        foot -= board.size(words, size, room, bold=strong)[1]
        board.text(words, (SIDE + start, foot), room, size, bold=strong)


def _time_bar(board: Board, seen: Speaking, now: datetime, y: float) -> None:
    """The bar that empties as the time goes; after that it fills again, hatched."""
    whole = max(1, seen.whole)
    board.field(SIDE, y, board.inner, _BAR_HIGH)
    if seen.left(now):
        long = max(8.0, board.inner * seen.left(now) / whole)
        board.box(SIDE, y, long, _BAR_HIGH, fill="accent")
    elif seen.over(now):
        long = board.inner * min(1.0, seen.over(now) / whole)
        board.hatch(SIDE, y, max(8.0, long), _BAR_HIGH)


_BAR = 22


def _money(board: Board, body: MoneyMoved, area: Area) -> None:
    """Who pays at the start side, who gains at the end side, and the balance below."""
    foot = area.bottom - TEXT * 1.6
    above = Area(area.top, foot)
    pays = _Side(say("Who pays"), body.paid, body.pays, board.hatch)
    gains = _Side(say("Who gains"), body.gained, body.gains, board.filled)
    _side(board, pays, SIDE, above)
    _side(board, gains, SIDE + board.inner / 2 + 28, above)
    board.icon("arrow-right", board.width / 2 - 18, area.top, 36, "accent")
    tone = "text" if body.fits else "attention"
    board.across(body.balance, foot, TEXT, bold=True, tone=tone)


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of the balance, with its sum; `fill` draws how much of a bar it is."""

    title: Words
    total: Words
    bars: tuple[MoneyBar, ...]
    fill: Callable[[float, float, float, float], None]


def _side(board: Board, side: _Side, x: float, area: Area) -> None:
    """The title with its sum over a line, and the bars below each other."""
    half = board.inner / 2 - 28
    y = area.top + _beside(
        board,
        (x, area.top),
        half,
        (side.title, side.total),
        TEXT,
    )
    board.rule(x, y + 6, half, "text", 2)
    y += 18
    need = sum(_high_of_bar(board, bar, half) for bar in side.bars)
    spare = area.bottom - y - need
    told = spare >= 0
    air = max(0.0, min(24.0, spare / max(1, len(side.bars))))
    for bar in side.bars:
        y += _bar(board, bar, (x, y), half, side.fill, told=told) + air


def _high_of_bar(board: Board, bar: MoneyBar, wide: float) -> float:
    """How high a bar is with its title above it and the sentence below."""
    sum_ = board.size(bar.sum, LEAST, bold=True, figures=True)[0]
    room = wide - sum_ - 24
    title = board.size(bar.title, LEAST, room, bold=True)[1]
    return title + _BAR + board.size(bar.words, LEAST, wide)[1] + 6


def _beside(
    board: Board,
    at: At,
    wide: float,
    texts: tuple[Text, Words],
    size: int,
) -> float:
    """A title with its sum at the end of the line; says how high it is."""
    (x, y), (title, total) = at, texts
    room = board.size(total, size, bold=True, figures=True)[0] + 24
    high = _name(board, title, at, wide - room, size)
    _total(board, total, (x + wide - room, y), room, size)
    return high


def _name(
    board: Board,
    title: Text,
    at: At,
    wide: float,
    size: int,
) -> float:
    """A title as large as its sum, or smaller where it is long; how high it is."""
    return board.text_to_fit(
        title,
        at,
        (size, 28, LEAST),
        (wide, size * 1.6),
        bold=True,
    )


def _total(
    board: Board,
    total: Words,
    at: At,
    room: float,
    size: int,
) -> None:
    board.text(total, at, room, size, bold=True, figures=True, right=True)


def _bar(
    board: Board,
    bar: MoneyBar,
    at: At,
    wide: float,
    fill: Callable[[float, float, float, float], None],
    *,
    told: bool,
) -> float:
    """Title and sum, the bar, and the sentence under it where there is room; how high they are."""
    x, top = at
    y = top + _beside(board, at, wide, (bar.title, bar.sum), LEAST) + 2
    board.field(x, y, wide, _BAR)
    if bar.filled:
        fill(x, y, max(4.0, wide * bar.filled / 1000), _BAR)
    y += _BAR + 2
    if told:
        y += board.label(bar.words, (x, y), wide)
    return y - top + 2


_MINORITY = say("Minority statement")
_TWO_LINES = 2 * LEAST * 1.4


class _Look(NamedTuple):
    """Of a trade-off: how wide the labels are, and the size of what stands beside them."""

    labels: float
    size: int


def _weighed(board: Board, body: Weighed, area: Area) -> None:
    """Label at the start side, what the table wrote beside it.

    The minority statement below a line.
    """
    labels = _wide_of_labels(board, body)
    look = _Look(
        labels,
        _size_for(board, body, board.inner - labels, area.high),
    )
    y = area.top
    for label, text in body.rows:
        y += _labelled(board, label, text, y, look) + _GAP
    if body.minority is not None:
        _minority(board, _quoted(body.minority), y, look)


def _wide_of_labels(board: Board, body: Weighed) -> float:
    wide = (board.size(label, LEAST)[0] for label in _labels(body))
    return max(wide, default=0) + 40


def _labels(body: Weighed) -> list[Words]:
    labels = [label for label, _ in body.rows]
    return labels if body.minority is None else [*labels, _MINORITY]


def _labelled(
    board: Board,
    label: Words,
    text: Words,
    y: float,
    look: _Look,
) -> float:
    """A label with its text; how high that is."""
    labels, size = look
    board.label(label, (SIDE, y + (size - LEAST) * 0.6), labels)
    return board.text(text, (SIDE + labels, y), board.inner - labels, size)


def _quoted(minority: Words) -> Words:
    return say("“{text}”", text=minority)


def _minority(board: Board, words: Words, y: float, look: _Look) -> None:
    """What a minority had put down, below a line: its label, and its words in bold."""
    labels, size = look
    board.rule(SIDE, y, board.inner, "text", 2)
    at = (SIDE + labels, y + _GAP)
    high = board.label(_MINORITY, (SIDE, y + _GAP), labels - 24)
    middle = high if high > size * 3 else 0
    board.text(words, at, board.inner - labels, size, bold=True, middle=middle)


def _size_for(board: Board, body: Weighed, words: float, high: float) -> int:
    """The largest letters in which all of it stands in so much height, else the least."""
    for size in (34, *_NAMES):
        if _high(board, body, words, size) <= high:
            return size
    return LEAST


def _high(board: Board, body: Weighed, words: float, size: int) -> float:
    high = sum(board.size(text, size, words)[1] + _GAP for _, text in body.rows)
    if body.minority is None:
        return high
    return high + _GAP + _high_of_minority(board, body.minority, words, size)


def _high_of_minority(
    board: Board,
    minority: Words,
    words: float,
    size: int,
) -> float:
    """At least as high as its label on two lines."""
    said = board.size(_quoted(minority), size, words, bold=True)
    return max(_TWO_LINES, said[1])


def _doubtful(board: Board, body: Doubtful, area: Area) -> None:
    """The paper, beside it how it can be read; under both what the rulebook says."""
    paper = body.paper
    foot = area.bottom - board.high_across(paper.rule, LEAST) - _GAP
    above = Area(area.top, foot - _GAP)
    wide = board.inner * _OF_THE_PAPER
    _sheet(board, paper.lines, above, wide)
    _readings(board, paper.readings, (SIDE + wide + 40, above))
    board.rule(SIDE, foot, board.inner)
    board.across(paper.rule, foot + _GAP, LEAST, tone="second")


def _sheet(
    board: Board,
    lines: Sequence[PublicMark],
    area: Area,
    wide: float,
) -> None:
    """The paper with its lines inside."""
    board.field(SIDE, area.top, wide, area.high - _GAP)
    inside = Area(area.top + _GAP, area.bottom - 2 * _GAP)
    _lines(board, lines, inside, wide - 24)


def _readings(
    board: Board,
    readings: Sequence[PublicReading],
    at: tuple[float, Area],
) -> None:
    """The ways to read it under their numbers, none before the others: nobody has ruled yet."""
    x, area = at
    y, room = area.top, board.width - SIDE - x
    y += board.text(_HOW, (x, y), room, TEXT, bold=True) + _GAP
    size = _size_of_readings(board, readings, (room - 56, area.bottom - y))
    for number, each in enumerate(readings, start=1):
        _number(board, number, (x, y), size)
        y += board.text(each.words, (x + 56, y), room - 56, size, bold=True)
        y += board.label(each.why, (x + 56, y), room - 56) + _GAP


_HOW = say("How can it be read?")


def _size_of_readings(
    board: Board,
    readings: Sequence[PublicReading],
    room: tuple[float, float],
) -> int:
    """The largest letters in which all readings stand with what they take the marks for."""
    wide, high = room
    whys = sum(board.size(each.why, LEAST, wide)[1] for each in readings)
    left = high - whys - len(readings) * _GAP
    words = [each.words for each in readings]
    return board.largest(
        words,
        (34, *_NAMES),
        (wide, left / max(1, len(readings))),
        bold=True,
    )


def _number(board: Board, number: int, at: At, size: int) -> None:
    board.text(say("{n}", n=number), at, 40, size, bold=True, tone="accent")


def _lines(
    board: Board,
    lines: Sequence[PublicMark],
    area: Area,
    wide: float,
) -> None:
    """The lines of a paper, all in letters of one size."""
    cap = 64 if len(lines) > 3 else 110
    places = _Places.of(min(cap, area.high / max(1, len(lines))), wide)
    titles = [line.title for line in lines]
    size = board.largest(titles, _NAMES, (places.title, places.row))
    for row, line in enumerate(lines):
        at = (SIDE + 24, area.top + row * places.row)
        _line(board, line, places, at, size)


@dataclass(frozen=True, slots=True)
class _Places:
    """Of a line of a doubtful paper: its height, its box and where that begins, its title's width.

    A hand also ticks beside its box: there is room for it on both sides.
    """

    row: float
    box: float
    beside: float
    title: float

    @classmethod
    def of(cls, row: float, wide: float) -> _Places:
        """For a line so high and so wide."""
        box = min(40, row - 10)
        beside = 56 + 1.2 * box
        return cls(row, box, beside, wide - beside - 1.4 * box - 24)


def _line(
    board: Board,
    line: PublicMark,
    places: _Places,
    at: At,
    size: int,
) -> None:
    """Code, box and title of a line, with what the hand made in the box or beside it."""
    (x, y), row, box = at, places.row, places.box
    left = x + places.beside
    board.text(line.code, at, 56, size, bold=True, middle=row)
    board.text(
        line.title,
        (left + 1.4 * box, y),
        places.title,
        size,
        middle=row,
    )
    top = y + (row - box) / 2
    board.field(left, top, box, box)
    if line.number:
        board.text(
            line.number,
            (left + box * 0.3, y),
            box,
            TEXT,
            bold=True,
            middle=row,
        )
    _by_hand(board, line, (left, top), box)


def _by_hand(
    board: Board,
    line: PublicMark,
    at: At,
    box: float,
) -> None:
    """The mark in or beside a box; a cross beside a number says no more than the number."""
    said = line.number and line.hand == "cross"
    if line.hand is not None and not said:
        board.mark(line.hand, *at, box)
