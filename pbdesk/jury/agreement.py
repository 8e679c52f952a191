"""How far jurors agree: Krippendorff's alpha with its interval.

Source: Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), and "Content Analysis",
chapter 12. Glossary: a *unit* is what is judged (a standard); a *coincidence* is a pair of values
that two jurors gave the same unit, each pair of a unit with m values counted 1 / (m - 1) times; a
*distance* says how far apart two values are.

The interval draws whole units again with replacement and works alpha out anew, expected
disagreement included: pairs of one unit belong together. It is wider than Krippendorff's own, which
draws pairs as if they were independent.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["Interval", "Level", "Scores", "alpha", "interval"]

type Level = Literal["nominal", "ordinal", "interval"]
type Scores = Sequence[Sequence[int | None]]
"""A row a juror, a column a unit; None where somebody gave no value."""

type Numbers = NDArray[np.float64]

_DRAWS = 20_000
_LOW, _HIGH = 2.5, 97.5
_LABEL = "pbdesk/alpha/1"


@dataclass(frozen=True, slots=True)
class Interval:
    """Where 95 of 100 draws lie. `undefined`: draws without variation, which are left out."""

    low: float
    high: float
    undefined: int


def alpha(scores: Scores, level: Level) -> Fraction | None:
    """Alpha, exact; None where all values are the same or nothing was judged twice.

    Then no disagreement can be expected, and none can be measured: say so, show no number.
    """
    units = _units(scores)
    values = sorted({value for unit in units for value in unit})
    together = _coincidences(units, values)
    margins = [sum(row, Fraction(0)) for row in together]
    pairs = [(c, k) for c in range(len(values)) for k in range(c)]
    apart = {pair: _distance(level, values, margins, *pair) for pair in pairs}
    expected = sum(margins[c] * margins[k] * apart[c, k] for c, k in pairs)
    if not expected:
        return None
    observed = sum(together[c][k] * apart[c, k] for c, k in pairs)
    return 1 - (sum(margins) - 1) * observed / expected


def _units(scores: Scores) -> list[list[int]]:
    """The values of each unit that at least two jurors judged."""
    units = _without_gaps(zip(*scores, strict=True))
    return [unit for unit in units if len(unit) > 1]


def _without_gaps(columns: Iterable[Sequence[int | None]]) -> list[list[int]]:
    return [
        [value for value in column if value is not None] for column in columns
    ]


def _coincidences(
    units: Sequence[Sequence[int]],
    values: Sequence[int],
) -> list[list[Fraction]]:
    table = [[Fraction(0)] * len(values) for _ in values]
    for unit in units:
        counts = Counter(unit)
        for c, one in enumerate(values):
            for k, other in enumerate(values):
                pairs = counts[one] * (counts[other] - (one == other))
                table[c][k] += Fraction(pairs, len(unit) - 1)
    return table


def _distance(
    level: Level,
    values: Sequence[int],
    margins: Sequence[Fraction],
    c: int,
    k: int,
) -> Fraction:
    """How far apart values c and k are, squared; k is the lower one."""
    if level == "nominal":
        return Fraction(1)
    if level == "interval":
        return Fraction(values[c] - values[k]) ** 2
    ends = (margins[c] + margins[k]) / 2
    return (sum(margins[k : c + 1]) - ends) ** 2


def interval(scores: Scores, level: Level, seed: str) -> Interval | None:
    """The 95 % interval over draws of whole units; None where alpha has no value.

    The same seed draws the same units for ever.
    """
    if alpha(scores, level) is None:
        return None
    units = _units(scores)
    values = sorted({value for unit in units for value in unit})
    each = np.array(
        [_coincidences([unit], values) for unit in units],
        dtype=np.float64,
    )
    together = np.tensordot(_drawn(len(units), seed), each, axes=1)
    found = _alphas(together, np.array(values, dtype=np.float64), level)
    known = found[np.isfinite(found)]
    low, high = np.percentile(known, [_LOW, _HIGH])
    return Interval(float(low), float(high), len(found) - len(known))


def _drawn(units: int, seed: str) -> Numbers:
    """How often each unit is drawn: float64[draws, units]."""
    told = f"{_LABEL}\0{seed}".encode()
    stream = hashlib.shake_256(told).digest(4 * _DRAWS * units)
    places = np.frombuffer(stream, "<u4").reshape(_DRAWS, units) % units
    times = np.zeros((_DRAWS, units))
    np.add.at(times, (np.arange(_DRAWS)[:, np.newaxis], places), 1.0)
    return times


def _alphas(together: Numbers, values: Numbers, level: Level) -> Numbers:
    """Alpha of every draw, float64[draws]; not a number where a draw has no variation.

    `together`: float64[draws, values, values].
    """
    margins = together.sum(axis=2)
    apart = _distances(margins, values, level)
    total = margins.sum(axis=1)
    observed = (together * apart).sum(axis=(1, 2))
    by_chance = margins[:, :, np.newaxis] * margins[:, np.newaxis]
    expected = (by_chance * apart).sum(axis=(1, 2))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(
            expected > 0,
            1 - (total - 1) * observed / expected,
            np.nan,
        )


def _distances(margins: Numbers, values: Numbers, level: Level) -> Numbers:
    """Squared distances of all values: float64[draws or 1, values, values]."""
    if level == "nominal":
        return 1.0 - np.eye(len(values))[np.newaxis]
    if level == "interval":
        return (values[:, np.newaxis] - values)[np.newaxis] ** 2
    middles = np.cumsum(margins, axis=1) - margins / 2
    return (middles[:, :, np.newaxis] - middles[:, np.newaxis]) ** 2
