"""How the middle of each screen is drawn.

Nothing is cut short: the letters become smaller, never below 24.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import count
from typing import NamedTuple

from pbdesk.ui.room.board import BIG, HUGE, LEAST, SIDE, TEXT, At, Board
from pbdesk.ui.room.deliberation_paint import Area, draw_deliberated
from pbdesk.ui.room.heard import TOLD
from pbdesk.ui.room.screen import (
    Body,
    Example,
    ExampleLine,
    ExamplePaper,
    Ladder,
    OneProject,
    ProjectLine,
    ProjectList,
    Result,
    RulesInWords,
    ShiftBars,
    ShiftLine,
    StageBars,
    StageLine,
    Statement,
)
from pbdesk.words import Text, Words, say

__all__ = ["Area", "draw_body"]

_SIZES = (HUGE, 48, BIG, 34, TEXT, 26, LEAST)
_NAMES = (TEXT, 26, LEAST)
_GAP = 16
_CODE_LINE = 42
_TITLE_HIGH = 3.2 * HUGE
_BESIDE = 0.31
"""What is asked beside examples of whole papers, as a share of the screen."""


def draw_body(board: Board, body: Body, area: Area, now: datetime) -> None:
    """Draw a body in its area as it stands `now`."""
    match body:
        case Statement():
            _statement(board, body, area)
        case RulesInWords():
            _sentences(board, body, area)
        case ProjectList():
            _projects(board, body, area)
        case OneProject():
            _one_project(board, body, area)
        case Example():
            _example(board, body, area)
        case StageBars() | ShiftBars():
            _answered(board, body, area)
        case Ladder():
            _ladder(board, body, area)
        case _:
            draw_deliberated(board, body, area, now)


def _down[T](
    lines: Iterable[T],
    top: float,
    row: float,
) -> Iterator[tuple[T, float]]:
    """Each line with where its row begins."""
    return zip(lines, count(top, row), strict=False)


def _statement(board: Board, body: Statement, area: Area) -> None:
    below = sum(board.high_across(words, TEXT) + _GAP for words in body.under)
    size = _size_of_statement(board, body.big, area.high - below - 2 * _GAP)
    high = board.high_across(body.big, size, bold=True)
    y = area.top + max(0, (area.high - high - below) / 2)
    y += board.across(body.big, y, size, bold=True) + 2 * _GAP
    _under_each_other(board, body.under, y, TEXT)


def _size_of_statement(board: Board, big: Words, high: float) -> int:
    return board.largest([big], _SIZES, (board.inner, high), bold=True)


def _under_each_other(
    board: Board,
    texts: Iterable[Words],
    y: float,
    size: int,
) -> None:
    for words in texts:
        y += board.across(words, y, size) + _GAP


def _sentences(board: Board, body: RulesInWords, area: Area) -> None:
    """The sentences, and at the foot the fingerprint."""
    foot = area.bottom
    if body.code:
        foot -= 2 * _CODE_LINE + 40
        _fingerprint(board, body.code, foot)
    size = _size_of_sentences(board, body.sentences, foot - area.top)
    _under_each_other(board, body.sentences, area.top, size)


def _size_of_sentences(
    board: Board,
    texts: Sequence[Words],
    high: float,
) -> int:
    each = (high - _GAP * len(texts)) / max(1, len(texts))
    return board.largest(texts, _SIZES, (board.inner, each))


def _fingerprint(board: Board, code: Sequence[str], y: float) -> None:
    """The code below a line, in two lines of four groups."""
    board.rule(SIDE, y, board.inner)
    board.label(say("Fingerprint"), (SIDE, y + 24), 360)
    for groups, top in _down((code[:4], code[4:8]), y + 20, _CODE_LINE):
        _groups(board, "   ".join(groups), top)


def _groups(board: Board, said: str, y: float) -> None:
    at = (SIDE + 380, y)
    board.text(said, at, board.inner - 380, TEXT, bold=True, figures=True)


class _Lines(NamedTuple):
    """Of a list of projects: how high a row is, how wide costs and titles, the letters' size."""

    row: float
    costs: float
    titles: float
    size: int


def _projects(board: Board, body: ProjectList, area: Area) -> None:
    places = _places_of(board, body, min(88, area.high / body.rows))
    for line, y in _down(body.lines, area.top, places.row):
        _project(board, line, y, places)
        if line is not body.lines[0]:
            board.rule(SIDE, y, board.inner)


