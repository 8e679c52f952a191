"""Linear programmes, whole and in part: HiGHS, by way of scipy, with types.

Both maximise `gain @ values` over `least <= rows @ values <= most` and `below <= values <= above`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Numbers",
    "Part",
    "Programme",
    "Whole",
    "most_in_part",
    "most_whole",
]

type Numbers = NDArray[np.float64]
type Given = NDArray[np.number]

_EXACT = {
    "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9,
}


@dataclass(frozen=True, slots=True)
class Programme:
    """What is asked: values, rows of values, rows, rows, values, values."""

    gain: Given
    rows: Given
    least: Given
    most: Given
    below: Given
    above: Given


@dataclass(frozen=True, slots=True)
class Whole:
    """The best whole numbers: int64[values], what they gain, and the proved limit of any gain."""

    values: NDArray[np.int64]
    gain: float
    limit: float


@dataclass(frozen=True, slots=True)
class Part:
    """The best numbers: float64[values]; what one unit less of each `least` would gain."""

    values: Numbers
    prices: Numbers


def most_whole(asked: Programme) -> Whole | None:
    """Whole numbers of the greatest gain, proved with a gap of 0; None where there are none."""
    optimize: Any = import_module("scipy.optimize")
    solved = optimize.milp(
        -asked.gain,
        constraints=optimize.LinearConstraint(
            asked.rows,
            asked.least,
            asked.most,
        ),
        integrality=np.ones(len(asked.gain)),
        bounds=optimize.Bounds(asked.below, asked.above),
        options={"mip_rel_gap": 0.0},
    )
    if solved.x is None:
        return None
    values = np.rint(solved.x).astype(np.int64)
    gain = float(asked.gain @ values)
    limit = (
        gain if solved.mip_dual_bound is None else -float(solved.mip_dual_bound)
    )
    return Whole(values, gain, max(limit, gain))


def most_in_part(asked: Programme) -> Part | None:
    """Numbers of the greatest gain, whole or not; None where there are none."""
    optimize: Any = import_module("scipy.optimize")
    some = np.isfinite(asked.most)
    solved = optimize.linprog(
        -asked.gain,
        A_ub=np.vstack([-asked.rows, asked.rows[some]]),
        b_ub=np.concatenate([-asked.least, asked.most[some]]),
        bounds=np.column_stack([asked.below, asked.above]),
        method="highs",
        options=_EXACT,
    )
    if solved.x is None:
        return None
    prices = np.maximum(-solved.ineqlin.marginals[: len(asked.rows)], 0.0)
    return Part(np.asarray(solved.x, dtype=np.float64), prices)
