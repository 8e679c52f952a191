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
from pbdesk.jury.relaxed import Progress, Rounded, relaxed_chances, rounded
from pbdesk.jury.solver import Numbers, Programme, Whole, most_in_part
from pbdesk.words import say

__all__ = ["Fair", "Method", "fairest"]

type Method = Literal["leximin", "maximin"]

_NEAR = 1e-7
"""What a chance may be below the best one before another panel is looked for."""

_WORN = 0.8
"""What is left of a weight once everybody of the kind has sat."""

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
    level = relaxed_chances(kinds, only_lowest=method == "maximin")
    if level is None:
        return None
    found = rounded(kinds, level.chances * kinds.size, progress)
    if found.whole and _seats_everybody(found):
        nobody = np.zeros(len(kinds.size), np.bool_)
        return Fair(found.panels, found.chances, level.lowest, nobody)
    panels = _first_panels(kinds, found.panels)
    if not panels.found:
        return None
    return _searched(_Search(kinds, panels), method, progress)


def _seats_everybody(found: Rounded) -> bool:
    seats = found.chances @ found.panels
    return bool((seats > 0).all())


def _searched(search: _Search, method: Method, progress: Progress) -> Fair:
    bound = search.settle_lowest()
    while method == "leximin" and not search.is_settled:
        progress(
            search.settled,
            search.to_settle,
            say("Evening out the chances"),
        )
        _ = search.settle_lowest()
    return search.result(bound)


@dataclass(frozen=True, slots=True)
class _Balance:
    """The lowest open chance, each kind's price, and what the panels in use are worth at these."""

    lowest: float
    prices: Numbers
    paid: float


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
    """Panels on which everybody sits who can sit on any, and some more to begin with."""
    panels = _Panels()
    for panel in known:
        _ = panels.add(panel)
    if _add_varied(panels, kinds):
        _add_missing(panels, kinds)
    return panels


def _add_varied(panels: _Panels, kinds: Kinds) -> bool:
    """Panels that differ: who sat already weighs less from one to the next.

    Multiplicative weights, so that the rare ones are found soon. False where there is no panel.
    """
    weights = 1.0 / kinds.size
    for _ in range(2 * len(kinds.size)):
        best = best_panel(kinds, weights)
        if best is None:
            return False
        _ = panels.add(best.values)
        weights = weights * _WORN ** (best.values / kinds.size)
        weights /= weights.mean()
    return True


def _add_missing(panels: _Panels, kinds: Kinds) -> None:
    """Who never sat is asked for by name, until all who can sit do."""
    missing = ~panels.table.any(axis=0)
    while missing.any():
        best = best_panel(kinds, missing.astype(np.float64))
        if best is None or not best.values[missing].any():
            return
        _ = panels.add(best.values)
        missing &= best.values == 0


class _Search:
    """Raises the lowest chance of all that are not settled, until all are."""

    def __init__(self, kinds: Kinds, panels: _Panels) -> None:
        self._kinds, self._panels = kinds, panels
        self._reached = panels.table.any(axis=0)
        self._open = self._reached.copy()
        self._floor = np.zeros(len(kinds.size))
        self._chances: Numbers = np.zeros(0)

    @property
    def to_settle(self) -> int:
        """How many kinds can sit on some panel."""
        return int(self._reached.sum())

    @property
    def settled(self) -> int:
        """How many of them have their final chance."""
        return self.to_settle - int(self._open.sum())

    @property
    def is_settled(self) -> bool:
        """Whether all have."""
        return not self._open.any()

    def result(self, bound: float) -> Fair:
        """The distribution as it is now."""
        used = self._chances > 0
        chances = self._chances[used]
        return Fair(
            self._panels.table[used],
            chances / chances.sum(),
            bound,
            never=~self._reached,
        )

    def settle_lowest(self) -> float:
        """Raise the lowest open chance as far as it goes and settle whose it is.

        Returns what is proved to be the most that it can be.
        """
        while True:
            balance = self._balanced()
            best = self._worth_most(balance.prices)
            is_better = best.gain > balance.paid + _NEAR
            if not (is_better and self._panels.add(best.values)):
                break
        self._settle(balance)
        still_to_gain = max(best.limit - balance.paid, 0.0)
        return balance.lowest + still_to_gain

    def _settle(self, balance: _Balance) -> None:
        """Whoever has a price has this chance in every optimum, so that it is final."""
        dearest = int(np.argmax(np.where(self._open, balance.prices, -1)))
        tight = self._open & (balance.prices > _PRICED)
        tight[dearest] = True
        self._floor[tight] = balance.lowest
        self._open &= ~tight

    def _worth_most(self, prices: Numbers) -> Whole:
        best = best_panel(self._kinds, prices / self._kinds.size)
        if best is None:
            raise RuntimeError("the solver finds no panel, but some are known")
        return best

    def _balanced(self) -> _Balance:
        """The best distribution over the known panels."""
        table = self._panels.table / self._kinds.size
        solved = most_in_part(self._balancing(table))
        if solved is None:
            raise RuntimeError(
                "the solver loses a distribution that it has found",
            )
        self._chances, lowest = solved.values[:-1], float(solved.values[-1])
        prices = np.zeros(len(self._kinds.size))
        prices[self._reached] = solved.prices[:-1]
        paid = float((table @ prices).max())
        return _Balance(lowest, prices, paid)

    def _balancing(self, table: Numbers) -> Programme:
        """Raise the lowest chance (the last value) over chances of panels that add up to one."""
        panels, kinds = len(table), self.to_settle
        chance = table[:, self._reached].T
        lowest = -self._open[self._reached].astype(np.float64)
        floor = np.maximum(self._floor[self._reached] - _GIVE, 0.0)
        one = np.append(np.ones(panels), 0.0)
        return Programme(
            gain=np.append(np.zeros(panels), 1.0),
            rows=np.vstack([np.column_stack([chance, lowest]), one]),
            least=np.append(floor, 1.0),
            most=np.append(np.full(kinds, np.inf), 1.0),
            below=np.zeros(panels + 1),
            above=np.ones(panels + 1),
        )
