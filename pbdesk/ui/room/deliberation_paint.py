"""How the screens of the deliberation are drawn, and the doubtful paper.

From its keyed marks, never a photo.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pbdesk.assembly.public import PublicMark, Speaking
from pbdesk.ui.room.board import BIG, HUGE, LEAST, SIDE, TEXT, Board
from pbdesk.ui.room.deliberation import (
    AgendaBody,
    Doubtful,
    MoneyBar,
    MoneyMoved,
    SpeakingBody,
    Weighed,
)
from pbdesk.words import Words, say

__all__ = ["Area", "Render", "draw_deliberated"]

_NAMES = (TEXT, 26, LEAST)
_CLOCKS = (280, 240, 200, 176, 144, 112, 88, HUGE)
_BAR_HIGH = 40
_AIR_OF_FIGURES = 0.22  # of their size: what a line of figures has above and below them
_GAP = 16
_OF_THE_PAPER = 0.58  # of the width: beside it stands how it can be read
type Deliberating = AgendaBody | SpeakingBody | Weighed | MoneyMoved | Doubtful
type Render = Callable[[Words | str], str]


@dataclass(frozen=True, slots=True)
class Area:
    """Where the body stands: from `top` to `bottom`, in the board's units."""

    top: float
    bottom: float

    @property
    def high(self) -> float:
        """How high it is."""
        return self.bottom - self.top


def draw_deliberated(
    board: Board,
    body: Deliberating,
    area: Area,
    show: Render,
    now: datetime,
) -> None:
    """Draw a body of the deliberation as it stands `now`."""
    match body:
        case AgendaBody():
            _agenda(board, body, area, show)
        case SpeakingBody():
            _speaking(board, body, area, show, now)
        case Weighed():
            _weighed(board, body, area, show)
        case MoneyMoved():
            _money(board, body, area, show)
        case Doubtful():
            _doubtful(board, body, area, show)


def _agenda(board: Board, body: AgendaBody, area: Area, show: Render) -> None:
    """The items with their minutes; what is under way stands on a tint."""
    row = min(88, area.high / body.rows)
    wide = board.widest(show(line.minutes) for line in body.lines)
    room = board.inner - wide - 2 * _GAP - 46
    titles = [show(title) for title in body.titles]
    size = board.largest(titles, (BIG, 34, *_NAMES), (room, row))
    y = area.top
    for line in body.lines:
        if line.now:
            board.box(SIDE - 24, y, board.inner + 48, row, fill="chosen")
            board.icon("arrow-right", SIDE, y + (row - 30) / 2, 30, "accent")
        board.text(
            show(line.title),
            (SIDE + 46, y),
            room,
            size,
            bold=line.now,
            middle=row,
        )
        board.figures_at_end(show(line.minutes), y, wide, row)
        y += row


def _speaking(
    board: Board,
    body: SpeakingBody,
    area: Area,
    show: Render,
    now: datetime,
) -> None:
    """Who speaks, and the time left as large as the wall is wide: read from the last row."""
    seen = body.speaking
    y = _label(board, show(say("Speaking")), (SIDE, area.top), board.inner)
    y += _who(board, show(seen.who or seen.title), y)
    foot = area.bottom - (LEAST * 1.5 if seen.then is None else TEXT * 1.5)
    y += _clock(board, seen, now, y, foot - _BAR_HIGH - 2 * _GAP, show)
    _time_bar(board, seen.left(now) / max(1, seen.whole), y)
    if seen.then is not None:
        board.text(show(seen.then), (SIDE, y + _BAR_HIGH + _GAP), board.inner, TEXT)


def _who(board: Board, who: str, y: float) -> float:
    """Who has the floor, as large as there is room; how high it is."""
    room = (board.inner, 2.4 * HUGE)
    size = board.largest([who], (HUGE, 48, BIG, 34, TEXT), room, bold=True)
    return board.text(who, (SIDE, y), board.inner, size, bold=True)


def _of_the_time(seen: Speaking, now: datetime) -> Words:
    """How long it is in all, or that it is up."""
    return seen.whole_words if seen.left(now) else say("The time is up")


def _clock(
    board: Board,
    seen: Speaking,
    now: datetime,
    y: float,
    foot: float,
    show: Render,
) -> float:
    """The time left, and beside it of how much; once it is up, the time over it is counted.

    How high it is.
    """
    left = seen.left(now)
    over = 0 if left else seen.over(now)
    shown = left or over
    figures = f"{'+' if over else ''}{shown // 60}:{shown % 60:02}"
    size = board.largest(
        ["+0:00"],
        _CLOCKS,
        (board.inner * 0.7, (foot - y) * 1.4),
        bold=True,
    )
    tone = "text" if left else "attention"
    air = size * _AIR_OF_FIGURES
    at = (SIDE, y - air)
    high = (
        board.text(figures, at, board.inner, size, bold=True, figures=True, tone=tone)
        - 2 * air
    )
    wide = board.size(figures, size, bold=True, figures=True)[0] + 2 * _GAP
    _beside_the_clock(board, show(_of_the_time(seen, now)), wide, (y, high))
    return high + _GAP


