"""Interests: who has a stake in a project, said before it is discussed, and how that was handled.

Decisions  declare, handle        Entries  InterestDeclared, InterestHandled
Nobody is named: the record keeps a role, and a reference into the people file where there is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import (
    Entry,
    FreeText,
    Id,
    PersonRef,
    clean,
    free,
    spoken,
)
from pbdesk.minutes.growing import put
from pbdesk.words import Words, say

if TYPE_CHECKING:
    from pbdesk.minutes.about import Minuted

__all__ = [
    "HANDLED",
    "ROLES",
    "Handled",
    "Interest",
    "InterestDeclared",
    "InterestEntry",
    "InterestHandled",
    "Interests",
    "Role",
    "apply",
    "declare",
    "handle",
    "tell",
]

Role = Literal[
    "steering",
    "facilitator",
    "teller",
    "presenter",
    "officer",
    "member",
]
Handled = Literal["declared", "recused", "dispensation"]

ROLES: Mapping[str, Words] = MappingProxyType(
    {
        "steering": say("A member of the steering group"),
        "facilitator": say("The facilitator"),
        "teller": say("A teller"),
        "presenter": say("Who presents a project"),
        "officer": say("An officer"),
        "member": say("A member of the assembly"),
    },
)

HANDLED: Mapping[str, Words] = MappingProxyType(
    {
        "declared": say("Declared, takes part"),
        "recused": say("Stood aside"),
        "dispensation": say("Takes part by dispensation"),
    },
)
"""What an interest leads to.

It is known, its bearer stands aside, or takes part all the same for a reason.
"""


class InterestDeclared(
    Entry,
    frozen=True,
    tag="interest.declared",
    kw_only=True,
):
    """Somebody has a stake in a project, or in several (None), and said so."""

    interest: Id
    role: Role
    person: PersonRef | None
    project: Id | None
    what: FreeText
    handled: Handled
    reason: FreeText


class InterestHandled(Entry, frozen=True, tag="interest.handled", kw_only=True):
    """It was decided anew how an interest is handled."""

    interest: Id
    handled: Handled
    reason: FreeText


InterestEntry = InterestDeclared | InterestHandled


@dataclass(frozen=True, slots=True)
class Interest:
    """An interest as it stands."""

    id: Id
    role: Role
    person: PersonRef | None
    project: Id | None
    what: FreeText
    handled: Handled
    reason: FreeText
    at: datetime


@dataclass(frozen=True, slots=True)
class Interests:
    """All interests by id, in the order in which they were declared."""

    by_id: Mapping[Id, Interest] = field(
        default_factory=lambda: MappingProxyType({}),
    )


def declare(
    state: Minuted,
    moment: Moment,
    *,
    role: Role,
    what: str,
    handled: Handled,
    reason: str = "",
    project: Id | None = None,
    person: PersonRef | None = None,
) -> Decided:
    """Record an interest and how it is handled.

    It may come late; then the record shows that it did.
    """
    if project is not None and project not in state.subjects:
        return Refusal(
            say("This project is not on the list."),
            say("Choose another."),
            "project",
        )
    if not clean(what):
        return Refusal(
            say("Nobody knows what the interest is."),
            say("Write one sentence, without a name: it stands in the pack."),
            "what",
        )
    refusal = _handled(state, handled, reason)
    return refusal or Writing(
        InterestDeclared(
            interest=Id(moment.new_id()),
            role=role,
            person=person,
            project=project,
            what=free(what),
            handled=handled,
            reason=free(reason),
        ),
    )


def handle(
    state: Minuted,
    _moment: Moment,
    *,
    interest: Id,
    handled: Handled,
    reason: str = "",
) -> Decided:
    """Decide anew how an interest is handled; what was decided before stays in the record."""
    return _handled(state, handled, reason) or Writing(
        InterestHandled(
            interest=interest,
            handled=handled,
            reason=free(reason),
        ),
    )


def _handled(state: Minuted, handled: Handled, reason: str) -> Refusal | None:
    if state.handover.made:
        return Refusal(
            say("The pack is made, and it says which interests there were."),
            say("Say it in the room, and write it into the answer."),
        )
    if handled == "dispensation" and not clean(reason):
        return Refusal(
            say("A dispensation needs a reason."),
            say("Write one sentence; it stands in the pack."),
            "reason",
        )
    return None


def apply(
    interests: Interests,
    entry: InterestEntry,
    at: datetime,
) -> Interests:
    """What the entry adds."""
    match entry:
        case InterestDeclared(interest=interest):
            found = Interest(
                interest,
                entry.role,
                entry.person,
                entry.project,
                entry.what,
                entry.handled,
                entry.reason,
                at,
            )
        case InterestHandled(interest=interest):
            found = replace(
                interests.by_id[interest],
                handled=entry.handled,
                reason=entry.reason,
            )
        case _:
            assert_never(entry)
    return Interests(put(interests.by_id, interest, found))


def tell(entry: InterestEntry, state: Minuted) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case InterestDeclared():
            told = say(
                "Interest, {who}: {what} {handled}.",
                who=ROLES[entry.role],
                what=spoken(entry.what),
                handled=HANDLED[entry.handled],
            )
        case InterestHandled(interest=interest):
            found = state.interests.by_id.get(interest)
            told = say(
                "Interest, {who}: {handled}.",
                who=ROLES[found.role] if found else say("Somebody"),
                handled=HANDLED[entry.handled],
            )
        case _:
            assert_never(entry)
    if entry.reason.text == "":
        return told
    return say("{told} {reason}", told=told, reason=spoken(entry.reason))
