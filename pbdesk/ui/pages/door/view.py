"""The door: who is looked for, whether they have a ballot, and how many were given out.

No name is in it unasked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pbdesk.assembly.state import Assembly
from pbdesk.ledger.ages import told
from pbdesk.ledger.people import People
from pbdesk.minutes.entries import PersonRef
from pbdesk.questions.door import CHANNELS, Channel, Door
from pbdesk.ui.pages.given_out import given_out, waiting
from pbdesk.ui.shown import BarLine
from pbdesk.words import Day, Sentences, Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.ui.render.view import Here

__all__ = [
    "LETTERS",
    "AtTheDoor",
    "DoorView",
    "Found",
    "find",
    "letters",
    "view",
]

LETTERS = 3
"""How many letters somebody must type before a name is shown."""


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who was searched for; `stub` is empty until they have a ballot."""

    ref: str
    name: str
    street: str
    stub: str = ""


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """The person who was chosen.

    `asks` is what they must be asked before they have a ballot. `holds` is what is known: that they
    have none, or which.
    """

    person: Found
    has_ballot: bool
    state: Words
    asks: Sentences
    holds: Sentences
    paper: str
    """The number of the paper they hold, empty where they have none or voted at the kiosk."""
    may_be_mistake: bool = False
    """Whether it can still be said that their ballot was given by mistake: not once it is cast."""


@dataclass(frozen=True, slots=True)
class DoorView:
    """The door as it stands.

    `note` is said under the search field. `given` are (figure, word); `reached` who came
    beside the quorum; `waiting` the kiosk stubs
    that have their ballot still to cast. `registered` is how many are in the register. `destroyed`
    says that the names are gone for good.
    """

    registered: int
    locked: bool
    destroyed: Words | None
    caption: Words
    hint: Words
    note: Words
    found: tuple[Found, ...]
    unknown: str
    """What was typed where nobody is found under it, and the vote is not over."""
    chosen: AtTheDoor | None
    given: tuple[tuple[int, Words], ...]
    quorum: Words
    reached: tuple[BarLine, ...]
    spoilt: Words
    waiting: tuple[str, ...]


def view(
    state: Assembly,
    people: People | None,
    here: Here,
    seconds: int,
) -> DoorView:
    """The door; `here.search` is what was typed, `here.chosen` a reference.

    The only one found stands there by themselves. The list clears after `seconds`.
    """
    found = find(state, people, here.search)
    chosen = here.chosen or _only(found)
    return DoorView(
        registered=len(state.door.register),
        locked=people is None and state.door.destroyed is None,
        destroyed=_destroyed(state),
        caption=_caption(state),
        hint=_hint(state),
        note=_note(here.search, len(found), seconds),
        found=found,
        unknown=_unknown(state, people, here.search, found),
        chosen=_chosen(state, people, chosen),
        given=given_out(state),
        quorum=_quorum(state),
        reached=_reached(state),
        spoilt=_spoilt(state.door),
        waiting=waiting(state),
    )


def letters(search: str) -> int:
    """How many letters were typed, spaces left out."""
    return sum(map(len, search.split()))


def find(
    state: Assembly,
    people: People | None,
    search: str,
) -> tuple[Found, ...]:
    """Who is in the register under these letters.

    Those who are not here yet, then those who have a ballot.
    """
    if people is None or letters(search) < LETTERS:
        return ()
    by_person = state.door.by_person
    there = [
        Found(p.ref, p.name, p.street, by_person.get(PersonRef(p.ref), ""))
        for p in people.search(search)
        if PersonRef(p.ref) in state.door.register
    ]
    return tuple(sorted(there, key=lambda each: bool(each.stub)))


def _unknown(
    state: Assembly,
    people: People | None,
    search: str,
    found: tuple[Found, ...],
) -> str:
    if found or people is None or state.vote.closed is not None:
        return ""
    return "" if letters(search) < LETTERS else " ".join(search.split())


def _only(found: tuple[Found, ...]) -> str | None:
    return found[0].ref if len(found) == 1 else None


def _destroyed(state: Assembly) -> Words | None:
    gone = state.door.destroyed
    if gone is None:
        return None
    return several(
        "The people file was destroyed on {day}. It held {n} person; no name can be looked up any "
        "more.",
        "The people file was destroyed on {day}. It held {n} people; no name can be looked up any "
        "more.",
        gone.people,
        day=Day(gone.at.date()),
    )


def _without_names(n: int) -> Words:
    return several(
        "{n} in the register, without names.",
        "{n} in the register, without names.",
        n,
    )