def _beside_the_clock(
    board: Board,
    said: str,
    start: float,
    lines: tuple[float, float],
) -> None:
    """Words that stand on one line with the figures, which begin at `lines` and are so high."""
    (y, high), room = lines, board.inner - start
    size = board.largest([said], (BIG, *_NAMES), (room, high))
    below = board.size(said, size, room)[1]
    board.text(said, (SIDE + start, y + high - below), room, size)


def _time_bar(board: Board, left: float, y: float) -> None:
    """The bar that empties as the time goes. `left`: the share of the time that is left."""
    board.field(SIDE, y, board.inner, _BAR_HIGH)
    if left:
        board.box(SIDE, y, max(8.0, board.inner * left), _BAR_HIGH, fill="accent")


def _label(board: Board, text: str, at: tuple[float, float], wide: float) -> float:
    """A small label; where what it names begins."""
    return at[1] + board.text(text, at, wide, LEAST, tone="second") + 8


_BAR = 22


def _money(board: Board, body: MoneyMoved, area: Area, show: Render) -> None:
    """Who pays at the start side, who gains at the end side, and the balance below."""
    foot = area.bottom - TEXT * 1.6
    above = Area(area.top, foot)
    pays = _Side(show(say("Who pays")), show(body.paid), body.pays, "second")
    gains = _Side(show(say("Who gains")), show(body.gained), body.gains, "accent")
    _side(board, pays, SIDE, above, show)
    _side(board, gains, SIDE + board.inner / 2 + 40, above, show)
    tone = "text" if body.fits else "attention"
    board.text(
        show(body.balance),
        (SIDE, foot),
        board.inner,
        TEXT,
        bold=True,
        tone=tone,
    )


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of the balance, with its sum; `filled` is the tone of its bars."""

    title: str
    total: str
    bars: tuple[MoneyBar, ...]
    filled: str


def _side(board: Board, side: _Side, x: float, area: Area, show: Render) -> None:
    """The title with its sum over a line, and the bars below each other."""
    half = board.inner / 2 - 40
    y = area.top + _beside(board, (x, area.top), half, (side.title, side.total), TEXT)
    board.rule(x, y + 6, half, "text", 2)
    y += 18
    row = min(124.0, (area.bottom - y) / 4)
    for bar in side.bars:
        _bar(board, bar, (x, y), (half, row), (side.filled, show))
        y += row


def _beside(
    board: Board,
    at: tuple[float, float],
    wide: float,
    texts: tuple[str, str],
    size: int,
) -> float:
    """A title with its sum at the end of the line; says how high it is."""
    title, total = texts
    room = board.size(total, size, figures=True)[0] + 8
    name = board.largest(
        [title],
        (size, 28, LEAST),
        (wide - room, size * 1.6),
        bold=True,
    )
    high = board.text(title, at, wide - room, name, bold=True)
    board.text(
        total,
        (at[0] + wide - room, at[1]),
        room,
        size,
        bold=True,
        figures=True,
        right=True,
    )
    return high


def _bar(
    board: Board,
    bar: MoneyBar,
    at: tuple[float, float],
    room: tuple[float, float],
    look: tuple[str, Render],
) -> None:
    """Title and sum, the bar, and the sentence under it where there is room."""
    (x, y), (wide, high), (filled, show) = at, room, look
    y += _beside(board, (x, y), wide, (show(bar.title), show(bar.sum)), LEAST) + 2
    board.field(x, y, wide, _BAR)
    if bar.filled:
        board.box(x, y, max(4.0, wide * bar.filled / 1000), _BAR, fill=filled)
    if at[1] + high >= y + _BAR + LEAST * 1.3:
        board.text(show(bar.words), (x, y + _BAR + 2), wide, LEAST, tone="second")


def _weighed(board: Board, body: Weighed, area: Area, show: Render) -> None:
    """Label at the start side, what the table wrote beside it.

    The minority statement below a line.
    """
    rows = [(show(label), show(text)) for label, text in body.rows]
    title, minority = _of_minority(body, show)
    named = [title, *(label for label, _ in rows)]
    labels = max(board.size(label, LEAST)[0] for label in named) + 40
    words = board.inner - labels
    size = _size_for(board, rows, minority, words, area.high)
    y = area.top
    for label, text in rows:
        board.text(
            label,
            (SIDE, y + (size - LEAST) * 0.6),
            labels,
            LEAST,
            tone="second",
        )
        y += board.text(text, (SIDE + labels, y), words, size) + _GAP
    if minority:
        _minority(board, (title, minority), y, labels, size)


def _of_minority(body: Weighed, show: Render) -> tuple[str, str]:
    """The label and the words of the minority statement; empty where there is none."""
    if body.minority is None:
        return "", ""
    return show(say("Minority statement")), show(say("“{text}”", text=body.minority))


def _minority(
    board: Board,
    said: tuple[str, str],
    y: float,
    labels: float,
    size: int,
) -> None:
    """What a minority had put down, below a line: its label, and its words in bold."""
    title, words = said
    board.rule(SIDE, y, board.inner, "text", 2)
    y += _GAP
    high = board.text(title, (SIDE, y), labels - 24, LEAST, tone="second")
    middle = high if high > size * 3 else 0
    board.text(
        words,
        (SIDE + labels, y),
        board.inner - labels,
        size,
        bold=True,
        middle=middle,
    )


def _size_for(
    board: Board,
    rows: list[tuple[str, str]],
    minority: str,
    words: float,
    high: float,
) -> int:
    """The largest letters in which all of it stands in so much height, else the least."""
    for size in (34, *_NAMES):
        if _high(board, rows, minority, words, size) <= high:
            return size
    return LEAST


def _high(
    board: Board,
    rows: list[tuple[str, str]],
    minority: str,
    words: float,
    size: int,
) -> float:
    high = sum(board.size(text, size, words)[1] + _GAP for _, text in rows)
    if not minority:
        return high
    return (
        high
        + _GAP
        + max(2 * LEAST * 1.4, board.size(minority, size, words, bold=True)[1])
    )


def _doubtful(board: Board, body: Doubtful, area: Area, show: Render) -> None:
    """The paper, beside it how it can be read; under both what the rulebook says."""
    rule = show(body.paper.rule)
    foot = area.bottom - board.size(rule, LEAST, board.inner)[1] - _GAP
    above = Area(area.top, foot - _GAP)
    wide = board.inner * _OF_THE_PAPER
    board.field(SIDE, above.top, wide, above.high - _GAP)
    _lines(
        board,
        body.paper.lines,
        Area(above.top + _GAP, above.bottom - 2 * _GAP),
        wide - 24,
    )
    _readings(board, body.paper.readings, (SIDE + wide + 40, above), show)
    board.rule(SIDE, foot, board.inner)
    board.text(rule, (SIDE, foot + _GAP), board.inner, LEAST, tone="second")


def _readings(
    board: Board,
    readings: Sequence[Words],
    at: tuple[float, Area],
    show: Render,
) -> None:
    """The ways to read it under their numbers, none before the others: nobody has ruled yet."""
    x, area = at
    y, room = area.top, board.width - SIDE - x
    y += (
        board.text(show(say("How can it be read?")), (x, y), room, TEXT, bold=True)
        + _GAP
    )
    texts = [show(words) for words in readings]
    high = (area.bottom - y) / max(1, len(texts)) - _GAP
    size = board.largest(texts, (34, *_NAMES), (room - 56, high))
    for number, text in enumerate(texts, start=1):
        board.text(
            show(say("{n}", n=number)),
            (x, y),
            40,
            size,
            bold=True,
            tone="accent",
        )
        y += board.text(text, (x + 56, y), room - 56, size) + _GAP


def _lines(board: Board, lines: Sequence[PublicMark], area: Area, wide: float) -> None:
    """The lines of a paper, all in letters of one size."""
    places = _Places.of(min(64, area.high / max(1, len(lines))), wide)
    titles = [line.title for line in lines]
    size = board.largest(titles, _NAMES, (places.title, places.row))
    for row, line in enumerate(lines):
        _line(board, line, places, (SIDE + 24, area.top + row * places.row), size)


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
    at: tuple[float, float],
    size: int,
) -> None:
    """Code, box and title of a line, with what the hand made in the box or beside it."""
    (x, y), row, box = at, places.row, places.box
    left = x + places.beside
    top = y + (row - box) / 2
    board.text(line.code, at, 56, size, bold=True, middle=row)
    board.text(line.title, (left + 1.4 * box, y), places.title, size, middle=row)
    board.field(left, top, box, box)
    if line.number:
        board.text(line.number, (left + box * 0.3, y), box, TEXT, bold=True, middle=row)
    if line.hand is not None and not (line.number and line.hand == "cross"):
        board.mark(line.hand, left, top, box)
