"""Most support: the set of projects with most support in all that the pot can pay, exactly.

Whole numbers throughout: no solver's tolerance can let a set through that costs a penny more than there is. Sets are
built project by project; one that costs no less and has no more support than another is dropped, and so is one that
cannot reach what a quick filling already has. Floats only bound that from above, with room for their rounding.
Source: Nemhauser and Ullmann, Management Science 15 (1969); the bound is Dantzig's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.registry import UnsupportedError
from pbdesk.words import say

__all__ = ["Best", "most_support"]

_MOST_SETS = 4_000_000

type _Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Best:
    """The best set, as places in what was given, and another as good (same support and cost) where there is one."""

    chosen: frozenset[int]
    equal: frozenset[int] | None


@dataclass(frozen=True, slots=True)
class _Stage:
    """Sets after one project: the set each came from, whether it took the project, and an equal one's origin or -1."""

    origin: _Ints
    took: NDArray[np.bool_]
    rival: _Ints


def most_support(costs: Sequence[int], support: Sequence[int], budget: int) -> Best:
    """The set with most support that costs at most `budget`; of these the cheapest; of these by the order given.

    `support` above zero; costs and budget in minor units. Among sets equal in both, the one that holds the earliest
    project in which they differ. Raises UnsupportedError where more sets than fit in memory stay in question.
    Cost: O(projects x sets in question); hundreds of thousands of sets a second.
    """
    cost, votes = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    least = _filled(costs, support, budget)
    stages: list[_Stage] = []
    for i in range(len(costs) - 1, -1, -1):  # the first of the order is decided last: it is preferred above all others
        fits = np.flatnonzero(cost <= budget - costs[i])
        origin = np.concatenate([fits, np.arange(len(cost))])
        took = np.arange(len(origin)) < len(fits)
        cost, votes = cost[origin] + took * costs[i], votes[origin] + took * support[i]
        order = np.lexsort((~took, -votes, cost))
        cost, votes, origin, took = cost[order], votes[order], origin[order], took[order]
        before = np.concatenate([[-1], np.maximum.accumulate(votes)[:-1]])
        twin = np.concatenate([(cost[1:] == cost[:-1]) & (votes[1:] == votes[:-1]), [False]])
        rival = np.where(twin, np.roll(origin, -1), -1)
        kept = np.flatnonzero((votes > before) & (votes + _more(costs[:i], support[:i], budget - cost) >= least))
        cost, votes = cost[kept], votes[kept]
        stages.append(_Stage(origin[kept], took[kept], rival[kept]))
        if len(cost) > _MOST_SETS:
            raise UnsupportedError(say("Too many sets of projects are in question to look at all of them."))
    return _traced(stages, int(votes.argmax()))


def _filled(costs: Sequence[int], support: Sequence[int], budget: int) -> int:
    """The support of a set that fits: most support for its cost first."""
    left, total = budget, 0
    for i in sorted(range(len(costs)), key=lambda i: costs[i] / support[i]):
        if costs[i] <= left:
            left, total = left - costs[i], total + support[i]
    return total


def _more(costs: Sequence[int], support: Sequence[int], left: _Ints) -> NDArray[np.float64]:
    """At least the support that each amount left could still buy, the last project in part."""
    order = sorted(range(len(costs)), key=lambda i: costs[i] / support[i])
    paid = np.cumsum([0, *(costs[i] for i in order)], dtype=np.int64)
    gained = np.cumsum([0, *(support[i] for i in order)], dtype=np.int64)
    whole = np.searchsorted(paid, left, side="right") - 1
    price = np.array([*(support[i] / (costs[i] or 1) for i in order), 0.0])
    return np.asarray((gained[whole] + (left - paid[whole]) * price[whole]) * (1 + 2.0**-40) + 0.5, dtype=np.float64)


def _traced(stages: Sequence[_Stage], at: int) -> Best:
    chosen: set[int] = set()
    equal: frozenset[int] | None = None
    for i, stage in enumerate(reversed(stages)):
        if equal is None and stage.rival[at] >= 0:
            rest = _set_of(stages, len(stages) - 2 - i, int(stage.rival[at]))
            equal = rest.union(chosen, () if stage.took[at] else (i,))
        if stage.took[at]:
            chosen.add(i)
        at = int(stage.origin[at])
    return Best(frozenset(chosen), equal)


def _set_of(stages: Sequence[_Stage], number: int, at: int) -> frozenset[int]:
    """The set that stands at a place of stage `number`; the stages before the first hold the empty set."""
    chosen: set[int] = set()
    for k in range(number, -1, -1):
        if stages[k].took[at]:
            chosen.add(len(stages) - 1 - k)
        at = int(stages[k].origin[at])
    return frozenset(chosen)
