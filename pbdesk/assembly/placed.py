"""Placed: which category a project is in, and which projects exclude each other.

Where the rulebook's limits ask.
Decisions  place                Entries  ProposalPlaced
It bites in the count, not on the paper: it can be said until the vote opens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbdesk.minutes.decision import (
    Decided,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import Entry, Id, clean
from pbdesk.questions.limits import Placed, categories
from pbdesk.words import say

if TYPE_CHECKING:
    from pbdesk.assembly.ideas import Proposal
    from pbdesk.assembly.state import Assembly

__all__ = ["ProposalPlaced", "missing", "place", "placed"]


class ProposalPlaced(Entry, frozen=True, tag="proposal.placed", kw_only=True):
    """A proposal was put in a category, and said to exclude others.

    Both stand in place of what was said before.
    """

    proposal: Id
    category: str
    excludes: tuple[Id, ...]


def place(
    state: Assembly,
    _moment: Moment,
    *,
    proposal: Id,
    category: str = "",
    excludes: tuple[Id, ...] = (),
) -> Decided:
    """Put a proposal in one of the rulebook's categories.

    And say which other proposals it excludes.
    """
    settled = state.settled()
    if settled is not None:
        return settled
    if state.vote.opened:
        return Refusal(
            say("The vote is open."),
            say("What counts in it cannot be changed any more."),
            "category",
        )
    given = state.rulebook.given
    named = clean(category)
    if named and named not in categories(given):
        return Refusal(
            say("The rulebook has no category “{category}”.", category=named),
            say("Choose one of those it names."),
            "category",
        )
    if excludes and not given.get("exclusive"):
        return Refusal(
            say("The rulebook does not say that projects exclude each other."),
            say("Say so there first, before it is sealed."),
            "excludes",
        )
    if proposal in excludes or not set(excludes) <= state.ideas.by_id.keys():
        return Refusal(
            say("A project excludes others, not itself."),
            say("Choose the other one."),
            "excludes",
        )
    return Writing(
        ProposalPlaced(
            proposal=proposal,
            category=named,
            excludes=tuple(dict.fromkeys(excludes)),
        ),
    )


def placed(state: Assembly) -> tuple[Placed, ...]:
    """Every project on the ballot with its category and those it excludes."""
    found = {
        line.project: state.ideas.by_id.get(line.project)
        for line in state.sheet.lines
    }
    return tuple(
        Placed(name, proposal.category, proposal.excludes)
        for name, proposal in found.items()
        if proposal
    )


def missing(state: Assembly) -> Needs:
    """Projects without a category, where the rulebook names categories; the first of them."""
    first = _unplaced(state)
    if first is None:
        return ()
    words = say("“{title}” is in no category.", title=first.title)
    why = say("The rulebook gives money by category.")
    return (Missing(words, why, "proposals", first.id),)


def _unplaced(state: Assembly) -> Proposal | None:
    """The first project without a category, where there are any."""
    names = categories(state.rulebook.given)
    for project in state.ideas.projects if names else ():
        if project.category not in names:
            return project
    return None
