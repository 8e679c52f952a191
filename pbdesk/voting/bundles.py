"""Bundles: many sets of projects side by side, as arrays. Whole numbers throughout."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.unsupported import UnsupportedError
from pbdesk.words import say

__all__ = ["Bundles", "bundle", "joined"]

_MOST = 4_000_000
"""Sets that are looked at side by side: some hundred megabytes."""


@dataclass(frozen=True, slots=True)
class Bundles:
    """Sets of projects.

    cost, votes: int64[sets] · bits, twin: uint64[sets, words], the first project first. `twin` is
    another set as good (same cost and votes), empty for none. Of equals the larger bits are
    preferred: they hold the earliest project in which the two differ.
    """

    cost: NDArray[np.int64]
    votes: NDArray[np.int64]
    bits: NDArray[np.uint64]
    twin: NDArray[np.uint64]

    def __len__(self) -> int:
        """How many sets there are."""
        return len(self.cost)

    def some(self, which: NDArray[np.int64] | NDArray[np.bool_]) -> Bundles:
        """These of them."""
        return Bundles(self.cost[which], self.votes[which], self.bits[which], self.twin[which])

    def plus(self, other: Bundles, most: int) -> Bundles:
        """Every set of these with every one of the others.

        Of other projects, where both cost at most `most`.
        Only the best are kept: see `best`.
        """
        found: Bundles | None = None
        step = max(1, _MOST // max(1, len(self)))
        for start in range(0, len(other), step):
            part = other.some(np.arange(start, min(start + step, len(other))))
            pairs = _pairs(self, part, most)
            found = pairs if found is None else joined([found, pairs])
            if len(other) > step:
                found = found.best(most)
        return self.some(np.arange(0)) if found is None else found

    def best(self, dominating: int) -> Bundles:
        """Without those that another beats.

        One that costs less than `dominating` beats only what costs the same.
        One beats another that costs no less and has no more votes, or is equal and not preferred.
        """
        keys = [~self.bits[:, word] for word in range(self.bits.shape[1] - 1, -1, -1)]
        order = np.lexsort((*keys, -self.votes, self.cost))
        cost, votes = self.cost[order], self.votes[order]
        cheap = cost < dominating
        before = np.concatenate([[-1], np.maximum.accumulate(np.where(cheap, -1, votes))[:-1]])
        same = np.concatenate([[False], cost[1:] == cost[:-1]])
        kept = np.flatnonzero(np.where(cheap, ~same, votes > before))
        twins = np.concatenate([same[1:] & (votes[1:] == votes[:-1]), [False]])
        best = self.some(order[kept])
        second = self.bits[order[np.minimum(kept + 1, len(order) - 1)]]
        return Bundles(
            best.cost, best.votes, best.bits, np.where(twins[kept][:, None], second, best.twin)
        )

    def places(self, number: int) -> tuple[frozenset[int], frozenset[int]]:
        """The projects of one set, and of its twin."""
        return _places(self.bits[number]), _places(self.twin[number])


def bundle(projects: Collection[int], costs: Sequence[int], votes: Sequence[int]) -> Bundles:
    """One set."""
    bits = np.zeros((1, -(-len(costs) // 64) or 1), dtype=np.uint64)
    for i in projects:
        bits[0, i // 64] |= np.uint64(1) << np.uint64(63 - i % 64)
    return Bundles(
        np.array([sum(costs[i] for i in projects)], dtype=np.int64),
        np.array([sum(votes[i] for i in projects)], dtype=np.int64),
        bits,
        np.zeros_like(bits),
    )


def joined(several: Sequence[Bundles]) -> Bundles:
    """All sets of one or more bundles."""
    return Bundles(
        *(
            np.concatenate([getattr(each, name) for each in several])
            for name in ("cost", "votes", "bits", "twin")
        )
    )


def _pairs(these: Bundles, others: Bundles, most: int) -> Bundles:
    cost = (these.cost[None, :] + others.cost[:, None]).ravel()
    fits = np.flatnonzero(cost <= most)
    if len(fits) > 4 * _MOST:
        raise UnsupportedError(
            say("Too many sets of projects are in question to look at all of them.")
        )
    one, other = fits % len(these), fits // len(these)
    told, added = these.bits[one], others.bits[other]
    has = these.twin[one].any(axis=1)[:, None]
    with_twin = others.twin[other].any(axis=1)[:, None]
    twin = np.where(
        has,
        these.twin[one] | added,
        np.where(with_twin, told | others.twin[other], 0).astype(np.uint64),
    )
    return Bundles(cost[fits], these.votes[one] + others.votes[other], told | added, twin)


def _places(bits: NDArray[np.uint64]) -> frozenset[int]:
    return frozenset(
        word * 64 + place
        for word, held in enumerate(bits.tolist())
        for place in range(64)
        if held >> (63 - place) & 1
    )
