"""Retention: how long each class of what a file leaves behind is kept.

And the certificate when its time is over.
Decisions  certify        Entries  ClassDestroyed
The people file has a certificate of its own, for the program itself destroys it; paper is destroyed
by hand. The record holds no names and stays for good. The months count from the day of
the meeting.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pbdesk.minutes.clauses import months_later
from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry
from pbdesk.minutes.growing import put
from pbdesk.words import Day, Words, say

if TYPE_CHECKING:
    from pbdesk.minutes.about import Minuted

__all__ = [
    "HOW",
    "Class",
    "ClassDestroyed",
    "Kept",
    "Retention",
    "RetentionEntry",
    "apply",
    "certify",
    "due",
    "kept",
    "kept_until",
    "tell",
]

How = Literal["shredded", "burnt", "collected"]


@dataclass(frozen=True, slots=True)
class Class[S]:
    """A class of what is kept.

    Its name in a sentence, the clause of the rules that says how many months, and whether any of it
    is there. `gone` is when the program itself destroyed it; None for what is destroyed by hand.
    """

    label: Words
    clause: str
    there: Callable[[S], bool]
    gone: Callable[[S], datetime | None] | None = None


HOW: Mapping[How, Words] = MappingProxyType(
    {
        "shredded": say("Shredded in front of two people"),
        "burnt": say("Burnt in front of two people"),
        "collected": say("Collected by a firm that certifies it"),
    },
)


class ClassDestroyed(Entry, frozen=True, tag="retention.destroyed"):
    """Paper of this class was destroyed, all of it, in this way: the certificate."""

    undoable = False
    kind: str
    how: How


RetentionEntry = ClassDestroyed


@dataclass(frozen=True, slots=True)
class Retention:
    """When each class of paper was destroyed."""

    destroyed: Mapping[str, datetime] = field(
        default_factory=lambda: MappingProxyType({}),
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """A class as it stands: kept until that day, or destroyed then.

    None: the rulebook does not say.
    """

    kind: str
    label: Words
    until: date | None
    destroyed: datetime | None


def kept_until(state: Minuted, kind: str) -> date | None:
    """The first day on which a class may go.

    So many months after the meeting as the sealed rulebook says.
    """
    months = state.months(state.classes[kind].clause)
    if months is None:
        return None
    return months_later(state.about.day, months)


def kept(state: Minuted) -> tuple[Kept, ...]:
    """Every class as it stands."""
    found: list[Kept] = []
    for kind, each in state.classes.items():
        gone = (
            each.gone(state)
            if each.gone
            else state.retention.destroyed.get(kind)
        )
        found.append(Kept(kind, each.label, kept_until(state, kind), gone))
    return tuple(found)


def due(state: Minuted, on: date) -> tuple[Kept, ...]:
    """The classes whose time is over on that day and that are still there.

    What a reminder names.
    """
    return tuple(
        each
        for each in kept(state)
        if each.destroyed is None
        and each.until is not None
        and each.until <= on
        and state.classes[each.kind].there(state)
    )


def certify(
    state: Minuted,
    moment: Moment,
    *,
    kind: str,
    how: How,
) -> Decided:
    """Record that paper was destroyed because its time was over; refused before that."""
    if kind not in state.classes or state.classes[kind].gone is not None:
        return Refusal(
            say(
                "The people file is destroyed by the program itself, in the menu Assembly.",
            ),
            where="kind",
        )
    if how not in HOW:
        return Refusal(say("Say how they were destroyed."), where="how")
    found = next(each for each in kept(state) if each.kind == kind)
    if found.destroyed:
        return Refusal(
            say("The record says already that they were destroyed."),
            where="kind",
        )
    if state.about.rehearsal:
        return Writing(ClassDestroyed(kind, how))
    if found.until is None:
        return Refusal(
            say("No sealed rulebook says how long they are kept."),
            where="kind",
        )
    if moment.at.date() < found.until:
        return Refusal(
            say("The rulebook keeps them until {day}.", day=Day(found.until)),
            where="kind",
        )
    return Writing(ClassDestroyed(kind, how))


def apply(
    retention: Retention,
    entry: RetentionEntry,
    at: datetime,
) -> Retention:
    """What the entry adds."""
    return Retention(put(retention.destroyed, entry.kind, at))


def tell(entry: RetentionEntry, state: Minuted) -> Words:
    """The entry as a sentence of the minutes."""
    return say(
        "Destroyed, its time being over: {what}. {how}.",
        what=state.classes[entry.kind].label,
        how=HOW[entry.how],
    )
