"""Which panels are possible: whole numbers of people under quotas, found by integer programming.

Glossary, as in Flanigan, Gölz, Gupta, Hennig, Procaccia, "Fair algorithms for selecting citizens'
assemblies", Nature 596 (2021): a *panel* is a set of people that meets all quotas; a *kind* is all
people whom quotas and households cannot tell apart, so that only their number on a panel matters.
"""

from __future__ import annotations

from collections import defaultdict
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
    categories = sorted({quota.category for quota in pool.quotas})
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    traits: list[Person] = []
    for person in pool.people:
        alone = "" if person.household not in shared else person.id
        key = (*(person.traits[category] for category in categories), alone)
        if key not in groups:
            traits.append(person)
        groups[key].append(person.id)
    size = np.array([len(members) for members in groups.values()], dtype=np.int64)
    rows, least, most = _rules(pool, traits, sorted(shared))
    return Kinds(tuple(map(tuple, groups.values())), size, rows, least, most)


def _shared_households(people: tuple[Person, ...]) -> frozenset[str]:
    seen: set[str] = set()
    shared: set[str] = set()
    for person in people:
        if person.household in seen:
            shared.add(person.household)
        if person.household:
            seen.add(person.household)
    return frozenset(shared)


def _rules(
    pool: Pool, kinds: list[Person], households: list[str]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    rows = [[1] * len(kinds)]
    least, most = [pool.seats], [pool.seats]
    for quota in pool.quotas:
        rows.append([int(kind.traits[quota.category] == quota.value) for kind in kinds])
        least.append(quota.least)
        most.append(quota.most)
    for household in households:
        rows.append([int(kind.household == household) for kind in kinds])
        least.append(0)
        most.append(1)
    return np.array(rows, np.int64), np.array(least, np.int64), np.array(most, np.int64)


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
    many, quotas = len(kinds.size), len(pool.quotas)
    step = np.zeros((len(kinds.rows), quotas))
    step[1 : quotas + 1] = np.eye(quotas)
    lowest = np.array([quota.least for quota in pool.quotas], np.float64)
    asked = Programme(
        gain=np.concatenate([np.zeros(many), -np.ones(2 * quotas)]),
        rows=np.hstack([kinds.rows, step, -step]),
        least=kinds.least,
        most=kinds.most,
        below=np.zeros(many + 2 * quotas),
        above=np.concatenate([kinds.size, lowest, np.full(quotas, pool.seats)]),
    )
    solved = most_whole(asked)
    if solved is None:
        return None
    lowered, raised = np.split(solved.values[many:], 2)
    return tuple(_moved(pool.quotas, lowered.tolist(), raised.tolist()))


def _moved(quotas: tuple[Quota, ...], lowered: list[int], raised: list[int]) -> list[Relaxed]:
    moved: list[Relaxed] = []
    for quota, down, up in zip(quotas, lowered, raised, strict=True):
        if down:
            moved.append(Relaxed(quota, "min", quota.least - down))
        if up:
            moved.append(Relaxed(quota, "max", quota.most + up))
    return moved
