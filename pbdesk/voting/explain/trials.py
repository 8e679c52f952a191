"""Trials: raising shares with a change of one project in it, for whole ranges of changes at once.

A box is a number of more ballots and a range of costs. It is followed step by step as long as the
same is certain for all of it (see `many`): what is bought, and whether raising stops. Where that is
not so it is split, and a box of a single change that floats cannot tell is counted by the rule
itself. So a verdict is proved, true or false.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from pbdesk.voting.progress import tell
from pbdesk.voting.shares.many import Changed, many
from pbdesk.voting.shares.raising import Bidding, Span
from pbdesk.words import say

__all__ = ["Box", "Trials", "Verdict"]

_FIRST, _MOST = 8, 32  # steps looked at together: at first, and twice as many each time


type _Bought = tuple[int, ...]
"""Projects by their index in the bidding."""


@dataclass(frozen=True, slots=True)
class Box:
    """A project (its index in the bidding) with `more` ballots, and a cost from `low` to `high`.

    `start`: the first share, `path`: raising without the change, and the project's index among its
    hopefuls.
    """

    project: int
    hopeful: int
    more: int
    low: int
    high: int
    start: Fraction
    path: Sequence[Span]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a box funds the project, all of it or nothing of it; None where that is not certain.

    `parts`: then its costs up to this seem to go another way than those above; no cost of the box
    where nobody knows.
    """

    funded: bool | None
    parts: int = 0


@dataclass(slots=True)
class _Way:
    """How far a box was followed.

    The next step, whether the last one bought the project, and what it left.
    """

    box: Box
    step: int = 0
    inside: bool = False
    left: int = 0
    bought: tuple[int, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True)
class Trials:
    """`bids`: how many projects of the bidding are bought in every box.

    The rest only where they are the changed one. `step`: minor units by which shares are raised.
    at_turn: what greedy completion leaves at the turn of a project, from (left, bought, project,
    more ballots); None without completion.
    """

    bidding: Bidding
    bids: int
    step: int
    until_exhaustive: bool
    at_turn: Callable[[int, Sequence[int], int, int], int] | None
    _sums: dict[tuple[tuple[int, ...], int], tuple[int, int | None]] = field(
        default_factory=dict[tuple[tuple[int, ...], int], tuple[int, int | None]],
    )

    def verdicts(self, boxes: Sequence[Box]) -> list[Verdict]:
        """What becomes of each box."""
        ways = [self._entered(box) for box in boxes]
        steps = _FIRST
        while open_ := [way for way in ways if way.verdict is None]:
            tell(open_[0].step, 0, say("Looking for the least change"))
            for way, runs in zip(open_, self._runs(open_, steps), strict=True):
                for bought, parts in runs:
                    self._follow(way, bought, parts)
                    if way.verdict is not None:
                        break
            steps = min(2 * steps, _MOST)
        return [way.verdict or Verdict(None) for way in ways]

    def _entered(self, box: Box) -> _Way:
        """Through the raising without the change.

        Up to the first step at which the project may be bought.
        """
        way = _Way(box)
        for span in box.path:
            if span.enters[box.hopeful] >= box.low:
                way.step = span.first
                return way
            self._follow(way, span.bought)
            if way.verdict is not None:
                return way
        way.verdict = Verdict(None)
        return way

    def _runs(
        self,
        ways: Sequence[_Way],
        steps: int,
    ) -> list[list[tuple[_Bought | None, float]]]:
        shares = [
            way.box.start + (way.step + k) * self.step
            for way in ways
            for k in range(steps)
        ]
        found = many(
            self.bidding.everyone,
            self.bidding.groups,
            [(share, share) for share in shares],
            self.bidding.equals,
            changed=self._changed([way.box for way in ways for _ in range(steps)]),
        )
        for way in ways:
            way.step += steps
        told = list(zip(found.bought, found.parts.tolist(), strict=True))
        return [told[k : k + steps] for k in range(0, len(told), steps)]

    def _changed(self, boxes: Sequence[Box]) -> Changed:
        """The change of each box, as a row."""
        highest = [box.high for box in boxes]
        lowest = [box.low for box in boxes]
        more = [box.more for box in boxes]
        return Changed(
            np.array([box.project for box in boxes]),
            self.bids,
            np.array([*highest, *lowest], dtype=float),
            np.array([*more, *more], dtype=float),
        )

    def _most(self, way: _Way, least: int | None) -> int:
        """What the project may cost at most for raising to go on; `least`: what another costs."""
        # What it may cost for another still to fit.
        room = -1 if least is None else way.left - least
        if way.inside:
            return room
        if room >= 0:
            return self.bidding.budget
        return way.left

    def _follow(
        self,
        way: _Way,
        bought: _Bought | None,
        parts: float = 0.0,
    ) -> None:
        """One step further: end, or note what was bought."""
        if bought is None:
            way.verdict = Verdict(None, int(parts))
            return
        inside = way.box.project in bought
        fixed, least = self.beside(bought, way.box.project)
        left = self.bidding.budget - fixed
        if (way.box.high if inside else 0) > left:
            way.verdict = self._overspent(way, left, inside=inside)
            return
        way.inside = inside
        way.left = left
        way.bought = bought
        if inside and least is None:
            way.verdict = Verdict(funded=True)
        elif self.until_exhaustive:
            way.verdict = self._stops(way, self._most(way, least))

    def _overspent(self, way: _Way, left: int, *, inside: bool) -> Verdict:
        """What is known where the highest cost is more than what is left."""
        low = way.box.low if inside else 0
        if low > left:
            return self._last(way)
        return Verdict(None, left)

    @staticmethod
    def _stops(way: _Way, most: int) -> Verdict | None:
        """Raising stops where the project costs more than `most`; None where it goes on."""
        if way.box.low > most:
            return Verdict(way.inside)
        if way.box.high > most:
            return Verdict(None, most)
        return None

    def beside(self, bought: _Bought, project: int) -> tuple[int, int | None]:
        """What the others that are bought cost together, and the least cost of those that are not.

        If any.
        """
        if (bought, project) not in self._sums:
            self._sums[bought, project] = (
                self._cost_beside(bought, project),
                self._least_beside(bought, project),
            )
        return self._sums[bought, project]

    def _cost_beside(self, bought: _Bought, project: int) -> int:
        everyone = self.bidding.everyone
        return sum(everyone[i].cost for i in bought if i != project)

    def _least_beside(self, bought: _Bought, project: int) -> int | None:
        """The least cost of the others that are not bought; None where all are."""
        settled = {*bought, project}
        everyone = self.bidding.everyone[: self.bids]
        costs = (s.cost for i, s in enumerate(everyone) if i not in settled)
        return min(costs, default=None)

    def _last(self, way: _Way) -> Verdict:
        """Raising stopped because the step after overspent: what the step before had."""
        if way.inside or self.at_turn is None:
            return Verdict(way.inside)
        turn = self.at_turn(way.left, way.bought, way.box.project, way.box.more)
        if way.box.low <= turn:
            return Verdict(None, turn)
        return Verdict(funded=False)
