"""How the middle of each screen is drawn.

Nothing is cut short: the letters become smaller, never below 24.
"""

from __future__ import annotations

from collections.abc import Sequence
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
_CODE_LINE = 42
_BESIDE = 0.36
"""What is asked beside examples of whole papers, as a share of the screen."""

_TOLD = {True: say("Counts"), False: say("Does not count")}


def draw_body(
    board: Board,
    body: Body,
    area: Area,
    show: Render,
    now: datetime,
) -> None:
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
    big = show(body.big)
    under = [show(words) for words in body.under]
    below = sum(board.size(text, TEXT, board.inner)[1] + _GAP for text in under)
    size = board.largest(
        [big],
        _SIZES,
        (board.inner, area.high - below - 2 * _GAP),
        bold=True,
    )
    high = board.size(big, size, board.inner, bold=True)[1]
    y = area.top + max(0, (area.high - high - below) / 2)
    y += board.text(big, (SIDE, y), board.inner, size, bold=True) + 2 * _GAP
    for text in under:
        y += board.text(text, (SIDE, y), board.inner, TEXT) + _GAP


def _sentences(board: Board, body: Sentences, area: Area, show: Render) -> None:
    """The sentences, and at the foot the fingerprint."""
    foot = area.bottom
    if body.code:
        foot -= 2 * _CODE_LINE + 40
        _fingerprint(board, body.code, foot, show)
    texts = [show(words) for words in body.sentences]
    room = (foot - area.top - _GAP * len(texts)) / max(1, len(texts))
    size = board.largest(texts, _SIZES, (board.inner, room))
    y = area.top
    for text in texts:
        y += board.text(text, (SIDE, y), board.inner, size) + _GAP


def _fingerprint(board: Board, code: Sequence[str], y: float, show: Render) -> None:
    """The code below a line, in two lines of four groups."""
    board.rule(SIDE, y, board.inner)
    board.text(show(say("Fingerprint")), (SIDE, y + 24), 360, LEAST, tone="second")
    room = board.inner - 380
    for line, groups in enumerate(("   ".join(code[:4]), "   ".join(code[4:8]))):
        at = (SIDE + 380, y + 20 + _CODE_LINE * line)
        board.text(groups, at, room, TEXT, bold=True, figures=True)


def _projects(board: Board, body: ProjectList, area: Area, show: Render) -> None:
    row = min(88, area.high / body.rows)
    wide = board.widest(_cost(line, show) for line in body.lines)
    room = board.inner - 88 - wide - 2 * _GAP
    titles = [show(title) for title in body.titles]
    size = board.largest(titles, (BIG, 34, *_NAMES), (room, row))
    y = area.top
    for line in body.lines:
        board.text(line.code, (SIDE, y), 72, size, bold=True, tone="accent", middle=row)
        board.text(show(line.title), (SIDE + 88, y), room, size, bold=True, middle=row)
        board.figures_at_end(_cost(line, show), y, wide, row)
        if line is not body.lines[0]:
            board.rule(SIDE, y, board.inner)
        y += row


def _cost(line: ProjectLine, show: Render) -> str:
    return "" if line.cost is None else show(say("{cost}", cost=line.cost))


def _costs(line: ProjectLine, show: Render) -> str:
    return (
        "" if line.cost is None else show(say("Costs {cost}", cost=_cost(line, show)))
    )


def _one_project(board: Board, body: OneProject, area: Area, show: Render) -> None:
    title = show(body.line.title)
    cost = _costs(body.line, show)
    x = SIDE + 140
    y = area.top
    room = board.inner - 140
    board.text(body.line.code, (SIDE, y), 120, HUGE, bold=True, tone="accent")
    size = board.largest([title], (HUGE, 48, BIG, TEXT), (room, 3.2 * HUGE), bold=True)
    y += board.text(title, (x, y), room, size, bold=True) + 2 * _GAP
    size = board.largest([body.summary], (34, *_NAMES), (room, area.bottom - y - 64))
    y += board.text(body.summary, (x, y), room, size) + 2 * _GAP
    board.text(cost, (x, y), room, BIG, bold=True, figures=True)


