"""What came out of a question without money, as blocks of the result's page."""

from __future__ import annotations

from fractions import Fraction

from pbdesk.assembly.answered import Answer, Bar, Stage, answer, bar_words
from pbdesk.assembly.state import Assembly
from pbdesk.ui.render.blocks import Bars, Block, Heading, Paragraph, Press, Section
from pbdesk.ui.shown import NOTICE, BarLine, Text
from pbdesk.words import say

__all__ = ["answer_blocks", "spread"]

_FINE = 1000  # parts of a vote that a bar can tell apart
_STRAW = say("A straw poll. It is no result, and nothing follows from it.")


def answer_blocks(found: Answer, caption: Text, press: Press) -> tuple[Block, ...]:
    """What came out, then every stage as bars with what followed from it."""
    heading = Heading(caption, found.headline, tail=(press,))
    straw = Paragraph(_STRAW, shape=NOTICE, key="straw")
    blocks: list[Block] = [heading, *((straw,) if found.straw else ())]
    blocks += [Paragraph(note, key=f"note-{n}") for n, note in enumerate(found.notes)]
    for n, stage in enumerate(found.stages):
        blocks += _stage(stage, n)
    return tuple(blocks)


def spread(state: Assembly) -> tuple[Block, ...]:
    """The distribution of a straw poll, once it is counted."""
    found = answer(state)
    if found is None or not found.straw:
        return ()
    return (
        Paragraph(_STRAW, shape=NOTICE, key="straw"),
        Paragraph(found.headline, role="lead", key="middle"),
        *(block for n, stage in enumerate(found.stages) for block in _stage(stage, n)),
    )


def _stage(stage: Stage, n: int) -> tuple[Block, ...]:
    told = (Paragraph(words, key=f"stage-{n}-{i}") for i, words in enumerate(stage.told))
    bars = Bars(tuple(_line(bar) for bar in stage.bars), key=f"stage-{n}")
    return (Section(stage.title, key=f"stage-{n}"), bars, *told)


def _line(bar: Bar) -> BarLine:
    size = int(Fraction(bar.votes) * _FINE)
    return BarLine(bar_words(bar), bar.figure, size, filled=bar.standing not in ("out", "needed"))
