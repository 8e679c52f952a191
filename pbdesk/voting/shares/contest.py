"""Contest: projects by the money put on them, compared exactly.

Floats only tell which few need comparing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pbdesk.voting.arrays import Floats
from pbdesk.voting.shares.values import Sum, Values

__all__ = ["By", "Contest"]

type By = Literal["support", "excess", "support-per-cost"]
"""Most money; most money beyond the cost.

Most money for each minor unit of cost (what costs nothing first).
"""

_AROUND = 2.0**-50


@dataclass
class Contest:
    """`low` and `high`.

    Float64[projects] bound the money on each project, `money(project)` is it exactly.
    costs: minor units.
    """

    values: Values
    low: Floats
    high: Floats
    money: Callable[[int], Sum]
    costs: Sequence[int]
    _sums: dict[int, Sum] = field(default_factory=dict[int, Sum])

    def on(self, project: int) -> Sum:
        """The money on a project."""
        if project not in self._sums:
            self._sums[project] = self.money(project)
        return self._sums[project]

    def pays(self, project: int) -> bool:
        """Whether the money on a project makes its cost."""
        cost = self.costs[project]
        if self.low[project] > cost * (1 + _AROUND):
            return True
        if self.high[project] < cost * (1 - _AROUND):
            return False
        return self.values.sign(self.on(project).plus(Sum({}, -cost))) >= 0

    def first(self, among: Iterable[int], by: By) -> list[int]:
        """Who comes first, several where they are equal."""
        among = list(among)
        if by == "support-per-cost":
            among = [i for i in among if not self.costs[i]] or among
        return self._ahead(among, by, 1)

    def last(self, among: Iterable[int], by: By) -> list[int]:
        """Who comes last, several where they are equal."""
        among = list(among)
        if by == "support-per-cost":
            among = [i for i in among if self.costs[i]] or among
        return self._ahead(among, by, -1)

    def _ahead(self, among: list[int], by: By, sign: int) -> list[int]:
        near = self._near(among, by, sign)
        found = near[:1]
        for i in near[1:]:
            ahead = sign * self._compare(i, found[0], by)
            if ahead > 0:
                found = [i]
            elif ahead == 0:
                found.append(i)
        return found

    def _near(self, among: list[int], by: By, sign: int) -> list[int]:
        """Those that may be ahead of all others, as far as floats tell."""
        ends = {i: self._ends(i, by, sign) for i in among}
        best = max(low for low, _ in ends.values())
        return [i for i in among if ends[i][1] >= best]

    def _ends(self, i: int, by: By, sign: int) -> tuple[float, float]:
        """The bounds of a project, the lower first, times the sign."""
        low, high = self._bounds(i, by)
        if sign > 0:
            return low, high
        return -high, -low

    def _bounds(self, i: int, by: By) -> tuple[float, float]:
        low = float(self.low[i])
        high = float(self.high[i])
        cost = self.costs[i]
        match by:
            case "support":
                return low, high
            case "excess":
                around = (abs(high) + cost) * _AROUND
                return low - cost - around, high - cost + around
            case "support-per-cost":
                around = high / (cost or 1) * _AROUND
                return low / (cost or 1) - around, high / (cost or 1) + around

    def _compare(self, i: int, j: int, by: By) -> int:
        """1 if i is ahead of j, -1 if behind, 0 if equal."""
        mine = self.costs[i]
        theirs = self.costs[j]
        match by:
            case "support":
                ahead = self.on(i).plus(self.on(j), -1)
            case "excess":
                ahead = (
                    self.on(i).plus(self.on(j), -1).plus(Sum({}, theirs - mine))
                )
            case "support-per-cost":
                ahead = (
                    self.on(i).times(theirs or 1).plus(self.on(j), -(mine or 1))
                )
        return self.values.sign(ahead)