def _caption(state: Assembly) -> Words:
    registered = len(state.door.register)
    if state.door.destroyed is not None:
        return _without_names(registered)
    if not registered:
        return say("Nobody may vote yet")
    return several(
        "{n} in the register. Names show only while you search.",
        "{n} in the register. Names show only while you search.",
        registered,
    )


def _hint(state: Assembly) -> Words:
    """What a search is for."""
    if state.vote.opened is None:
        return say(
            "The vote is not open yet. Search to see whether somebody is in the register.",
        )
    if not state.vote.is_open:
        return say(
            "The vote is closed, and no ballot is given out any more. Search to see what somebody "
            "was given.",
        )
    return say(
        "Search for the person who stands before you. Ask for the name, and compare it with what "
        "they brought.",
    )


def _note(search: str, found: int, seconds: int) -> Words:
    typed = letters(search)
    if not typed:
        return say("Type three letters of a name or a street.")
    if typed < LETTERS:
        return several("{n} letter more.", "{n} letters more.", LETTERS - typed)
    if not found:
        return say(
            "Nobody is found. Try another part of the name, or the street.",
        )
    return several(
        "{n} found. The list clears by itself after {seconds} seconds.",
        "{n} found. The list clears by itself after {seconds} seconds.",
        found,
        seconds=seconds,
    )


def _chosen(
    state: Assembly,
    people: People | None,
    ref: str | None,
) -> AtTheDoor | None:
    if people is None or ref is None:
        return None
    person = people.get(ref)
    number = state.door.by_person.get(PersonRef(ref), "")
    found = Found(ref, person.name, person.street, number)
    if number:
        channel = state.door.stubs[number].channel
        return AtTheDoor(
            found,
            True,
            say("Has ballot {stub}", stub=number),
            (),
            _holds(state, number, channel),
            "" if channel == "kiosk" else number,
            may_be_mistake=state.vote.is_open and not _is_cast(state, number),
        )
    known = (_in_the_register(person.note),)
    return AtTheDoor(found, False, say("Not here yet"), _asks(state), known, "")


def _in_the_register(note: str) -> Words:
    """That somebody may vote, with what the list said of them beside name and street."""
    if not note:
        return say("In the register, and has no ballot yet")
    return say(
        "In the register ({note}), and has no ballot yet",
        note=told(note),
    )


def _asks(state: Assembly) -> Sentences:
    """What the rulebook wants of whoever votes, in its own words."""
    given = state.rulebook.given
    asks: list[Words] = []
    if given.get("people"):
        asks.append(plain(str(given["people"])))
    if not given.get("staff"):
        asks.append(say("Not staff, not a councillor"))
    return tuple(asks)


def _holds(state: Assembly, number: str, channel: Channel) -> Sentences:
    how = CHANNELS[channel]
    given = say(
        "Ballot {stub} was given out, {channel}.",
        stub=number,
        channel=how,
    )
    if channel != "kiosk":
        return (given,)
    return given, _cast(state, number)


def _cast(state: Assembly, stub: str) -> Words:
    if _is_cast(state, stub):
        return say("It was cast.")
    return say("It is not cast yet.")


def _reached(state: Assembly) -> tuple[BarLine, ...]:
    """Who came beside the quorum of this hall, on one scale; nothing without one."""
    quorum = int(state.rulebook.given.get("quorum") or 0)
    if not quorum or state.part:
        return ()
    people = state.door.people
    return (
        BarLine(say("Given a ballot"), say("{n}", n=people), people),
        BarLine(say("Quorum"), say("{n}", n=quorum), quorum, filled=False),
    )


def _quorum(state: Assembly) -> Words:
    quorum = int(state.rulebook.given.get("quorum") or 0)
    if not quorum:
        return say("No quorum")
    if state.part:
        return say("Quorum of all halls together: {quorum}", quorum=quorum)
    left = quorum - state.door.people
    if left <= 0:
        return say("Quorum {quorum}: reached", quorum=quorum)
    return say("Quorum {quorum}: {left} to come", quorum=quorum, left=left)


def _spoilt(door: Door) -> Words:
    if not door.in_the_envelope:
        return say("No paper came back spoilt.")
    if not door.mistaken("paper", "large"):
        return several(
            "{n} paper came back spoilt and was exchanged; it is in the envelope.",
            "{n} papers came back spoilt and were exchanged; they are in the envelope.",
            door.spoilt,
        )
    return several(
        "{n} paper is in the envelope, spoilt or given by mistake.",
        "{n} papers are in the envelope, spoilt or given by mistake.",
        door.in_the_envelope,
    )


def _is_cast(state: Assembly, stub: str) -> bool:
    """Whether a question of the round was cast with it."""
    return any(stub in each.kiosk.taken for each in state.together)
