"""Most support: of all sets of projects that the pot can pay and that keep to some limits.

The one with most, exactly. Whole numbers throughout: no solver's tolerance can let a set through
that costs a penny more than there is. Sets are built project by project, those of a limit by
themselves first; one that costs no less and has no more support than another is dropped, and so is
one that cannot reach what a set already known has. Floats only bound that from above, with room for
their rounding. With limits, a solver of integer programs proposes the set that is known. Source:
Nemhauser and Ullmann, Management Science 15 (1969); the bound is Dantzig's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.bundles import Bundles, bundle, joined
from pbdesk.voting.limits import Limit, Node, kept, tree, uncrossed
from pbdesk.voting.unsupported import UnsupportedError
from pbdesk.words import say

__all__ = ["Best", "most_support", "proposed"]

_MOST_SETS = 4_000_000
_MOST_WAYS = 4_096


@dataclass(frozen=True, slots=True)
class Best:
    """The best set, as places in what was given, and another as good.

    Same support and cost where there is one.
    """

    chosen: frozenset[int]
    equal: frozenset[int] | None


def most_support(
    costs: Sequence[int],
    support: Sequence[int],
    budget: int,
    limits: Sequence[Limit] = (),
) -> Best | None:
    """The set with most support that costs at most `budget`; of these the cheapest.

    Of these by the order given. `support` not below zero; costs and budget in minor units; None
    where no set keeps to the limits. Among sets equal in both, the one that holds the earliest
    project in which they differ. Raises UnsupportedError where more sets than fit in memory stay in
    question. Cost: O(projects x sets in question); hundreds of thousands of sets a second.
    """
    known = _filled(costs, support, budget, limits)
    if limits and any(support):
        known = max(known, sum(support[i] for i in proposed(costs, support, budget, limits) or ()))
    found: list[Bundles] = []
    for number, (taken, among, left) in enumerate(
        uncrossed(limits, costs, frozenset(range(len(costs))))
    ):
        if number >= _MOST_WAYS:
            raise UnsupportedError(
                say("Too many projects stand in several limits at once to try every way.")
            )
        start = bundle(taken, costs, support)
        room = budget - int(start.cost[0])
        if room >= 0:
            search = _Search(
                costs, support, tree(left, Limit(among, room)), known - int(start.votes[0])
            )
            found.append(search.sets().plus(start, budget))
    every = joined(found) if found else None
    if every is None or not len(every):
        return None
    best = every.best(0)
    chosen, equal = best.places(int(best.votes.argmax()))
    return Best(chosen, equal or None)


@dataclass(frozen=True)
class _Search:
    """Sets of the `whole` tree's projects that may have at least `known` support."""

    costs: Sequence[int]
    support: Sequence[int]
    whole: Node
    known: int

    def sets(self) -> Bundles:
        """Those that keep to all limits."""
        return self._within(self.whole, 0)

    def _within(self, node: Node, floor: int) -> Bundles:
        """Sets within a limit that keep to it.

        `floor`: what those around it ask for: cheaper ones beat nothing.
        """
        limit, floor = node.limit, max(floor, node.limit.least)
        if limit.one:
            sets = self._one_of(node)
        else:
            sets, done = bundle((), self.costs, self.support), frozenset[int]()
            for inner in node.inner:
                done |= inner.limit.members
                sets = self._worthwhile(
                    sets.plus(self._within(inner, floor), self._room(limit)), floor, done
                )
            for i in reversed(
                node.single
            ):  # the first of the order is decided last: it is preferred above all others
                done |= {i}
                either = joined(
                    [bundle((), self.costs, self.support), bundle((i,), self.costs, self.support)]
                )
                sets = self._worthwhile(sets.plus(either, self._room(limit)), floor, done)
        return sets.some((sets.cost >= limit.least) & (sets.cost <= self._room(limit)))

    def _room(self, limit: Limit) -> int:
        return min(limit.most, self.whole.limit.most)

    def _one_of(self, node: Node) -> Bundles:
        """Nothing, or one project, that keeps to the limits further in."""
        inside, further = [node], list[Limit]()
        while inside:
            inside = [inner for each in inside for inner in each.inner]
            further += [each.limit for each in inside]
        chosen = [(), *((i,) for i in sorted(node.limit.members))]
        sets = [
            bundle(each, self.costs, self.support)
            for each in chosen
            if kept(further, self.costs, each)
        ]
        return joined(sets) if sets else bundle((), self.costs, self.support).some(np.arange(0))

    def _worthwhile(self, sets: Bundles, floor: int, done: frozenset[int]) -> Bundles:
        """Without those that others beat.

        Or that cannot reach what is known with the projects not `done`.
        """
        best = sets.best(floor)
        best = best.some(
            best.votes + self._more(done, self.whole.limit.most - best.cost) >= self.known
        )
        if len(best) > _MOST_SETS:
            raise UnsupportedError(
                say("Too many sets of projects are in question to look at all of them.")
            )
        return best

    def _more(self, done: frozenset[int], left: NDArray[np.int64]) -> NDArray[np.float64]:
        """At least the support that each amount left could still buy, the last project in part."""
        pieces = self._pieces(self.whole, done)
        paid = np.cumsum([0, *(cost for cost, _ in pieces)], dtype=np.int64)
        gained = np.cumsum([0.0, *(votes for _, votes in pieces)])
        whole = np.searchsorted(paid, left, side="right") - 1
        price = np.array([*(votes / (cost or 1) for cost, votes in pieces), 0.0])
        most = gained[whole] + (left - paid[whole]) * price[whole]
        return np.asarray(most * (1 + 2.0**-30) + 0.5, dtype=np.float64)

    def _pieces(self, node: Node, done: frozenset[int]) -> list[tuple[int, float]]:
        """(cost, support) of what is not `done`, most support for its cost first.

        Up to what the limit lets through.
        """
        pieces = [
            (self.costs[i], float(self.support[i]))
            for i in node.single
            if i not in done and self.support[i]
        ]
        for inner in node.inner:
            pieces += self._pieces(inner, done)
        pieces.sort(key=lambda piece: piece[0] / piece[1])
        left, fits = node.limit.most, list[tuple[int, float]]()
        for cost, votes in pieces:
            if cost > left:
                return [*fits, (left, votes * left / cost)] if left else fits
            fits.append((cost, votes))
            left -= cost
        return fits


