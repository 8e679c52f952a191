"""Pairwise: how many ballots put one option above another, and what follows from it.

An unranked option is below every ranked one; two unranked, or two in one place, say nothing about
each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.arrays import Bools
from pbdesk.voting.options import Settings
from pbdesk.voting.outcome import Outcome, Table
from pbdesk.voting.profile import Profile
from pbdesk.voting.ties import Ladder

__all__ = [
    "Matrix",
    "from_matrix",
    "matrix_of",
    "named",
    "places_of",
    "reaches",
    "smith_set",
    "wins_of",
]

type Matrix = NDArray[np.int64]

UNRANKED = np.iinfo(np.int32).max


def places_of(profile: Profile) -> NDArray[np.int32]:
    """Every option's place on every distinct ballot, int32[options, distinct].

    UNRANKED where it has none.
    """
    size = len(profile.projects), len(profile.weights)
    places = np.full(size, UNRANKED, dtype=np.int32)
    places[profile.columns, profile.row_of] = profile.values
    return places


def matrix_of(profile: Profile) -> Matrix:
    """matrix[a, b]: ballots that put a above b, int64[options, options]."""
    places = places_of(profile)
    options = len(places)
    matrix = np.zeros((options, options), dtype=np.int64)
    for a in range(options):
        for b in range(options):
            above = places[a] < places[b]
            matrix[a, b] = profile.weights[above].sum()
    return matrix


def wins_of(matrix: Matrix) -> list[int]:
    """How many others each option beats."""
    return (matrix > matrix.T).sum(axis=1).tolist()


def smith_set(matrix: Matrix) -> list[int]:
    """The smallest set of options of which each beats every option outside it."""
    if not len(matrix):
        return []
    beats_or_ties = matrix >= matrix.T
    wins = (matrix > matrix.T).sum(axis=1)
    chosen = np.zeros(len(matrix), dtype=bool)
    chosen[wins.argmax()] = True
    while True:
        reached = chosen | beats_or_ties[:, chosen].any(axis=1)
        if (reached == chosen).all():
            members: list[int] = np.flatnonzero(chosen).tolist()
            return members
        chosen = reached


def reaches(beats: Bools) -> Bools:
    """reaches[a, b]: a chain of victories leads from a to b, bool[options, options] (Warshall)."""
    chain = beats.copy()
    for via in range(len(chain)):
        chain |= chain[:, via, None] & chain[None, via, :]
    return chain


def named(matrix: Matrix, ids: Sequence[str]) -> Table:
    """The matrix by names."""
    table: dict[str, Mapping[str, int]] = {}
    for name, row in zip(ids, matrix.tolist(), strict=True):
        table[name] = dict(zip(ids, row, strict=True))
    return table


def from_matrix[S: Settings](
    found: Callable[[Profile, S, Ladder, Matrix], Outcome],
) -> Callable[[Profile, S, Ladder, Outcome], Outcome]:
    """How a rule of pairs finds its outcome again in the pairs that it publishes."""

    def again(
        profile: Profile,
        settings: S,
        ladder: Ladder,
        told: Outcome,
    ) -> Outcome:
        ids = profile.ids
        rows = [[told.matrix[one][other] for other in ids] for one in ids]
        matrix = np.array(rows, dtype=np.int64).reshape(len(ids), len(ids))
        return found(profile, settings, ladder, matrix)

    return again
