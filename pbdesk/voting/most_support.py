"""Most support: of all sets of projects that the pot can pay and that keep to some limits.

The one with most, exactly. Whole numbers throughout: no solver's tolerance can let a set through
that costs a penny more than there is. Sets are built project by project, those of a limit by
themselves first; one that costs no less and has no more support than another is dropped, and so is
one that cannot reach what a set already known has. Floats only bound that from above, with room for
their rounding. With limits, a solver of integer programs proposes the set that is known. Source:
Nemhauser and Ullmann, Management Science 15 (1969); the bound is Dantzig's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, cast

import numpy as np

from pbdesk.voting.arrays import Floats, Ints
from pbdesk.voting.bundles import Bundles, bundle, joined
from pbdesk.voting.limits import Limit, Node, kept, tree, uncrossed
from pbdesk.voting.unsupported import UnsupportedError
from pbdesk.words import say

__all__ = ["Best", "most_support", "proposed"]

type _Figures = Sequence[int]
type _Limits = Sequence[Limit]

_MOST_SETS = 4_000_000
_MOST_WAYS = 4_096
_MOST_MEMBERS = {True: 1.0, False: np.inf}
"""How many projects a limit lets through, by whether it is one of one."""


@dataclass(frozen=True, slots=True)
class Best:
    """The best set, as places in what was given, and another as good.

    Same support and cost where there is one.
    """

    chosen: frozenset[int]
    equal: frozenset[int] | None


class _Piece(NamedTuple):
    """A project, or a part of one: its cost (minor units) and support."""

    cost: int
    votes: float

    @property
    def votes_for_one(self) -> float:
        """Support for each minor unit; all of it where it costs nothing."""
        return self.votes / (self.cost or 1)


def most_support(
    costs: _Figures,
    support: _Figures,
    budget: int,
    limits: _Limits = (),
) -> Best | None:
    """The set with most support that costs at most `budget`; of these the cheapest.

    Of these by the order given. `support` not below zero; costs and budget in minor units; None
    where no set keeps to the limits. Among sets equal in both, the one that holds the earliest
    project in which they differ. Raises UnsupportedError where more sets than fit in memory stay in
    question. Cost: O(projects x sets in question); hundreds of thousands of sets a second.
    """
    found = [
        sets
        for sets in _of_each_way(costs, support, budget, limits)
        if len(sets)
    ]
    if not found:
        return None
    return _best(joined(found))


def _best(sets: Bundles) -> Best:
    best = sets.best(0)
    chosen, equal = best.places(int(best.votes.argmax()))
    return Best(chosen, equal or None)


def _of_each_way(
    costs: _Figures,
    support: _Figures,
    budget: int,
    limits: _Limits,
) -> Iterator[Bundles]:
    """Sets in question for each way to settle the projects that stand in limits that cross."""
    known = _known(costs, support, budget, limits)
    everybody = frozenset(range(len(costs)))
    for number, way in enumerate(uncrossed(limits, costs, everybody)):
        _refuse_more_ways(number)
        start = bundle(way.taken, costs, support)
        room = budget - int(start.cost[0])
        if room >= 0:
            still_known = known - int(start.votes[0])
            whole = tree(way.limits, Limit(way.open, room))
            search = _Search(costs, support, whole, still_known)
            yield search.sets().plus(start, budget)


def _refuse_more_ways(number: int) -> None:
    if number >= _MOST_WAYS:
        raise UnsupportedError(
            say(
                "Too many projects stand in several limits at once to try every way.",
            ),
        )


def _known(
    costs: _Figures,
    support: _Figures,
    budget: int,
    limits: _Limits,
) -> int:
    """The support of some set that keeps to the limits; 0 where none is known."""
    filled = _filled(costs, support, budget, limits)
    if not limits or not any(support):
        return filled
    solved = proposed(costs, support, budget, limits) or frozenset()
    return max(filled, sum(support[i] for i in solved))


@dataclass(frozen=True)
class _Search:
    """Sets of the `whole` tree's projects that may have at least `known` support."""

    costs: _Figures
    support: _Figures
    whole: Node
    known: int

    def sets(self) -> Bundles:
        """Those that keep to all limits."""
        return self._within(self.whole, 0)

    def _within(self, node: Node, floor: int) -> Bundles:
        """Sets within a limit that keep to it.

        `floor`: what those around it ask for: cheaper ones beat nothing.
        """
        limit = node.limit
        floor = max(floor, limit.least)
        sets = self._with_room(node, floor)
        keeps = (sets.cost >= limit.least) & (sets.cost <= self._room(limit))
        return sets.some(keeps)

    def _with_room(self, node: Node, floor: int) -> Bundles:
        """The same whatever they cost."""
        if node.limit.one:
            return self._one_of(node)
        return self._any_of(node, floor)

    def _any_of(self, node: Node, floor: int) -> Bundles:
        """Sets of any number of projects, those of the limits further in first."""
        room = self._room(node.limit)
        nothing = self._bundle()
        sets = nothing
        done: frozenset[int] = frozenset()
        for inner in node.inner:
            done |= inner.limit.members
            sets = sets.plus(self._within(inner, floor), room)
            sets = self._worthwhile(sets, floor, done)
        # The first of the order is decided last: it is preferred above all others.
        for i in reversed(node.single):
            done |= {i}
            with_or_without = joined([nothing, self._bundle(i)])
            sets = self._worthwhile(
                sets.plus(with_or_without, room),
                floor,
                done,
            )
        return sets

    def _bundle(self, *projects: int) -> Bundles:
        return bundle(projects, self.costs, self.support)

    def _room(self, limit: Limit) -> int:
        return min(limit.most, self.whole.limit.most)

    def _one_of(self, node: Node) -> Bundles:
        """Nothing, or one project, that keeps to the limits further in."""
        sets = [self._bundle(*chosen) for chosen in self._none_or_one(node)]
        if not sets:
            return self._bundle().some(np.arange(0))
        return joined(sets)

    def _none_or_one(self, node: Node) -> list[tuple[int, ...]]:
        further = list(_further_in(node))
        every = [(), *((i,) for i in sorted(node.limit.members))]
        return [chosen for chosen in every if kept(further, self.costs, chosen)]

    def _worthwhile(
        self,
        sets: Bundles,
        floor: int,
        done: frozenset[int],
    ) -> Bundles:
        """Without those that others beat.

        Or that cannot reach what is known with the projects not `done`.
        """
        best = sets.best(floor)
        left = self.whole.limit.most - best.cost
        may_reach = best.votes + self._more(done, left)
        best = best.some(may_reach >= self.known)
        _refuse_more_sets(len(best))
        return best

    def _more(
        self,
        done: frozenset[int],
        left: Ints,
    ) -> Floats:
        """At least the support that each amount left could still buy, the last project in part."""
        pieces = self._pieces(self.whole, done)
        paid = np.cumsum([0, *(piece.cost for piece in pieces)], dtype=np.int64)
        gained = np.cumsum([0.0, *(piece.votes for piece in pieces)])
        votes_for_one = np.array(
            [*(piece.votes_for_one for piece in pieces), 0.0],
        )
        whole = np.searchsorted(paid, left, side="right") - 1
        most = gained[whole] + (left - paid[whole]) * votes_for_one[whole]
        return np.asarray(most * (1 + 2.0**-30) + 0.5, dtype=np.float64)

    def _pieces(self, node: Node, done: frozenset[int]) -> list[_Piece]:
        """What is not `done`, most support for its cost first.

        Up to what the limit lets through.
        """
        wanted = [i for i in node.single if i not in done and self.support[i]]
        pieces = [_Piece(self.costs[i], float(self.support[i])) for i in wanted]
        for inner in node.inner:
            pieces += self._pieces(inner, done)
        pieces.sort(key=lambda piece: piece.cost / piece.votes)
        return _fitting(pieces, node.limit.most)