def _example(board: Board, body: Example, area: Area, show: Render) -> None:
    """What is asked at the start side, how a mark looks at the end side."""
    share = _BESIDE if body.papers else 0.5
    half = board.inner * share - 48
    second = SIDE + board.inner * share + 48
    board.upright(SIDE + board.inner * share, area.top, area.high)
    _asked(board, body, area, half, show)
    if body.papers:
        _papers(board, body.papers, (second, area), show)
    else:
        _marks(board, body, (second, area.top), half, show)


def _asked(board: Board, body: Example, area: Area, half: float, show: Render) -> None:
    """What the voter is to do, how, and at the foot the hints."""
    hints = [show(words) for words in body.hints]
    foot = area.bottom - sum(board.size(text, LEAST, half)[1] + 8 for text in hints)
    asked = show(body.instruction)
    help_ = show(body.help)
    size = board.largest([asked], (BIG, 34, TEXT), (half, area.high * 0.4), bold=True)
    y = area.top + board.text(asked, (SIDE, area.top), half, size, bold=True) + _GAP
    size = board.largest([help_], _NAMES, (half, foot - y - _GAP))
    board.text(help_, (SIDE, y), half, size)
    for text in hints:
        foot += board.text(text, (SIDE, foot), half, LEAST, tone="second") + 8


class _Part(NamedTuple):
    """A part of the area, in the units of the board."""

    x: float
    y: float
    wide: float
    high: float


def _papers(
    board: Board,
    papers: tuple[ExamplePaper, ...],
    at: tuple[float, Area],
    show: Render,
) -> None:
    """Beside each other, all in letters of one size."""
    (x, area), wide = at, (board.width - SIDE - at[0]) / len(papers)
    said = [
        show(words) for each in papers for words in (each.title, _TOLD[each.counts])
    ]
    size = board.largest(said, _NAMES, (wide - 2 * _GAP - 44, 48), bold=True)
    for n, paper in enumerate(papers):
        part = _Part(x + n * wide, area.top, wide - 2 * _GAP, area.high)
        _paper(board, paper, part, size, show)


def _paper(
    board: Board,
    paper: ExamplePaper,
    part: _Part,
    size: int,
    show: Render,
) -> None:
    """How many crosses, the paper with them, and whether it counts."""
    told = show(_TOLD[paper.counts])
    room = part.wide - 44
    top = part.y + board.text(
        show(paper.title),
        (part.x, part.y),
        part.wide,
        size,
        bold=True,
    )
    lowest = max(
        board.size(show(each), size, room, bold=True)[1] for each in _TOLD.values()
    )
    foot = part.y + part.high - lowest
    _crossed(board, paper, _Part(part.x, top + _GAP, part.wide, foot - top - 2 * _GAP))
    icon, tone = ("circle-check", "accent") if paper.counts else ("circle-x", "text")
    board.icon(icon, part.x, foot + 2, 32, tone)
    board.text(told, (part.x + 44, foot), room, size, bold=True)


def _crossed(board: Board, paper: ExamplePaper, part: _Part) -> None:
    """The paper: a box and a bar for a name on each line, a cross where one is made."""
    board.field(*part)
    row = (part.high - 2 * _GAP) / len(paper.crossed)
    edge = min(32, row - 8)
    x = part.x + 2 * _GAP
    y = part.y + _GAP
    name = part.wide - edge - 5 * _GAP
    for at, crossed in enumerate(paper.crossed):
        board.field(x, y, edge, edge)
        if crossed:
            board.cross(x + 7, y + 7, edge - 14)
        board.rule(
            x + edge + _GAP,
            y + edge / 2 - 3,
            name * (0.7 if at % 2 else 1),
            thick=6,
        )
        y += row


