"""Names of the people file that stand in what is about to leave: a person looks at each of them.

The register, whoever handed in an idea, and whoever counts and did not agree to be printed are
looked for in everything that people wrote. A whole name is found in either order, whatever its
accents; who is called like a street or a month is found too, so nothing is changed by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.proposers import wishes
from pbdesk.assembly.state import Assembly
from pbdesk.ledger.people import People, fold
from pbdesk.minutes.decision import Refusal
from pbdesk.words import Listing, Words, say, several

__all__ = ["Named", "named", "names_to_look_at", "not_looked_for"]

_WORD = re.compile(r"\w+")
_SHOWN = 5
"""So many of what was found are told at once."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name as the people file has it, and the words in which it stands."""

    name: str
    words: str


def named(desk: Desk) -> tuple[Named, ...]:
    """Every name that stands in somebody's words; none while the people file is locked."""
    known = dict[str, list[tuple[tuple[str, ...], str]]]()
    for name in _names(desk):
        words = tuple(_WORD.findall(fold(name)))
        for spelt in {words, (*words[-1:], *words[:-1])}:
            if spelt:
                known.setdefault(spelt[0], []).append((spelt, name))
    found = (
        Named(name, text) for text in _texts(desk) for name in _in(text, known)
    )
    return tuple(dict.fromkeys(found))


def not_looked_for(desk: Desk) -> Words | None:
    """That names were not looked for, because nobody knows them here now; None where they are."""
    if desk.people is not None or desk.state.door.destroyed:
        return None
    return say(
        "The people file is locked, so names of people are not looked for in what was written. "
        "Open it first, or read the texts yourself.",
    )


def names_to_look_at(desk: Desk) -> Refusal | None:
    """Why nothing leaves before somebody looked: which names stand where."""
    found = named(desk)
    if not found:
        return None
    told = Listing(
        tuple(
            say("{name} in “{words}”", name=each.name, words=each.words)
            for each in found[:_SHOWN]
        ),
    )
    return Refusal(
        several(
            "{n} name of the people file stands in what would leave: {told}.",
            "{n} names of the people file stand in what would leave: {told}.",
            len(found),
            told=told,
        ),
        say(
            "Erase the words on the page of the record, or tick that each may stand there.",
        ),
        "allowed",
    )


def _names(desk: Desk) -> Iterator[str]:
    people = desk.people
    if people is None:
        return
    known = people.names()
    yield from filter(None, map(known.get, sorted(desk.state.registered)))
    for each in wishes(desk):
        yield each.contact.name
    yield from _unprinted(people)


def _unprinted(people: People) -> Iterator[str]:
    """Who has a role, and whose name is not to be printed."""
    for each in people.staff():
        if each.name and not each.printed:
            yield each.name


def _texts(desk: Desk) -> Iterator[str]:
    """Everything that people wrote and nobody erased, and the titles that stand in the open."""
    yield from _unerased(desk)
    yield from _titles(desk.state)


def _unerased(desk: Desk) -> Iterator[str]:
    for said in desk.record.all_said().values():
        if said is not None:
            yield said[1]


def _titles(state: Assembly) -> Iterator[str]:
    for each in (*state.ideas.by_id.values(), *state.agenda.items):
        yield each.title


def _in(
    text: str,
    known: dict[str, list[tuple[tuple[str, ...], str]]],
) -> Iterable[str]:
    words = tuple(_WORD.findall(fold(text)))
    for at, word in enumerate(words):
        for spelt, name in known.get(word, ()):
            if words[at : at + len(spelt)] == spelt:
                yield name
