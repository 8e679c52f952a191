"""How the middle of each screen is drawn.

Nothing is cut short: the letters become smaller, never below 24.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from pbdesk.ui.room.board import BIG, HUGE, LEAST, SIDE, TEXT, Board
from pbdesk.ui.room.deliberation_paint import Area, Render, draw_deliberated
from pbdesk.ui.room.screen import (
    Body,
    Example,
    ExamplePaper,
    Ladder,
    OneProject,
    ProjectLine,
    ProjectList,
    Result,
    Sentences,
    ShiftBars,
    StageBars,
    StageLine,
    Statement,
)
from pbdesk.words import say

__all__ = ["Area", "draw_body"]

_SIZES = (HUGE, 48, BIG, 34, TEXT, 26, LEAST)
_NAMES = (TEXT, 26, LEAST)
_GAP = 16
_BESIDE = 0.36
"""What is asked beside examples of whole papers, as a share of the screen."""

_TOLD = {True: say("Counts"), False: say("Does not count")}


def draw_body(board: Board, body: Body, area: Area, show: Render, now: datetime) -> None:
    """Draw a body in its area as it stands `now`; `show` gives words in the room's language."""
    match body:
        case Statement():
            _statement(board, body, area, show)
        case Sentences():
            _sentences(board, body, area, show)
        case ProjectList():
            _projects(board, body, area, show)
        case OneProject():
            _one_project(board, body, area, show)
        case Example():
            _example(board, body, area, show)
        case StageBars() | ShiftBars():
            _answered(board, body, area, show)
        case Ladder():
            _ladder(board, body, area, show)
        case _:
            draw_deliberated(board, body, area, show, now)


def _statement(board: Board, body: Statement, area: Area, show: Render) -> None:
    big, under = show(body.big), [show(words) for words in body.under]
    below = sum(board.size(text, TEXT, board.inner)[1] + _GAP for text in under)
    size = board.largest([big], _SIZES, (board.inner, area.high - below - 2 * _GAP), bold=True)
    high = board.size(big, size, board.inner, bold=True)[1]
    y = area.top + max(0, (area.high - high - below) / 2)
    y += board.text(big, (SIDE, y), board.inner, size, bold=True) + 2 * _GAP
    for text in under:
        y += board.text(text, (SIDE, y), board.inner, TEXT) + _GAP


def _sentences(board: Board, body: Sentences, area: Area, show: Render) -> None:
    """The sentences, and at the foot the fingerprint in two lines of four groups."""
    foot = area.bottom
    if body.code:
        foot -= 2 * 42 + 40
        board.rule(SIDE, foot, board.inner)
        board.text(show(say("Fingerprint")), (SIDE, foot + 24), 360, LEAST, tone="second")
        for line in (0, 1):
            groups = "   ".join(body.code[4 * line : 4 * line + 4])
            board.text(
                groups,
                (SIDE + 380, foot + 20 + 42 * line),
                board.inner - 380,
                TEXT,
                bold=True,
                figures=True,
            )
    texts = [show(words) for words in body.sentences]
    room = (foot - area.top - _GAP * len(texts)) / max(1, len(texts))
    size = board.largest(texts, _SIZES, (board.inner, room))
    y = area.top
    for text in texts:
        y += board.text(text, (SIDE, y), board.inner, size) + _GAP


def _projects(board: Board, body: ProjectList, area: Area, show: Render) -> None:
    row = min(88, area.high / body.rows)
    costs = [_cost(line, show) for line in body.lines]
    wide = max((board.size(cost, TEXT, figures=True)[0] for cost in costs), default=0) + 4
    room = board.inner - 88 - wide - 2 * _GAP
    titles = [show(title) for title in body.titles]
    size = board.largest(titles, (BIG, 34, *_NAMES), (room, row))
    for at, (line, cost) in enumerate(zip(body.lines, costs, strict=True)):
        y = area.top + at * row
        board.text(line.code, (SIDE, y), 72, size, bold=True, tone="accent", middle=row)
        board.text(show(line.title), (SIDE + 88, y), room, size, bold=True, middle=row)
        board.text(
            cost, (board.width - SIDE - wide, y), wide, TEXT, figures=True, middle=row, right=True
        )
        if at:
            board.rule(SIDE, y, board.inner)


