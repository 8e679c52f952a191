"""Supporters: for each project, who would pay for it and how much they want it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.arrays import Floats, Ints
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
    groups: Ints
    weight: Floats
    points: Floats
    wanted: Floats
    voters: int
    total_wanted: int

    @cached_property
    def one_each(self) -> bool:
        """Whether all give one point."""
        return bool((self.points == 1).all())

    @cached_property
    def each(self) -> Floats | float:
        """The points, or 1 where all give one."""
        if self.one_each:
            return 1.0
        return self.points

    @property
    def least_price(self) -> float:
        """The price if everybody pays it in full, or a little less: it is never lower."""
        return self.cost / self.total_wanted / (1 + 2.0**-40)


def supporters_of(
    profile: Profile,
    points: NDArray[np.integer],
    *,
    by_cost: bool,
) -> list[Supporters]:
    """Supporters of every project by `points`, in ballot order.

    `points`: whole numbers[marks]; 0 or less is no support.
    Raises UnsupportedError where points times ballots leave the integers that floats hold exactly.
    """
    projects = len(profile.projects)
    if int(points.max(initial=0)) * profile.n >= 2**53:
        raise UnsupportedError(
            say(
                "There are more points on these ballots than this rule counts exactly.",
            ),
        )
    by_project = np.argsort(
        profile.columns.astype(np.min_scalar_type(projects)),
        kind="stable",
    )
    ends = np.cumsum(np.bincount(profile.columns, minlength=projects))
    marks = np.split(by_project, ends[:-1]) if projects else []
    return [
        _supporters(
            profile,
            project,
            of[points[of] > 0],
            points,
            by_cost=by_cost,
        )
        for project, of in enumerate(marks)
    ]


def _supporters(
    profile: Profile,
    project: int,
    marks: Ints,
    points: NDArray[np.integer],
    *,
    by_cost: bool,
) -> Supporters:
    """Those who made these marks, ascending. What is the same for all is held once."""
    groups = np.searchsorted(profile.start, marks, side="right") - 1
    weight = profile.weights[groups]
    cost = profile.projects[project].cost
    each = points[marks]
    wanted = weight * each
    one_each = bool((each == 1).all())
    ballots = weight.astype(np.float64)
    return Supporters(
        project,
        cost,
        cost if by_cost else 1,
        groups,
        ballots,
        np.broadcast_to(1.0, len(marks))
        if one_each
        else each.astype(np.float64),
        ballots if one_each else wanted.astype(np.float64),
        int(weight.sum()),
        int(wanted.sum()),
    )
