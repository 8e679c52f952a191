"""What hangs in the room while the hall deliberates.

And the doubtful paper that is being ruled on, as plain data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pbdesk.assembly.public import PublicItem, PublicPaper, Speaking, TradeOffLine
from pbdesk.words import Clock, Words, say, several

__all__ = [
    "AgendaBody",
    "AgendaLine",
    "Doubtful",
    "SpeakingBody",
    "Weighed",
    "agenda_bodies",
    "standing",
    "weighed",
]


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An item of the agenda; `now`: it is under way."""

    title: str
    minutes: Words
    now: bool


@dataclass(frozen=True, slots=True)
class AgendaBody:
    """The items of one screen.

    `titles` are those of all screens, so that every screen has letters of one size.
    """

    lines: tuple[AgendaLine, ...]
    titles: tuple[str, ...]
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


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The doubtful paper as the hand made it, and what the rulebook says."""

    paper: PublicPaper


def agenda_bodies(items: Sequence[PublicItem], rows: int) -> tuple[AgendaBody, ...]:
    """What is under way and what is to come, a screen at a time; where all is over, all of it."""
    left = [item for item in items if item.stands != "over"] or list(items)
    lines = [
        AgendaLine(
            item.title, several("{n} minute", "{n} minutes", item.minutes), item.stands == "now"
        )
        for item in left
    ]
    titles = tuple(line.title for line in lines)
    return tuple(
        AgendaBody(tuple(lines[i : i + rows]), titles, rows) for i in range(0, len(lines), rows)
    )


def standing(items: Sequence[PublicItem]) -> Words:
    """How far the agenda is."""
    return say(
        "{n} of {all} items are over.",
        n=sum(item.stands == "over" for item in items),
        all=len(items),
    )


def weighed(line: TradeOffLine) -> tuple[Weighed, Words, Words]:
    """A trade-off, the choice that stands under its title, and whether it is confirmed."""
    rows = [
        (say("Gained"), line.gained),
        (say("Costs"), line.costs),
        (say("Who bears it"), line.bears),
    ]
    if line.condition is not None:
        rows.append((say("Condition"), line.condition))
    confirmed = (
        say("Read aloud and confirmed at {time}", time=Clock(line.confirmed))
        if line.confirmed
        else say("To be read aloud and confirmed")
    )
    return (
        Weighed((*rows, (say("Reason"), line.reason)), line.minority),
        say("{who}: {choice}", who=line.who, choice=line.choice),
        confirmed,
    )
