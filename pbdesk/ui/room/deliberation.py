"""What hangs in the room while the hall deliberates.

And the doubtful paper that is being ruled on, as plain data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from pbdesk.assembly.public import PublicItem, PublicPaper, Speaking, TradeOffLine
from pbdesk.i18n import render
from pbdesk.words import Clock, Words, plain, say, several

__all__ = [
    "AgendaBody",
    "AgendaLine",
    "Doubtful",
    "SpeakingBody",
    "Weighed",
    "agenda_bodies",
    "doubtful",
    "standing",
    "weighed",
]


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An item of the agenda; `now`: it is under way."""

    title: Words | str
    minutes: Words
    now: bool


@dataclass(frozen=True, slots=True)
class AgendaBody:
    """The items of one screen.

    `titles` are those of all screens, so that every screen has letters of one size.
    """

    lines: tuple[AgendaLine, ...]
    titles: tuple[Words | str, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class SpeakingBody:
    """Who has the floor and how much time is left.

    And beside it how to fill in the ballot, once there is one.
    `lines` are (mark in the box, name) with invented names.
    """

    speaking: Speaking
    asked: Words | None
    lines: tuple[tuple[str, Words], ...]
    hints: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A trade-off: its parts with their labels.

    And the minority statement in the words of those who made it.
    """

    rows: tuple[tuple[Words, Words], ...]
    minority: Words | None


ON_A_SCREEN = 12
"""Lines of a doubtful paper on one screen, in two columns."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The doubtful paper as the hand made it, and what the rulebook says."""

    paper: PublicPaper


def agenda_bodies(items: Sequence[PublicItem], rows: int) -> tuple[AgendaBody, ...]:
    """What is under way and what is to come, a screen at a time; where all is over, all of it."""
    left = [item for item in items if item.stands != "over"] or list(items)
    lines = [AgendaLine(item.title, _when(item), item.stands == "now") for item in left]
    titles = tuple(line.title for line in lines)
    return tuple(
        AgendaBody(tuple(lines[i : i + rows]), titles, rows) for i in range(0, len(lines), rows)
    )


def _when(item: PublicItem) -> Words:
    """When it begins as the evening goes, else how long it has."""
    if item.begins is None:
        return several("{n} minute", "{n} minutes", item.minutes)
    return say("{time}", time=item.begins)


def standing(items: Sequence[PublicItem]) -> Words:
    """How far the agenda is."""
    return say(
        "{n} of {all} items are over.",
        n=sum(item.stands == "over" for item in items),
        all=len(items),
    )


_LETTERS, _LINES = 72, 12.0
"""Letters on a line at the least size, and the lines that a screen has room for."""

_LONGEST = round(_LETTERS * (_LINES - 1))


def weighed(line: TradeOffLine) -> tuple[tuple[Weighed, ...], Words, Words]:
    """A trade-off on as many screens as it needs, the choice under it, and whether it stands.

    Letters are never smaller than the least: what is long goes on on the next screen.
    """
    rows = [
        (say("Gained"), line.gained),
        (say("Costs"), line.costs),
        (say("Who bears it"), line.bears),
    ]
    if line.condition is not None:
        rows.append((say("Condition"), line.condition))
    rows.append((say("Reason"), line.reason))
    confirmed = (
        say("Read aloud and confirmed at {time}", time=Clock(line.confirmed))
        if line.confirmed
        else say("To be read aloud and confirmed")
    )
    chose = say("{who}: {choice}", who=line.who, choice=line.choice)
    return _on_screens(rows, line.minority), chose, confirmed


def _on_screens(rows: Sequence[tuple[Words, Words]], minority: Words | None) -> tuple[Weighed, ...]:
    screens: list[Weighed] = []
    taken: list[tuple[Words, Words]] = []
    for label, text in rows:
        for piece in _pieces(text):
            if taken and _high((*taken, (label, piece))) > _LINES:
                screens.append(Weighed(tuple(taken), None))
                taken = []
            taken.append((label, piece))
    said = _pieces(minority) if minority is not None else ()
    if said and _high((*taken, (say("Minority statement"), said[0]))) > _LINES:
        screens.append(Weighed(tuple(taken), None))
        taken = []
    screens.append(Weighed(tuple(taken), said[0] if said else None))
    return (*screens, *(Weighed((), piece) for piece in said[1:]))


def _high(rows: Iterable[tuple[Words, Words]]) -> float:
    """How many lines they take, with the space between them."""
    return sum(-(-len(render(text)) // _LETTERS) + 0.5 for _, text in rows)


def _pieces(text: Words) -> tuple[Words, ...]:
    """The text, or the parts of one that is longer than a screen."""
    whole = render(text)
    if len(whole) <= _LONGEST:
        return (text,)
    return tuple(plain(part) for part in wrap(whole, _LONGEST))


def doubtful(paper: PublicPaper) -> tuple[Doubtful, ...]:
    """The paper on as many screens as its lines need."""
    lines, room = paper.lines, ON_A_SCREEN
    parts = (lines[i : i + room] for i in range(0, len(lines), room))
    return tuple(Doubtful(replace(paper, lines=part)) for part in parts)
