"""Reserve: whether floors can still be met, whatever else is funded. Exact: see `most_support`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from pbdesk.voting.constraints import Constraints, Floor
from pbdesk.voting.limits import Limit, kept
from pbdesk.voting.most_support import most_support, proposed
from pbdesk.voting.profile import Project

__all__ = ["Reserve", "limits_of", "lowered"]


def limits_of(constraints: Constraints, ids: Sequence[str]) -> list[Limit]:
    """Caps, floors and groups that exclude each other, on the places of `ids`."""
    place = {name: i for i, name in enumerate(ids)}

    def places(projects: Collection[str]) -> frozenset[int]:
        return frozenset(place[name] for name in projects if name in place)

    limits = [Limit(places(cap.projects), most=cap.most) for cap in constraints.caps]
    limits += [
        Limit(places(floor.projects), least=floor.least)
        for floor in constraints.floors
        if floor.least > 0
    ]
    return [*limits, *(Limit(places(group), one=True) for group in constraints.exclusive)]


@dataclass(frozen=True)
class Reserve:
    """The projects that may be funded, `left` minor units for them.

    And what constraints still ask.
    """

    projects: Sequence[Project]
    left: int
    constraints: Constraints

    def holds(self, chosen: Collection[str] = ()) -> bool:
        """Whether every floor can be met with all of `chosen` (dearer than 0) funded."""
        ids, costs = [p.id for p in self.projects], [p.cost for p in self.projects]
        must = [
            Limit(frozenset({ids.index(name)}), least=costs[ids.index(name)]) for name in chosen
        ]
        limits = [*limits_of(self.constraints, ids), *must]
        return (
            self._quickly(chosen, limits)
            or proposed(costs, costs, self.left, limits) is not None
            or most_support(costs, [0] * len(costs), self.left, limits) is not None
        )

    def _quickly(self, chosen: Collection[str], limits: Sequence[Limit]) -> bool:
        """Whether the cheapest projects of each floor already do.

        Mostly so, and nobody has to search.
        """
        ids, costs = [p.id for p in self.projects], [p.cost for p in self.projects]
        taken = {ids.index(name) for name in chosen}
        for limit in limits:
            inside = sorted(limit.members - taken, key=costs.__getitem__)
            while inside and sum(costs[i] for i in limit.members & taken) < limit.least:
                taken.add(inside.pop(0))
        return sum(costs[i] for i in taken) <= self.left and kept(limits, costs, taken)

    def reached(self, floor: Floor) -> int:
        """The most that the projects of a floor can get beside the floors of `constraints`.

        Minor units.
        """
        costs = [p.cost for p in self.projects]
        worth = [p.cost if p.id in floor.projects else 0 for p in self.projects]
        best = most_support(
            costs, worth, self.left, limits_of(self.constraints, [p.id for p in self.projects])
        )
        return 0 if best is None else sum(worth[i] for i in best.chosen)


def lowered(reserve: Reserve) -> tuple[Floor, ...]:
    """The floors, in the order named, each no higher than it can be met beside those before it."""
    if reserve.holds():
        return reserve.constraints.floors
    met: tuple[Floor, ...] = ()
    for floor in reserve.constraints.floors:
        beside = replace(reserve, constraints=replace(reserve.constraints, floors=met))
        met = (*met, replace(floor, least=min(floor.least, beside.reached(floor))))
    return met