def _refuse_more_sets(number: int) -> None:
    if number > _MOST_SETS:
        raise UnsupportedError(
            say(
                "Too many sets of projects are in question to look at all of them.",
            ),
        )


def _fitting(pieces: Sequence[_Piece], most: int) -> list[_Piece]:
    """The first of them that fit into `most`, and a part of the next."""
    left = most
    fits: list[_Piece] = []
    for piece in pieces:
        if piece.cost > left:
            if left:
                part = piece.votes * left / piece.cost
                fits.append(_Piece(left, part))
            break
        fits.append(piece)
        left -= piece.cost
    return fits


def _further_in(node: Node) -> Iterator[Limit]:
    """The limits that lie in a limit, however deep."""
    for inner in node.inner:
        yield inner.limit
        yield from _further_in(inner)


def _filled(
    costs: _Figures,
    support: _Figures,
    budget: int,
    limits: _Limits,
) -> int:
    """The support of a set that fits.

    Most support for its cost first; 0 where it does not meet every floor.
    """
    caps = [replace(limit, least=0) for limit in limits]
    left = budget
    chosen: set[int] = set()
    for i in _for_their_cost(costs, support):
        if costs[i] <= left and kept(caps, costs, chosen | {i}):
            left -= costs[i]
            chosen.add(i)
    if not kept(limits, costs, chosen):
        return 0
    return sum(support[i] for i in chosen)


def _for_their_cost(costs: _Figures, support: _Figures) -> list[int]:
    """Projects with support, most of it for its cost first."""
    wanted = [i for i in range(len(costs)) if support[i]]
    return sorted(wanted, key=lambda i: costs[i] / support[i])


def proposed(
    costs: _Figures,
    support: _Figures,
    budget: int,
    limits: _Limits,
) -> frozenset[int] | None:
    """The set that a solver of integer programs proposes, checked in whole numbers.

    None where it proposes none.
    """
    if not costs:
        return None
    chosen = _solved(costs, support, budget, limits)
    cost = sum(costs[i] for i in chosen)
    if cost <= budget and kept(limits, costs, chosen):
        return chosen
    return None


def _solved(
    costs: _Figures,
    support: _Figures,
    budget: int,
    limits: _Limits,
) -> frozenset[int]:
    """The set that the solver proposes, unchecked; empty where it proposes none."""
    from scipy import optimize

    solver = cast("Any", optimize)  # its types are not told
    found = solver.milp(
        -np.array(support, dtype=float),
        integrality=np.ones(len(costs)),
        bounds=solver.Bounds(0, 1),
        options={"node_limit": _MOST_WAYS},
        constraints=solver.LinearConstraint(
            *_inequalities(costs, budget, limits),
        ),
    )
    if found.x is None:
        return frozenset()
    return frozenset(
        i for i, part in enumerate(found.x.tolist()) if round(part)
    )


def _inequalities(
    costs: _Figures,
    budget: int,
    limits: _Limits,
) -> tuple[Floats, list[float], list[float]]:
    """The pot and the limits: rows of coefficients, the least and the most of each row."""
    cost = np.array(costs, dtype=float)
    rows = [cost]
    least = [-np.inf]
    most = [float(budget)]
    for limit in limits:
        inside = np.zeros(len(costs))
        inside[list(limit.members)] = 1
        rows += [inside * cost, inside]
        least += [float(limit.least), -np.inf]
        most += [float(limit.most), _MOST_MEMBERS[limit.one]]
    return np.array(rows), least, most
