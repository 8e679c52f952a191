"""A paper's marks as plain data.

Drawn while a teller types, and again where a doubtful paper is ruled on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

import msgspec

from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Refusal
from pbdesk.questions.keying import hand_marks, in_signs, said
from pbdesk.questions.papers import Hand, HandMark, Keyed
from pbdesk.questions.sealing import style_settings
from pbdesk.voting.styles import STYLES
from pbdesk.voting.styles.style import REASONS
from pbdesk.words import Words, plain, say

__all__ = [
    "HEARD",
    "Mark",
    "Marked",
    "as_made",
    "as_typed",
    "codes_in",
    "how_to_mark",
    "read_out",
]

type Mark = Literal["", "keyed", "cross", "tick", "beside", "struck"]

HEARD: Mapping[Hand, Words] = MappingProxyType(
    {
        "cross": say("a cross"),
        "tick": say("a tick"),
        "beside": say("a mark beside the box"),
        "struck": say("a mark struck out"),
    },
)
"""What a hand did in or beside a box, in words."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One line of a paper.

    Its code and title, the mark on it or the figure in its box, and both in words.
    """

    code: str
    title: str
    mark: Mark = ""
    figure: str = ""
    tinted: bool = False
    heard: Words | str = ""


def _blank(state: Assembly) -> dict[str, Marked]:
    return {
        line.code: Marked(line.code, line.title) for line in state.sheet.lines
    }


def codes_in(state: Assembly, typed: str) -> list[str]:
    """What was typed on an approval paper, cut into codes; the last may be half typed."""
    width = len(state.sheet.lines[0].code)
    packed = re.sub(r"[\s,]+", "", typed).upper()
    return [packed[i : i + width] for i in range(0, len(packed), width)]


def as_typed(state: Assembly, typed: str) -> tuple[Marked, ...]:
    """The paper as far as it is typed; the line typed last is tinted."""
    typed = in_signs(typed)
    if "?" in typed:
        return _doubtful(state, typed)
    if STYLES[state.rulebook.style].crossed:
        return _codes(state, typed)
    return _figures(state, typed)


def _codes(state: Assembly, typed: str) -> tuple[Marked, ...]:
    lines, last = _blank(state), ""
    for code in codes_in(state, typed):
        if code in lines:
            lines[code], last = (
                replace(lines[code], mark="keyed", heard=say("marked")),
                code,
            )
    return tuple(
        replace(line, tinted=line.code == last) for line in lines.values()
    )


def _figures(state: Assembly, typed: str) -> tuple[Marked, ...]:
    numbers = [] if typed.strip() == "0" else typed.split()
    lines = list(_blank(state).values())
    for place, number in enumerate(numbers[: len(lines)]):
        figure = "" if number == "-" else number
        last = place == len(numbers) - 1
        lines[place] = replace(
            lines[place],
            figure=figure,
            heard=plain(figure),
            tinted=last,
        )
    return tuple(lines)


def _doubtful(state: Assembly, typed: str) -> tuple[Marked, ...]:
    """The marks up to the last that can be read: a half-typed one is not drawn yet."""
    tokens = typed.split()
    for n in range(len(tokens), -1, -1):
        hand = hand_marks(state, " ".join(tokens[:n]))
        if not isinstance(hand, Refusal):
            return as_made(state, hand)
    return tuple(_blank(state).values())


def as_made(state: Assembly, hand: Sequence[HandMark]) -> tuple[Marked, ...]:
    """A doubtful paper as the hand made it."""
    lines, written = _blank(state), not STYLES[state.rulebook.style].crossed
    for made in hand:
        line = lines[made.code]
        lines[made.code] = (
            _written(line, made) if written else _drawn(line, made)
        )
    return tuple(lines.values())


def _drawn(line: Marked, made: HandMark) -> Marked:
    return replace(line, mark=made.hand, heard=HEARD[made.hand])


def _written(line: Marked, made: HandMark) -> Marked:
    """A number in its box; where it is clean, no mark is drawn round it."""
    mark: Mark = "" if made.hand == "cross" else made.hand
    heard = say("{number}, {how}", number=made.value, how=HEARD[made.hand])
    return replace(line, mark=mark, figure=str(made.value), heard=heard)


def how_to_mark(state: Assembly) -> Words:
    """What the paper says at its top."""
    return STYLES[state.rulebook.style].question(
        style_settings(state.rulebook),
    )[0]


def read_out(state: Assembly, keyed: Keyed) -> Words:
    """A keyed paper in short: its marks, why it does not count, or that it is doubtful."""
    if keyed.kind == "doubtful":
        return say("doubtful")
    if keyed.kind == "rejected":
        return REASONS[keyed.ballot]
    if not STYLES[state.rulebook.style].crossed:
        return said(state, keyed.ballot)
    marks = msgspec.json.decode(keyed.ballot, type=dict[str, int])
    codes = (line.code for line in state.sheet.lines if line.project in marks)
    return plain(" ".join(codes))