def _places_of(board: Board, body: ProjectList, row: float) -> _Lines:
    costs = board.widest(map(_cost, body.lines))
    room = board.inner - 88 - costs - 2 * _GAP
    size = board.largest(body.titles, (BIG, 34, *_NAMES), (room, row))
    return _Lines(row, costs, room, size)


def _project(board: Board, line: ProjectLine, y: float, places: _Lines) -> None:
    row, costs, titles, size = places
    board.text(
        line.code,
        (SIDE, y),
        72,
        size,
        bold=True,
        tone="accent",
        middle=row,
    )
    board.text(line.title, (SIDE + 88, y), titles, size, bold=True, middle=row)
    board.figures_at_end(_cost(line), y, costs, row)


def _cost(line: ProjectLine) -> Text:
    return "" if line.cost is None else say("{cost}", cost=line.cost)


def _costs(line: ProjectLine) -> Text:
    return "" if line.cost is None else say("Costs {cost}", cost=_cost(line))


def _one_project(board: Board, body: OneProject, area: Area) -> None:
    """The code at the start side; beside it the title, what it is, and what it costs."""
    board.text(
        body.line.code,
        (SIDE, area.top),
        120,
        HUGE,
        bold=True,
        tone="accent",
    )
    x, room = SIDE + 140, board.inner - 140
    y = (
        area.top
        + _title(board, body.line.title, (x, area.top), room)
        + 2 * _GAP
    )
    below = (room, area.bottom - y - 64)
    y += (
        board.text_to_fit(body.summary, (x, y), (34, *_NAMES), below) + 2 * _GAP
    )
    board.text(_costs(body.line), (x, y), room, BIG, bold=True, figures=True)


def _title(
    board: Board,
    title: Text,
    at: At,
    room: float,
) -> float:
    """The title of a project, as large as it fits; how high it is."""
    sizes = (HUGE, 48, BIG, TEXT)
    return board.text_to_fit(title, at, sizes, (room, _TITLE_HIGH), bold=True)


def _example(board: Board, body: Example, area: Area) -> None:
    """What is asked at the start side, how a mark looks at the end side."""
    start = board.inner * (_BESIDE if body.papers else 0.5)
    board.upright(SIDE + start, area.top, area.high)
    _asked(board, body, area, start - 48)
    second = SIDE + start + 48
    if body.papers:
        _papers(board, body.papers, (second, area))
    else:
        _marks(board, body, (second, area.top), start - 48)


def _asked(board: Board, body: Example, area: Area, half: float) -> None:
    """What the voter is to do, how, and at the foot the hints."""
    foot = area.bottom - _high_of_hints(board, body, half)
    y = area.top + _instruction(board, body.instruction, area, half) + _GAP
    board.text_to_fit(body.help, (SIDE, y), _NAMES, (half, foot - y - _GAP))
    for words in body.hints:
        foot += board.label(words, (SIDE, foot), half) + 8


def _high_of_hints(board: Board, body: Example, half: float) -> float:
    return sum(board.size(words, LEAST, half)[1] + 8 for words in body.hints)


def _instruction(board: Board, asked: Words, area: Area, half: float) -> float:
    """The instruction, as large as it fits; how high it is."""
    at, room = (SIDE, area.top), (half, area.high * 0.4)
    return board.text_to_fit(asked, at, (BIG, 34, TEXT), room, bold=True)


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
) -> None:
    """Beside each other, all in letters of one size."""
    (x, area), wide = at, (board.width - SIDE - at[0]) / len(papers)
    size = _size_of_papers(board, papers, wide - 1.5 * _GAP - 44)
    for n, paper in enumerate(papers):
        part = _Part(x + n * wide, area.top, wide - 1.5 * _GAP, area.high)
        _paper(board, paper, part, size)


def _size_of_papers(
    board: Board,
    papers: tuple[ExamplePaper, ...],
    wide: float,
) -> int:
    said = [
        words for each in papers for words in (each.title, TOLD[each.counts])
    ]
    return board.largest(said, _NAMES, (wide, 48), bold=True)


