"""Limits: what sets of projects must keep to beside the pot.

And the tree they make where they lie in one another. Caps and floors by category, and groups of
which one may be funded, mostly lie apart or in one another: then each can be looked at by itself.
Where two cross, a project in both is tried inside and outside.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import NamedTuple

__all__ = ["ENDLESS", "Limit", "Node", "Way", "kept", "tree", "uncrossed"]

ENDLESS = 2**62


type _Members = frozenset[int]


@dataclass(frozen=True, slots=True)
class Limit:
    """The `members` (places) cost together `least` to `most` minor units.

    With `one`, at most one of them is taken.
    """

    members: _Members
    most: int = ENDLESS
    least: int = 0
    one: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A limit, those that lie in it, and its projects that lie in none of these."""

    limit: Limit
    inner: tuple[Node, ...]
    single: tuple[int, ...]


type _Limits = Sequence[Limit]


def kept(
    limits: _Limits,
    costs: Sequence[int],
    chosen: Collection[int],
) -> bool:
    """Whether a set of projects keeps to every limit."""
    taken = frozenset(chosen)
    return all(_keeps(limit, costs, taken) for limit in limits)


def _keeps(limit: Limit, costs: Sequence[int], chosen: _Members) -> bool:
    inside = limit.members & chosen
    if limit.one and len(inside) > 1:
        return False
    cost = sum(costs[i] for i in inside)
    return limit.least <= cost <= limit.most


def tree(limits: Sequence[Limit], whole: Limit) -> Node:
    """The limits within `whole`, as a tree. None of them may cross another."""
    inner: list[Node] = []
    rest = sorted(limits, key=lambda limit: -len(limit.members))
    while rest:
        widest, *others = rest
        inside = [limit for limit in others if limit.members <= widest.members]
        rest = [
            limit for limit in others if not limit.members <= widest.members
        ]
        inner.append(tree(inside, widest))
    single = whole.members.difference(*(node.limit.members for node in inner))
    return Node(whole, tuple(inner), tuple(sorted(single)))


class Way(NamedTuple):
    """A way to decide on projects: those taken, those still open, the limits on these."""

    taken: _Members
    open: _Members
    limits: Sequence[Limit]


def uncrossed(
    limits: _Limits,
    costs: Sequence[int],
    among: _Members,
    taken: _Members = frozenset(),
) -> Iterator[Way]:
    """Every way to decide on projects in which limits cross.

    `among`: the projects there are. What can keep to no limit any more is left out.
    """
    crossing = _crossing(limits)
    if not crossing:
        yield Way(taken, among, limits)
        return
    project = min(crossing)
    alone = frozenset({project})
    yield from uncrossed(_without(limits, alone), costs, among - alone, taken)
    paid = [_paid(limit, project, costs[project]) for limit in limits]
    if all(limit.most >= 0 for limit in paid):
        gone = alone | _excluded(limits, project)
        yield from uncrossed(
            _without(paid, gone),
            costs,
            among - gone,
            taken | alone,
        )


def _excluded(limits: _Limits, project: int) -> _Members:
    """Who cannot be taken beside a project."""
    groups = (
        each.members for each in limits if each.one and project in each.members
    )
    return frozenset[int]().union(*groups)


def _paid(limit: Limit, project: int, cost: int) -> Limit:
    """What a limit still asks once a project is paid."""
    if project not in limit.members:
        return limit
    return replace(
        limit,
        most=limit.most - cost,
        least=max(0, limit.least - cost),
    )


def _without(limits: Sequence[Limit], gone: _Members) -> list[Limit]:
    """The limits without some projects; one that asks for nothing and holds nobody is left out."""
    left = [replace(limit, members=limit.members - gone) for limit in limits]
    return [limit for limit in left if limit.members or limit.least > 0]


def _crossing(limits: Sequence[Limit]) -> _Members:
    """The projects that the first two limits share which cross; none where no two do."""
    for one, other in combinations(limits, 2):
        both = one.members & other.members
        if both not in (frozenset(), one.members, other.members):
            return both
    return frozenset()