def _filled(
    costs: Sequence[int], support: Sequence[int], budget: int, limits: Sequence[Limit]
) -> int:
    """The support of a set that fits.

    Most support for its cost first; 0 where it does not meet every floor.
    """
    left, chosen = budget, set[int]()
    caps = [Limit(limit.members, limit.most, 0, limit.one) for limit in limits]
    for i in sorted(
        (i for i in range(len(costs)) if support[i]), key=lambda i: costs[i] / support[i]
    ):
        if costs[i] <= left and (not caps or kept(caps, costs, chosen | {i})):
            left -= costs[i]
            chosen.add(i)
    return sum(support[i] for i in chosen) if kept(limits, costs, chosen) else 0


def proposed(
    costs: Sequence[int],
    support: Sequence[int],
    budget: int,
    limits: Sequence[Limit],
) -> frozenset[int] | None:
    """The set that a solver of integer programs proposes, checked in whole numbers.

    None where it proposes none.
    """
    from scipy import optimize

    solver = cast("Any", optimize)  # its types are not told
    if not costs:
        return None
    cost = np.array(costs, dtype=float)
    rows, ends = [cost], [(-np.inf, float(budget))]
    for limit in limits:
        inside = np.isin(np.arange(len(costs)), list(limit.members)).astype(float)
        rows += [inside * cost, inside]
        ends += [(float(limit.least), float(limit.most)), (-np.inf, 1.0 if limit.one else np.inf)]
    found = solver.milp(
        -np.array(support, dtype=float),
        integrality=np.ones(len(costs)),
        bounds=solver.Bounds(0, 1),
        options={"node_limit": _MOST_WAYS},
        constraints=solver.LinearConstraint(
            np.array(rows), [low for low, _ in ends], [high for _, high in ends]
        ),
    )
    taken: list[float] = [] if found.x is None else found.x.tolist()
    chosen = frozenset(i for i, part in enumerate(taken) if round(part))
    return (
        chosen if sum(costs[i] for i in chosen) <= budget and kept(limits, costs, chosen) else None
    )