def _paper(board: Board, paper: ExamplePaper, part: _Part, size: int) -> None:
    """How many crosses, the paper with them, and whether it counts."""
    x, y, wide, high = part
    top = y + board.text(paper.title, (x, y), wide, size, bold=True)
    foot = y + high - _lowest(board, wide - 44, size)
    _crossed(board, paper, _Part(x, top + _GAP, wide, foot - top - 2 * _GAP))
    _verdict(board, paper, (x, foot), wide - 44, size)


def _lowest(board: Board, room: float, size: int) -> float:
    """How high the words below a paper are at most."""
    return max(
        board.size(each, size, room, bold=True)[1] for each in TOLD.values()
    )


def _verdict(
    board: Board,
    paper: ExamplePaper,
    at: At,
    room: float,
    size: int,
) -> None:
    """Whether it counts, as a shape and in words."""
    x, y = at
    shape, tone = _SHAPES[paper.counts]
    board.icon(shape, x, y + 2, 32, tone)
    board.text(TOLD[paper.counts], (x + 44, y), room, size, bold=True)


_SHAPES = {True: ("circle-check", "accent"), False: ("circle-x", "text")}
"""The shape and tone of what counts or is funded, and of what does not or is not."""


def _crossed(board: Board, paper: ExamplePaper, part: _Part) -> None:
    """The paper: a box and a bar for a name on each line, a cross where one is made."""
    board.field(*part)
    row = (part.high - 2 * _GAP) / len(paper.crossed)
    x, wide = part.x + 2 * _GAP, part.wide - 3 * _GAP
    lines = _down(paper.crossed, part.y + _GAP, row)
    for at, (crossed, y) in enumerate(lines):
        _crossed_box(board, (x, y), min(32, row - 8), crossed=crossed)
        _bar_of_name(
            board,
            _Part(x, y, wide, min(32, row - 8)),
            0.7 if at % 2 else 1,
        )


def _crossed_box(
    board: Board,
    at: At,
    edge: float,
    *,
    crossed: bool,
) -> None:
    x, y = at
    board.field(x, y, edge, edge)
    if crossed:
        board.mark("cross", x, y, edge)


def _bar_of_name(board: Board, line: _Part, share: float) -> None:
    """A bar where a name would stand: `share` of the room beside a box as high as the line."""
    edge = line.high
    long = (line.wide - edge - 2 * _GAP) * share
    board.rule(line.x + edge + _GAP, line.y + edge / 2 - 3, long, thick=6)


def _marks(
    board: Board,
    body: Example,
    at: At,
    width: float,
) -> None:
    x, y = at
    y += board.label(say("How a mark looks"), at, width) + _GAP
    for line in body.lines:
        _marked_box(board, line.mark, x, y)
        high = _marked_line(board, line, (x + 72, y), width - 72)
        y += max(48, high + 10) + 2 * _GAP


def _marked_line(
    board: Board,
    line: ExampleLine,
    at: At,
    room: float,
) -> float:
    """The name beside a box, and under it what its mark says; how high both are."""
    x, y = at
    high = board.text(line.name, (x, y + 6), room, TEXT, bold=bool(line.mark))
    return high + board.label(line.means, (x, y + high + 10), room)


def _marked_box(board: Board, mark: str, x: float, y: float) -> None:
    """A box of the ballot with a cross, or a figure in its middle."""
    board.field(x, y, 48, 48)
    if mark == "x":
        board.cross(x + 11, y + 11, 26)
    elif mark:
        _figure_in_box(board, mark, x + 24, y)


def _figure_in_box(board: Board, mark: str, middle: float, y: float) -> None:
    wide = board.size(mark, TEXT, bold=True)[0]
    at = (middle - wide / 2, y)
    board.text(mark, at, wide + 1, TEXT, bold=True, tone="accent", middle=48)


# The result


def _answered(board: Board, body: StageBars | ShiftBars, area: Area) -> None:
    if isinstance(body, StageBars):
        _stage(board, body, area)
    else:
        _shift(board, body, area)


class _Columns(NamedTuple):
    """How wide names, what came, and votes are; the size of the names."""

    names: float
    came: float
    votes: float
    size: int


