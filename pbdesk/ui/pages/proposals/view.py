"""Proposals: the list by what became of each idea.

And the chosen one with its check and its answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pbdesk.assembly.doubts import doubts
from pbdesk.assembly.ideas import ASPECTS, VERDICTS, Check, Proposal
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.entries import FreeText
from pbdesk.words import Day, Money, Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.ui.pages.here import Here

__all__ = [
    "STATES",
    "Answered",
    "Checked",
    "Detail",
    "Listed",
    "ProposalsView",
    "chosen",
    "next_open",
    "view",
]

STATES: Mapping[str, Words] = MappingProxyType(
    {
        "open": say("Needs an answer"),
        "accepted": say("Accepted as projects"),
        "merged": say("Merged"),
        "not-feasible": say("Not feasible"),
        "withdrawn": say("Withdrawn"),
    }
)
"""What became of a proposal, in the order of the list."""


_ONE_LINE = 16
"""Letters of an office beside which the day still stands on the same line."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list: `figure` is what it costs, else what was asked for."""

    id: str
    state: str
    title: str
    under: Words
    figure: Words


@dataclass(frozen=True, slots=True)
class Checked:
    """One aspect of the feasibility check: what was found, and who said so on which day."""

    label: Words
    verdict: Words
    reason: Words
    who: Words
    state: Literal["not-started", "attention", "done", "refused"]


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer that stands, and its reason."""

    words: Words
    reason: Words


@dataclass(frozen=True, slots=True)
class Detail:
    """The chosen proposal. `gone`: merged or withdrawn, so that nothing about it changes any more.

    `doubts` is what should be looked at before it stands on a ballot.
    """

    id: str
    state: str
    caption: Words
    state_words: Words
    title: str
    summary: Words
    facts: tuple[tuple[Words, Words], ...]
    checks: tuple[Checked, ...]
    answered: Answered | None
    gone: bool
    doubts: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class ProposalsView:
    """The page: the lines that hold what is searched for, and the chosen proposal.

    `locked` says why nothing changes any more, once the ballot is drawn up.
    """

    caption: Words
    back: Words
    lines: tuple[Listed, ...]
    nothing_found: Words | None
    detail: Detail | None
    locked: Words | None


def view(state: Assembly, here: Here) -> ProposalsView:
    """The page as it stands: `here.chosen` is a proposal, `here.search` what is looked for."""
    n, found = len(state.ideas.by_id), _found(state, here.search)
    proposal = chosen(state, here)
    nothing = say("No proposal holds “{search}”.", search=here.search) if n and not found else None
    return ProposalsView(
        _caption(n, len(state.ideas.open)),
        several("{n} proposal", "All {n} proposals", n),
        found,
        nothing,
        _detail(state, proposal) if proposal else None,
        say(
            "The ballot is drawn up, so the list of projects stands. Announce a change in the "
            "room; votes for the "
            "project are counted and reported."
        )
        if state.vote.drawn_up
        else None,
    )


def chosen(state: Assembly, here: Here) -> Proposal | None:
    """The chosen proposal.

    Without a choice the first that needs an answer, else the first of all.
    """
    by_id: dict[str, Proposal] = dict(state.ideas.by_id.items())
    if here.chosen in by_id:
        return by_id[here.chosen]
    return next(iter((*state.ideas.open, *by_id.values())), None)


def next_open(state: Assembly, after: str) -> Proposal | None:
    """The next proposal in the list that needs an answer, from the top again at its end."""
    number = next((p.number for p in state.ideas.by_id.values() if p.id == after), 0)
    waiting = [p for p in state.ideas.open if p.id != after]
    return next((p for p in waiting if p.number > number), next(iter(waiting), None))


def _caption(n: int, waiting: int) -> Words:
    if not n:
        return say("Nothing handed in yet")
    if not waiting:
        return several("{n} handed in, answered", "{n} handed in, all answered", n)
    return several(
        "{n} handed in, {waiting} needs an answer",
        "{n} handed in, {waiting} still need an answer",
        n,
        waiting=waiting,
    )


def _found(state: Assembly, search: str) -> tuple[Listed, ...]:
    wanted = search.casefold().split()
    held = [
        p
        for p in state.ideas.by_id.values()
        if all(word in f"{p.number} {p.title} {p.place}".casefold() for word in wanted)
    ]
    return tuple(_listed(state, p) for name in STATES for p in held if p.state == name)


def _listed(state: Assembly, proposal: Proposal) -> Listed:
    under = (
        say("No. {number}, {place}", number=proposal.number, place=proposal.place)
        if proposal.place
        else say("No. {number}", number=proposal.number)
    )
    sum_ = proposal.wish if proposal.cost is None else proposal.cost
    return Listed(
        proposal.id,
        proposal.state,
        proposal.title,
        under,
        plain("") if sum_ is None else _sum(state, sum_),
    )


def _sum(state: Assembly, minor: int) -> Words:
    return say("{sum}", sum=Money(minor, state.mandate.currency))


def _detail(state: Assembly, proposal: Proposal) -> Detail:
    return Detail(
        id=proposal.id,
        state=proposal.state,
        caption=say("Proposal {number}", number=proposal.number),
        state_words=say("Accepted as a project")
        if proposal.state == "accepted"
        else STATES[proposal.state],
        title=proposal.title,
        summary=_spoken(proposal.summary),
        facts=_facts(state, proposal),
        checks=tuple(
            _checked(state, label, proposal.checks.get(aspect)) for aspect, label in ASPECTS.items()
        ),
        answered=_answered(state, proposal),
        gone=proposal.state in ("merged", "withdrawn"),
        doubts=() if state.vote.drawn_up else doubts(state, proposal.id),
    )


def _facts(state: Assembly, proposal: Proposal) -> tuple[tuple[Words, Words], ...]:
    wish = say("Not costed yet") if proposal.wish is None else _sum(state, proposal.wish)
    cost = () if proposal.cost is None else ((say("Costs"), _sum(state, proposal.cost)),)
    return (
        (say("Asked for"), wish),
        *cost,
        (say("Where"), plain(proposal.place) if proposal.place else say("Not given")),
        (say("Handed in"), say("{day}", day=Day(proposal.received.date()))),
        *(((say("Category"), plain(proposal.category)),) if proposal.category else ()),
        *(
            (say("Not together with"), plain(state.ideas.by_id[other].title))
            for other in proposal.excludes
        ),
    )


def _checked(state: Assembly, label: Words, check: Check | None) -> Checked:
    if check is None:
        return Checked(label, plain(""), say("Not looked at yet."), plain(""), "not-started")
    states: dict[str, Literal["attention", "done", "refused"]] = {
        "asked": "attention",
        "no": "refused",
    }
    return Checked(
        label,
        say("{verdict}.", verdict=VERDICTS[check.verdict]),
        _spoken(check.reason),
        _who(state, check),
        states.get(check.verdict, "done"),
    )


def _who(state: Assembly, check: Check) -> Words:
    """Who said so and on which day, on one line where the name leaves room for it."""
    day = Day(check.at.date(), short=check.at.year == state.mandate.day.year)
    if len(check.by) > _ONE_LINE:
        return say("{who}\n{day}", who=check.by, day=day)
    return say("{who}, {day}", who=check.by, day=day)


def _answered(state: Assembly, proposal: Proposal) -> Answered | None:
    reason = _spoken(proposal.reason)
    match proposal.state:
        case "open":
            return None
        case "accepted":
            return Answered(
                say("Accepted as a project for {cost}.", cost=_sum(state, proposal.cost or 0)),
                reason,
            )
        case "not-feasible":
            return Answered(say("Not feasible."), reason)
        case "withdrawn":
            return Answered(say("Withdrawn by its proposer."), reason)
        case "merged":
            other = state.ideas.by_id[proposal.into].title if proposal.into else ""
            return Answered(say("Merged into “{other}”.", other=other), reason)


def _spoken(text: FreeText | None) -> Words:
    """What somebody wrote, as written; where it was erased, that it was."""
    if text is not None and text.text is None:
        return say("(these words were erased)")
    return plain(str(text or ""))
