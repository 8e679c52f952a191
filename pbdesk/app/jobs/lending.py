"""What a case borrows from other files: the numbers that its jury sealed, and people for its pool.

An assembly lends only who agreed to that very purpose, and under references of their own: whoever
sees the list of panels can find nobody's place in a register by it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pbdesk.app.desk import OpenFile, people_path
from pbdesk.app.jobs.progress import Progress
from pbdesk.jury.days import Days
from pbdesk.jury.docket import CONSENT, sat_lately
from pbdesk.jury.excluded import named_as
from pbdesk.jury.pool import Person
from pbdesk.jury.spellings import Listed, listed_names
from pbdesk.jury.state import Jury
from pbdesk.ledger.people import DEAR, Cost, People
from pbdesk.ledger.people import Person as Registered
from pbdesk.ledger.refusals import LedgerError
from pbdesk.ledger.roster import fold
from pbdesk.words import Words, say

__all__ = ["Lent", "Numbers", "lent", "numbers_of"]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a jury, its id, and who sat lately for the service that a case is about."""

    jury: str
    days: Days
    sat: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lent:
    """People for a pool, and who they are: a line a person, reference, name and street by tabs."""

    people: tuple[Person, ...]
    who: tuple[str, ...]


def numbers_of(path: Path, reference: str) -> Numbers | Words:
    """The sealed numbers of a jury on whose list a case stands; a sentence where it does not."""
    try:
        file = OpenFile[Any].open(path, read_only=True)
    except LedgerError as error:
        return error.words
    with file:
        state = file.state
        if not isinstance(state, Jury) or not state.rules.sealed:
            return say(
                "“{name}” is no file of a jury with sealed numbers.",
                name=path.name,
            )
        if reference not in state.docket.by_case:
            return say(
                "{case} is not on this jury's list. Put the complaint on the list, and give its "
                "file that reference as its name.",
                case=reference,
            )
        return Numbers(
            state.rules.id,
            state.rules.days,
            sat_lately(state, reference),
        )


def lent(
    path: Path,
    passphrase: str,
    jury: str,
    names: Iterable[str],
    progress: Progress,
    cost: Cost = DEAR,
) -> Lent | Words:
    """Who agreed in an assembly to be drawn for a jury. `path`: the assembly's file.

    `names`: the case's list of names; who bears one, or lives in such a street, may not sit.
    `jury`: whose references they get: the same person has the same one in each case of a jury, and
    nobody finds it without the people file.
    """
    progress(0, 1, say("Looking who agreed"))
    try:
        with People.open(people_path(path), passphrase, cost=cost) as people:
            agreed = people.agreed(CONSENT)
    except LedgerError as error:
        return error.words
    if not agreed:
        return say(
            "Nobody in “{name}” has agreed to be drawn for a jury.",
            name=path.name,
        )
    return _lent(agreed, jury, listed_names(names))


def _lent(
    agreed: Sequence[Registered],
    jury: str,
    listed: Sequence[Listed],
) -> Lent:
    """People by their reference, and which reference is whose."""
    lines: list[str] = []
    drawn: list[Person] = []
    homes: dict[str, str] = {}
    for each in agreed:
        ref = _reference(jury, each)
        home = (
            homes.setdefault(fold(each.street), f"H{len(homes) + 1}")
            if each.street
            else ""
        )
        drawn.append(
            Person(ref, {}, home, named_as(each.name, each.street, listed)),
        )
        lines.append(f"{ref}\t{each.name}\t{each.street}")
    return Lent(
        tuple(sorted(drawn, key=lambda person: person.id)),
        tuple(lines),
    )


def _reference(jury: str, person: Registered) -> str:
    """Sixteen hexadecimal signs, from what stands in the people file only."""
    told = (
        f"pbdesk/lent/1\0{jury}\0{person.ref}\0{person.name}\0{person.street}"
    )
    return hashlib.sha256(told.encode()).hexdigest()[:16]
