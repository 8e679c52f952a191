"""Declaration: the result is said aloud, with the money line, ties and objections.

Decisions  declare, note_objection          Entries  Declared, ObjectionNoted
Until declared the laptop says "Counted, not declared". Other rules may be compared only afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, assert_never

from pbdesk.minutes.decision import (
    Decided,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import FreeText, clean, free
from pbdesk.questions.of import OfQuestion
from pbdesk.words import Clock, Words, plain, say

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = [
    "Declaration",
    "DeclarationEntry",
    "Declared",
    "ObjectionNoted",
    "apply",
    "declare",
    "missing",
    "note_objection",
    "quorum_of",
    "tell",
    "took_part",
]


class Declared(OfQuestion, frozen=True, tag="declared"):
    """The result was said aloud in the room. `quorum_met` is False where it is only reported."""

    undoable = False
    quorum_met: bool


class ObjectionNoted(OfQuestion, frozen=True, tag="objection.noted"):
    """Somebody objected to the result or how it came about; their words are kept."""

    words: FreeText


DeclarationEntry = Declared | ObjectionNoted


@dataclass(frozen=True, slots=True)
class Declaration:
    """When the result was declared, and what was objected."""

    declared: datetime | None = None
    quorum_met: bool = True
    objections: tuple[FreeText, ...] = ()


def declare(state: Asking, _moment: Moment) -> Decided:
    """Say the result aloud. Nothing about the count changes afterwards."""
    if not state.count.counted:
        return Refusal(say("Nothing is counted yet."), say("Count first."))
    if state.declaration.declared:
        return Refusal(
            say(
                "The result was declared at {time}.",
                time=Clock(state.declaration.declared),
            ),
        )
    return Writing(Declared(took_part(state) >= quorum_of(state)))


def quorum_of(state: Asking) -> int:
    """How many must take part; 0 where no quorum is sealed, and in one hall of several."""
    return 0 if state.part else int(state.rulebook.given.get("quorum") or 0)


def took_part(state: Asking) -> int:
    """How many count towards the quorum: who was given a ballot, of hands who is present."""
    if state.terms.way == "hands":
        return state.hands.counted.present if state.hands.counted else 0
    return state.door.people


def note_objection(state: Asking, _moment: Moment, *, words: str) -> Decided:
    """Keep an objection in the objector's words. It changes nothing about the count."""
    if not state.count.counted:
        return Refusal(
            say("There is no result to object to yet."),
            where="words",
        )
    if not clean(words):
        return Refusal(say("Write what was objected."), where="words")
    return Writing(ObjectionNoted(free(words)))


def apply(
    declaration: Declaration,
    entry: DeclarationEntry,
    at: datetime,
) -> Declaration:
    """What the entry adds."""
    match entry:
        case Declared(quorum_met=quorum_met):
            return replace(declaration, declared=at, quorum_met=quorum_met)
        case ObjectionNoted(words=words):
            return replace(
                declaration,
                objections=(*declaration.objections, words),
            )
        case _:
            assert_never(entry)


def missing(state: Asking) -> Needs:
    """What stands between the count and the pack."""
    if not state.count.counted or state.declaration.declared:
        return ()
    return (_UNDECLARED,)


_UNDECLARED = Missing(
    say("Counted, not declared."),
    say("The room hears the result before anybody else."),
    "result",
)


def tell(entry: DeclarationEntry, state: Asking) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case Declared() if state.part:
            return say("What the hall gave was said aloud.")
        case Declared(quorum_met=True):
            return say("The result was declared.")
        case Declared():
            return say("The result was reported; the quorum was not reached.")
        case ObjectionNoted(words=words):
            return say(
                "Objection: {words}",
                words=plain(words.text) if words.text else say("(erased)"),
            )
        case _:
            assert_never(entry)