def _stage(board: Board, body: StageBars, area: Area) -> None:
    """What followed, then names, bars from the reader's start, what came, and the votes."""
    y = area.top
    for words in body.told:
        y += board.across(words, y, TEXT, bold=True) + 8
    y += _GAP
    if body.needed is not None:
        y += LEAST * 1.6
    cap = 66 if len(body.lines) > 3 else 104
    row = min(cap, (area.bottom - y) / max(1, len(body.lines)))
    columns = _columns_of(board, body.lines, row)
    for line, top in _down(body.lines, y, row):
        _stage_line(board, line, columns, (top, row))
    if body.needed is not None:
        _what_it_takes(board, body.needed, columns, (y, row * len(body.lines)))


def _what_it_takes(
    board: Board,
    needed: tuple[Words, float],
    columns: _Columns,
    at: At,
) -> None:
    """A dashed line across the bars, with its words above it."""
    (words, share), (y, high) = needed, at
    start, room = _room_of_bars(board, columns)
    wide = board.size(words, LEAST, bold=True)[0] + 2
    x = start + room * share
    text = (min(x - wide / 2, board.width - SIDE - wide), y - LEAST * 1.6)
    board.text(words, text, wide, LEAST, bold=True)
    board.dashes(x, y - 4, high + 4)


def _room_of_bars(board: Board, columns: _Columns) -> tuple[float, float]:
    """Where bars begin, and how long the longest is."""
    start = SIDE + columns.names + 20
    return start, board.width - SIDE - columns.votes - columns.came - 40 - start


def _columns_of(
    board: Board,
    lines: Sequence[StageLine],
    row: float,
) -> _Columns:
    names = board.inner * 0.36
    titles = [line.name for line in lines]
    return _Columns(
        names,
        max((_wide(board, line) for line in lines), default=0),
        board.widest(line.votes for line in lines),
        board.largest(titles, _NAMES, (names, row), bold=True),
    )


def _stage_line(
    board: Board,
    line: StageLine,
    columns: _Columns,
    at: At,
) -> None:
    """One option at a stage. `at`: the top of its row, and how high that is."""
    (y, row), (names, came, votes, size) = at, columns
    board.text(line.name, (SIDE, y), names, size, bold=line.filled, middle=row)
    start, room = _room_of_bars(board, columns)
    _stage_bar(board, line, (start, y + row / 2 - 14), room)
    if line.came is not None:
        _came(board, line.came, _Part(start + room + 20, y, came, row))
    board.figures_at_end(line.votes, y, votes, row, bold=True)


def _came(board: Board, came: Words, part: _Part) -> None:
    """What came with the votes that passed on, at the end of its column."""
    x, y, wide, row = part
    board.text(
        came,
        (x, y),
        wide,
        TEXT,
        figures=True,
        tone="accent",
        middle=row,
        right=True,
    )


def _wide(board: Board, line: StageLine) -> float:
    return board.size(line.came, TEXT, figures=True)[0] + 4 if line.came else 0


def _stage_bar(
    board: Board,
    line: StageLine,
    at: At,
    room: float,
) -> None:
    """What was there, filled; what came, outlined behind it."""
    x, y = at
    there, came = room * line.before, room * line.share
    fill = "accent" if line.filled else "field"
    board.box(x, y, max(2, there), 28, fill=fill, outline="text")
    if line.share:
        board.hatch(x + there, y, came, 28)


def _shift(board: Board, body: ShiftBars, area: Area) -> None:
    """The headline, what the bars mean, then of each step before (outlined) over after (dark)."""
    y = _meaning(board, body, area.top)
    row = (area.bottom - y) / len(body.lines)
    names = board.inner * 0.42
    size = board.largest([line[0] for line in body.lines], _NAMES, (names, row))
    for line, top in _down(body.lines, y, row):
        board.text(line[0], (SIDE, top), names, size, middle=row)
        _shift_line(board, line, _Part(SIDE, top, names, row))


def _shift_line(board: Board, line: ShiftLine, beside: _Part) -> None:
    """The bars of a step, and how many were for it before and after."""
    _, (many, before), (then, after) = line
    _over_each_other(board, before, after, beside)
    told = say("{before} → {after}", before=many, after=then)
    board.figures_at_end(told, beside.y, 130, beside.high, size=LEAST)


def _over_each_other(
    board: Board,
    before: float,
    after: float,
    beside: _Part,
) -> None:
    """Both bars of a step, beside its name; a share of 1 is as long as there is room."""
    high = min(20.0, beside.high / 2 - 4)
    room = board.inner - beside.wide - 160
    start = beside.x + beside.wide + 20
    board.field(start, beside.y + 3, max(2.0, room * before), high)
    long = max(2.0, room * after)
    board.box(
        start,
        beside.y + 5 + high,
        long,
        high,
        fill="text",
        outline="text",
    )


