"""What came out of a question without money, as blocks of the result's page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import starmap

from pbdesk.assembly.answered import (
    Answer,
    Bar,
    Moved,
    Shift,
    Stage,
    Votes,
    answer,
    bar_words,
    votes_words,
)
from pbdesk.assembly.state import Assembly
from pbdesk.charts import Palette, passing, passing_sentence
from pbdesk.i18n import Locale
from pbdesk.ui.render.blocks import (
    Bars,
    Block,
    Blocks,
    Chart,
    Heading,
    Paragraph,
    Press,
    Rows,
    Section,
    Table,
)
from pbdesk.ui.shown import (
    NOTICE,
    BarLine,
    Row,
    Shape,
    TableColumn,
    TableRow,
    Text,
)
from pbdesk.words import Words, say

__all__ = [
    "answer_blocks",
    "by_stages",
    "spread",
    "stage_blocks",
    "stage_chosen",
]

_FINE = 1000  # parts of a vote that a bar can tell apart
_STRAW = say("A straw poll. It is no result, and nothing follows from it.")
_COLUMNS = 6  # stages side by side
_IN, _OUT = Shape("circle-check", "accent"), Shape("circle-x")
_STAGE = "stage-"


def answer_blocks(
    found: Answer,
    caption: Text,
    press: Press,
    chosen: int,
) -> Blocks:
    """What came out; then every stage side by side and the chosen one, or what was answered."""
    heading = Heading(caption, found.headline, tail=(press,))
    straw = Paragraph(_STRAW, shape=NOTICE, key="straw")
    blocks: list[Block] = [heading, *((straw,) if found.straw else ())]
    blocks += [
        Paragraph(note, key=f"note-{n}") for n, note in enumerate(found.notes)
    ]
    if by_stages(found):
        stage = found.stages[chosen]
        blocks.append(_table(found.stages, chosen))
        if stage.moved is not None:
            blocks += [
                Section(stage.moved.title, key="passing"),
                _passing(stage.moved),
            ]
        return tuple(blocks)
    if found.shift is not None:
        return (*blocks, *_shift(found.shift))
    for n, stage in enumerate(found.stages):
        blocks += _stage(stage, n, straw=found.straw)
    return tuple(blocks)


def _passing(moved: Moved) -> Chart:
    def draw(locale: Locale, palette: Palette) -> str:
        return passing(moved, locale, palette=palette)

    return Chart(draw, passing_sentence(moved))


def _shift(shift: Shift) -> Blocks:
    """The whole distribution before and after; never of a group."""
    rows = tuple(starmap(_step_row, shift.steps))
    return (
        Paragraph(shift.headline, role="lead", key="shift"),
        Table(say("Before and after"), _BEFORE_AND_AFTER, rows, key="shift"),
    )


_BEFORE_AND_AFTER = (
    TableColumn(say("The same words, asked twice")),
    TableColumn(say("Before")),
    TableColumn(say("After", context="talk")),
)


def _step_row(name: Words, before: int, after: int) -> TableRow:
    cells = (name, say("{n}", n=before), say("{n}", n=after))
    return TableRow(name.text, cells)


def spread(state: Assembly) -> Blocks:
    """The distribution of a straw poll, once it is counted."""
    found = answer(state)
    if found is None or not found.straw:
        return ()
    blocks: list[Block] = [
        Paragraph(_STRAW, shape=NOTICE, key="straw"),
        Paragraph(found.headline, role="lead", key="middle"),
    ]
    for n, each in enumerate(found.stages):
        blocks += _stage(each, n, straw=True)
    return tuple(blocks)


def by_stages(found: Answer) -> bool:
    """Whether the count went by stages, with votes that pass on."""
    return len(found.stages) > 1


def stage_chosen(found: Answer, chosen: str | None) -> int:
    """The stage that is shown: the chosen one, or where the fate of a chosen name was settled.

    The first, unless said.
    """
    if chosen is None:
        return 0
    if chosen.startswith(_STAGE):
        return min(int(chosen.removeprefix(_STAGE)), len(found.stages) - 1)
    for n, stage in enumerate(found.stages):
        if _settles(stage, chosen):
            return n
    return 0


def _settles(stage: Stage, line: str) -> bool:
    return any(bar.line == line and bar.standing != "in" for bar in stage.bars)


def stage_blocks(found: Answer, chosen: int) -> Blocks:
    """The stages to choose from, and why the chosen one went as it did."""
    rows = tuple(
        Row(
            f"{_STAGE}{n}",
            stage.title,
            sub=stage.told[0] if stage.told else "",
        )
        for n, stage in enumerate(found.stages)
    )
    stage = found.stages[chosen]
    told = [*stage.told, *(stage.moved.told if stage.moved else ())]
    return (
        Section(say("Stage by stage")),
        Rows(say("Stages"), rows, chosen=f"{_STAGE}{chosen}", key="stages"),
        Section(stage.title, key="chosen"),
        *(Paragraph(words, key=f"told-{n}") for n, words in enumerate(told)),
    )


type _Stages = Sequence[Stage]


def _table(stages: _Stages, chosen: int) -> Table:
    """Who had how many votes at each stage; of many stages those around the chosen one."""
    start = max(0, min(chosen - _COLUMNS // 2, len(stages) - _COLUMNS))
    shown = range(start, min(len(stages), start + _COLUMNS))
    columns = (
        TableColumn(say("Votes at each stage")),
        *(TableColumn(stages[n].title) for n in shown),
    )
    order = _in_the_end(stages)
    rows = (
        *(_row(stages, line, shown) for line in order),
        _nobody(stages, shown),
    )
    return Table(say("Votes at each stage"), columns, rows, key="stages")


def _in_the_end(stages: _Stages) -> list[str]:
    """The chosen in their order, then the others, who stayed longest first."""
    won, left = list[str](), list[str]()
    for stage in stages:
        for bar in _lines(stage):
            if bar.standing == "elected" and bar.line not in won:
                won.append(bar.line)
            if bar.standing == "out" and bar.line not in left:
                left.append(bar.line)
    still = [
        bar.line for bar in _lines(stages[-1]) if bar.line not in {*won, *left}
    ]
    return [*won, *still, *reversed(left)]


def _lines(stage: Stage) -> list[Bar]:
    return [bar for bar in stage.bars if bar.line]


def _row(stages: _Stages, line: str, shown: range) -> TableRow:
    found = [
        next((b for b in stage.bars if b.line == line), None)
        for stage in stages
    ]
    first = next(bar for bar in found if bar is not None)
    won = any(bar is not None and bar.standing == "elected" for bar in found)
    cells: list[Text] = [first.title]
    for n in shown:
        bar, before = found[n], found[n - 1] if n else None
        if bar is None:
            cells.append(say("out") if before is not None else say("–"))
        elif bar.standing == "elected" and (
            before is None or before.standing == "in"
        ):
            cells.append(say("✓ {n}", n=bar.figure))
        else:
            cells.append(bar.figure)
    return TableRow(line, tuple(cells), _IN if won else _OUT, strong=won)


def _nobody(stages: _Stages, shown: range) -> TableRow:
    """How many votes count for nobody any more."""
    figures = (_votes_or_dash(stages[n].nobody) for n in shown)
    return TableRow("nobody", (say("No further choice"), *figures))


def _votes_or_dash(votes: Votes) -> Words:
    if not votes:
        return say("–")
    return votes_words(votes)


def _stage(stage: Stage, n: int, *, straw: bool) -> Blocks:
    key = f"stage-{n}"
    bars = Bars(tuple(_line(bar, straw=straw) for bar in stage.bars), key=key)
    return (Section(stage.title, key=key), bars, *_stage_told(stage, key))


def _stage_told(stage: Stage, key: str) -> Iterator[Paragraph]:
    for i, words in enumerate(stage.told):
        yield Paragraph(words, key=f"{key}-{i}")


def _line(bar: Bar, *, straw: bool) -> BarLine:
    size = int(Fraction(bar.votes) * _FINE)
    filled = not straw and _counts(bar)
    return BarLine(bar_words(bar), bar.figure, size, filled=filled)


def _counts(bar: Bar) -> bool:
    return bar.standing not in ("out", "needed")
