"""Supporters: for each project, who would pay for it and how much they want it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import UnsupportedError
from pbdesk.words import say

__all__ = ["Supporters", "supporters_of"]


@dataclass(frozen=True)
class Supporters:
    """One project's supporters, as arrays over its groups (a group: equal ballots).

    A payer gives `price` minor units for each of its points, or all it has. The project with the
    lowest price / `factor` is bought next: `factor` is its cost where utility counts money, else 1.
    groups: int64 · weight, points, wanted = weight x points: float64, exact below 2**53
    """

    project: int
    cost: int
    factor: int
    groups: NDArray[np.int64]
    weight: NDArray[np.float64]
    points: NDArray[np.float64]
    wanted: NDArray[np.float64]
    voters: int
    total_wanted: int

    @cached_property
    def one_each(self) -> bool:
        """Whether all give one point."""
        return bool((self.points == 1).all())

    @cached_property
    def each(self) -> NDArray[np.float64] | float:
        """The points, or 1 where all give one."""
        if self.one_each:
            return 1.0
        return self.points

    @property
    def least_price(self) -> float:
        """The price if everybody pays it in full, or a little less: it is never lower."""
        return self.cost / self.total_wanted / (1 + 2.0**-40)


def supporters_of(
    profile: Profile, points: NDArray[np.int64], *, by_cost: bool
) -> list[Supporters]:
    """Supporters of every project by `points`, in ballot order.

    `points`: int64[marks]; 0 or less is no support.
    Raises UnsupportedError where points times ballots leave the integers that floats hold exactly.
    """
    wanted = points > 0
    columns = profile.columns[wanted]
    rows = profile.row_of[wanted]
    points = points[wanted]
    if len(points) and int(points.max()) * profile.n >= 2**53:
        raise UnsupportedError(
            say("There are more points on these ballots than this rule counts exactly.")
        )
    order = np.argsort(columns, kind="stable")
    ends = np.searchsorted(columns[order], np.arange(len(profile.projects) + 1))
    marks = [order[ends[i] : ends[i + 1]] for i in range(len(profile.projects))]
    return [
        _supporters(profile, i, rows[of], points[of], by_cost=by_cost) for i, of in enumerate(marks)
    ]


def _supporters(
    profile: Profile,
    project: int,
    groups: NDArray[np.int64],
    points: NDArray[np.int64],
    *,
    by_cost: bool,
) -> Supporters:
    weight = profile.weights[groups]
    cost = profile.projects[project].cost
    wanted = weight * points
    return Supporters(
        project,
        cost,
        cost if by_cost else 1,
        groups,
        weight.astype(np.float64),
        points.astype(np.float64),
        wanted.astype(np.float64),
        int(weight.sum()),
        int(wanted.sum()),
    )
