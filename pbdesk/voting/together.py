"""Together: the ballots of several profiles as one, as if they had lain in one box.

Exact and without a loop over ballots: a city's million are merged in a second or two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.profile import Profile

__all__ = ["Packed", "packed", "together"]


class Packed(NamedTuple):
    """Ballots in as few bytes as they need, while they wait to be added up.

    `lengths`: how many marks each distinct ballot has; `weights`: how often it was cast; whole
    numbers of whatever size fits. `ids`: the options, by the columns of the marks.
    """

    ids: tuple[str, ...]
    n: int
    lengths: NDArray[np.integer]
    columns: NDArray[np.integer]
    values: NDArray[np.integer]
    weights: NDArray[np.integer]


def packed(profile: Profile) -> Packed:
    """The ballots of a profile, in a fifth of its room or less."""
    return Packed(
        profile.ids,
        profile.n,
        _smallest(np.diff(profile.start)),
        _smallest(profile.columns),
        _smallest(profile.values),
        _smallest(profile.weights),
    )


def _smallest(figures: NDArray[np.integer]) -> NDArray[np.integer]:
    if not len(figures):
        return figures.astype(np.int8)
    kinds = (
        np.min_scalar_type(-1 - abs(int(each)))
        for each in (figures.min(), figures.max())
    )
    return figures.astype(np.result_type(*kinds))


class _Rows(NamedTuple):
    """Ballots with equally many marks, one below the other: columns, values, how often each.

    Whole numbers of whatever size fits: they are wide only once they are merged.
    """

    columns: NDArray[np.integer]
    values: NDArray[np.integer]
    times: NDArray[np.integer]


def together(halls: Sequence[Packed], like: Profile) -> Profile:
    """The ballots of `halls` on the sheet of `like`, equal ones merged; its own are left out.

    They may have the options in another order. The order of halls and of ballots in them changes
    nothing. Beside what came and the sum, memory holds the ballots of one length at a time. Raises
    KeyError for an option that `like` does not have.
    """
    place = {name: column for column, name in enumerate(like.ids)}
    lengths = {
        marks for each in halls for marks in np.unique(each.lengths).tolist()
    }
    merged = [
        _merged([_of_length(each, marks, place) for each in halls])
        for marks in sorted(lengths)
    ]
    return _one_profile(merged, replace(like, n=sum(each.n for each in halls)))


def _of_length(hall: Packed, marks: int, place: Mapping[str, int]) -> _Rows:
    """The ballots of a hall with so many marks; columns are those of the sum, ascending."""
    new = _smallest(
        np.array([place[name] for name in hall.ids], dtype=np.int64),
    )
    ends = np.cumsum(hall.lengths, dtype=np.int64)
    rows = np.flatnonzero(hall.lengths == marks)
    at = (ends[rows] - marks).reshape(-1, 1) + np.arange(marks, dtype=np.int64)
    columns = new[hall.columns[at]]
    values = hall.values[at]
    order = np.argsort(columns, axis=1)
    return _Rows(
        np.take_along_axis(columns, order, axis=1),
        np.take_along_axis(values, order, axis=1),
        hall.weights[rows],
    )


def _merged(parts: Sequence[_Rows]) -> _Rows:
    """Equal ballots once, with how often they were cast in all; sorted."""
    columns = np.concatenate([each.columns for each in parts])
    values = np.concatenate([each.values for each in parts])
    times = np.concatenate([each.times for each in parts])
    if columns.shape[1] == 0:
        return _Rows(
            columns[:1],
            values[:1],
            times.sum(keepdims=True, dtype=np.int64),
        )
    order = np.lexsort((*values.T[::-1], *columns.T[::-1]))
    return _once(_Rows(columns[order], values[order], times[order]))


def _once(rows: _Rows) -> _Rows:
    """Sorted ballots, each once."""
    columns, values, times = rows
    other = np.any(columns[1:] != columns[:-1], axis=1) | np.any(
        values[1:] != values[:-1],
        axis=1,
    )
    first = np.flatnonzero(np.concatenate(([True], other)))
    added = np.add.reduceat(times, first, dtype=np.int64)
    return _Rows(columns[first], values[first], _smallest(added))


def _one_profile(merged: Sequence[_Rows], like: Profile) -> Profile:
    """The rows as one profile, ballots with the fewest marks first."""
    lengths = [
        np.full(len(rows.times), rows.columns.shape[1], np.int64)
        for rows in merged
    ]
    start = np.cumsum(np.concatenate((np.zeros(1, dtype=np.int64), *lengths)))
    return replace(
        like,
        start=start,
        columns=_joined([rows.columns.ravel() for rows in merged], np.int32),
        values=_joined([rows.values.ravel() for rows in merged], np.int64),
        weights=_joined([rows.times for rows in merged], np.int64),
        ends=None,
        lengths=None,
    )


def _joined[W: np.integer](
    parts: Sequence[NDArray[np.integer]],
    width: type[W],
) -> NDArray[W]:
    return np.concatenate((np.zeros(0, dtype=width), *parts), dtype=width)
