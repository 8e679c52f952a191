"""Fair chances by linear programming alone, and panels that add up to them.

If people could sit in part, the fairest chances would be a small linear programme. They can never
be less fair than those over whole panels, so where whole panels add up to exactly them, these are
the fairest of all, and that is the proof. Otherwise the panels found are a start for the search in
`fair`.

The panels come from dependent rounding: each one has, of every kind and in every quota, the whole
number just below or just above what is expected (as in Gandhi, Khuller, Parthasarathy, Srinivasan,
J. ACM 53 (2006); Birkhoff 1946 for two quotas). What is left after a panel has been given the
greatest chance that leaves no negative rest has one more whole number in it, so there is an end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pbdesk.jury.panels import Kinds
from pbdesk.jury.solver import Numbers, Programme, most_in_part, most_whole
from pbdesk.words import Words, say

__all__ = ["Level", "Progress", "Rounded", "relaxed_chances", "rounded"]

_PRICED = 1e-6
_GIVE = 1e-8
_WHOLE = 1e-7
"""Nearer to a whole number than this is that number."""

_NOTHING = 1e-6
"""A rest smaller than this is the rounding of all steps before it."""

type Progress = Callable[[int, int, Words], None]
"""Told how far the work is; raises to stop it."""


@dataclass(frozen=True, slots=True)
class Level:
    """The fairest chances if people could sit in part: float64[kinds], and the lowest of them."""

    chances: Numbers
    lowest: float


@dataclass(frozen=True, slots=True)
class Rounded:
    """Panels (int64[panels, kinds]) with their chances; `whole`: they add up to what was asked."""

    panels: NDArray[np.int64]
    chances: Numbers
    whole: bool


def relaxed_chances(kinds: Kinds, *, only_lowest: bool) -> Level | None:
    """The leximin chances over parts of people; None where not even parts of people fit.

    `only_lowest`: raise the smallest chance and leave it at that.
    """
    opened = np.ones(len(kinds.size), np.bool_)
    floor = np.zeros(len(kinds.size))
    lowest: float | None = None
    while True:
        raised = _raised(kinds, floor, opened)
        if raised is None:
            return None
        lowest = raised.lowest if lowest is None else lowest
        tight = _tight(raised.prices, opened)
        floor[tight] = raised.lowest
        opened &= ~tight
        if only_lowest or not opened.any():
            chances = np.clip(raised.seats / kinds.size, 0.0, 1.0)
            return Level(chances, lowest)


def _tight(prices: Numbers, opened: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Kinds whose chance is the same in every optimum; at least the dearest."""
    tight = opened & (prices > _PRICED)
    tight[int(np.argmax(np.where(opened, prices, -1.0)))] = True
    return tight


@dataclass(frozen=True, slots=True)
class _Raised:
    """Seats of each kind, the lowest open chance as high as it goes, the price of each kind."""

    seats: Numbers
    lowest: float
    prices: Numbers


def _raised(
    kinds: Kinds,
    floor: Numbers,
    opened: NDArray[np.bool_],
) -> _Raised | None:
    solved = most_in_part(_raising(kinds, floor, opened))
    if solved is None:
        return None
    prices = solved.prices[: len(kinds.size)]
    return _Raised(solved.values[:-1], float(solved.values[-1]), prices)


def _raising(
    kinds: Kinds,
    floor: Numbers,
    opened: NDArray[np.bool_],
) -> Programme:
    """Raise the lowest chance (the last value) under the rules and above what is settled."""
    many = len(kinds.size)
    chance = np.column_stack(
        [np.diag(1.0 / kinds.size), -opened.astype(np.float64)],
    )
    rules = np.column_stack([kinds.rows, np.zeros(len(kinds.rows))])
    settled = np.maximum(floor - _GIVE, 0.0)
    return Programme(
        gain=np.append(np.zeros(many), 1.0),
        rows=np.vstack([chance, rules]),
        least=np.concatenate([settled, kinds.least]),
        most=np.concatenate([np.full(many, np.inf), kinds.most]),
        below=np.zeros(many + 1),
        above=np.append(kinds.size, 1.0),
    )


def rounded(kinds: Kinds, seats: Numbers, progress: Progress) -> Rounded:
    """Panels that add up to `seats` (float64[kinds], expected people of each kind), if they do."""
    rest, left = seats, 1.0
    panels: list[NDArray[np.int64]] = []
    chances: list[float] = []
    steps = len(kinds.size) + len(kinds.rows)
    for done in range(2 * steps):
        progress(done, steps, say("Looking for panels"))
        step = _step(kinds, rest)
        if step is None:
            break
        panel, part = step
        panels.append(panel)
        chances.append(left * part)
        left *= 1 - part
        if left < _NOTHING:
            break
        rest = (rest - part * panel) / (1 - part)
    return _summed(panels, chances, len(kinds.size), whole=left < _NOTHING)


def _summed(
    panels: list[NDArray[np.int64]],
    chances: list[float],
    kinds: int,
    *,
    whole: bool,
) -> Rounded:
    table = np.array(panels, np.int64).reshape(len(panels), kinds)
    shares = np.array(chances)
    return Rounded(table, shares / shares.sum() if whole else shares, whole)


def _step(
    kinds: Kinds,
    rest: Numbers,
) -> tuple[NDArray[np.int64], float] | None:
    """A panel just around the rest, and the greatest part of the rest that it can be."""
    below, above = _around(rest)
    counted = kinds.rows @ rest
    least, most = _around(counted)
    asked = Programme(
        gain=rest - below - 0.5,
        rows=kinds.rows,
        least=np.maximum(least, kinds.least),
        most=np.minimum(most, kinds.most),
        below=below,
        above=above,
    )
    solved = most_whole(asked)
    if solved is None:
        return None
    panel = solved.values
    parts = np.concatenate(
        [
            _largest(rest, below, panel),
            _largest(counted, least, kinds.rows @ panel),
        ],
    )
    return panel, float(parts.min(initial=1.0))


def _around(values: Numbers) -> tuple[Numbers, Numbers]:
    """The whole numbers just below and above; twice the same where a value is whole."""
    near = np.rint(values)
    is_whole = np.abs(values - near) < _WHOLE
    return (
        np.where(is_whole, near, np.floor(values)),
        np.where(is_whole, near, np.ceil(values)),
    )


def _largest(
    values: Numbers,
    below: Numbers,
    taken: NDArray[np.int64],
) -> Numbers:
    """How much of the rest each number lets this panel be: what lies on its side of the number."""
    above = np.where(taken > below, values - below, below + 1 - values)
    is_whole = np.abs(values - np.rint(values)) < _WHOLE
    return np.where(is_whole, 1.0, above)
