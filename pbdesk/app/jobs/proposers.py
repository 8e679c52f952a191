"""Who handed in an idea: kept in the people file with the words that they agreed to.

The record names it by a reference alone; it is forgotten like a letter or a receipt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import msgspec

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.keeping import do_with, forget, kept
from pbdesk.assembly import proposers
from pbdesk.assembly.ideas import Proposal
from pbdesk.assembly.proposers import Proposer
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import Locale, render
from pbdesk.ledger.people import Brought, People
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import Id, clean
from pbdesk.minutes.kept import forgotten
from pbdesk.words import say

__all__ = [
    "AGREED",
    "LOCKED",
    "Agreement",
    "Contact",
    "Wish",
    "contact_of",
    "forget_contact",
    "goes_on",
    "keep_contact",
    "no_leave",
    "wishes",
]

AGREED = say(
    "We keep your name and how to reach you with the people’s names of this assembly, apart from "
    "its record. If you wish it we tell you what became of your idea and what was answered, and "
    "your idea may go on to the next assembly where it gets no money. You can take this back at "
    "any time; it goes when the names are destroyed.",
)
"""What is read out to whoever hands in an idea; kept as it was shown."""


_NAME, _REACH = 80, 300  # letters: what stands on a letter


class Contact(msgspec.Struct, frozen=True):
    """Who handed in an idea, how they are reached, the words they agreed to and on which day.

    `goes_on`: they agreed that it goes on to the next assembly where it gets no money.
    """

    name: str
    reach: str
    shown: str
    day: str
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Agreement:
    """The words that people agreed to, as they were shown on a day."""

    shown: str
    day: date

    def contact(
        self,
        name: str,
        reach: str,
        *,
        goes_on: bool = False,
    ) -> Brought | Refusal:
        """Who agreed, as it is kept in the people file; refused where it names nobody."""
        if not clean(name):
            return Refusal(
                say("Nobody is named."),
                say("Write who handed it in."),
                "name",
            )
        for field, said, most in (
            ("name", name, _NAME),
            ("reach", reach, _REACH),
        ):
            if len(clean(said)) > most:
                return Refusal(
                    say("That is longer than {n} letters.", n=most),
                    say("Write it shorter."),
                    field,
                )
        found = Contact(
            clean(name),
            clean(reach),
            self.shown,
            self.day.isoformat(),
            goes_on,
        )
        return Brought("text/plain", msgspec.json.encode(found))


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody who agreed to be told what became of an idea. `told`: on which days they were."""

    idea: Proposal
    contact: Contact
    told: tuple[date, ...]


def keep_contact(
    desk: Desk,
    proposal: str,
    *,
    name: str,
    reach: str,
    wishes: bool,
    locale: Locale,
    goes_on: bool = False,
) -> Refusal | None:
    """Keep who handed in an idea, beside the record; what was kept of it before is forgotten."""
    if wishes and not clean(reach):
        return Refusal(
            say("Nobody could tell them."),
            say("Write an address, a mail or a number."),
            "reach",
        )
    before = desk.state.proposers.by_idea.get(Id(proposal))
    agreement = Agreement(render(AGREED, locale), desk.moment().at.date())
    brought = agreement.contact(name, reach, goes_on=goes_on)
    if isinstance(brought, Refusal):
        return brought
    refusal = do_with(
        desk,
        brought,
        proposers.keep,
        as_="contact",
        proposal=Id(proposal),
        wishes=wishes,
    )
    if (
        refusal is not None
        or before is None
        or contact_of(desk.people, before) is None
    ):
        return refusal
    return _forget(desk, before, render(_PUT_RIGHT, locale))


_PUT_RIGHT = say("It was written anew.")


def contact_of(people: People | None, found: Proposer) -> Contact | None:
    """Who it is; None where that was forgotten, is locked, or not in this people file."""
    brought = _brought(people, found)
    if brought is None:
        return None
    return msgspec.json.decode(brought.data, type=Contact)


def _brought(people: People | None, found: Proposer) -> Brought | None:
    if found.contact is None:
        return None
    try:
        return kept(people, found.contact)
    except KeyError:  # the people file was lost, and made anew
        return None


def no_leave(desk: Desk, idea: Proposal) -> Refusal | None:
    """Why an idea does not go on to the next assembly: whoever handed it in did not agree.

    None where they did, and where nobody is kept who could be asked.
    """
    found = desk.state.proposers.by_idea.get(idea.id)
    if (
        found is None
        or found.contact is None
        or found.contact.ref in forgotten(desk.recorded)
    ):
        return None
    if desk.people is None:
        return Refusal(
            say(
                "Whether “{title}” may go on stands in the people file.",
                title=idea.title,
            ),
            say("Open it with its passphrase first."),
            "ideas",
        )
    if goes_on(desk.state, desk.people, idea):
        return None
    return Refusal(
        say(
            "Whoever handed in “{title}” has not agreed that it goes on.",
            title=idea.title,
        ),
        say(
            "Ask them, and keep their answer on the page of the idea; or leave it out.",
        ),
        "ideas",
    )


def goes_on(state: Assembly, people: People | None, idea: Proposal) -> bool:
    """Whether whoever handed it in agreed that it goes on to the next assembly."""
    found = state.proposers.by_idea.get(idea.id)
    contact = None if found is None else contact_of(people, found)
    return contact is not None and contact.goes_on


def forget_contact(desk: Desk, proposal: str, reason: str) -> Refusal | None:
    """Forget who handed in an idea; the idea stays."""
    found = desk.state.proposers.by_idea.get(Id(proposal))
    if found is None:
        return Refusal(say("Nobody is kept who handed it in."), where="name")
    return _forget(desk, found, reason)


def _forget(desk: Desk, found: Proposer, reason: str) -> Refusal | None:
    return (
        forget(desk, found.contact.ref, reason)
        if found.contact is not None
        else None
    )


def wishes(desk: Desk) -> tuple[Wish, ...]:
    """Everybody who agreed to be told and is not forgotten, in the order of their ideas."""
    return tuple(_wishes(desk))


def _wishes(desk: Desk) -> Iterator[Wish]:
    for idea in desk.state.ideas.by_id.values():
        found = desk.state.proposers.by_idea.get(idea.id)
        if found is not None and found.wishes:
            yield from _wish(desk, idea, found)


def _wish(desk: Desk, idea: Proposal, found: Proposer) -> Iterator[Wish]:
    contact = contact_of(desk.people, found)
    if contact is not None:
        yield Wish(idea, contact, found.told)


LOCKED = say(
    "Who handed it in is kept with the people’s names. Open them, or make the people file, at "
    "the door.",
)
"""Why nobody can be kept or shown now."""
