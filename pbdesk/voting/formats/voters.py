"""Voters: what the columns of a file say about who cast a ballot.

As far as somebody asks for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pbdesk.voting.arrays import Ints
from pbdesk.voting.formats.weighting import Weighting
from pbdesk.voting.profile import Marks, Profile
from pbdesk.words import Words

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
        weighed = self.weighting and self.weighting.column
        return tuple(
            name for name in (weighed, self.groups) if name is not None
        )

    @property
    def notes(self) -> tuple[Words, ...]:
        """What an outcome says of the weighting."""
        if self.weighting is None:
            return ()
        return self.weighting.notes()


ANYBODY = Voters()
"""Nothing is asked."""


@dataclass(frozen=True, slots=True)
class VoterGroup:
    """Ballots that say the same of their voters.

    ballots: as they were cast · weights: int64[distinct], as they count, for each distinct ballot
    of the profile.
    """

    ballots: int
    weights: Ints


class Cast(NamedTuple):
    """Equal ballots of a group: `ballots` were cast, and together they count `times`."""

    marks: Marks
    group: str
    ballots: int
    times: int


def voter_groups(
    profile: Profile,
    cast: Iterable[Cast],
) -> Mapping[str, VoterGroup]:
    """The groups of a profile's ballots, by name. Cost: O(marks + groups x distinct)."""
    distinct = len(profile.weights)
    row_of = _rows_of(profile)
    ballots: Counter[str] = Counter()
    weights: defaultdict[str, Ints] = defaultdict(
        lambda: np.zeros(distinct, dtype=np.int64),
    )
    for each in cast:
        weights[each.group][row_of(each.marks)] += each.times
        ballots[each.group] += each.ballots
    return {
        name: VoterGroup(ballots[name], weights[name])
        for name in sorted(weights)
    }


def _rows_of(profile: Profile) -> Callable[[Marks], int]:
    """Where a ballot with some marks stands among the distinct ones."""
    column_of = {project: column for column, project in enumerate(profile.ids)}
    row_of = {ballot.marks: row for row, ballot in enumerate(profile.ballots())}

    def row(marks: Marks) -> int:
        columns = sorted(
            (column_of[name], value) for name, value in marks.items()
        )
        return row_of[tuple(columns)]

    return row