def _marks(
    board: Board,
    body: Example,
    at: tuple[float, float],
    width: float,
    show: Render,
) -> None:
    x, y = at
    y += (
        board.text(show(say("How a mark looks")), at, width, LEAST, tone="second")
        + _GAP
    )
    room = width - 72
    for line in body.lines:
        _marked_box(board, line.mark, x, y)
        high = board.text(
            show(line.name),
            (x + 72, y + 6),
            room,
            TEXT,
            bold=bool(line.mark),
        )
        high += board.text(
            show(line.means),
            (x + 72, y + high + 10),
            room,
            LEAST,
            tone="second",
        )
        y += max(48, high + 10) + 2 * _GAP


def _marked_box(board: Board, mark: str, x: float, y: float) -> None:
    """A box of the ballot with a cross, or a figure in its middle."""
    board.field(x, y, 48, 48)
    if mark == "x":
        board.cross(x + 11, y + 11, 26)
    elif mark:
        wide = board.size(mark, TEXT, bold=True)[0]
        at = (x + 24 - wide / 2, y)
        board.text(mark, at, wide + 1, TEXT, bold=True, tone="accent", middle=48)


# The result


def _answered(
    board: Board,
    body: StageBars | ShiftBars,
    area: Area,
    show: Render,
) -> None:
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
    row = min(66, (area.bottom - y) / max(1, len(body.lines)))
    votes = board.widest(show(line.votes) for line in body.lines)
    came = max((_wide(board, line, show) for line in body.lines), default=0)
    titles = [show(line.name) for line in body.lines]
    names = board.inner * 0.36
    size = board.largest(titles, _NAMES, (names, row), bold=True)
    columns = _Columns(names, came, votes, size)
    for line in body.lines:
        _stage_line(board, line, columns, (y, row), show)
        y += row


class _Columns(NamedTuple):
    """How wide names, what came, and votes are; the size of the names."""

    names: float
    came: float
    votes: float
    size: int


def _stage_line(
    board: Board,
    line: StageLine,
    columns: _Columns,
    at: tuple[float, float],
    show: Render,
) -> None:
    """One option at a stage. `at`: the top of its row, and how high that is."""
    (y, row), start = at, SIDE + columns.names + 20
    end = board.width - SIDE - columns.votes
    name = show(line.name)
    board.text(
        name,
        (SIDE, y),
        columns.names,
        columns.size,
        bold=line.filled,
        middle=row,
    )
    _stage_bar(board, line, (start, y + row / 2 - 14), end - columns.came - 40 - start)
    if line.came is not None:
        board.text(
            show(line.came),
            (end - columns.came - 20, y),
            columns.came,
            TEXT,
            figures=True,
            tone="accent",
            middle=row,
            right=True,
        )
    board.figures_at_end(show(line.votes), y, columns.votes, row, bold=True)


def _wide(board: Board, line: StageLine, show: Render) -> float:
    return board.size(show(line.came), TEXT, figures=True)[0] + 4 if line.came else 0


def _stage_bar(
    board: Board,
    line: StageLine,
    at: tuple[float, float],
    room: float,
) -> None:
    """What was there, filled; what came, outlined behind it."""
    x, y = at
    fill = "accent" if line.filled else "field"
    board.box(x, y, max(2, room * line.before), 28, fill=fill, outline="text")
    if line.share:
        board.box(
            x + room * line.before,
            y,
            room * line.share,
            28,
            fill="chosen",
            outline="text",
        )


