"""Comparison: after equal shares.

Whether more ballots prefer what most support alone would have funded.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from pbdesk.voting.arrays import Ints, added
from pbdesk.voting.profile import Profile

__all__ = ["prefer"]


def prefer(
    profile: Profile,
    one: Collection[int],
    other: Collection[int],
    *,
    covered: bool,
) -> tuple[int, int]:
    """Ballots that prefer each of two sets of projects (places on the ballot).

    A ballot prefers the set with more of the projects that it marks above zero; with `covered`,
    only a set with at least one against a set with none. Every ballot counts: the published tool
    leaves out those with no funded project on one side. Source: Wieliczka and Świecie 2023
    (equalshares.net, "Comparison step"). Cost: O(marks).
    """
    first = _wins(profile, one)
    second = _wins(profile, other)
    if covered:
        first = np.minimum(first, 1)
        second = np.minimum(second, 1)
    for_one = int(profile.weights[first > second].sum())
    for_other = int(profile.weights[second > first].sum())
    return for_one, for_other


def _wins(profile: Profile, funded: Collection[int]) -> Ints:
    """Funded projects on each distinct ballot, int64[distinct]."""
    inside = np.zeros(len(profile.projects), dtype=bool)
    inside[list(funded)] = True
    wins = inside[profile.columns] & (profile.values > 0)
    return added(profile.row_of, wins, len(profile.weights))