def _cost(line: ProjectLine, show: Render) -> str:
    return "" if line.cost is None else show(say("{cost}", cost=line.cost))


def _one_project(board: Board, body: OneProject, area: Area, show: Render) -> None:
    title, cost = show(body.line.title), _cost(body.line, show)
    if cost:
        cost = show(say("Costs {cost}", cost=cost))
    board.text(body.line.code, (SIDE, area.top), 120, HUGE, bold=True, tone="accent")
    room = board.inner - 140
    size = board.largest([title], (HUGE, 48, BIG, TEXT), (room, 3.2 * HUGE), bold=True)
    y = area.top + board.text(title, (SIDE + 140, area.top), room, size, bold=True) + 2 * _GAP
    left = area.bottom - y - 64
    size = board.largest([body.summary], (34, *_NAMES), (room, left))
    y += board.text(body.summary, (SIDE + 140, y), room, size) + 2 * _GAP
    board.text(cost, (SIDE + 140, y), room, BIG, bold=True, figures=True)


def _example(board: Board, body: Example, area: Area, show: Render) -> None:
    """What is asked at the start side, how a mark looks at the end side."""
    share = _BESIDE if body.papers else 0.5
    half, second = board.inner * share - 48, SIDE + board.inner * share + 48
    board.upright(SIDE + board.inner * share, area.top, area.high)
    hints = [show(words) for words in body.hints]
    below = sum(board.size(text, LEAST, half)[1] + 8 for text in hints)
    asked, help_ = show(body.instruction), show(body.help)
    size = board.largest([asked], (BIG, 34, TEXT), (half, area.high * 0.4), bold=True)
    y = area.top + board.text(asked, (SIDE, area.top), half, size, bold=True) + _GAP
    size = board.largest([help_], _NAMES, (half, area.bottom - y - below - _GAP))
    board.text(help_, (SIDE, y), half, size)
    y = area.bottom - below
    for text in hints:
        y += board.text(text, (SIDE, y), half, LEAST, tone="second") + 8
    if body.papers:
        _papers(board, body.papers, (second, area), show)
    else:
        _marks(board, body, (second, area.top), half, show)


class _Part(NamedTuple):
    """A part of the area, in the units of the board."""

    x: float
    y: float
    wide: float
    high: float


def _papers(
    board: Board, papers: tuple[ExamplePaper, ...], at: tuple[float, Area], show: Render
) -> None:
    """Beside each other, all in letters of one size."""
    (x, area), wide = at, (board.width - SIDE - at[0]) / len(papers)
    said = [show(words) for each in papers for words in (each.title, _TOLD[each.counts])]
    size = board.largest(said, _NAMES, (wide - 2 * _GAP - 44, 48), bold=True)
    for n, paper in enumerate(papers):
        part = _Part(x + n * wide, area.top, wide - 2 * _GAP, area.high)
        _paper(board, paper, part, size, show)


def _paper(board: Board, paper: ExamplePaper, part: _Part, size: int, show: Render) -> None:
    """How many crosses, the paper with them, and whether it counts."""
    told, room = show(_TOLD[paper.counts]), part.wide - 44
    top = part.y + board.text(show(paper.title), (part.x, part.y), part.wide, size, bold=True)
    lowest = max(board.size(show(each), size, room, bold=True)[1] for each in _TOLD.values())
    foot = part.y + part.high - lowest
    high = foot - top - 2 * _GAP
    board.box(part.x, top + _GAP, part.wide, high, fill="field", outline="text")
    row = (high - 2 * _GAP) / len(paper.crossed)
    edge = min(32, row - 8)
    for at, crossed in enumerate(paper.crossed):
        x, y = part.x + 2 * _GAP, top + 2 * _GAP + at * row
        board.box(x, y, edge, edge, fill="field", outline="text")
        if crossed:
            board.cross(x + 7, y + 7, edge - 14)
        line = part.wide - edge - 5 * _GAP
        board.rule(x + edge + _GAP, y + edge / 2 - 3, line * (0.7 if at % 2 else 1), thick=6)
    icon, tone = ("circle-check", "accent") if paper.counts else ("circle-x", "text")
    board.icon(icon, part.x, foot + 2, 32, tone)
    board.text(told, (part.x + 44, foot), room, size, bold=True)


