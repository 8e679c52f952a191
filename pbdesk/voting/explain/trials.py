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

_FIRST, _MOST = (
    8,
    32,
)  # steps looked at together: at first, and twice as many each time


type _Bought = tuple[int, ...]
"""Projects by their index in the bidding."""

type _Run = tuple[_Bought | None, float]
"""What a step buys, None where it is not certain, and the cost at which it seems to part."""


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

    def paid_in(self, bought: _Bought) -> tuple[int, int]:
        """The least and the most that is paid for the project: nothing where it is not bought."""
        if self.project in bought:
            return self.low, self.high
        return 0, 0


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

    def note(self, bought: _Bought, left: int) -> None:
        """What the last step bought, and what it left beside the project."""
        self.inside = self.box.project in bought
        self.left = left
        self.bought = bought

    def shares(self, steps: int, step: int) -> list[Fraction]:
        """Those of the next steps, minor units."""
        return [self.box.start + (self.step + k) * step for k in range(steps)]


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
        default_factory=dict[
            tuple[tuple[int, ...], int],
            tuple[int, int | None],
        ],
    )

    def verdicts(self, boxes: Sequence[Box]) -> list[Verdict]:
        """What becomes of each box."""
        ways = [self._entered(box) for box in boxes]
        steps = _FIRST
        while open_ := [way for way in ways if way.verdict is None]:
            tell(open_[0].step, 0, say("Looking for the least change"))
            for way, runs in zip(open_, self._runs(open_, steps), strict=True):
                self._follow_each(way, runs)
            steps = min(2 * steps, _MOST)
        return [way.verdict or Verdict(None) for way in ways]

    def _follow_each(self, way: _Way, runs: Sequence[_Run]) -> None:
        """Step by step, up to a verdict."""
        for bought, parts in runs:
            self._follow(way, bought, parts)
            if way.verdict is not None:
                return

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

    def _runs(self, ways: Sequence[_Way], steps: int) -> list[list[_Run]]:
        """The next steps of each way."""
        told = self._told(ways, steps)
        for way in ways:
            way.step += steps
        return [told[k : k + steps] for k in range(0, len(told), steps)]

    def _told(self, ways: Sequence[_Way], steps: int) -> list[_Run]:
        """The same, one way's after the other's."""
        shares = [
            share for way in ways for share in way.shares(steps, self.step)
        ]
        found = many(
            self.bidding.everyone,
            self.bidding.groups,
            [(share, share) for share in shares],
            self.bidding.equals,
            changed=self._changed(
                [way.box for way in ways for _ in range(steps)],
            ),
        )
        return list(zip(found.bought, found.parts.tolist(), strict=True))

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
        room = _room(way.left, least)
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
        fixed, least = self.beside(bought, way.box.project)
        left = self.bidding.budget - fixed
        low, high = way.box.paid_in(bought)
        if low > left:
            way.verdict = self._last(way)
        elif high > left:
            way.verdict = Verdict(None, left)
        else:
            way.note(bought, left)
            way.verdict = self._after(way, least)

    def _after(self, way: _Way, least: int | None) -> Verdict | None:
        """What a step that does not overspend tells; `least`: what another project costs."""
        if way.inside and least is None:
            return Verdict(funded=True)
        if self.until_exhaustive:
            return self._stops(way, self._most(way, least))
        return None

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
        key = bought, project
        if key not in self._sums:
            self._sums[key] = self._cost_beside(*key), self._least_beside(*key)
        return self._sums[key]

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


def _room(left: int, least: int | None) -> int:
    """What the project may cost for another, of this cost, still to fit."""
    if least is None:
        return -1
    return left - least
