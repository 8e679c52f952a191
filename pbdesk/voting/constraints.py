"""Constraints: what an outcome must obey beside the pot. They stand on the profile; a rule that cannot obey says so.

Every funding rule obeys thresholds and what is already funded: those projects are taken out before it counts.
Caps and incompatible projects only by rules that take projects one after the other and are registered to obey them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

__all__ = ["Cap", "Constraints", "Kind", "Threshold"]

type Kind = Literal["caps", "exclusive"]


@dataclass(frozen=True, slots=True)
class Cap:
    """Projects of a category (or area) may cost at most `most` minor units together."""

    name: str
    projects: frozenset[str]
    most: int


@dataclass(frozen=True, slots=True)
class Threshold:
    """A project with less support takes no part. Support is ballots that mark it above zero; as much is enough.

    `least` counts, by `base`: "ballots": ballots · "all": a share of all ballots counted · "marked": a share of those
    with a mark · "cost": a share of all ballots for a project that takes the whole pot, in proportion for others
    (Świecie 2023: a third).
    """

    least: Fraction
    base: Literal["ballots", "all", "marked", "cost"]

    def needed(self, *, ballots: int, marked: int, cost: int, budget: int) -> Fraction:
        """Ballots that a project of this cost needs."""
        match self.base:
            case "ballots":
                return self.least
            case "all":
                return self.least * ballots
            case "marked":
                return self.least * marked
            case "cost":
                return self.least * ballots * Fraction(cost, budget or 1)


@dataclass(frozen=True, slots=True)
class Constraints:
    """What the outcome must obey.

    exclusive: of each group at most one is funded · funded: decided before the vote and paid from the pot first.
    """

    caps: tuple[Cap, ...] = ()
    exclusive: tuple[frozenset[str], ...] = ()
    funded: tuple[str, ...] = ()
    threshold: Threshold | None = None

    @property
    def kinds(self) -> frozenset[Kind]:
        """Those that a rule must obey itself."""
        found: set[Kind] = set()
        if self.caps:
            found.add("caps")
        if self.exclusive:
            found.add("exclusive")
        return frozenset(found)

    def capped(self, project: str, cost: int, spent: Collection[tuple[str, int]]) -> Cap | None:
        """The cap that leaves no room for a project. `spent`: (id, cost) of those funded."""
        for cap in self.caps:
            if project in cap.projects and cost > self.left(cap, spent):
                return cap
        return None

    def left(self, cap: Cap, spent: Collection[tuple[str, int]]) -> int:
        """What a cap still leaves, minor units."""
        return cap.most - sum(cost for project, cost in spent if project in cap.projects)

    def rival(self, project: str, funded: Collection[str]) -> str | None:
        """A funded project that excludes this one."""
        groups = [group for group in self.exclusive if project in group]
        return next((other for other in funded if any(other in group for group in groups)), None)
