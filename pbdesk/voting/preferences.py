"""Preferences: rankings as arrays, for rules that pass ballots on from choice to choice."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import UnsupportedError
from pbdesk.words import say

__all__ = ["by_place", "first_choices", "first_places"]


def by_place(profile: Profile) -> NDArray[np.int32]:
    """Options in the order of each ballot, int32[distinct, longest + 1].

    The number of options after its end.
    Raises UnsupportedError for ballots that give one place to two options.
    """
    rows, places = profile.row_of, profile.values
    sorted_marks = np.lexsort((places, rows))
    if ((np.diff(places[sorted_marks]) == 0) & (np.diff(rows[sorted_marks]) == 0)).any():
        raise UnsupportedError(
            say("This rule does not count ballots that give one place to two options.")
        )
    lengths = np.diff(profile.start)
    order = np.full(
        (len(lengths), int(lengths.max(initial=0)) + 1), len(profile.projects), dtype=np.int32
    )
    order[rows, np.arange(len(rows)) - profile.start[rows]] = profile.columns[sorted_marks]
    return order


def first_places(profile: Profile) -> tuple[list[int], int]:
    """Ballots whose first place is each option's, and those that rank nothing.

    Equal places further down are no matter.
    Raises UnsupportedError for ballots that give their first place to two options.
    """
    lowest = np.full(len(profile.weights), np.iinfo(np.int64).max)
    np.minimum.at(lowest, profile.row_of, profile.values)
    firsts = profile.values == lowest[profile.row_of]
    rows = profile.row_of[firsts]
    if len(rows) != len(np.unique(rows)):
        raise UnsupportedError(
            say("This rule does not count ballots that give their first place to two options.")
        )
    sums = np.zeros(len(profile.projects), dtype=np.int64)
    np.add.at(sums, profile.columns[firsts], profile.weights[rows])
    totals: list[int] = sums.tolist()
    return totals, profile.n - sum(totals)


def first_choices(
    profile: Profile, order: NDArray[np.int32], still_in: Iterable[int]
) -> tuple[list[int], int]:
    """Ballots whose first choice among `still_in` is each option.

    0 for the others, and the exhausted ones.
    `order` is what `by_place` gives.
    """
    counts = np.zeros(len(profile.projects) + 1, dtype=bool)
    counts[list(still_in)] = True
    counts[-1] = True  # where a ballot ends it is exhausted
    top = order[np.arange(len(order)), counts[order].argmax(axis=1)]
    sums = np.zeros(len(counts), dtype=np.int64)
    np.add.at(sums, top, profile.weights)
    totals: list[int] = sums.tolist()
    return totals[:-1], totals[-1]
