"""Asked: the items of a result that want an answer, and the conditions that go with each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pbdesk.assembly.conditions import Condition
from pbdesk.minutes.decision import Moment, Refusal
from pbdesk.minutes.entries import Id, clean
from pbdesk.minutes.handover import LEFTOVER
from pbdesk.words import Day, Text, Words, say

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "Item",
    "answer_due",
    "item",
    "items",
    "misdated",
    "still_to_come",
    "unwritten",
]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be answered: a funded project, or what is left of the pot (`LEFTOVER`).

    `cost` in minor units: what it was to receive.
    """

    number: int
    id: Id
    title: Text
    cost: int
    conditions: tuple[Condition, ...] = ()


def items(state: Assembly) -> tuple[Item, ...]:
    """The funded projects in the order funded, and what is left; empty before the declaration."""
    outcome = state.outcome
    if outcome is None or not state.declared:
        return ()
    costs = {
        line.project: (line.title, line.cost) for line in state.sheet.lines
    }
    found = list[Item]()
    for turn in outcome.rounds:
        if turn.project and (turn.funded or turn.award):
            project = Id(turn.project)
            title, cost = costs[project]
            given = outcome.awards.get(project, cost)
            conditions = state.conditions.on(project)
            found.append(
                Item(len(found) + 1, project, title, given, conditions),
            )
    if outcome.leftover:
        left = say("What is left of the pot")
        found.append(Item(len(found) + 1, LEFTOVER, left, outcome.leftover))
    return tuple(found)


def item(state: Assembly, id: str) -> Item | None:
    """The item of that id; None where it is none."""
    return next((each for each in items(state) if each.id == id), None)


def misdated(
    state: Assembly,
    moment: Moment,
    day: date | None,
    where: str = "day",
) -> Refusal | None:
    """Why nothing of an item can have happened on that day: before the result, or still to come."""
    if day is not None and state.declared and day < state.declared.date():
        words = say("On {day} the result was not declared yet.", day=Day(day))
        return _never_on(words, where)
    return still_to_come(moment, day, where)


def still_to_come(
    moment: Moment,
    day: date | None,
    where: str = "day",
) -> Refusal | None:
    """Why nothing can have happened on that day: it is after today."""
    if day is None or day <= moment.at.date():
        return None
    return _never_on(say("{day} is still to come.", day=Day(day)), where)


def _never_on(words: Words, where: str) -> Refusal:
    return Refusal(words, say("Write the day on which it happened."), where)


def unwritten(words: str, where: str = "words") -> Refusal | None:
    """Why somebody's words cannot be kept: there are none."""
    if clean(words):
        return None
    return Refusal(
        say("Nothing is written."),
        say("Write it in a sentence."),
        where,
    )


def answer_due(state: Assembly) -> date | None:
    """By when the sealed charter has an answer promised."""
    said = state.mandate.said("answer_by")
    if said:
        return date.fromisoformat(said)
    return None
