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

from pbdesk.voting.arrays import Bools, Ints, starts
from pbdesk.voting.constraints import Cap, Constraints, Floor
from pbdesk.voting.outcome import Outcome, Round, Worth
from pbdesk.voting.profile import Profile, Project
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


type _Reasons = Mapping[str, Words]
type _Gets = Mapping[str, int]
"""What each of some projects gets, minor units."""


type _Support = Mapping[str, Worth]


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

    def may_fund(self, support: Worth) -> bool:
        """Whether what has this support may be funded to meet a floor, or from what pots left."""
        return support > 0 and support >= self.least


def constrained(
    profile: Profile,
    constraints: Constraints,
    counter: Counter,
    out: _Reasons | None = None,
) -> Outcome:
    """What the rule finds among the projects that take part.

    With the others and their reasons put in. `out`: projects that take no part for other reasons.
    The support of projects that take no part is what the rule itself measures on the whole ballot.
    Raises ConstraintError where what is already funded costs more than the pot.
    """
    _affordable(profile, constraints)
    if out is None:
        out = below(profile, constraints)
    rivals = _rivals(profile, constraints, constraints.funded)
    return _Task(profile, constraints, counter, {**out, **rivals}).outcome()


@dataclass(frozen=True)
class _Task:
    """What is counted under which constraints, without the projects `out`."""

    profile: Profile
    constraints: Constraints
    counter: Counter
    out: _Reasons

    def outcome(self) -> Outcome:
        """The count with its floors met, as far as they can be."""
        if not self.constraints.floors:
            return self.counted({})
        floors = self._floors()
        lower = replace(
            self,
            constraints=replace(self.constraints, floors=floors),
        )
        found = lower.counted({}) if self.counter.floors else lower.met()
        notes = _lowered(self.profile, self.constraints.floors, floors)
        return replace(found, notes=(*notes, *found.notes))

    def counted(self, first: _Reasons) -> Outcome:
        """The count without `out`, and with what is already funded and `first`.

        With their reasons paid from the pot.
        """
        paid = self._paid(first)
        rivals = _rivals(self.profile, self.constraints, paid)
        settled = {**rivals, **self.out, **paid}
        gets = {name: self.profile.cost_of[name] for name in paid}
        outcome = self.counter.count(self._rest(settled, gets))
        whole = replace(
            outcome,
            reasons={**outcome.reasons, **settled},
            support=self._support(outcome, settled),
        )
        return _after_paying(self.profile, whole, gets)

    def _paid(self, first: _Reasons) -> _Reasons:
        """What is paid from the pot before the count."""
        before = say(
            "Already funded before the vote, and paid from the pot first.",
        )
        return {**dict.fromkeys(self.constraints.funded, before), **first}

    def _rest(self, settled: Collection[str], gets: _Gets) -> Profile:
        """What is left to count once some projects are settled, and some of them paid."""
        return replace(
            without(self.profile, settled),
            budget=self.profile.budget - sum(gets.values()),
            constraints=_rest(self.constraints, gets),
        )

    def _support(
        self,
        outcome: Outcome,
        settled: Collection[str],
    ) -> _Support:
        """The support of all, also of those that were settled before the count."""
        if not settled:
            return outcome.support
        return {**_measured(self.profile, self.counter), **outcome.support}

    def _reserve(self) -> Reserve:
        """What may be funded to meet floors: supported projects that take part."""
        cost_of = self.profile.cost_of
        paid = {name: cost_of[name] for name in self.constraints.funded}
        left = self.profile.budget - sum(paid.values())
        return Reserve(
            self._may_be_funded(),
            left,
            _rest(self.constraints, paid),
        )

    def _may_be_funded(self) -> list[Project]:
        support = _measured(self.profile, self.counter)
        settled = {*self.out, *self.constraints.funded}
        return [
            project
            for project in self.profile.projects
            if project.id not in settled
            and self.counter.may_fund(support[project.id])
        ]

    def _floors(self) -> tuple[Floor, ...]:
        """The floors as far as they can be met."""
        reserve = self._reserve()
        return tuple(
            replace(floor, least=floor.least - asked.least + met.least)
            for floor, asked, met in zip(
                self.constraints.floors,
                reserve.constraints.floors,
                lowered(reserve),
                strict=True,
            )
        )

    def met(self) -> Outcome:
        """Count again, one more project of a floor funded first each time.

        Until every floor is met.
        """
        first: dict[str, Words] = {}
        reserve = self._reserve()
        while True:
            found = self.counted(first)
            floor = self._unmet(found)
            if floor is None:
                return found
            by_support = self._of_floor(found, floor, reserve, first)
            name = next(
                name for name in by_support if reserve.holds([*first, name])
            )
            first[name] = self._first_words(floor)

    def _unmet(self, found: Outcome) -> Floor | None:
        """The first floor that does not get enough."""
        gets = _gets(self.profile, found)
        for floor in self.constraints.floors:
            if _given(floor, gets) < floor.least:
                return floor
        return None

    def _of_floor(
        self,
        found: Outcome,
        floor: Floor,
        reserve: Reserve,
        first: Collection[str],
    ) -> list[str]:
        """What may still be funded for a floor, most support first; equals by the ladder."""
        costly = [project.id for project in reserve.projects if project.cost]
        open_ = floor.projects.difference(first)
        among = [name for name in costly if name in open_]
        support_of = found.support.__getitem__
        cost_of = self.profile.cost_of.__getitem__
        tie = self.counter.ladder.order(among, cost_of, support_of)
        return sorted(tie.order, key=support_of, reverse=True)

    def _first_words(self, floor: Floor) -> Words:
        return say(
            "Funded first, so that “{name}” gets at least {least}.",
            name=floor.name,
            least=self.profile.money(floor.least),
        )


