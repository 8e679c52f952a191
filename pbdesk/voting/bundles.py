"""Bundles: many sets of projects side by side, as arrays. Whole numbers throughout."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.arrays import Bools, Ints
from pbdesk.voting.unsupported import UnsupportedError
from pbdesk.words import say

__all__ = ["Bundles", "bundle", "joined"]

_MOST = 4_000_000
"""Sets that are looked at side by side: some hundred megabytes."""


type _Bits = NDArray[np.uint64]


type _Set = frozenset[int]


@dataclass(frozen=True, slots=True)
class Bundles:
    """Sets of projects.

    cost, votes: int64[sets] · bits, twin: uint64[sets, words], the first project first. `twin` is
    another set as good (same cost and votes), empty for none. Of equals the larger bits are
    preferred: they hold the earliest project in which the two differ.
    """

    cost: Ints
    votes: Ints
    bits: _Bits
    twin: _Bits

    def __len__(self) -> int:
        """How many sets there are."""
        return len(self.cost)

    def some(self, which: Ints | Bools) -> Bundles:
        """These of them."""
        return Bundles(
            self.cost[which],
            self.votes[which],
            self.bits[which],
            self.twin[which],
        )

    def plus(self, other: Bundles, most: int) -> Bundles:
        """Every set of these with every one of the others.

        Of other projects, where both cost at most `most`.
        Only the best are kept: see `best`.
        """
        step = max(1, _MOST // max(1, len(self)))
        if len(other) <= step:
            return _pairs(self, other, most)
        found = self.some(np.arange(0))
        for first in range(0, len(other), step):
            last = min(first + step, len(other))
            pairs = _pairs(self, other.some(np.arange(first, last)), most)
            found = joined([found, pairs]).best(most)
        return found

    def best(self, dominating: int) -> Bundles:
        """Without those that another beats.

        One that costs less than `dominating` beats only what costs the same.
        One beats another that costs no less and has no more votes, or is equal and not preferred.
        """
        order = self._cheapest_first()
        cost = self.cost[order]
        votes = self.votes[order]
        same_cost = _as_before(cost)
        as_good = same_cost & _as_before(votes)
        cheap = cost < dominating
        # The first of a cost is the best of it; a dearer one must have more votes than all before
        # it that dominate.
        most_votes = np.maximum.accumulate(np.where(cheap, -1, votes))
        most_before = np.concatenate([[-1], most_votes[:-1]])
        kept = np.flatnonzero(np.where(cheap, ~same_cost, votes > most_before))
        best = self.some(order[kept])
        following = np.minimum(kept + 1, len(order) - 1)
        has_twin = (following > kept) & as_good[following]
        twin = np.where(
            has_twin[:, None],
            self.bits[order[following]],
            best.twin,
        )
        return replace(best, twin=twin)

    def _cheapest_first(self) -> Ints:
        """The order by cost, then most votes, then what is preferred."""
        last_word_first = [~word for word in self.bits.T[::-1]]
        return np.lexsort((*last_word_first, -self.votes, self.cost))

    def places(self, number: int) -> tuple[_Set, _Set]:
        """The projects of one set, and of its twin."""
        return _places(self.bits[number]), _places(self.twin[number])


def bundle(
    projects: Collection[int],
    costs: Sequence[int],
    votes: Sequence[int],
) -> Bundles:
    """One set."""
    bits = _bits(projects, len(costs))
    cost = sum(costs[i] for i in projects)
    support = sum(votes[i] for i in projects)
    return Bundles(
        np.array([cost], dtype=np.int64),
        np.array([support], dtype=np.int64),
        bits,
        twin=np.zeros_like(bits),
    )


def _bits(projects: Collection[int], of: int) -> _Bits:
    """One set of so many projects as bits, uint64[1, words]."""
    words = max(1, -(-of // 64))
    bits = np.zeros((1, words), dtype=np.uint64)
    for i in projects:
        word, place = divmod(i, 64)
        bits[0, word] |= np.uint64(1) << np.uint64(63 - place)
    return bits


def joined(several: Sequence[Bundles]) -> Bundles:
    """All sets of one or more bundles."""
    return Bundles(
        cost=np.concatenate([each.cost for each in several]),
        votes=np.concatenate([each.votes for each in several]),
        bits=np.concatenate([each.bits for each in several]),
        twin=np.concatenate([each.twin for each in several]),
    )


def _pairs(these: Bundles, others: Bundles, most: int) -> Bundles:
    """Every set of these with every one of the others, as far as they fit."""
    cost = (these.cost[None, :] + others.cost[:, None]).ravel()
    fits = np.flatnonzero(cost <= most)
    if len(fits) > 4 * _MOST:
        raise UnsupportedError(
            say(
                "Too many sets of projects are in question to look at all of them.",
            ),
        )
    other, one = np.divmod(fits, len(these))
    bits = these.bits[one]
    added = others.bits[other]
    twin = these.twin[one]
    added_twin = others.twin[other]
    none = np.zeros_like(bits)
    by_the_other = np.where(_any(added_twin), bits | added_twin, none)
    return Bundles(
        cost=cost[fits],
        votes=these.votes[one] + others.votes[other],
        bits=bits | added,
        twin=np.where(_any(twin), twin | added, by_the_other),
    )


def _any(bits: _Bits) -> Bools:
    """Whether each set holds a project, bool[sets, 1]."""
    return bits.any(axis=1, keepdims=True)


def _as_before(figures: Ints) -> Bools:
    """Whether each is the same as the one before it."""
    same = np.zeros(len(figures), dtype=bool)
    same[1:] = figures[1:] == figures[:-1]
    return same


def _places(bits: _Bits) -> _Set:
    return frozenset(
        word * 64 + place
        for word, held in enumerate(bits.tolist())
        for place in range(64)
        if held >> (63 - place) & 1
    )
