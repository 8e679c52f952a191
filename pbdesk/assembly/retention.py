"""Retention: how long each class of what an assembly leaves is kept.

And the certificate when its time is over.
Decisions  certify        Entries  ClassDestroyed
The register's names have their own certificate (`door.RegisterDestroyed`), for the program itself
destroys them; paper
is destroyed by hand. The record holds no names and stays for good. The months count from the day of
the meeting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pbdesk.minutes.clauses import Clause, months_later
from pbdesk.minutes.decision import Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry
from pbdesk.minutes.growing import put
from pbdesk.words import Day, Words, say

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "CLASSES",
    "CLAUSES",
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

Kind = Literal["register", "papers", "slips"]
How = Literal["shredded", "burnt", "collected"]

_AFTER = say("Afterwards")


@dataclass(frozen=True, slots=True)
class Class:
    """A class of what is kept.

    Its name in a sentence, and the clause of the rulebook that says how many months.
    """

    label: Words
    clause: str


CLASSES: Mapping[Kind, Class] = MappingProxyType(
    {
        "register": Class(say("The names and streets of the register, with consents"), "kept"),
        "papers": Class(say("Ballot papers, stubs and count sheets"), "kept_papers"),
        "slips": Class(say("Equality slips"), "kept_slips"),
    }
)
HOW: Mapping[How, Words] = MappingProxyType(
    {
        "shredded": say("Shredded in front of two people"),
        "burnt": say("Burnt in front of two people"),
        "collected": say("Collected by a firm that certifies it"),
    }
)

CLAUSES = (
    Clause(
        "kept_papers",
        _AFTER,
        say("Ballot papers are kept, in months"),
        "number",
        most=120,
        help=say(
            "At least until the time for complaints is over. Then they are destroyed, and the "
            "record says "
            "so."
        ),
    ),
    Clause(
        "kept_slips",
        _AFTER,
        say("Equality slips are kept, in months"),
        "number",
        most=120,
        help=say("0: they are destroyed as soon as they are added up."),
    ),
)
"""The clauses of the rulebook beside the register's.

In rulebooks sealed before them nothing is said.
"""


class ClassDestroyed(Entry, frozen=True, tag="retention.destroyed"):
    """Paper of this class was destroyed, all of it, in this way: the certificate."""

    undoable = False
    kind: Kind
    how: How


RetentionEntry = ClassDestroyed


@dataclass(frozen=True, slots=True)
class Retention:
    """When each class of paper was destroyed."""

    destroyed: Mapping[Kind, datetime] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Kept:
    """A class as it stands: kept until that day, or destroyed then.

    None: the rulebook does not say.
    """

    kind: Kind
    label: Words
    until: date | None
    destroyed: datetime | None


def kept_until(state: Assembly, kind: Kind) -> date | None:
    """The first day on which a class may go.

    So many months after the meeting as the sealed rulebook says.
    """
    months = state.rulebook.given.get(CLASSES[kind].clause)
    if not state.rulebook.sealed or months is None:
        return None
    return months_later(state.mandate.day, int(str(months)))


def kept(state: Assembly) -> tuple[Kept, ...]:
    """Every class as it stands."""
    register = state.door.destroyed.at if state.door.destroyed else None
    return tuple(
        Kept(
            kind,
            each.label,
            kept_until(state, kind),
            register if kind == "register" else state.retention.destroyed.get(kind),
        )
        for kind, each in CLASSES.items()
    )


def due(state: Assembly, on: date) -> tuple[Kept, ...]:
    """The classes whose time is over on that day and that are still there.

    What a reminder names.
    """
    return tuple(
        each
        for each in kept(state)
        if each.destroyed is None
        and each.until is not None
        and each.until <= on
        and _are_there(state, each.kind)
    )


def _are_there(state: Assembly, kind: Kind) -> bool:
    match kind:
        case "register":
            return bool(state.door.register)
        case "papers":
            return bool(state.door.stubs) and state.vote.closed is not None
        case "slips":
            return state.equality.released is not None


def certify(state: Assembly, moment: Moment, *, kind: Kind, how: How) -> Writing | Refusal:
    """Record that paper was destroyed because its time was over; refused before that."""
    if kind not in ("papers", "slips"):
        return Refusal(
            say("The people file is destroyed by the program itself, in the menu Assembly."),
            where="kind",
        )
    if how not in HOW:
        return Refusal(say("Say how they were destroyed."), where="how")
    found = next(each for each in kept(state) if each.kind == kind)
    if found.destroyed:
        return Refusal(say("The record says already that they were destroyed."), where="kind")
    if state.mandate.rehearsal:
        return Writing(ClassDestroyed(kind, how))
    if found.until is None:
        return Refusal(say("No sealed rulebook says how long they are kept."), where="kind")
    if moment.at.date() < found.until:
        return Refusal(
            say("The rulebook keeps them until {day}.", day=Day(found.until)), where="kind"
        )
    return Writing(ClassDestroyed(kind, how))


def apply(retention: Retention, entry: RetentionEntry, at: datetime) -> Retention:
    """What the entry adds."""
    return Retention(put(retention.destroyed, entry.kind, at))


def tell(entry: RetentionEntry, _state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    return say(
        "Destroyed, its time being over: {what}. {how}.",
        what=CLASSES[entry.kind].label,
        how=HOW[entry.how],
    )