def _marks(
    board: Board, body: Example, at: tuple[float, float], width: float, show: Render
) -> None:
    x, y = at
    y += board.text(show(say("How a mark looks")), at, width, LEAST, tone="second") + _GAP
    room = width - 72
    for line in body.lines:
        board.box(x, y, 48, 48, fill="field", outline="text")
        if line.mark == "x":
            board.cross(x + 11, y + 11, 26)
        elif line.mark:
            wide = board.size(line.mark, TEXT, bold=True)[0]
            board.text(
                line.mark,
                (x + 24 - wide / 2, y),
                wide + 1,
                TEXT,
                bold=True,
                tone="accent",
                middle=48,
            )
        high = board.text(show(line.name), (x + 72, y + 6), room, TEXT, bold=bool(line.mark))
        high += board.text(show(line.means), (x + 72, y + high + 10), room, LEAST, tone="second")
        y += max(48, high + 10) + 2 * _GAP


# The result


def _answered(board: Board, body: StageBars | ShiftBars, area: Area, show: Render) -> None:
    if isinstance(body, StageBars):
        _stage(board, body, area, show)
    else:
        _shift(board, body, area, show)


def _stage(board: Board, body: StageBars, area: Area, show: Render) -> None:
    """What followed, then names, bars from the reader's start, what came, and the votes."""
    y = area.top
    for words in body.told:
        y += board.text(show(words), (SIDE, y), board.inner, TEXT, bold=True) + 8
    y += _GAP
    texts = [(show(line.name), show(line.votes)) for line in body.lines]
    row = min(66, (area.bottom - y) / max(1, len(texts)))
    wide = max((board.size(votes, TEXT, figures=True)[0] for _, votes in texts), default=0) + 4
    came = max((_wide(board, line, show) for line in body.lines), default=0)
    names = board.inner * 0.36
    size = board.largest([name for name, _ in texts], _NAMES, (names, row), bold=True)
    start, end = SIDE + names + 20, board.width - SIDE - wide
    room = end - came - 40 - start
    for (name, votes), line in zip(texts, body.lines, strict=True):
        board.text(name, (SIDE, y), names, size, bold=line.filled, middle=row)
        _stage_bar(board, line, (start, y + row / 2 - 14), room)
        if line.came is not None:
            at = (end - came - 20, y)
            told = show(line.came)
            board.text(told, at, came, TEXT, figures=True, tone="accent", middle=row, right=True)
        board.text(votes, (end, y), wide, TEXT, bold=True, figures=True, middle=row, right=True)
        y += row


def _wide(board: Board, line: StageLine, show: Render) -> float:
    return board.size(show(line.came), TEXT, figures=True)[0] + 4 if line.came else 0


def _stage_bar(board: Board, line: StageLine, at: tuple[float, float], room: float) -> None:
    """What was there, filled; what came, outlined behind it."""
    x, y = at
    fill = "accent" if line.filled else "field"
    board.box(x, y, max(2, room * line.before), 28, fill=fill, outline="text")
    if line.share:
        board.box(x + room * line.before, y, room * line.share, 28, fill="chosen", outline="text")


