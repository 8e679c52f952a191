"""Constraints: what an outcome must obey beside the pot.

They stand on the profile; a rule that cannot obey says so. Every funding rule obeys what is settled
around its count: thresholds and what is already funded, floors, several pots. Caps, projects that
exclude each other, and partial awards it must obey itself, and is registered to.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

__all__ = [
    "AROUND",
    "KINDS",
    "Barrier",
    "Cap",
    "Constraints",
    "Floor",
    "Kind",
    "Leftover",
    "Pot",
    "Threshold",
]

type Kind = Literal[
    "caps",
    "exclusive",
    "floors",
    "funded",
    "partial",
    "pots",
    "threshold",
]

type _Spent = Collection[tuple[str, int]]
"""Projects (id) and what was given to them, minor units."""

type Leftover = Literal["returned", "next", "on"]
"""What pots leave.

It stays · by support to the next that fits, whatever its pot · to the pot named after.
"""

KINDS: tuple[Kind, ...] = (
    "caps",
    "exclusive",
    "floors",
    "funded",
    "partial",
    "pots",
    "threshold",
)
AROUND: frozenset[Kind] = frozenset({"floors", "funded", "pots", "threshold"})
"""Kinds that every funding rule obeys: they are settled before its count, or by counting again."""


@dataclass(frozen=True, slots=True)
class Cap:
    """Projects of a category (or area) may cost at most `most` minor units together."""

    name: str
    projects: frozenset[str]
    most: int


@dataclass(frozen=True, slots=True)
class Floor:
    """At least `least` minor units go to supported projects of a category.

    As far as they can be met with the pot.
    """

    name: str
    projects: frozenset[str]
    least: int


@dataclass(frozen=True, slots=True)
class Pot:
    """A sum of its own, `amount` minor units of the whole, for these projects.

    A project is in one pot at most.
    """

    name: str
    projects: frozenset[str]
    amount: int


def _names(
    projects: Collection[str],
    name: Mapping[str, str],
) -> frozenset[str]:
    return frozenset(name[project] for project in projects)


def _renamed[T: (Cap, Floor, Pot)](part: T, name: Mapping[str, str]) -> T:
    return replace(part, projects=_names(part.projects, name))


@dataclass(frozen=True, slots=True)
class Threshold:
    """A project with less support takes no part.

    Support is ballots that mark it above zero; as much is enough. `least` counts, by `base`:
    "ballots": ballots · "all": a share of all ballots counted · "marked": a share of those with a
    mark · "cost": a share of all ballots for a project that takes the whole pot, in proportion for
    others (Świecie 2023: a third).
    """

    least: Fraction
    base: Literal["ballots", "all", "marked", "cost"]

    def needed(
        self,
        *,
        ballots: int,
        marked: int,
        cost: int,
        budget: int,
    ) -> Fraction:
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
class Barrier:
    """What keeps a project out.

    A cap that leaves only `room` minor units, or (`room` None) a funded rival.
    `by`: the cap's name, or the rival's id.
    """

    by: str
    room: int | None = None


@dataclass(frozen=True, slots=True)
class Constraints:
    """What the outcome must obey.

    exclusive: of each group at most one is funded · funded: decided before the vote and paid from
    the pot first · partial: a project that is too dear gets what is left, where that is at least
    this share of its cost · pots: each is counted by itself; what stands in none shares the rest ·
    leftover: what becomes of what they leave
    """

    caps: tuple[Cap, ...] = ()
    exclusive: tuple[frozenset[str], ...] = ()
    funded: tuple[str, ...] = ()
    threshold: Threshold | None = None
    floors: tuple[Floor, ...] = ()
    partial: Fraction | None = None
    pots: tuple[Pot, ...] = ()
    leftover: Leftover = "returned"

    def also(self, other: Constraints) -> Constraints:
        """These and others.

        A threshold, a part award and what pots leave are those of the others, where given.
        """
        return Constraints(
            self.caps + other.caps,
            self.exclusive + other.exclusive,
            self.funded + other.funded,
            other.threshold or self.threshold,
            self.floors + other.floors,
            other.partial or self.partial,
            self.pots + other.pots,
            self._leftover_of_both(other),
        )

    def _leftover_of_both(self, other: Constraints) -> Leftover:
        """That of the pots which are given; of the others where both are."""
        if self.pots and not other.pots:
            return self.leftover
        return other.leftover

    def renamed(self, name: Mapping[str, str]) -> Constraints:
        """The same for projects that go by other ids."""
        return replace(
            self,
            caps=tuple(_renamed(cap, name) for cap in self.caps),
            exclusive=tuple(_names(group, name) for group in self.exclusive),
            funded=tuple(name[each] for each in self.funded),
            floors=tuple(_renamed(floor, name) for floor in self.floors),
            pots=tuple(_renamed(pot, name) for pot in self.pots),
        )

    @property
    def kinds(self) -> frozenset[Kind]:
        """Those that are given."""
        given: dict[Kind, object] = {
            "caps": self.caps,
            "exclusive": self.exclusive,
            "floors": self.floors,
            "funded": self.funded,
            "partial": self.partial,
            "pots": self.pots,
            "threshold": self.threshold,
        }
        return frozenset(kind for kind in KINDS if given[kind])

    def barrier(self, project: str, cost: int, spent: _Spent) -> Barrier | None:
        """What keeps a project out. `spent`: (id, minor units) of those funded."""
        if (
            rival := self.rival(project, [name for name, _ in spent])
        ) is not None:
            return Barrier(rival)
        if (cap := self.capped(project, cost, spent)) is not None:
            return Barrier(cap.name, self.left(cap, spent))
        return None

    def capped(self, project: str, cost: int, spent: _Spent) -> Cap | None:
        """The cap that leaves least room for a project, where it is too little."""
        caps = [
            cap
            for cap in self._caps_on(project)
            if cost > self.left(cap, spent)
        ]
        return min(caps, key=lambda cap: self.left(cap, spent), default=None)

    def left(self, cap: Cap, spent: _Spent) -> int:
        """What a cap still leaves, minor units."""
        return cap.most - sum(
            cost for project, cost in spent if project in cap.projects
        )

    def award(self, project: str, cost: int, left: int, spent: _Spent) -> int:
        """What a project that is too dear gets of the `left` minor units.

        As far as caps let through; 0 for nothing.
        """
        if self.partial is None:
            return 0
        rooms = [self.left(cap, spent) for cap in self._caps_on(project)]
        most = min([left, *rooms])
        if not 0 < most < cost or most < self.partial * cost:
            return 0
        if self.rival(project, [name for name, _ in spent]) is not None:
            return 0
        return most

    def _caps_on(self, project: str) -> list[Cap]:
        return [cap for cap in self.caps if project in cap.projects]

    def rival(self, project: str, funded: Collection[str]) -> str | None:
        """A funded project that excludes this one."""
        excluding = self._excluding(project)
        return next((other for other in funded if other in excluding), None)

    def _excluding(self, project: str) -> frozenset[str]:
        """The projects beside which it cannot be funded, itself among them."""
        groups = [group for group in self.exclusive if project in group]
        return frozenset[str]().union(*groups)
