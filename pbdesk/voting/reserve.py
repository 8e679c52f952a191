"""Reserve: whether floors can still be met, whatever else is funded. Exact: see `most_support`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pbdesk.voting.constraints import Constraints, Floor
from pbdesk.voting.limits import Limit, kept
from pbdesk.voting.most_support import most_support, proposed
from pbdesk.voting.profile import Project

__all__ = ["Reserve", "limits_of", "lowered"]

_NOBODY = frozenset[int]()


def limits_of(constraints: Constraints, ids: Sequence[str]) -> list[Limit]:
    """Caps, floors and groups that exclude each other, on the places of `ids`."""
    place_of = {name: place for place, name in enumerate(ids)}
    return [
        replace(limit, members=_places(projects, place_of))
        for projects, limit in _on_projects(constraints)
    ]


def _places(
    projects: Iterable[str],
    place_of: Mapping[str, int],
) -> frozenset[int]:
    return frozenset(place_of[name] for name in projects if name in place_of)


def _on_projects(
    constraints: Constraints,
) -> Iterator[tuple[frozenset[str], Limit]]:
    """Each limit, still without its members, and the projects that it is on."""
    for cap in constraints.caps:
        yield cap.projects, Limit(_NOBODY, most=cap.most)
    for floor in constraints.floors:
        if floor.least > 0:
            yield floor.projects, Limit(_NOBODY, least=floor.least)
    for group in constraints.exclusive:
        yield group, Limit(_NOBODY, one=True)


@dataclass(frozen=True)
class Reserve:
    """The projects that may be funded, `left` minor units for them.

    And what constraints still ask.
    """

    projects: Sequence[Project]
    left: int
    constraints: Constraints

    @cached_property
    def ids(self) -> list[str]:
        """Project ids in ballot order."""
        return [project.id for project in self.projects]

    @cached_property
    def costs(self) -> list[int]:
        """Costs in ballot order, minor units."""
        return [project.cost for project in self.projects]

    def holds(self, chosen: Collection[str] = ()) -> bool:
        """Whether every floor can be met with all of `chosen` (dearer than 0) funded."""
        taken = [self.ids.index(name) for name in chosen]
        limits = [*self._limits, *(self._funds(i) for i in taken)]
        return self._quickly(taken, limits) or self._searched(limits)

    @property
    def _limits(self) -> list[Limit]:
        return limits_of(self.constraints, self.ids)

    def _funds(self, place: int) -> Limit:
        """A limit that only sets with this project keep to."""
        return Limit(frozenset({place}), least=self.costs[place])

    def _searched(self, limits: Sequence[Limit]) -> bool:
        """Whether any set keeps to the limits: a solver proposes one, else all are looked at."""
        costs = self.costs
        if proposed(costs, costs, self.left, limits) is not None:
            return True
        any_set = most_support(costs, [0] * len(costs), self.left, limits)
        return any_set is not None

    def _quickly(
        self,
        chosen: Collection[int],
        limits: Sequence[Limit],
    ) -> bool:
        """Whether the cheapest projects of each floor already do.

        Mostly so, and nobody has to search.
        """
        taken = set(chosen)
        for limit in limits:
            self._meet(limit, taken)
        cost = sum(self.costs[i] for i in taken)
        return cost <= self.left and kept(limits, self.costs, taken)

    def _meet(self, limit: Limit, taken: set[int]) -> None:
        """Take the cheapest members until they cost what the limit asks for."""
        costs = self.costs
        spent = sum(costs[i] for i in limit.members & taken)
        for i in sorted(limit.members - taken, key=costs.__getitem__):
            if spent >= limit.least:
                return
            taken.add(i)
            spent += costs[i]

    def reached(self, floor: Floor) -> int:
        """The most that the projects of a floor can get beside the floors of `constraints`.

        Minor units.
        """
        worth = self._worth(floor)
        best = most_support(self.costs, worth, self.left, self._limits)
        if best is None:
            return 0
        return sum(worth[i] for i in best.chosen)

    def _worth(self, floor: Floor) -> list[int]:
        """What each project adds to a floor, minor units."""
        return [
            each.cost * (each.id in floor.projects) for each in self.projects
        ]


def lowered(reserve: Reserve) -> tuple[Floor, ...]:
    """The floors, in the order named, each no higher than it can be met beside those before it."""
    if reserve.holds():
        return reserve.constraints.floors
    met: list[Floor] = []
    for floor in reserve.constraints.floors:
        most = _beside(reserve, met).reached(floor)
        met.append(replace(floor, least=min(floor.least, most)))
    return tuple(met)


def _beside(reserve: Reserve, floors: Sequence[Floor]) -> Reserve:
    """The same where only these floors are asked for."""
    asked = replace(reserve.constraints, floors=tuple(floors))
    return replace(reserve, constraints=asked)