def _shift(board: Board, body: ShiftBars, area: Area, show: Render) -> None:
    """The headline, what the bars mean, then of each step before (outlined) over after (dark)."""
    y = area.top + board.text(show(body.headline), (SIDE, area.top), board.inner, TEXT, bold=True)
    y += 12
    for x, words, fill in (
        (0, say("Before"), "field"),
        (220, say("After", context="talk"), "text"),
    ):
        board.box(SIDE + x, y + 4, 22, 22, fill=fill, outline="text")
        board.text(show(words), (SIDE + x + 34, y), 180, LEAST)
    y += 44
    row = (area.bottom - y) / len(body.lines)
    names, bar = board.inner * 0.42, min(20.0, row / 2 - 4)
    texts = [show(name) for name, _, _ in body.lines]
    size = board.largest(texts, _NAMES, (names, row))
    start, room = SIDE + names + 20, board.inner - names - 160
    for text, (_, before, after) in zip(texts, body.lines, strict=True):
        board.text(text, (SIDE, y), names, size, middle=row)
        for (_, share), top, fill in ((before, y + 3, "field"), (after, y + 5 + bar, "text")):
            long = max(2.0, room * share)
            board.box(start, top, long, bar, fill=fill, outline="text")
        told = show(say("{before} → {after}", before=before[0], after=after[0]))
        board.text(
            told, (board.width - SIDE - 130, y), 130, LEAST, figures=True, middle=row, right=True
        )
        y += row


_COLUMN = 46  # the head of the columns
_LINE = 54  # the money line, at least


def _ladder(board: Board, body: Ladder, area: Area, show: Render) -> None:
    """Names, bars from the reader's start, costs. The row just revealed stands on a tint."""
    costs = [show(say("{cost}", cost=row.cost)) for row in body.rows]
    last = max((board.size(cost, TEXT, figures=True)[0] for cost in costs), default=100) + 4
    money = _money_high(board, show(body.line))
    row = min(66, (area.high - _COLUMN - money) / body.per_screen)
    names = board.inner * 0.44 - 46
    size = board.largest(body.titles, _NAMES, (names, row), bold=True)
    bars = SIDE + 46 + names + 20
    board.text(show(body.support_name), (bars, area.top), 300, LEAST, tone="second")
    heading = show(say("Cost"))
    board.at_end(heading, area.top, LEAST, tone="second")
    y = area.top + _COLUMN
    for at, (line, cost) in enumerate(zip(body.rows, costs, strict=True)):
        if at == body.line_at:
            y += _money_line(board, show(body.line), y)
        _row(board, line, y, row, (names, bars, size), show)
        board.text(
            cost, (board.width - SIDE - last, y), last, TEXT, figures=True, middle=row, right=True
        )
        y += row
    if body.line_at >= len(body.rows):
        _money_line(board, show(body.line), y)


def _money_line(board: Board, words: str, y: float) -> float:
    high = _money_high(board, words)
    board.text(words, (SIDE, y), board.inner, LEAST, bold=True, middle=high - 8)
    board.rule(SIDE - 24, y + high - 6, board.inner + 48, "text", 3)
    return high


def _money_high(board: Board, words: str) -> float:
    """How high the money line is, on as many lines as its words need."""
    return max(_LINE, board.size(words, LEAST, board.inner, bold=True)[1] + 20)


def _row(
    board: Board,
    row: Result,
    y: float,
    high: float,
    columns: tuple[float, float, int],
    show: Render,
) -> None:
    names, bars, size = columns
    if row.fresh:
        board.box(SIDE - 24, y, board.inner + 48, high, fill="chosen")
    shape, tone = ("circle-check", "accent") if row.funded else ("circle-x", "text")
    board.icon(shape, SIDE, y + (high - 30) / 2, 30, tone)
    board.text(row.title, (SIDE + 46, y), names, size, bold=row.funded, middle=high)
    support = show(row.support)
    wide = board.size(support, TEXT, bold=True, figures=True)[0] + 2
    longest = board.width - SIDE - bars - 260
    length = max(4.0, longest * row.share)
    bar = min(34, high - 20)
    filled = {"fill": "accent"} if row.funded else {"fill": "field", "outline": "text"}
    board.box(bars, y + (high - bar) / 2, length, bar, **filled)
    board.text(support, (bars + length + 14, y), wide, TEXT, bold=True, figures=True, middle=high)
