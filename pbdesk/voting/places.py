"""Points for places: what rankings give each project, for Borda counts within a budget."""

from __future__ import annotations

import numpy as np

from pbdesk.voting.arrays import Ints
from pbdesk.voting.profile import Profile

__all__ = ["place_points", "summed_place_points"]


def place_points(
    profile: Profile,
    *,
    last: int,
    first: int | None = None,
) -> Ints:
    """Points of each mark, int64[marks].

    On a ballot that was cast with L projects, place k gives L - k + `last`: the last place gives
    `last`. A project that takes no part (a threshold, another pot) leaves the others their points.
    With `first`, the first place always gives `first` points and each next one less, never below 0
    (Krakow's 3, 2, 1 is first = 3).
    """
    if first is not None:
        return np.maximum(first + 1 - profile.values, 0)
    lengths = profile.cast_lengths
    return lengths[profile.row_of] - profile.values + last


def summed_place_points(profile: Profile, points: Ints) -> list[int]:
    """Points of each project over all ballots."""
    summed: list[int] = profile.summed(points).tolist()
    return summed
