"""A screen of the room, and the kinds of body it may have, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from pbdesk.ui.room.deliberation import (
    AgendaBody,
    Doubtful,
    MoneyMoved,
    SpeakingBody,
    Weighed,
)
from pbdesk.words import Money, Sentences, Text, Words

__all__ = [
    "Body",
    "Example",
    "ExampleLine",
    "ExamplePaper",
    "Ladder",
    "OneProject",
    "ProjectLine",
    "ProjectList",
    "Result",
    "RulesInWords",
    "Screen",
    "Screens",
    "Statement",
]


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said large, and what stands under it."""

    big: Words
    under: Sentences = ()


@dataclass(frozen=True, slots=True)
class RulesInWords:
    """The rules in plain words.

    With the fingerprint people compare with the wall and the result.
    """

    sentences: Sentences
    code: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A line of the ballot; without money it has no cost."""

    code: str
    title: Text
    cost: Money | None


@dataclass(frozen=True, slots=True)
class ProjectList:
    """The lines of one screen.

    `titles` are those of all screens, so that every screen has letters of one size.
    """

    lines: tuple[ProjectLine, ...]
    titles: tuple[Text, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class OneProject:
    """One project by itself."""

    line: ProjectLine
    summary: str


@dataclass(frozen=True, slots=True)
class ExampleLine:
    """A line of an invented ballot, with the mark in its box and what that says.

    "x" is a cross, "" none.
    """

    name: Words
    mark: str
    means: Words


@dataclass(frozen=True, slots=True)
class ExamplePaper:
    """A paper without a name: how many crosses, in which of its boxes, and whether it counts."""

    title: Words
    crossed: tuple[bool, ...]
    counts: bool


@dataclass(frozen=True, slots=True)
class Example:
    """How to fill in the ballot: what it asks, how a mark looks, and what to do with the paper.

    `papers` take the place of the marks where one can make too many.
    """

    instruction: Words
    help: Words
    lines: tuple[ExampleLine, ...]
    hints: Sentences
    papers: tuple[ExamplePaper, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """A project of the result.

    `share` is its support as part of the largest; `fresh` was just revealed.
    """

    title: str
    support: Words
    share: float
    cost: Money
    funded: bool
    fresh: bool


@dataclass(frozen=True, slots=True)
class Ladder:
    """The result as far as it is revealed.

    The money line stands before row number `line_at` of this screen.
    """

    support_name: Words
    rows: tuple[Result, ...]
    line: Words
    line_at: int
    titles: tuple[str, ...]
    per_screen: int


@dataclass(frozen=True, slots=True)
class StageLine:
    """A line of a stage: its name and votes, and what came with the votes that passed on.

    `before` and `share` are parts of the most. The bar is outlined for what it takes, and for what
    went out.
    """

    name: Words
    votes: Words
    before: float
    share: float
    came: Words | None
    filled: bool


@dataclass(frozen=True, slots=True)
class StageBars:
    """A stage of a count without money, and what followed from it.

    `needed`: what it takes, in words and as a part of the most.
    """

    lines: tuple[StageLine, ...]
    told: Sentences
    needed: tuple[Words, float] | None = None


type ShiftLine = tuple[Words, tuple[int, float], tuple[int, float]]
"""A step: its name; how many before, and their part of the most; the same after."""


@dataclass(frozen=True, slots=True)
class ShiftBars:
    """A poll before and after the talk: of each step its name, and both times how many.

    Each with its part of the most. It has no colour: it is no result.
    """

    headline: Words
    lines: tuple[ShiftLine, ...]


type Body = (
    Statement
    | StageBars
    | ShiftBars
    | RulesInWords
    | ProjectList
    | OneProject
    | Example
    | Ladder
    | AgendaBody
    | SpeakingBody
    | Weighed
    | MoneyMoved
    | Doubtful
)


@dataclass(frozen=True, slots=True)
class Screen:
    """All of one screen but the clock.

    `beside` stands under the clock, `foot` and `seal` at the bottom. On a `still` one nothing
    stands but its body: no clock either.
    """

    title: Words
    under: Words
    body: Body | None
    beside: Words | None = None
    foot: Words | None = None
    seal: Words | None = None
    rehearsal: bool = False
    still: bool = False


type Screens = tuple[Screen, ...]
"""The screens of a scene, one after the other."""