def _meaning(board: Board, body: ShiftBars, y: float) -> float:
    """The headline, which bar is before and which after; where the bars begin."""
    y += board.across(body.headline, y, TEXT, bold=True) + 12
    _key(board, say("Before"), (SIDE, y), "field")
    _key(board, say("After", context="talk"), (SIDE + 220, y), "text")
    return y + 44


def _key(board: Board, words: Words, at: At, fill: str) -> None:
    x, y = at
    board.box(x, y + 4, 22, 22, fill=fill, outline="text")
    board.text(words, (x + 34, y), 180, LEAST)


_COLUMN = 46  # the head of the columns
_LINE = 54  # the money line, at least


class _Ladder(NamedTuple):
    """How high a row is, how wide costs and names are, where bars begin, the size of the names."""

    row: float
    costs: float
    names: float
    bars: float
    size: int


def _ladder(board: Board, body: Ladder, area: Area) -> None:
    """Names, bars from the reader's start, costs. The row just revealed stands on a tint."""
    columns = _columns(board, body, area)
    y = _heads(board, body, (columns.bars, area.top))
    for at, row in enumerate(body.rows):
        if at == body.line_at:
            y += _money_line(board, body.line, y)
        _row(board, row, y, columns)
        y += columns.row
    if body.line_at >= len(body.rows):
        _money_line(board, body.line, y)


def _columns(board: Board, body: Ladder, area: Area) -> _Ladder:
    room = area.high - _COLUMN - _money_high(board, body.line)
    row = min(66 if body.per_screen > 3 else 116, room / body.per_screen)
    costs = board.widest(map(_cost_of, body.rows), least=100)
    names = board.inner * 0.49 - 46
    size = board.largest(body.titles, _NAMES, (names, row), bold=True)
    return _Ladder(row, costs, names, SIDE + 46 + names + 20, size)


def _cost_of(row: Result) -> Words:
    return say("{cost}", cost=row.cost)


def _heads(board: Board, body: Ladder, at: At) -> float:
    """What the bars mean, and the costs; where the rows begin."""
    board.label(body.support_name, at, 300)
    board.at_end(say("Cost"), at[1], LEAST, tone="second")
    return at[1] + _COLUMN


def _money_line(board: Board, words: Words, y: float) -> float:
    high = _money_high(board, words)
    board.text(words, (SIDE, y), board.inner, LEAST, bold=True, middle=high - 8)
    board.rule(SIDE - 24, y + high - 6, board.inner + 48, "text", 3)
    return high


def _money_high(board: Board, words: Words) -> float:
    """How high the money line is, on as many lines as its words need."""
    return max(_LINE, board.high_across(words, LEAST, bold=True) + 20)


def _row(board: Board, row: Result, y: float, columns: _Ladder) -> None:
    high, costs, names, bars, size = columns
    if row.fresh:
        board.tint(y, high)
    shape, tone = _SHAPES[row.funded]
    board.icon_of_row(shape, y, high, tone)
    board.text(
        row.title,
        (SIDE + 46, y),
        names,
        size,
        bold=row.funded,
        middle=high,
    )
    _support(board, row, _Part(bars, y, board.width - SIDE - bars - 260, high))
    board.figures_at_end(_cost_of(row), y, costs, high)


def _support(board: Board, row: Result, room: _Part) -> None:
    """The bar of a project, filled where it is funded, with its figure at the bar's end."""
    length = max(4.0, room.wide * row.share)
    bar = min(34, room.high - 20)
    top = room.y + (room.high - bar) / 2
    if row.funded:
        board.box(room.x, top, length, bar, fill="accent")
    else:
        board.field(room.x, top, length, bar)
    _figure(board, row.support, (room.x + length + 14, room.y), room.high)


def _figure(
    board: Board,
    said: Words,
    at: At,
    row: float,
) -> None:
    """Bold figures on one line, in the middle of a row."""
    wide = board.size(said, TEXT, bold=True, figures=True)[0] + 2
    board.text(said, at, wide, TEXT, bold=True, figures=True, middle=row)
