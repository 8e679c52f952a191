"""Constrained: counting without what takes no part, first what is settled before.

And floors by counting again. A floor: where a category would get less, its most supported project
that leaves every floor within reach is funded first, from the pot, and all is counted again, until
the floor is met. Where a rule finds the best set of all that obey (knapsack), it takes floors
itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

import numpy as np

from pbdesk.voting.constraints import Cap, Constraints, Floor
from pbdesk.voting.outcome import Outcome, Round
from pbdesk.voting.profile import Profile
from pbdesk.voting.reserve import Reserve, lowered
from pbdesk.voting.support import ballots_for
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say, several

__all__ = [
    "ConstraintError",
    "Counter",
    "below",
    "constrained",
    "rounds_from",
    "without",
]


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
    if out is None:
        out = below(profile, constraints)
    out = {**out, **_rivals(profile, constraints, constraints.funded)}
    if not constraints.floors:
        return _counted(profile, constraints, counter, out, {})
    floors = _floors(profile, constraints, counter, out)
    met = replace(constraints, floors=floors)
    if counter.floors:
        found = _counted(profile, met, counter, out, {})
    else:
        found = _met(profile, met, counter, out)
    return replace(
        found,
        notes=(*_lowered(profile, constraints.floors, floors), *found.notes),
    )


def below(profile: Profile, constraints: Constraints) -> dict[str, Words]:
    """Projects below the threshold, with the reason."""
    threshold = constraints.threshold
    if threshold is None:
        return {}
    has_marks = np.diff(profile.start) > 0
    marked = int(profile.weights[has_marks].sum())
    found: dict[str, Words] = {}
    for project, support in zip(
        profile.projects,
        ballots_for(profile).tolist(),
        strict=True,
    ):
        needed = threshold.needed(
            ballots=profile.n,
            marked=marked,
            cost=project.cost,
            budget=profile.budget,
        )
        if support < needed and project.id not in constraints.funded:
            found[project.id] = several(
                "{n} ballot: below the threshold of {needed}.",
                "{n} ballots: below the threshold of {needed}.",
                support,
                needed=ceil(needed),
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
    before = say("Already funded before the vote, and paid from the pot first.")
    paid = {**dict.fromkeys(constraints.funded, before), **first}
    out = {**_rivals(profile, constraints, paid), **out}
    gone = out.keys() | paid.keys()
    gets = {name: profile.cost_of[name] for name in paid}
    others = replace(
        without(profile, gone),
        budget=profile.budget - sum(gets.values()),
        constraints=_rest(constraints, gets),
    )
    outcome = counter.count(others)
    measured = _measured(profile, counter) if gone else outcome.support
    whole = replace(
        outcome,
        reasons={**outcome.reasons, **out, **paid},
        support={**measured, **outcome.support},
    )
    return _after_paying(profile, whole, gets)


def _after_paying(profile: Profile, rest: Outcome, gets: Mapping[str, int]) -> Outcome:
    """The outcome of the rest, with what was paid from the pot before it; as the ballot lists."""
    paid = [Round(name, funded=True) for name in gets]
    return replace(
        rest,
        budget=profile.budget,
        funded=(*gets, *rest.funded),
        cost=sum(gets.values()) + rest.cost,
        reasons={name: rest.reasons[name] for name in profile.ids},
        rounds=rounds_from(profile.budget, [*paid, *rest.rounds], profile.cost_of),
        support={name: rest.support[name] for name in profile.ids},
    )


def rounds_from(
    left: int,
    rounds: Collection[Round],
    costs: Mapping[str, int],
) -> tuple[Round, ...]:
    """The rounds one after the other, from `left` minor units on."""
    told: list[Round] = []
    for each in rounds:
        if each.funded and each.project is not None:
            left -= costs[each.project]
        else:
            left -= each.award
        told.append(replace(each, left=left))
    return tuple(told)


def _measured(profile: Profile, counter: Counter) -> Mapping[str, int | Fraction]:
    """The support that the rule itself measures on the whole ballot."""
    return counter.count(replace(profile, budget=0, constraints=Constraints())).support


def _affordable(profile: Profile, constraints: Constraints) -> None:
    cost_of = profile.cost_of
    spent = sum(cost_of[name] for name in constraints.funded)
    if spent > profile.budget:
        raise ConstraintError(
            say(
                "What is already funded costs {cost}, more than the pot of {pot}.",
                cost=profile.money(spent),
                pot=profile.money(profile.budget),
            ),
        )


def _rest(constraints: Constraints, paid: Mapping[str, int]) -> Constraints:
    """What the rule itself is to obey once the projects in `paid` are."""
    caps: list[Cap] = []
    for cap in constraints.caps:
        room = constraints.left(cap, paid.items())
        caps.append(replace(cap, most=max(0, room)))
    floors: list[Floor] = []
    for floor in constraints.floors:
        others = floor.projects - paid.keys()
        still = floor.least - _given(floor, paid)
        floors.append(replace(floor, projects=others, least=still))
    return Constraints(
        tuple(caps),
        constraints.exclusive,
        partial=constraints.partial,
        floors=tuple(floors),
    )


def _given(floor: Floor, gets: Mapping[str, int]) -> int:
    """What the projects of a floor get together."""
    return sum(sum_ for name, sum_ in gets.items() if name in floor.projects)


def _rivals(
    profile: Profile,
    constraints: Constraints,
    funded: Collection[str],
) -> dict[str, Words]:
    """Projects that one already funded excludes, with the reason."""
    found: dict[str, Words] = {}
    for name in profile.ids:
        rival = None if name in funded else constraints.rival(name, funded)
        if rival is not None:
            found[name] = say("“{project}” is funded and excludes it.", project=rival)
    return found


# Floors


def _pool(
    profile: Profile,
    constraints: Constraints,
    counter: Counter,
    out: Collection[str],
) -> Reserve:
    """What may be funded to meet floors: supported projects that take part."""
    support = _measured(profile, counter)
    cost_of = profile.cost_of
    paid = {name: cost_of[name] for name in constraints.funded}
    settled = {*out, *paid}
    may_be_funded = [
        project
        for project in profile.projects
        if project.id not in settled and counter.may_fund(support[project.id])
    ]
    left = profile.budget - sum(paid.values())
    return Reserve(may_be_funded, left, _rest(constraints, paid))


def _floors(
    profile: Profile,
    constraints: Constraints,
    counter: Counter,
    out: Collection[str],
) -> tuple[Floor, ...]:
    """The floors as far as they can be met."""
    reserve = _pool(profile, constraints, counter, out)
    still_asked = reserve.constraints.floors
    floors: list[Floor] = []
    for floor, asked, met in zip(
        constraints.floors,
        still_asked,
        lowered(reserve),
        strict=True,
    ):
        given = floor.least - asked.least
        floors.append(replace(floor, least=given + met.least))
    return tuple(floors)


def _gets(profile: Profile, outcome: Outcome) -> dict[str, int]:
    """What each project gets, minor units."""
    return {name: profile.cost_of[name] for name in outcome.funded} | dict(
        outcome.awards,
    )


def _met(
    profile: Profile,
    constraints: Constraints,
    counter: Counter,
    out: Mapping[str, Words],
) -> Outcome:
    """Count again, one more project of a floor funded first each time, until every floor is met."""
    first: dict[str, Words] = {}
    reserve = _pool(profile, constraints, counter, out)
    while True:
        found = _counted(profile, constraints, counter, out, first)
        gets = _gets(profile, found)
        unmet = [
            floor for floor in constraints.floors if _given(floor, gets) < floor.least
        ]
        if not unmet:
            return found
        floor = unmet[0]
        costly = [project.id for project in reserve.projects if project.cost]
        open_ = floor.projects - first.keys()
        among = [name for name in costly if name in open_]
        by_support = _by_support(found, among, profile.cost_of, counter)
        name = next(name for name in by_support if reserve.holds([*first, name]))
        first[name] = say(
            "Funded first, so that “{name}” gets at least {least}.",
            name=floor.name,
            least=profile.money(floor.least),
        )


def _by_support(
    found: Outcome,
    among: Collection[str],
    costs: Mapping[str, int],
    counter: Counter,
) -> list[str]:
    """Projects by support, most first; equals by the ladder."""
    support_of = found.support.__getitem__
    tie = counter.ladder.order(among, costs.__getitem__, support_of)
    return sorted(tie.order, key=support_of, reverse=True)


def _lowered(
    profile: Profile,
    asked: Collection[Floor],
    met: Collection[Floor],
) -> list[Words]:
    """What is said of floors that cannot be met in full."""
    notes: list[Words] = []
    for floor, low in zip(asked, met, strict=True):
        if low.least < floor.least:
            unmet = say(
                "“{name}” should get at least {least}; its supported projects let no more than "
                "{met} be met.",
                name=floor.name,
                least=profile.money(floor.least),
                met=profile.money(low.least),
            )
            notes.append(unmet)
    return notes


def without(profile: Profile, gone: Collection[str]) -> Profile:
    """The profile with fewer projects; every ballot still counts."""
    if not gone:
        return profile
    stays = np.array([name not in gone for name in profile.ids], dtype=bool)
    new_column = np.cumsum(stays) - 1
    kept = stays[profile.columns]
    lengths = np.bincount(profile.row_of[kept], minlength=len(profile.weights))
    start = np.zeros_like(profile.start)
    np.cumsum(lengths, out=start[1:])
    return replace(
        profile,
        projects=tuple(
            project for project in profile.projects if project.id not in gone
        ),
        start=start,
        columns=new_column[profile.columns[kept]].astype(np.int32),
        values=profile.values[kept],
    )
