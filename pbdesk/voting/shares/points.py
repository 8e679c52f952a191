"""Points: what every group of equal ballots gives each project, looked up group by group."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.arrays import Floats, Ints
from pbdesk.voting.profile import Profile

__all__ = ["Points"]


@dataclass(frozen=True, eq=False)
class Points:
    """`each`: whole numbers[marks], points of each mark of the profile, 0 or less for none."""

    profile: Profile
    each: NDArray[np.integer]
    _known: dict[int, dict[int, int]] = field(
        default_factory=dict[int, dict[int, int]],
    )

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return len(self.profile.weights)

    def of(self, group: int, project: int) -> int:
        """Points of a group for a project (places on the ballot), 0 where it gives none."""
        if group not in self._known:
            row = slice(
                int(self.profile.start[group]),
                int(self.profile.start[group + 1]),
            )
            self._known[group] = dict(
                zip(
                    self.profile.columns[row].tolist(),
                    self.each[row].tolist(),
                    strict=True,
                ),
            )
        return max(self._known[group].get(project, 0), 0)

    def together(self, groups: Ints) -> tuple[int, Floats]:
        """How many ballots some groups are, and their points for every project.

        Whole floats, exact below 2**53.
        """
        profile = self.profile
        first = profile.start[groups]
        weights = profile.weights[groups]
        lengths = profile.start[groups + 1] - first
        marks = np.repeat(
            first - np.cumsum(lengths) + lengths,
            lengths,
        ) + np.arange(
            int(lengths.sum()),
        )
        wanted = np.maximum(self.each[marks], 0) * np.repeat(weights, lengths)
        return int(weights.sum()), np.bincount(
            profile.columns[marks],
            wanted,
            len(profile.projects),
        )
