"""How the screens of the deliberation are drawn, and the doubtful paper.

From its keyed marks, never a photo.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

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
_CLOCK = 144
_GAP = 16

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
    board: Board, body: Deliberating, area: Area, show: Render, now: datetime
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
    minutes = [show(line.minutes) for line in body.lines]
    wide = max((board.size(text, TEXT, figures=True)[0] for text in minutes), default=0) + 4
    room = board.inner - wide - 2 * _GAP - 46
    titles = [show(title) for title in body.titles]
    size = board.largest(titles, (BIG, 34, *_NAMES), (room, row))
    for at, (line, text) in enumerate(zip(body.lines, minutes, strict=True)):
        y = area.top + at * row
        if line.now:
            board.box(SIDE - 24, y, board.inner + 48, row, fill="chosen")
            board.icon("arrow-right", SIDE, y + (row - 30) / 2, 30, "accent")
        board.text(show(line.title), (SIDE + 46, y), room, size, bold=line.now, middle=row)
        board.text(
            text, (board.width - SIDE - wide, y), wide, TEXT, figures=True, middle=row, right=True
        )


def _speaking(board: Board, body: SpeakingBody, area: Area, show: Render, now: datetime) -> None:
    """Who speaks and the time left at the start side; the ballot at the end side.

    The bar empties as the time goes; once it is up, the time over it is counted.
    """
    seen, half = body.speaking, board.inner / 2 - 48 if body.asked is not None else board.inner
    left = seen.left(now)
    y = (
        area.top
        + board.text(show(say("Speaking")), (SIDE, area.top), half, LEAST, tone="second")
        + 8
    )
    who = show(seen.who or seen.title)
    size = board.largest([who], (HUGE, 48, BIG, 34, TEXT), (half, 2.4 * HUGE), bold=True)
    y += board.text(who, (SIDE, y), half, size, bold=True)
    below = 24 + 2 * LEAST * 1.5 + 2 * _GAP + LEAST
    clock = board.largest(
        ["00:00"], (_CLOCK, 112, 88, HUGE), (half, area.bottom - y - below), bold=True
    )
    over, sign = (0, "") if left else (seen.over(now), "+")
    shown, tone = left or over, "text" if left else "attention"
    figures = f"{sign if over else ''}{shown // 60}:{shown % 60:02}"
    y += board.text(figures, (SIDE, y), half, clock, bold=True, figures=True, tone=tone)
    said = seen.whole_words if left else say("The time is up")
    y += board.text(show(said), (SIDE, y), half, TEXT) + _GAP
    board.box(SIDE, y, half, 24, fill="field", outline="text")
    if left:
        board.box(SIDE, y, max(8.0, half * left / max(1, seen.whole)), 24, fill="accent")
    if seen.then is not None:
        board.text(show(seen.then), (SIDE, y + 24 + _GAP), half, LEAST)
    if body.asked is not None:
        _ballot(board, body, area, show)


def _ballot(board: Board, body: SpeakingBody, area: Area, show: Render) -> None:
    """What the paper asks, how a mark looks and what to do with it."""
    half, x = board.inner / 2 - 48, SIDE + board.inner / 2 + 48
    board.upright(SIDE + board.inner / 2, area.top, area.high)
    hints = [show(words) for words in body.hints]
    y = (
        area.top
        + board.text(show(say("Your ballot")), (x, area.top), half, LEAST, tone="second")
        + 8
    )
    asked = show(body.asked or "")
    size = board.largest([asked], (BIG, 34, TEXT), (half, area.high * 0.3), bold=True)
    y += board.text(asked, (x, y), half, size, bold=True) + _GAP
    for mark, name in body.lines:
        board.box(x, y, 40, 40, fill="field", outline="text")
        if mark == "x":
            board.cross(x + 9, y + 9, 22)
        elif mark:
            board.text(mark, (x + 14, y), 40, TEXT, bold=True, tone="accent", middle=40)
        y += max(40, board.text(show(name), (x + 60, y + 4), half - 60, TEXT)) + _GAP
    for text in hints:
        y += board.text(text, (x, y + 8), half, LEAST) + 8


_BAR = 22


def _money(board: Board, body: MoneyMoved, area: Area, show: Render) -> None:
    """Who pays at the start side, who gains at the end side, and the balance below."""
    half = board.inner / 2 - 40
    foot = area.bottom - TEXT * 1.6
    sides = (
        (SIDE, say("Who pays"), body.paid, body.pays, "field"),
        (SIDE + board.inner / 2 + 40, say("Who gains"), body.gained, body.gains, "accent"),
    )
    for x, title, total, bars, fill in sides:
        y = area.top + _beside(board, (x, area.top), half, (show(title), show(total)), TEXT)
        board.rule(x, y + 6, half, "text", 2)
        y += 18
        row = min(124.0, (foot - y) / 4)
        for bar in bars:
            _bar(board, bar, (x, y), (half, row), (fill, show))
            y += row
    tone = "text" if body.fits else "attention"
    board.text(show(body.balance), (SIDE, foot), board.inner, TEXT, bold=True, tone=tone)


def _beside(
    board: Board, at: tuple[float, float], wide: float, texts: tuple[str, str], size: int
) -> float:
    """A title with its sum at the end of the line; says how high it is."""
    title, total = texts
    room = board.size(total, size, figures=True)[0] + 8
    name = board.largest([title], (size, 28, LEAST), (wide - room, size * 1.6), bold=True)
    high = board.text(title, at, wide - room, name, bold=True)
    board.text(total, (at[0] + wide - room, at[1]), room, size, bold=True, figures=True, right=True)
    return high


def _bar(
    board: Board,
    bar: MoneyBar,
    at: tuple[float, float],
    room: tuple[float, float],
    look: tuple[str, Render],
) -> None:
    """Title and sum, the bar, and the sentence under it where there is room."""
    (x, y), (wide, high), (fill, show) = at, room, look
    y += _beside(board, (x, y), wide, (show(bar.title), show(bar.sum)), LEAST) + 2
    board.box(x, y, wide, _BAR, fill="field", outline="text")
    if bar.filled:
        filled = "accent" if fill == "accent" else "second"
        board.box(x, y, max(4.0, wide * bar.filled / 1000), _BAR, fill=filled)
    if at[1] + high >= y + _BAR + LEAST * 1.3:
        board.text(show(bar.words), (x, y + _BAR + 2), wide, LEAST, tone="second")


def _weighed(board: Board, body: Weighed, area: Area, show: Render) -> None:
    """Label at the start side, what the table wrote beside it.

    The minority statement below a line.
    """
    rows = [(show(label), show(text)) for label, text in body.rows]
    named = [label for label, _ in rows]
    named += [show(say("Minority statement"))] if body.minority is not None else []
    labels = max(board.size(label, LEAST)[0] for label in named) + 40
    minority = show(say("“{text}”", text=body.minority)) if body.minority is not None else ""
    words = board.inner - labels
    size = next(
        (size for size in (34, *_NAMES) if _high(board, rows, minority, words, size) <= area.high),
        LEAST,
    )
    y = area.top
    for label, text in rows:
        board.text(label, (SIDE, y + (size - LEAST) * 0.6), labels, LEAST, tone="second")
        y += board.text(text, (SIDE + labels, y), words, size) + _GAP
    if minority:
        board.rule(SIDE, y, board.inner, "text", 2)
        y += _GAP
        high = board.text(
            show(say("Minority statement")), (SIDE, y), labels - 24, LEAST, tone="second"
        )
        board.text(
            minority,
            (SIDE + labels, y),
            words,
            size,
            bold=True,
            middle=high if high > size * 3 else 0,
        )


def _high(
    board: Board, rows: list[tuple[str, str]], minority: str, words: float, size: int
) -> float:
    texts = [text for _, text in rows]
    high = sum(board.size(text, size, words)[1] + _GAP for text in texts)
    return high + (
        _GAP + max(2 * LEAST * 1.4, board.size(minority, size, words, bold=True)[1])
        if minority
        else 0
    )


def _doubtful(board: Board, body: Doubtful, area: Area, show: Render) -> None:
    """The paper's lines, the box before each name, with what the hand made in it and beside it.

    Under them what the rulebook says.
    """
    rule = show(body.paper.rule)
    below = board.size(rule, LEAST, board.inner)[1] + 2 * _GAP
    lines = body.paper.lines
    columns = 1 if len(lines) <= 6 else 2
    deep = -(-len(lines) // columns)
    row, wide = (
        min(64, (area.high - below) / deep),
        board.inner / columns - (24 if columns > 1 else 0),
    )
    box = min(40, row - 10)
    beside = 56 + 1.2 * box  # a hand also ticks beside its box
    room = wide - beside - box - 24
    size = board.largest([line.title for line in lines], _NAMES, (room - 0.4 * box, row))
    for at, line in enumerate(lines):
        x, y = SIDE + (at // deep) * (wide + 48), area.top + (at % deep) * row
        board.text(line.code, (x, y), 56, size, bold=True, middle=row)
        square = (x + beside, y + (row - box) / 2, box)
        board.text(line.title, (x + beside + 1.4 * box, y), room - 0.4 * box, size, middle=row)
        board.box(square[0], square[1], box, box, fill="field", outline="text")
        if line.number:
            board.text(line.number, (square[0] + box * 0.3, y), box, TEXT, bold=True, middle=row)
        if line.hand is not None and not (line.number and line.hand == "cross"):
            board.mark(line.hand, *square)
    y = area.bottom - below + _GAP
    board.rule(SIDE, y, board.inner)
    board.text(rule, (SIDE, y + _GAP), board.inner, LEAST, tone="second")
