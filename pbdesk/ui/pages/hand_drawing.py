"""Pressing the boxes of a doubtful paper until its drawing looks like the paper."""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.assembly.state import Assembly
from pbdesk.questions.papers import Hand, HandMark
from pbdesk.voting.styles import STYLES

__all__ = ["pressed", "written"]

_AFTER: dict[Hand | None, Hand | None] = {
    None: "cross",
    "cross": "tick",
    "tick": "beside",
    "beside": "struck",
    "struck": None,
}
_AFTER_FIGURE: dict[Hand, Hand | None] = {
    "cross": "beside",
    "tick": "beside",
    "beside": "struck",
    "struck": None,
}
"""A number stands in its box, beside it or is struck out; it is no tick."""

_DIGITS = 6


def pressed(
    state: Assembly,
    marks: Sequence[HandMark],
    code: str,
) -> tuple[HandMark, ...]:
    """The marks after the box of one line was pressed: the next way a hand may have made it."""
    there = {mark.code: mark for mark in marks}.get(code)
    if STYLES[state.rulebook.style].crossed:
        hand = _AFTER[there.hand if there else None]
        return _with(
            state,
            marks,
            code,
            HandMark(code, 1, hand) if hand else None,
        )
    if there is None:
        return tuple(marks)
    hand = _AFTER_FIGURE[there.hand]
    return _with(
        state,
        marks,
        code,
        HandMark(code, there.value, hand) if hand else None,
    )


def written(
    state: Assembly,
    marks: Sequence[HandMark],
    code: str,
    typed: str,
) -> tuple[HandMark, ...]:
    """The marks after a figure was typed on one line, or (empty) its last one taken away.

    A paper that takes crosses has no figures.
    """
    if STYLES[state.rulebook.style].crossed:
        return tuple(marks)
    there = {mark.code: mark for mark in marks}.get(code)
    figures = str(there.value) if there else ""
    figures = (figures + typed)[-_DIGITS:] if typed else figures[:-1]
    hand: Hand = there.hand if there else "cross"
    mark = HandMark(code, int(figures), hand) if figures.lstrip("-") else None
    return _with(state, marks, code, mark)


def _with(
    state: Assembly,
    marks: Sequence[HandMark],
    code: str,
    mark: HandMark | None,
) -> tuple[HandMark, ...]:
    """The marks with another on one line, or none there, in paper order."""
    others = {each.code: each for each in marks if each.code != code}
    if mark is not None:
        others[code] = mark
    return tuple(
        others[line.code] for line in state.sheet.lines if line.code in others
    )
