"""Trials: raising shares with a change of one project in it, for whole ranges of changes at once.

A box is a number of more ballots and a range of costs. It is followed step by step as long as the same is certain for
all of it (see `many`): what is bought, and whether raising stops. Where that is not so it is split, and a box of a
single change that floats cannot tell is counted by the rule itself. So a verdict is proved, true or false.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from pbdesk.voting.progress import tell
from pbdesk.voting.shares.many import Changed, many
from pbdesk.voting.shares.raising import Bidding, Span
from pbdesk.words import say

__all__ = ["Box", "Trials"]

_STEPS = 8  # looked at together


@dataclass(frozen=True, slots=True)
class Box:
    """`more` ballots, and a cost from `low` to `high`; `start`: the first share, `path`: raising without the change."""

    more: int
    low: int
    high: int
    start: Fraction
    path: Sequence[Span]


type _Verdict = Literal["funded", "lost", "unsure"]


@dataclass(slots=True)
class _Way:
    """How far a box was followed: the next step, whether the last one bought the project, and what it left."""

    box: Box
    step: int = 0
    inside: bool = False
    left: int = 0
    bought: frozenset[int] = frozenset()
    verdict: _Verdict | None = None


@dataclass(frozen=True)
class Trials:
    """`project`: its index in the bidding, `hopeful`: in the paths. `step`: minor units by which shares are raised.

    at_turn: what greedy completion leaves at its turn, from (left, bought, more ballots); None without completion.
    """

    bidding: Bidding
    project: int
    hopeful: int
    step: int
    until_exhaustive: bool
    at_turn: Callable[[int, frozenset[int], int], int] | None

    def verdicts(self, boxes: Sequence[Box]) -> list[bool | None]:
        """Whether each box funds the project, all of it or nothing of it; None where that is not certain."""
        ways = [self._entered(box) for box in boxes]
        while open_ := [way for way in ways if way.verdict is None]:
            tell(open_[0].step, 0, say("Looking for the least change"))
            for way, runs in zip(open_, self._runs(open_), strict=True):
                for bought in runs:
                    self._follow(way, bought)
                    if way.verdict is not None:
                        break
        return [None if way.verdict == "unsure" else way.verdict == "funded" for way in ways]

    def _entered(self, box: Box) -> _Way:
        """Through the raising without the change, up to the first step at which the project may be bought."""
        way = _Way(box)
        for span in box.path:
            if span.enters[self.hopeful] >= box.low:
                way.step = span.first
                return way
            self._follow(way, span.bought)
            if way.verdict is not None:
                return way
        way.verdict = "unsure"
        return way

    def _runs(self, ways: Sequence[_Way]) -> list[list[tuple[int, ...] | None]]:
        boxes = [way.box for way in ways for _ in range(_STEPS)]
        shares = [way.box.start + (way.step + k) * self.step for way in ways for k in range(_STEPS)]
        found = many(
            self.bidding.everyone, self.bidding.groups, [(share, share) for share in shares], self.bidding.equals,
            changed=Changed(self.project, np.array([*(b.high for b in boxes), *(b.low for b in boxes)], dtype=float),
                            np.array([b.more for b in boxes] * 2, dtype=float))).bought
        for way in ways:
            way.step += _STEPS
        return [found[k:k + _STEPS] for k in range(0, len(found), _STEPS)]

    def _follow(self, way: _Way, bought: tuple[int, ...] | None) -> None:
        """One step further: end, or note what was bought."""
        if bought is None:
            way.verdict = "unsure"
            return
        box, inside, budget = way.box, self.project in bought, self.bidding.budget
        fixed = sum(self.bidding.everyone[i].cost for i in bought if i != self.project)
        low, high = (fixed + box.low, fixed + box.high) if inside else (fixed, fixed)
        if high > budget:
            way.verdict = self._last(way) if low > budget else "unsure"
            return
        way.inside, way.left, way.bought = inside, budget - fixed, frozenset(bought)
        others = [s.cost for i, s in enumerate(self.bidding.everyone) if i not in bought and i != self.project]
        if inside and not others:
            way.verdict = "funded"
        elif self.until_exhaustive:
            least = min(others, default=budget + 1)
            goes_on = least <= budget - high or (not inside and box.high <= way.left)
            may_go_on = least <= budget - low or (not inside and box.low <= way.left)
            if not may_go_on:
                way.verdict = "funded" if inside else "lost"
            elif not goes_on:
                way.verdict = "unsure"

    def _last(self, way: _Way) -> _Verdict:
        """Raising stopped because the step after overspent: what the step before had."""
        if way.inside:
            return "funded"
        if self.at_turn is None or way.box.low > self.at_turn(way.left, way.bought, way.box.more):
            return "lost"
        return "unsure"
