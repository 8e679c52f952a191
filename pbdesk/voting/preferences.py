"""Preferences: rankings as arrays, for rules that pass ballots on from choice to choice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.arrays import added
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import UnsupportedError
from pbdesk.words import say

__all__ = ["FirstPlaces", "by_place", "first_choices", "first_places"]


def by_place(profile: Profile) -> NDArray[np.int32]:
    """Options in the order of each ballot, int32[distinct, longest + 1].

    The number of options after its end.
    Raises UnsupportedError for ballots that give one place to two options.
    """
    rows = profile.row_of
    by_rank = np.lexsort((profile.values, rows))
    same_place = np.diff(profile.values[by_rank]) == 0
    same_ballot = np.diff(rows[by_rank]) == 0
    if (same_place & same_ballot).any():
        raise UnsupportedError(
            say(
                "This rule does not count ballots that give one place to two options.",
            ),
        )
    longest = int(np.diff(profile.start).max(initial=0))
    size = len(profile.weights), longest + 1
    nobody = len(profile.projects)
    order = np.full(size, nobody, dtype=np.int32)
    place = np.arange(len(rows)) - profile.start[rows]
    order[rows, place] = profile.columns[by_rank]
    return order


class FirstPlaces(NamedTuple):
    """Ballots for each option, and those for none."""

    totals: list[int]
    exhausted: int


def first_places(profile: Profile) -> FirstPlaces:
    """Ballots whose first place is each option's, and those that rank nothing.

    Equal places further down are no matter.
    Raises UnsupportedError for ballots that give their first place to two options.
    """
    lowest = np.full(len(profile.weights), np.iinfo(np.int64).max)
    np.minimum.at(lowest, profile.row_of, profile.values)
    is_first = profile.values == lowest[profile.row_of]
    ballots = profile.row_of[is_first]
    if len(ballots) > len(np.unique(ballots)):
        raise UnsupportedError(
            say(
                "This rule does not count ballots that give their first place to two options.",
            ),
        )
    firsts = profile.columns[is_first]
    sums = added(firsts, profile.weights[ballots], len(profile.projects))
    totals: list[int] = sums.tolist()
    return FirstPlaces(totals, profile.n - sum(totals))


def first_choices(
    profile: Profile,
    order: NDArray[np.int32],
    still_in: Iterable[int],
) -> FirstPlaces:
    """Ballots whose first choice among `still_in` is each option.

    0 for the others, and the exhausted ones.
    `order` is what `by_place` gives.
    """
    counts = np.zeros(len(profile.projects) + 1, dtype=bool)
    counts[list(still_in)] = True
    counts[-1] = True  # where a ballot ends it is exhausted
    first_place = counts[order].argmax(axis=1)
    firsts = order[np.arange(len(order)), first_place]
    totals: list[int] = added(firsts, profile.weights, len(counts)).tolist()
    return FirstPlaces(totals[:-1], totals[-1])
