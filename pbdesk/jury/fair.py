"""The fairest chances: everybody's smallest chance as large as it can be, and then the next.

Maximin makes the smallest chance as large as possible; leximin goes on from there, person by
person. Source: Flanigan, Gölz, Gupta, Hennig, Procaccia, Nature 596 (2021), algorithm 1 (column
generation); Kurokawa, Procaccia, Shah, "Leximin allocations in the real world" (2018).

Glossary: a *distribution* gives each known panel a chance λ; a *price* is what one more unit of a
kind's smallest chance would cost (the dual of its constraint); *pricing* looks for the panel that
is worth most at these prices. Where none is worth more than what the distribution pays already, it
is the best of all panels, known or not, and the prices prove it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pbdesk.jury.panels import Kinds, best_panel
from pbdesk.jury.relaxed import Progress, relaxed_chances, rounded
from pbdesk.jury.solver import Numbers, Programme, Whole, most_in_part
from pbdesk.words import say

__all__ = ["Fair", "Method", "fairest"]

type Method = Literal["leximin", "maximin"]

_NEAR = 1e-7
"""What a chance may be below the best one before another panel is looked for."""

_PRICED = 1e-6
"""A price above this is no rounding: the kind has the same chance in every optimum."""

_GIVE = 1e-8
"""By how much a settled chance may sink again, so that rounding never makes a stage impossible."""


@dataclass(frozen=True, slots=True)
class Fair:
    """The panels that may be drawn, each with its chance.

    `panels`: int64[panels, kinds]. `chances`: float64[panels], of the panels. `bound`: no
    distribution gives everybody who can be on a panel a larger smallest chance. `never`:
    bool[kinds], who can be on none.
    """

    panels: NDArray[np.int64]
    chances: Numbers
    bound: float
    never: NDArray[np.bool_]


def fairest(kinds: Kinds, method: Method, progress: Progress) -> Fair | None:
    """The distribution over panels that is fairest by the method; None where no panel exists."""
    easy = relaxed_chances(kinds, only_lowest=method == "maximin")
    if easy is None:
        return None
    found = rounded(kinds, easy.chances * kinds.size, progress)
    if found.whole:
        nobody_out = np.zeros(len(kinds.size), np.bool_)
        if (found.chances @ found.panels > 0).all():
            return Fair(found.panels, found.chances, easy.lowest, nobody_out)
    panels = _first_panels(kinds, found.panels)
    if not panels.found:
        return None
    reached = panels.table.any(axis=0)
    search = _Search(kinds, panels, reached)
    bound = search.settle_lowest()
    while method == "leximin" and not search.is_settled:
        progress(search.settled, int(reached.sum()), say("Evening out the chances"))
        _ = search.settle_lowest()
    chosen = search.chances > 0
    chances = search.chances[chosen] / search.chances[chosen].sum()
    return Fair(panels.table[chosen], chances, bound, ~reached)


class _Panels:
    """Every panel that was found so far, each once."""

    def __init__(self) -> None:
        self.found: list[NDArray[np.int64]] = []
        self._seen: set[bytes] = set()

    @property
    def table(self) -> NDArray[np.int64]:
        """int64[panels, kinds]."""
        return np.array(self.found, dtype=np.int64)

    def add(self, panel: NDArray[np.int64]) -> bool:
        """Keep a panel; whether it is new."""
        key = panel.tobytes()
        if key in self._seen:
            return False
        self._seen.add(key)
        self.found.append(panel)
        return True


def _first_panels(kinds: Kinds, known: NDArray[np.int64]) -> _Panels:
    """Panels on which everybody sits who can sit on any, and some more to begin with.

    Who sat already weighs less from panel to panel (multiplicative weights), so that the rare ones
    are found soon; then who never sat is asked for by name.
    """
    panels = _Panels()
    for panel in known:
        _ = panels.add(panel)
    weights = np.ones(len(kinds.size)) / kinds.size
    for _ in range(2 * len(kinds.size)):
        best = best_panel(kinds, weights)
        if best is None:
            return panels
        _ = panels.add(best.values)
        weights = weights * 0.8 ** (best.values / kinds.size)
        weights /= weights.mean()
    missing = ~panels.table.any(axis=0)
    while missing.any():
        best = best_panel(kinds, missing.astype(np.float64))
        if best is None or not (best.values * missing).any():
            break
        _ = panels.add(best.values)
        missing &= best.values == 0
    return panels


class _Search:
    """Raises the lowest chance of all that are not settled, until all are."""

    def __init__(self, kinds: Kinds, panels: _Panels, reached: NDArray[np.bool_]) -> None:
        self._kinds, self._panels, self._reached = kinds, panels, reached
        self._floor = np.zeros(len(kinds.size))
        self._open = reached.copy()
        self.chances: Numbers = np.zeros(0)

    @property
    def settled(self) -> int:
        """How many kinds have their final chance."""
        return int((self._reached & ~self._open).sum())

    @property
    def is_settled(self) -> bool:
        """Whether all have."""
        return not self._open.any()

    def settle_lowest(self) -> float:
        """Raise the lowest open chance as far as it goes and settle whose it is.

        Returns what is proved to be the most that it can be.
        """
        while True:
            lowest, prices, paid = self._balanced()
            best = self._worth_most(prices)
            over = best.limit - paid
            is_new = best.gain > paid + _NEAR and self._panels.add(best.values)
            if not is_new:
                break
        tight = self._open & (prices > _PRICED)
        tight[int(np.argmax(np.where(self._open, prices, -1)))] = True
        self._floor[tight] = lowest
        self._open &= ~tight
        return lowest + max(over, 0.0)

    def _worth_most(self, prices: Numbers) -> Whole:
        best = best_panel(self._kinds, prices / self._kinds.size)
        if best is None:
            raise RuntimeError("the solver finds no panel, but some are known")
        return best

    def _balanced(self) -> tuple[float, Numbers, float]:
        """The best distribution over the known panels.

        The lowest open chance, the price of each kind (float64[kinds]), and what the panels that
        the distribution uses are worth at these prices.
        """
        table = self._panels.table / self._kinds.size
        rows = np.flatnonzero(self._reached)
        many = len(table)
        chance = np.column_stack([table[:, rows].T, -self._open[rows].astype(np.float64)])
        one = np.append(np.ones(many), 0.0)[np.newaxis]
        asked = Programme(
            gain=np.append(np.zeros(many), 1.0),
            rows=np.vstack([chance, one]),
            least=np.append(np.maximum(self._floor[rows] - _GIVE, 0.0), 1.0),
            most=np.append(np.full(len(rows), np.inf), 1.0),
            below=np.zeros(many + 1),
            above=np.ones(many + 1),
        )
        solved = most_in_part(asked)
        if solved is None:
            raise RuntimeError("the solver loses a distribution that it has found")
        self.chances = solved.values[:-1]
        prices = np.zeros(len(self._kinds.size))
        prices[rows] = solved.prices[: len(rows)]
        return float(solved.values[-1]), prices, float((table @ prices).max())
