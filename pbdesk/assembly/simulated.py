"""Simulated: what if we moved some money? A table tries what fits, and nothing of it is recorded.

Decisions  try_out, keep, forget      Entries  none: what is tried is a draft
Projects get sums; the pot pays, and lines of the budget that may give something up to a limit. Who
gains and who pays is shown as it is typed. A try can be kept under a name. It is never a vote, no
entry tells of it, and nothing of it reaches the pack.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from pbdesk.minutes.decision import Decided, Draft, Moment, Refusal, Writing
from pbdesk.minutes.entries import Id, clean
from pbdesk.questions.limits import Placed, constraints
from pbdesk.voting.constraints import Constraints
from pbdesk.voting.rules import RULES
from pbdesk.words import Money, Sentences, Words, say

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "Gain",
    "Line",
    "Simulated",
    "Tried",
    "forget",
    "keep",
    "kept",
    "of_tried",
    "simulated",
    "tried",
    "try_out",
]

_WALL = "whatif"
_KEPT = "whatif/"
"""The drafts: what was tried last and hangs in the room, and tries by their names."""


class Line(msgspec.Struct, frozen=True):
    """A line of the budget: its name, what it gives, and what it can give at most; minor units."""

    name: str
    gives: int
    most: int


class Tried(msgspec.Struct, frozen=True):
    """What is tried: sums by project in minor units, and lines of the budget."""

    amounts: dict[str, int] = {}
    lines: tuple[Line, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Gain:
    """A project that may gain: what it gets of its cost, and what it then costs each year."""

    title: str
    amount: int
    cost: int
    running: int | None

    @property
    def words(self) -> str:
        """Whether it is paid in full, in part or not: "full", "part" or "none"."""
        if not self.amount:
            return "none"
        return "full" if self.amount >= self.cost else "part"


@dataclass(frozen=True, slots=True)
class Simulated:
    """Who gains and who pays; sums in minor units. `against` says which limits it breaks."""

    name: str
    currency: str
    pot: int
    gains: tuple[Gain, ...]
    lines: tuple[Line, ...]
    against: Sentences

    @property
    def given(self) -> int:
        """What the projects get in all."""
        return sum(each.amount for each in self.gains)

    @property
    def from_lines(self) -> int:
        """What the lines of the budget give in all."""
        return sum(each.gives for each in self.lines)

    @property
    def from_pot(self) -> int:
        """What the pot pays; more than it holds where the sums do not fit."""
        return self.given - self.from_lines

    @property
    def left(self) -> int:
        """What stays in the pot; below 0: so much is not there."""
        return self.pot - self.from_pot

    @property
    def running(self) -> int:
        """What the projects that gain cost each year, as far as anybody said."""
        return sum(each.running or 0 for each in self.gains if each.amount)

    def money(self, minor: int) -> Money:
        """A sum of it, in its currency."""
        return Money(minor, self.currency)


def tried(state: Assembly) -> Tried | None:
    """What was tried last; None before anything was."""
    return _read(state.drafts.get(_WALL))


def kept(state: Assembly) -> tuple[Tried, ...]:
    """The tries that were kept, by their names."""
    return tuple(sorted(_all_kept(state), key=lambda each: each.name))


def _all_kept(state: Assembly) -> Iterator[Tried]:
    bodies = (
        body for key, body in state.drafts.items() if key.startswith(_KEPT)
    )
    return filter(None, map(_read, bodies))


def _read(body: str | None) -> Tried | None:
    return msgspec.json.decode(body, type=Tried) if body is not None else None


def try_out(state: Assembly, _moment: Moment, *, what: Tried) -> Decided:
    """Hang what is tried in the room. It may break limits or the pot: that is what is seen."""
    refusal = _not_sums(state, what)
    return refusal or Writing(drafts=(Draft(_WALL, _body(what)),))


def keep(
    state: Assembly,
    _moment: Moment,
    *,
    what: Tried,
    name: str,
) -> Decided:
    """Keep what is tried under a name; what was kept under it before goes."""
    called = clean(name)
    if not called:
        return Refusal(
            say("It has no name."),
            say("Write what this try is called."),
            "name",
        )
    refusal = _not_sums(state, what)
    if refusal:
        return refusal
    body = _body(msgspec.structs.replace(what, name=called))
    return Writing(drafts=(Draft(_WALL, body), Draft(f"{_KEPT}{called}", body)))


def forget(state: Assembly, _moment: Moment, *, name: str) -> Decided:
    """Forget a try that was kept."""
    key = f"{_KEPT}{name}"
    return _not_kept(state, key) or Writing(drafts=(Draft(key, None),))


def _not_kept(state: Assembly, key: str) -> Refusal | None:
    if key in state.drafts:
        return None
    return Refusal(say("Nothing is kept under this name."), where="name")


def _body(what: Tried) -> str:
    return msgspec.json.encode(what).decode()


def _not_sums(state: Assembly, what: Tried) -> Refusal | None:
    """What cannot be meant: projects that nobody knows, sums below 0, lines beyond their limit."""
    known = {each.id for each in state.ideas.projects}
    for project, amount in what.amounts.items():
        if project not in known:
            return Refusal(
                say("This project is not on the list."),
                where=f"amount/{project}",
            )
        if amount < 0:
            return Refusal(
                say("A sum cannot be below 0."),
                where=f"amount/{project}",
            )
    for n, line in enumerate(what.lines, start=1):
        if not clean(line.name):
            return Refusal(
                say("The line of the budget has no name."),
                say("Write what it is called in the budget."),
                f"line/{n}",
            )
        if not 0 <= line.gives <= line.most:
            most = Money(line.most, state.mandate.currency)
            return Refusal(
                say(
                    "“{name}” gives at most {most}.",
                    name=line.name,
                    most=most,
                ),
                say("Write less, or another limit."),
                f"gives/{n}",
            )
    return None


def simulated(state: Assembly) -> Simulated | None:
    """What hangs in the room; None before anything was tried."""
    what = tried(state)
    money = _money(state)
    if what and money:
        return of_tried(money, what)
    return None


def _money(state: Assembly) -> Assembly | None:
    """The state turned to the question about the money."""
    every = state.every_question
    return next((each for each in every if each.terms.funds), None)


def of_tried(state: Assembly, what: Tried) -> Simulated:
    """Who gains and who pays by what is tried."""
    gains = (
        Gain(
            each.title,
            what.amounts.get(each.id, 0),
            each.cost or 0,
            each.running,
        )
        for each in state.ideas.projects
    )
    return Simulated(
        what.name,
        state.mandate.currency,
        state.pot,
        tuple(gains),
        what.lines,
        tuple(_against(state, what)),
    )


def _capped(limits: Constraints) -> Iterator[tuple[str, frozenset[str], int]]:
    """The name of each category that may get no more than a sum, its projects, and the sum."""
    for cap in limits.caps:
        yield cap.name, cap.projects, cap.most
    for pot in limits.pots:
        yield pot.name, pot.projects, pot.amount


def _against(state: Assembly, what: Tried) -> Iterator[Words]:
    """The rulebook's limits that it breaks: sums of categories, projects that exclude others."""
    projects = [
        Placed(each.id, each.category, each.excludes)
        for each in state.ideas.projects
    ]
    limits = constraints(
        state.rulebook.given,
        projects,
        RULES[state.rulebook.rule],
    )
    if limits is None:
        return
    currency = state.mandate.currency
    for category, members, most in _capped(limits):
        spent = sum(
            amount for each, amount in what.amounts.items() if each in members
        )
        if spent > most:
            yield say(
                "“{category}” gets {spent}, and at most {most} by the rules.",
                category=category,
                spent=Money(spent, currency),
                most=Money(most, currency),
            )
    for pair in limits.exclusive:
        if all(what.amounts.get(each) for each in pair):
            first, second = sorted(
                state.subjects.get(Id(each), each) for each in pair
            )
            yield say(
                "“{first}” and “{second}” exclude each other.",
                first=first,
                second=second,
            )