def _shift(board: Board, body: ShiftBars, area: Area, show: Render) -> None:
    """The headline, what the bars mean, then of each step before (outlined) over after (dark)."""
    y = _meaning(board, body, area.top, show)
    row = (area.bottom - y) / len(body.lines)
    names = board.inner * 0.42
    titles = [show(name) for name, _, _ in body.lines]
    size = board.largest(titles, _NAMES, (names, row))
    for name, before, after in body.lines:
        board.text(show(name), (SIDE, y), names, size, middle=row)
        _over_each_other(board, before[1], after[1], _Part(SIDE, y, names, row))
        told = show(say("{before} → {after}", before=before[0], after=after[0]))
        board.figures_at_end(told, y, 130, row, size=LEAST)
        y += row


def _over_each_other(board: Board, before: float, after: float, beside: _Part) -> None:
    """Both bars of a step, beside its name; a share of 1 is as long as there is room."""
    high = min(20.0, beside.high / 2 - 4)
    room = board.inner - beside.wide - 160
    start = beside.x + beside.wide + 20
    board.field(start, beside.y + 3, max(2.0, room * before), high)
    long = max(2.0, room * after)
    board.box(start, beside.y + 5 + high, long, high, fill="text", outline="text")


def _meaning(board: Board, body: ShiftBars, y: float, show: Render) -> float:
    """The headline, which bar is before and which after; where the bars begin."""
    headline = show(body.headline)
    y += board.text(headline, (SIDE, y), board.inner, TEXT, bold=True) + 12
    for x, words, fill in (
        (SIDE, say("Before"), "field"),
        (SIDE + 220, say("After", context="talk"), "text"),
    ):
        board.box(x, y + 4, 22, 22, fill=fill, outline="text")
        board.text(show(words), (x + 34, y), 180, LEAST)
    return y + 44


_COLUMN = 46  # the head of the columns
_LINE = 54  # the money line, at least


def _ladder(board: Board, body: Ladder, area: Area, show: Render) -> None:
    """Names, bars from the reader's start, costs. The row just revealed stands on a tint."""
    costs = [show(say("{cost}", cost=row.cost)) for row in body.rows]
    last = board.widest(costs, least=100)
    money_line = show(body.line)
    room = area.high - _COLUMN - _money_high(board, money_line)
    row = min(66, room / body.per_screen)
    columns = _columns(board, body, row)
    y = _heads(board, body, (columns[1], area.top), show)
    for at, (line, cost) in enumerate(zip(body.rows, costs, strict=True)):
        if at == body.line_at:
            y += _money_line(board, money_line, y)
        _row(board, line, y, row, columns, show)
        board.figures_at_end(cost, y, last, row)
        y += row
    if body.line_at >= len(body.rows):
        _money_line(board, money_line, y)


def _columns(board: Board, body: Ladder, row: float) -> tuple[float, float, int]:
    """How wide the names are, where the bars begin, and the size of the names."""
    names = board.inner * 0.44 - 46
    size = board.largest(body.titles, _NAMES, (names, row), bold=True)
    return names, SIDE + 46 + names + 20, size


def _heads(board: Board, body: Ladder, at: tuple[float, float], show: Render) -> float:
    """What the bars mean, and the costs; where the rows begin."""
    board.text(show(body.support_name), at, 300, LEAST, tone="second")
    board.at_end(show(say("Cost")), at[1], LEAST, tone="second")
    return at[1] + _COLUMN


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
    room = _Part(bars, y, board.width - SIDE - bars - 260, high)
    _support(board, row, room, show(row.support))


def _support(board: Board, row: Result, room: _Part, support: str) -> None:
    """The bar of a project, filled where it is funded, with its figure at the bar's end."""
    length = max(4.0, room.wide * row.share)
    bar = min(34, room.high - 20)
    top = room.y + (room.high - bar) / 2
    if row.funded:
        board.box(room.x, top, length, bar, fill="accent")
    else:
        board.field(room.x, top, length, bar)
    at = (room.x + length + 14, room.y)
    wide = board.size(support, TEXT, bold=True, figures=True)[0]
    board.text(support, at, wide + 2, TEXT, bold=True, figures=True, middle=room.high)