def below(profile: Profile, constraints: Constraints) -> dict[str, Words]:
    """Projects below the threshold, with the reason."""
    threshold = constraints.threshold
    if threshold is None:
        return {}
    marked = _marked(profile)
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
            found[project.id] = _below_words(support, needed)
    return found


def _marked(profile: Profile) -> int:
    """How many ballots have any mark."""
    has_marks = np.diff(profile.start) > 0
    return int(profile.weights[has_marks].sum())


def _below_words(support: int, needed: Fraction) -> Words:
    return several(
        "{n} ballot: below the threshold of {needed}.",
        "{n} ballots: below the threshold of {needed}.",
        support,
        needed=ceil(needed),
    )


def _after_paying(profile: Profile, rest: Outcome, gets: _Gets) -> Outcome:
    """The outcome of the rest, with what was paid from the pot before it; as the ballot lists."""
    paid = [Round(name, funded=True) for name in gets]
    return replace(
        rest,
        budget=profile.budget,
        funded=(*gets, *rest.funded),
        cost=sum(gets.values()) + rest.cost,
        reasons={name: rest.reasons[name] for name in profile.ids},
        rounds=rounds_from(
            profile.budget,
            [*paid, *rest.rounds],
            profile.cost_of,
        ),
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
        left -= _taken(each, costs)
        told.append(replace(each, left=left))
    return tuple(told)


def _taken(each: Round, costs: Mapping[str, int]) -> int:
    """What a round takes of the money left, minor units."""
    if each.funded and each.project is not None:
        return costs[each.project]
    return each.award


def _measured(profile: Profile, counter: Counter) -> _Support:
    """The support that the rule itself measures on the whole ballot."""
    return counter.count(
        replace(profile, budget=0, constraints=Constraints()),
    ).support


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


def _rest(constraints: Constraints, paid: _Gets) -> Constraints:
    """What the rule itself is to obey once the projects in `paid` are."""
    return Constraints(
        tuple(_cap_beside(cap, constraints, paid) for cap in constraints.caps),
        constraints.exclusive,
        partial=constraints.partial,
        floors=tuple(
            _floor_beside(floor, paid) for floor in constraints.floors
        ),
    )


def _cap_beside(cap: Cap, constraints: Constraints, paid: _Gets) -> Cap:
    room = constraints.left(cap, paid.items())
    return replace(cap, most=max(0, room))


def _floor_beside(floor: Floor, paid: _Gets) -> Floor:
    return replace(
        floor,
        projects=floor.projects - paid.keys(),
        least=floor.least - _given(floor, paid),
    )


def _given(floor: Floor, gets: _Gets) -> int:
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
            found[name] = say(
                "“{project}” is funded and excludes it.",
                project=rival,
            )
    return found


def _gets(profile: Profile, outcome: Outcome) -> _Gets:
    """What each project gets, minor units."""
    funded = {name: profile.cost_of[name] for name in outcome.funded}
    return {**funded, **outcome.awards}


def _lowered(
    profile: Profile,
    asked: Collection[Floor],
    met: Collection[Floor],
) -> list[Words]:
    """What is said of floors that cannot be met in full."""
    return [
        _lowered_words(profile, floor, low)
        for floor, low in zip(asked, met, strict=True)
        if low.least < floor.least
    ]


def _lowered_words(profile: Profile, floor: Floor, low: Floor) -> Words:
    return say(
        "“{name}” should get at least {least}; its supported projects let no more than "
        "{met} be met.",
        name=floor.name,
        least=profile.money(floor.least),
        met=profile.money(low.least),
    )


def without(profile: Profile, gone: Collection[str]) -> Profile:
    """The profile with fewer projects; every ballot still counts, and is as long as it was cast.

    So that a place gives the same points whoever takes part.
    """
    if not gone:
        return profile
    stays = np.array([name not in gone for name in profile.ids], dtype=bool)
    new_column = np.cumsum(stays) - 1
    kept = stays[profile.columns]
    return replace(
        profile,
        projects=tuple(
            project for project in profile.projects if project.id not in gone
        ),
        start=starts(_lengths(profile, kept)),
        columns=new_column[profile.columns[kept]].astype(np.int32),
        values=profile.values[kept],
        lengths=profile.cast_lengths,
    )


def _lengths(profile: Profile, kept: Bools) -> Ints:
    """How many of each ballot's marks are kept."""
    return np.bincount(profile.row_of[kept], minlength=len(profile.weights))
