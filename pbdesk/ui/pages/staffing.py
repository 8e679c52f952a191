"""Who counts and signs, on pages: names where the people file is open, and roles where it is not.

A typed name becomes a role before anything is decided: what is recorded has no name in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any

from pbdesk.minutes.decision import Decided, Moment, Refusal
from pbdesk.questions.staff import found, named

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["by_name", "names_in", "printed_in"]


type ByRole = Mapping[str, str]


def names_in(people: People | None) -> ByRole | None:
    """Who has which role, forgotten names left out; None while the people file is locked."""
    if people is None:
        return None
    return {each.who: each.name for each in people.staff() if each.name}


def printed_in(people: People | None) -> ByRole:
    """The names that may stand beside a signature, by role."""
    if people is None:
        return {}
    return {each.who: each.name for each in people.staff() if each.printed}


def by_name(
    people: People | None,
    decision: Callable[..., Decided],
    field: str = "by",
) -> Callable[..., Decided]:
    """The same decision where a person is typed in that field, by name or by number."""
    names = names_in(people)

    @wraps(decision)
    def decide(state: Any, moment: Moment, **given: Any) -> Decided:
        who = found(names, str(given.get(field) or ""))
        if isinstance(who, Refusal):
            return replace(who, where=field)
        decided = decision(state, moment, **{**given, field: who})
        if isinstance(decided, Refusal):
            return replace(decided, words=named(decided.words, names or {}))
        return decided

    return decide
