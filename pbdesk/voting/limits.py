"""Limits: what sets of projects must keep to beside the pot.

And the tree they make where they lie in one another. Caps and floors by category, and groups of
which one may be funded, mostly lie apart or in one another: then each can be looked at by itself.
Where two cross, a project in both is tried inside and outside.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

__all__ = ["ENDLESS", "Limit", "Node", "kept", "tree", "uncrossed"]

ENDLESS = 2**62


@dataclass(frozen=True, slots=True)
class Limit:
    """The `members` (places) cost together `least` to `most` minor units.

    With `one`, at most one of them is taken.
    """

    members: frozenset[int]
    most: int = ENDLESS
    least: int = 0
    one: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A limit, those that lie in it, and its projects that lie in none of these."""

    limit: Limit
    inner: tuple[Node, ...]
    single: tuple[int, ...]


def kept(limits: Sequence[Limit], costs: Sequence[int], chosen: Collection[int]) -> bool:
    """Whether a set of projects keeps to every limit."""
    for limit in limits:
        inside = limit.members & set(chosen)
        if not limit.least <= sum(costs[i] for i in inside) <= limit.most or (
            limit.one and len(inside) > 1
        ):
            return False
    return True


def tree(limits: Sequence[Limit], whole: Limit) -> Node:
    """The limits within `whole`, as a tree. None of them may cross another."""
    inner, rest = list[Node](), sorted(limits, key=lambda limit: -len(limit.members))
    while rest:
        first, *others = rest
        inner.append(tree([limit for limit in others if limit.members <= first.members], first))
        rest = [limit for limit in others if not limit.members <= first.members]
    return Node(
        whole,
        tuple(inner),
        tuple(sorted(whole.members.difference(*(n.limit.members for n in inner)))),
    )


def uncrossed(
    limits: Sequence[Limit],
    costs: Sequence[int],
    among: frozenset[int],
    taken: frozenset[int] = frozenset(),
) -> Iterator[tuple[frozenset[int], frozenset[int], tuple[Limit, ...]]]:
    """Every way to decide on projects in which limits cross.

    Those taken, those still open, the limits on these.
    `among`: the projects there are. What can keep to no limit any more is left out.
    """
    crossing = next(
        (
            one.members & other.members
            for one, other in combinations(limits, 2)
            if _cross(one, other)
        ),
        None,
    )
    if crossing is None:
        yield taken, among, tuple(limits)
        return
    project = min(crossing)
    yield from uncrossed(_without(limits, frozenset({project})), costs, among - {project}, taken)
    rivals = frozenset[int]().union(
        *(limit.members for limit in limits if limit.one and project in limit.members)
    )
    paid = [
        replace(limit, most=limit.most - costs[project], least=max(0, limit.least - costs[project]))
        if project in limit.members
        else limit
        for limit in limits
    ]
    if all(limit.most >= 0 for limit in paid):
        gone = rivals | {project}
        yield from uncrossed(_without(paid, gone), costs, among - gone, taken | {project})


def _without(limits: Sequence[Limit], gone: frozenset[int]) -> list[Limit]:
    """The limits without some projects; one that asks for nothing and holds nobody is left out."""
    left = [replace(limit, members=limit.members - gone) for limit in limits]
    return [limit for limit in left if limit.members or limit.least > 0]


def _cross(one: Limit, other: Limit) -> bool:
    both = one.members & other.members
    return bool(both) and both not in (one.members, other.members)
