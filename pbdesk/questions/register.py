"""Register: who may vote, of the whole file. People are random references.

Their names are in the people file.
Decisions  register, forget, destroy
Entries    PeopleRegistered, PersonForgotten, RegisterDestroyed
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, assert_never

from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry, PersonRef
from pbdesk.minutes.growing import joined
from pbdesk.minutes.retention import kept_until
from pbdesk.words import Day, Words, say, several

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = [
    "Destruction",
    "PeopleRegistered",
    "PersonForgotten",
    "Register",
    "RegisterDestroyed",
    "RegisterEntry",
    "apply",
    "destroy",
    "forget",
    "may_be_destroyed",
    "register",
    "tell",
]


class PeopleRegistered(Entry, frozen=True, tag="people.registered"):
    """These people may vote. The record knows them by random references only."""

    public = False
    undoable = False
    people: tuple[PersonRef, ...]


class PersonForgotten(Entry, frozen=True, tag="person.forgotten"):
    """All that the people file held of somebody is blanked; the reference leads nowhere now."""

    public = False
    undoable = False
    person: PersonRef


class RegisterDestroyed(Entry, frozen=True, tag="register.destroyed"):
    """The people file was overwritten and is gone: the certificate.

    It held `people`; `erased` were blanked before.
    """

    undoable = False
    people: int
    erased: int


RegisterEntry = PeopleRegistered | PersonForgotten | RegisterDestroyed


@dataclass(frozen=True, slots=True)
class Destruction:
    """When the people file was destroyed, how many people it held.

    And how many were erased before.
    """

    at: datetime
    people: int
    erased: int


@dataclass(frozen=True, slots=True)
class Register:
    """Who may vote, who was forgotten, and what became of the people file.

    `newest` is the reference that was registered or forgotten last: how new the people file must
    be.
    """

    people: AbstractSet[PersonRef] = frozenset()
    destroyed: Destruction | None = None
    forgotten: AbstractSet[PersonRef] = frozenset()
    newest: str = ""


def register(
    state: Asking,
    _moment: Moment,
    *,
    people: tuple[PersonRef, ...],
) -> Decided:
    """Add people to the register.

    Their names are already in the people file, waiting for this entry.
    """
    if state.over:
        return Refusal(
            say("The vote is closed; the register stands as it is."),
            where="people",
        )
    if state.door.destroyed:
        return Refusal(
            say("The people file was destroyed; nobody can be added."),
            where="people",
        )
    fresh = tuple(ref for ref in people if ref not in state.door.register)
    if not fresh:
        return Refusal(say("Nobody new is in this list."), where="people")
    return Writing(
        *(
            PeopleRegistered(fresh[i : i + 1000])
            for i in range(0, len(fresh), 1000)
        ),
    )


def forget(state: Asking, _moment: Moment, *, person: PersonRef) -> Decided:
    """Forget somebody: the entry names the reference alone, and the people file blanks the row.

    Whoever was given a ballot keeps it: the count of ballots given out does not change. Half-filled
    forms in which the person's name stands are dropped by who knows the name (`jobs.forgetting`).
    """
    return _may_not_be_forgotten(state, person) or Writing(
        PersonForgotten(person),
    )


def _may_not_be_forgotten(state: Asking, person: PersonRef) -> Refusal | None:
    if person not in state.registered:
        return Refusal(
            say("This person is not in the register."),
            where="person",
        )
    if person in state.door.forgotten:
        return Refusal(
            say("This person was forgotten already."),
            where="person",
        )
    if state.door.destroyed:
        return Refusal(
            say("The people file was destroyed: everybody is forgotten."),
        )
    return None


def may_be_destroyed(state: Asking, on: date) -> Refusal | None:
    """Why the people file must stay, on that day; None when its time is over.

    A rehearsal's may go at any time.
    """
    if state.door.destroyed:
        return Refusal(say("The people file was destroyed already."))
    if state.any_open:
        return Refusal(
            say("The vote is open, and the door needs the people file."),
            say("Close the vote first."),
        )
    if state.about.rehearsal:
        return None
    until = kept_until(state, "register")
    if until is None:
        return Refusal(
            say(
                "No rulebook is sealed that says how long the register is kept.",
            ),
            say("Seal the rulebook first."),
        )
    if on < until:
        return Refusal(
            say("The rulebook keeps the register until {day}.", day=Day(until)),
            say("Destroy the people file on that day or later."),
        )
    return None


def destroy(
    state: Asking,
    moment: Moment,
    *,
    people: int,
    erased: int,
) -> Decided:
    """Certify that the people file is destroyed.

    It held `people`, and `erased` were blanked before.
    The file is gone when this is written (`app.jobs.destruction`); the day was asked before.
    """
    return may_be_destroyed(state, moment.at.date()) or Writing(
        RegisterDestroyed(people, erased),
    )


def apply(known: Register, entry: RegisterEntry, at: datetime) -> Register:
    """What the entry adds."""
    match entry:
        case PeopleRegistered(people=people):
            newest = people[-1] if people else known.newest
            return replace(
                known,
                people=joined(known.people, people),
                newest=newest,
            )
        case PersonForgotten(person=person):
            return replace(
                known,
                forgotten=joined(known.forgotten, (person,)),
                newest=person,
            )
        case RegisterDestroyed(people=people, erased=erased):
            return replace(known, destroyed=Destruction(at, people, erased))
        case _:
            assert_never(entry)


def tell(entry: RegisterEntry, _state: Asking) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case PeopleRegistered(people=people):
            return several(
                "{n} person was put in the register.",
                "{n} people were put in the register.",
                len(people),
            )
        case PersonForgotten():
            return say("Somebody in the register was forgotten at their wish.")
        case RegisterDestroyed(people=people):
            return several(
                "The people file was destroyed. It held {n} person.",
                "The people file was destroyed. It held {n} people.",
                people,
            )
        case _:
            assert_never(entry)
