"""Which panels are possible: whole numbers of people under quotas, found by integer programming.

Glossary, as in Flanigan, Gölz, Gupta, Hennig, Procaccia, "Fair algorithms for selecting citizens'
assemblies", Nature 596 (2021): a *panel* is a set of people that meets all quotas; a *kind* is all
people whom quotas and households cannot tell apart, so that only their number on a panel matters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pbdesk.jury.pool import Person, Pool, Quota
from pbdesk.jury.solver import Numbers, Programme, Whole, most_whole

__all__ = ["Kinds", "Relaxed", "best_panel", "kinds_of", "least_relaxation"]


@dataclass(frozen=True, slots=True)
class Kinds:
    """The pool as kinds of people.

    `members[k]`: their ids. `size`: int64[kinds]. `rows @ composition` counts what each rule
    counts (int64[rules, kinds]), which stands from `least` to `most`; the first of them is the
    number of seats, the next ones are the quotas in their order, the rest households.
    """

    members: tuple[tuple[str, ...], ...]
    size: NDArray[np.int64]
    rows: NDArray[np.int64]
    least: NDArray[np.int64]
    most: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A bound of a quota as it would have to be."""

    quota: Quota
    bound: Literal["min", "max"]
    new: int


def kinds_of(pool: Pool) -> Kinds:
    """Group the people of a pool, in the order in which their kinds first appear."""
    shared = _shared_households(pool.people)
    groups: dict[tuple[str, ...], list[Person]] = defaultdict(list)
    for person in pool.people:
        groups[_kind(pool, person, shared)].append(person)
    firsts = [group[0] for group in groups.values()]
    rules = _rules(pool, firsts, sorted(shared))
    return Kinds(
        members=tuple(_ids(group) for group in groups.values()),
        size=np.array([len(group) for group in groups.values()]),
        rows=np.array([rule.counts for rule in rules]),
        least=np.array([rule.least for rule in rules]),
        most=np.array([rule.most for rule in rules]),
    )


def _ids(people: list[Person]) -> tuple[str, ...]:
    return tuple(person.id for person in people)


def _kind(
    pool: Pool,
    person: Person,
    shared: frozenset[str],
) -> tuple[str, ...]:
    """What tells a kind apart: the traits, and who it is where somebody shares the roof."""
    traits = [person.traits[category] for category in pool.categories]
    alone = person.id if person.household in shared else ""
    return (*traits, alone)


def _shared_households(people: tuple[Person, ...]) -> frozenset[str]:
    lived_in = _people_by_household(people)
    return frozenset(
        household for household, people in lived_in.items() if people > 1
    )


def _people_by_household(people: tuple[Person, ...]) -> Counter[str]:
    return Counter(person.household for person in people if person.household)


@dataclass(frozen=True, slots=True)
class _Rule:
    """How many of the kinds that `counts` marks may sit."""

    counts: list[int]
    least: int
    most: int


def _rules(
    pool: Pool,
    kinds: list[Person],
    households: list[str],
) -> list[_Rule]:
    """Seats first, then the quotas in their order, then one for each shared household."""
    rules = [_Rule([1] * len(kinds), pool.seats, pool.seats)]
    for quota in pool.quotas:
        has_it = [
            int(kind.traits[quota.category] == quota.value) for kind in kinds
        ]
        rules.append(_Rule(has_it, quota.least, quota.most))
    for household in households:
        lives_there = [int(kind.household == household) for kind in kinds]
        rules.append(_Rule(lives_there, 0, 1))
    return rules


def best_panel(kinds: Kinds, weights: Numbers) -> Whole | None:
    """The panel whose people weigh most, or None where there is no panel at all.

    `weights`: float64[kinds], of one person of the kind.
    """
    rules = Programme(
        gain=weights,
        rows=kinds.rows,
        least=kinds.least,
        most=kinds.most,
        below=np.zeros(len(weights)),
        above=kinds.size,
    )
    return most_whole(rules)


def least_relaxation(pool: Pool, kinds: Kinds) -> tuple[Relaxed, ...] | None:
    """The fewest steps by which minimums go down and maximums go up so that a panel exists.

    A step moves one bound by one person. None where no change of quotas helps: too few people, or
    too few households.
    """
    solved = most_whole(_relaxing(pool, kinds))
    if solved is None:
        return None
    moves = solved.values[len(kinds.size) :]
    lowered, raised = np.split(moves, 2)
    return tuple(_moved(pool.quotas, lowered.tolist(), raised.tolist()))


def _relaxing(pool: Pool, kinds: Kinds) -> Programme:
    """A panel and, of every quota, how far its minimum goes down and its maximum up."""
    many, quotas = len(kinds.size), len(pool.quotas)
    step = np.zeros((len(kinds.rows), quotas))
    step[1 : quotas + 1] = np.eye(quotas)
    lowest = np.array([quota.least for quota in pool.quotas])
    highest = np.full(quotas, pool.seats)
    each_step_costs = -np.ones(2 * quotas)
    return Programme(
        gain=np.concatenate([np.zeros(many), each_step_costs]),
        rows=np.hstack([kinds.rows, step, -step]),
        least=kinds.least,
        most=kinds.most,
        below=np.zeros(many + 2 * quotas),
        above=np.concatenate([kinds.size, lowest, highest]),
    )


def _moved(
    quotas: tuple[Quota, ...],
    lowered: list[int],
    raised: list[int],
) -> list[Relaxed]:
    moved: list[Relaxed] = []
    for quota, down, up in zip(quotas, lowered, raised, strict=True):
        if down:
            moved.append(Relaxed(quota, "min", quota.least - down))
        if up:
            moved.append(Relaxed(quota, "max", quota.most + up))
    return moved
