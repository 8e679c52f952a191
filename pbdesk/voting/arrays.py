"""Arrays: what the tally counts with, many figures at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["Bools", "Floats", "Ints", "added", "starts"]

type Ints = NDArray[np.int64]
type Floats = NDArray[np.float64]
type Bools = NDArray[np.bool_]


def added(
    index: NDArray[np.integer],
    amounts: NDArray[np.generic],
    size: int,
) -> Ints:
    """What the amounts of each index from 0 to `size` add up to; exact, as whole numbers."""
    sums = np.zeros(size, dtype=np.int64)
    np.add.at(sums, index, amounts)
    return sums


def starts(lengths: NDArray[np.integer] | Sequence[int]) -> Ints:
    """Where each of some rows begins when they stand one after the other, and the last ends."""
    start = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=start[1:])
    return start
