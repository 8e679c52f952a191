"""Proposers: who handed in an idea, and whether they were told what became of it.

Decisions  keep, told            Entries  ProposerKept, ProposerTold
Name and address stand in the people file, where they can be forgotten (`minutes.kept`); the record
has a reference alone, and withholds even that. Nobody is told who did not ask for it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

from pbdesk.assembly.asked import still_to_come
from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry, Id
from pbdesk.minutes.growing import put
from pbdesk.minutes.kept import Enclosed
from pbdesk.words import Words, day_of, say

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "Proposer",
    "ProposerEntry",
    "ProposerKept",
    "ProposerTold",
    "Proposers",
    "apply",
    "keep",
    "tell",
    "told",
]


class ProposerKept(Entry, frozen=True, tag="proposer.kept"):
    """Who handed in an idea is kept. `wishes`: they agreed to be told what became of it.

    Without a `contact` it is who was kept before, with another wish.
    """

    public = False
    proposal: Id
    wishes: bool
    contact: Enclosed | None = None


class ProposerTold(Entry, frozen=True, tag="proposer.told"):
    """Whoever handed in an idea was told on a day (ISO) what became of it."""

    public = False
    proposal: Id
    day: str


ProposerEntry = ProposerKept | ProposerTold


@dataclass(frozen=True, slots=True)
class Proposer:
    """Who handed in an idea. `told`: the days on which they heard what became of it."""

    contact: Enclosed | None
    wishes: bool
    told: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposers:
    """Who handed in which idea."""

    by_idea: Mapping[Id, Proposer] = field(
        default_factory=lambda: MappingProxyType({}),
    )

    @property
    def wishing(self) -> tuple[Id, ...]:
        """The ideas whose proposers agreed to be told."""
        return tuple(idea for idea, each in self.by_idea.items() if each.wishes)


def keep(
    state: Assembly,
    _moment: Moment,
    *,
    proposal: Id,
    wishes: bool,
    contact: Enclosed | None = None,
) -> Decided:
    """Record who handed in an idea: anew, or only another wish of the one who is kept."""
    return _no_idea(state, proposal) or Writing(
        ProposerKept(proposal, wishes, contact),
    )


def _no_idea(state: Assembly, proposal: Id) -> Refusal | None:
    if proposal in state.ideas.by_id:
        return None
    return Refusal(say("This is no idea on the list."), where="proposal")


def told(
    state: Assembly,
    moment: Moment,
    *,
    proposal: Id,
    gone: Collection[str],
    day: date | None = None,
) -> Decided:
    """Record that whoever handed it in, and wished it, was told what became of it.

    `gone`: the references of what is forgotten (`minutes.kept.forgotten`).
    """
    found = state.proposers.by_idea.get(proposal)
    if found is None or not found.wishes:
        return Refusal(
            say("Whoever handed it in did not ask to be told."),
            say("Ask them first."),
            "proposal",
        )
    if found.contact is not None and found.contact.ref in gone:
        return Refusal(
            say(
                "Whoever handed it in is forgotten, so nobody can have told them.",
            ),
            where="proposal",
        )
    when = day or moment.at.date()
    if when in found.told:
        return Refusal(
            say("It is recorded already that they were told on that day."),
            where="day",
        )
    return still_to_come(moment, day) or Writing(
        ProposerTold(proposal, when.isoformat()),
    )


def apply(
    proposers: Proposers,
    entry: ProposerEntry,
    _at: datetime,
) -> Proposers:
    """What the entry adds."""
    before = proposers.by_idea.get(entry.proposal)
    match entry:
        case ProposerKept(contact=contact, wishes=wishes):
            same = before or Proposer(None, wishes)
            found = Proposer(contact or same.contact, wishes, same.told)
        case ProposerTold(day=day) if before is not None:
            found = replace(
                before,
                told=(*before.told, date.fromisoformat(day)),
            )
        case ProposerTold():
            return proposers
        case _:
            assert_never(entry)
    return Proposers(put(proposers.by_idea, entry.proposal, found))


def tell(entry: ProposerEntry, state: Assembly) -> Words:
    """The entry as a sentence of the minutes; nobody is named."""
    idea = state.ideas.by_id.get(entry.proposal)
    title = (
        idea.title if idea is not None else say("an idea that was taken back")
    )
    match entry:
        case ProposerKept(wishes=True):
            return say(
                "Whoever handed in “{title}” asked to be told the outcome.",
                title=title,
            )
        case ProposerKept():
            return say("It was kept who handed in “{title}”.", title=title)
        case ProposerTold(day=day):
            on = day_of(day)
            return say(
                "Whoever handed in “{title}” was told the outcome on {day}.",
                title=title,
                day=on,
            )
        case _:
            assert_never(entry)
