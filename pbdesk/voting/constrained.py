"""Constrained: counting without what takes no part, first what is settled before.

And floors by counting again. A floor: where a category would get less, its most supported project
that leaves every floor within reach is funded first, from the pot, and all is counted again, until
the floor is met. Where a rule finds the best set of all that obey (knapsack), it takes floors
itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from pbdesk.voting.constraints import Constraints, Floor
from pbdesk.voting.outcome import Outcome, Round
from pbdesk.voting.profile import Profile
from pbdesk.voting.reserve import Reserve, lowered
from pbdesk.voting.support import ballots_for
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say, several

__all__ = ["ConstraintError", "Counter", "below", "constrained", "rounds_from", "without"]


class ConstraintError(ValueError):
    """Constraints that name nobody, or cost more than there is, said in `words`."""

    def __init__(self, words: Words) -> None:
        """Keep the sentence for whoever shows it."""
        super().__init__(words.text)
        self.words = words


@dataclass(frozen=True)
class Counter:
    """How a rule counts a profile whose constraints hold only what it obeys itself.

    `least`: support below which it funds nothing, and nothing without support. `floors`: whether it
    obeys them itself.
    """

    count: Callable[[Profile], Outcome]
    ladder: Ladder
    least: int = 0
    floors: bool = False

    def may_fund(self, support: int | Fraction) -> bool:
        """Whether what has this support may be funded to meet a floor, or from what pots left."""
        return support > 0 and support >= self.least


def constrained(
    profile: Profile,
    constraints: Constraints,
    counter: Counter,
    out: Mapping[str, Words] | None = None,
) -> Outcome:
    """What the rule finds among the projects that take part.

    With the others and their reasons put in. `out`: projects that take no part for other reasons.
    The support of projects that take no part is what the rule itself measures on the whole ballot.
    Raises ConstraintError where what is already funded costs more than the pot.
    """
    _affordable(profile, constraints)
    out = {
        **(below(profile, constraints) if out is None else out),
        **_excluded(profile, constraints),
    }
    if not constraints.floors:
        return _counted(profile, constraints, counter, out, {})
    floors = _floors(profile, constraints, counter, out)
    met = replace(constraints, floors=floors)
    found = (
        _counted(profile, met, counter, out, {})
        if counter.floors
        else _met(profile, met, counter, out)
    )
    return replace(found, notes=(*_lowered(profile, constraints.floors, floors), *found.notes))


def below(profile: Profile, constraints: Constraints) -> dict[str, Words]:
    """Projects below the threshold, with the reason."""
    threshold = constraints.threshold
    if threshold is None:
        return {}
    votes: list[int] = ballots_for(profile).tolist()
    marked = int(profile.weights[np.diff(profile.start) > 0].sum())
    found: dict[str, Words] = {}
    for project, support in zip(profile.projects, votes, strict=True):
        needed = threshold.needed(
            ballots=profile.n, marked=marked, cost=project.cost, budget=profile.budget
        )
        if support < needed and project.id not in constraints.funded:
            found[project.id] = several(
                "{n} ballot: below the threshold of {needed}.",
                "{n} ballots: below the threshold of {needed}.",
                support,
                needed=-(-needed.numerator // needed.denominator),
            )
    return found


def _counted(
    profile: Profile,
    constraints: Constraints,
    counter: Counter,
    out: Mapping[str, Words],
    first: Mapping[str, Words],
) -> Outcome:
    """The count without `out`, and with what is already funded and `first`.

    With their reasons paid from the pot.
    """
    ids, costs = profile.ids, {project.id: project.cost for project in profile.projects}
    paid = {
        **dict.fromkeys(
            constraints.funded, say("Already funded before the vote, and paid from the pot first.")
        ),
        **first,
    }
    out = {**_rivals(profile, constraints, paid), **out}
    spent, gone = sum(costs[name] for name in paid), {*out, *paid}
    outcome = counter.count(
        replace(
            without(profile, gone),
            budget=profile.budget - spent,
            constraints=_rest(constraints, {name: costs[name] for name in paid}),
        )
    )
    measured = _measured(profile, counter) if gone else outcome.support
    reasons = dict(outcome.reasons) | out | paid
    settled = (Round(name, funded=True) for name in paid)
    return replace(
        outcome,
        budget=profile.budget,
        funded=(*paid, *outcome.funded),
        cost=spent + outcome.cost,
        reasons={name: reasons[name] for name in ids},
        rounds=rounds_from(profile.budget, [*settled, *outcome.rounds], costs),
        support={name: outcome.support.get(name, measured[name]) for name in ids},
    )


def rounds_from(
    left: int, rounds: Collection[Round], costs: Mapping[str, int]
) -> tuple[Round, ...]:
    """The rounds one after the other, from `left` minor units on."""
    told: list[Round] = []
    for each in rounds:
        left -= costs[each.project or ""] if each.funded else each.award
        told.append(replace(each, left=left))
    return tuple(told)


def _measured(profile: Profile, counter: Counter) -> Mapping[str, int | Fraction]:
    """The support that the rule itself measures on the whole ballot."""
    return counter.count(replace(profile, budget=0, constraints=Constraints())).support


def _affordable(profile: Profile, constraints: Constraints) -> None:
    costs = {project.id: project.cost for project in profile.projects}
    spent = sum(costs[name] for name in constraints.funded)
    if spent > profile.budget:
        raise ConstraintError(
            say(
                "What is already funded costs {cost}, more than the pot of {pot}.",
                cost=profile.money(spent),
                pot=profile.money(profile.budget),
            )
        )


def _rest(constraints: Constraints, paid: Mapping[str, int]) -> Constraints:
    """What the rule itself is to obey once the projects in `paid` are."""
    spent = paid.items()
    return Constraints(
        tuple(replace(cap, most=max(0, constraints.left(cap, spent))) for cap in constraints.caps),
        constraints.exclusive,
        partial=constraints.partial,
        floors=tuple(
            replace(
                floor,
                projects=floor.projects - paid.keys(),
                least=floor.least - _given(floor, paid),
            )
            for floor in constraints.floors
        ),
    )


def _given(floor: Floor, gets: Mapping[str, int]) -> int:
    """What the projects of a floor get together."""
    return sum(sum_ for name, sum_ in gets.items() if name in floor.projects)


def _excluded(profile: Profile, constraints: Constraints) -> dict[str, Words]:
    return _rivals(profile, constraints, constraints.funded)


def _rivals(
    profile: Profile, constraints: Constraints, funded: Collection[str]
) -> dict[str, Words]:
    """Projects that one already funded excludes, with the reason."""
    rivals = {name: constraints.rival(name, funded) for name in profile.ids if name not in funded}
    return {
        name: say("“{project}” is funded and excludes it.", project=rival)
        for name, rival in rivals.items()
        if rival is not None
    }


# Floors


def _pool(
    profile: Profile, constraints: Constraints, counter: Counter, out: Collection[str]
) -> Reserve:
    """What may be funded to meet floors: supported projects that take part."""
    support = _measured(profile, counter)
    costs = {project.id: project.cost for project in profile.projects}
    paid = {name: costs[name] for name in constraints.funded}
    open_ = [
        p
        for p in profile.projects
        if p.id not in out and p.id not in paid and counter.may_fund(support[p.id])
    ]
    return Reserve(open_, profile.budget - sum(paid.values()), _rest(constraints, paid))


def _floors(
    profile: Profile, constraints: Constraints, counter: Counter, out: Collection[str]
) -> tuple[Floor, ...]:
    """The floors as far as they can be met."""
    reserve = _pool(profile, constraints, counter, out)
    return tuple(
        replace(floor, least=floor.least - asked.least + met.least)
        for floor, asked, met in zip(
            constraints.floors, reserve.constraints.floors, lowered(reserve), strict=True
        )
    )


def _met(
    profile: Profile, constraints: Constraints, counter: Counter, out: Mapping[str, Words]
) -> Outcome:
    """Count again, one more project of a floor funded first each time, until every floor is met."""
    costs, first = {project.id: project.cost for project in profile.projects}, dict[str, Words]()
    reserve = _pool(profile, constraints, counter, out)
    while True:
        found = _counted(profile, constraints, counter, out, first)
        gets = {name: costs[name] for name in found.funded} | dict(found.awards)
        floor = next(
            (floor for floor in constraints.floors if _given(floor, gets) < floor.least), None
        )
        if floor is None:
            return found
        among = [
            p.id
            for p in reserve.projects
            if p.id in floor.projects and p.id not in first and p.cost
        ]
        name = next(
            name
            for name in _by_support(found, among, costs, counter)
            if reserve.holds([*first, name])
        )
        first[name] = say(
            "Funded first, so that “{name}” gets at least {least}.",
            name=floor.name,
            least=profile.money(floor.least),
        )


def _by_support(
    found: Outcome, among: list[str], costs: Mapping[str, int], counter: Counter
) -> Iterator[str]:
    """Projects by support, most first; equals by the ladder."""
    order = counter.ladder.order(among, costs.__getitem__, found.support.__getitem__).order
    yield from sorted(order, key=found.support.__getitem__, reverse=True)


def _lowered(
    profile: Profile, asked: Collection[Floor], met: Collection[Floor]
) -> tuple[Words, ...]:
    return tuple(
        say(
            "“{name}” should get at least {least}; its supported projects let no more than {met} "
            "be met.",
            name=floor.name,
            least=profile.money(floor.least),
            met=profile.money(low.least),
        )
        for floor, low in zip(asked, met, strict=True)
        if low.least < floor.least
    )


def without(profile: Profile, gone: Collection[str]) -> Profile:
    """The profile with fewer projects; every ballot still counts."""
    if not gone:
        return profile
    stays = np.array([name not in gone for name in profile.ids], dtype=bool)
    place = np.cumsum(stays) - 1
    marks = stays[profile.columns]
    lengths = np.bincount(profile.row_of[marks], minlength=len(profile.weights))
    return replace(
        profile,
        projects=tuple(project for project in profile.projects if project.id not in gone),
        start=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        columns=place[profile.columns[marks]].astype(np.int32),
        values=profile.values[marks],
    )
