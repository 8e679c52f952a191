"""Voters: what the columns of a file say about who cast a ballot.

As far as somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.formats.weighting import Weighting
from pbdesk.voting.profile import Marks, Profile

__all__ = ["ANYBODY", "Cast", "VoterGroup", "Voters", "voter_groups"]


@dataclass(frozen=True, slots=True)
class Voters:
    """What is asked: how many times ballots count, and by which column.

    In lower case they are parted into groups.
    """

    weighting: Weighting | None = None
    groups: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that must be there."""
        weighed = () if self.weighting is None else (self.weighting.column,)
        return weighed if self.groups is None else (*weighed, self.groups)


ANYBODY = Voters()
"""Nothing is asked."""


@dataclass(frozen=True, slots=True)
class VoterGroup:
    """Ballots that say the same of their voters.

    ballots: as they were cast · weights: int64[distinct], as they count, for each distinct ballot
    of the profile.
    """

    ballots: int
    weights: NDArray[np.int64]


class Cast(NamedTuple):
    """Equal ballots of a group: `ballots` were cast, and together they count `times`."""

    marks: Marks
    group: str
    ballots: int
    times: int


def voter_groups(profile: Profile, cast: Iterable[Cast]) -> Mapping[str, VoterGroup]:
    """The groups of a profile's ballots, by name. Cost: O(marks + groups x distinct)."""
    place = {name: i for i, name in enumerate(profile.ids)}
    columns, values, start = (
        profile.columns.tolist(),
        profile.values.tolist(),
        profile.start.tolist(),
    )
    rows = {
        tuple(zip(columns[a:b], values[a:b], strict=True)): row
        for row, (a, b) in enumerate(pairwise(start))
    }
    ballots: dict[str, int] = {}
    weights: dict[str, NDArray[np.int64]] = {}
    for each in sorted(cast, key=lambda each: each.group):
        row = rows[tuple(sorted((place[name], value) for name, value in each.marks.items()))]
        ballots[each.group] = ballots.get(each.group, 0) + each.ballots
        weights.setdefault(each.group, np.zeros(len(rows), dtype=np.int64))[row] += each.times
    return {name: VoterGroup(n, weights[name]) for name, n in ballots.items()}
