"""Loads: sequential Phragmen, exact.

Money comes to every ballot at one rate, and a project is bought when it can be. A ballot's load is
the time of its last purchase, so times are exact sums of earlier times. Each purchase is timed
exactly once; floats (every term positive, so their error is proportional) only say which few
projects need comparing. A project's time only rises, so its last known one is a lower bound, and
most projects need no second look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import gcd, inf

import numpy as np

from pbdesk.voting.arrays import Floats, Ints
from pbdesk.voting.constraints import Barrier
from pbdesk.voting.outcome import PaidBy, Payment, Tie
from pbdesk.voting.shares.run import Bar, BreakTie
from pbdesk.voting.shares.supporters import Supporters

__all__ = ["Bought", "Loads", "Waiting"]

_ULP = 2.0**-52


def _just_below(time: float) -> float:
    """A float below the time that this float stands for."""
    return time * (1 - 4 * _ULP)


@dataclass(frozen=True, slots=True)
class Bought:
    """A purchase: when (minor units that every ballot had received by then), and who gave what."""

    project: int
    time: Fraction
    payments: PaidBy


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the first purchase that the pot cannot pay for found.

    When, and every project that was due then.
    """

    time: Fraction
    due: tuple[int, ...]


@dataclass
class Loads:
    """The purchases so far.

    `last[group]`: the number of the group's last purchase, 0 for none; times[0] is 0. Times are
    whole numbers over one common `denominator`. `barriers`: what kept out projects that were due.
    """

    weights: Ints
    last: Ints = field(init=False)
    load: Floats = field(init=False)
    times: list[int] = field(default_factory=lambda: [0])
    denominator: int = 1
    bought: list[Bought] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    barriers: dict[int, Barrier] = field(default_factory=dict[int, Barrier])

    def __post_init__(self) -> None:
        self.last = np.zeros(len(self.weights), dtype=np.int64)
        self.load = np.zeros(len(self.weights))

    def buy(
        self,
        everyone: Sequence[Supporters],
        budget: int,
        break_tie: BreakTie,
        bar: Bar | None = None,
    ) -> Waiting | None:
        """Buy until one of the projects next due costs more than is left.

        It is returned, or all are bought. `everyone`: projects with supporters, none dearer than
        `budget` (minor units). One that `bar` keeps out when it is due is passed over for good.
        Cost: O(marks) floats at the start, then the supporters of the few projects looked at in
        each round.
        """
        queue = [
            (_just_below(s.cost / s.voters), i) for i, s in enumerate(everyone)
        ]
        heapify(queue)
        while queue:
            due, time = self._next(everyone, queue)
            due = [
                i
                for i in due
                if not self._is_kept_out(everyone[i].project, bar)
            ]
            if not due:
                continue
            projects = [everyone[i] for i in due]
            if any(project.cost > budget for project in projects):
                return Waiting(
                    time,
                    tuple(project.project for project in projects),
                )
            first = self._first_of(due, everyone, break_tie)
            for i in due:
                if i != first:
                    heappush(queue, (_just_below(float(time)), i))
            self._pay(everyone[first], time)
            budget -= everyone[first].cost
        return None

    def _first_of(
        self,
        due: Sequence[int],
        everyone: Sequence[Supporters],
        break_tie: BreakTie,
    ) -> int:
        """Which of those due at the same moment is bought."""
        if len(due) == 1:
            return due[0]
        project, tie = break_tie([everyone[i].project for i in due])
        self.ties.append(tie)
        return next(i for i in due if everyone[i].project == project)

    def _is_kept_out(self, project: int, bar: Bar | None) -> bool:
        if bar is None:
            return False
        barrier = bar(project, [bought.project for bought in self.bought])
        if barrier is not None:
            self.barriers[project] = barrier
        return barrier is not None

    def held(self, supporters: Supporters, time: Fraction) -> Fraction:
        """What a project's supporters have saved together by `time`, minor units."""
        return supporters.voters * time - Fraction(
            self._together(supporters),
            self.denominator,
        )

    def _next(
        self,
        everyone: Sequence[Supporters],
        queue: list[tuple[float, int]],
    ) -> tuple[list[int], Fraction]:
        """The projects due first, and their exact time."""
        near = self._near(everyone, queue)
        best = min(high for _, high, _ in near)
        exact: dict[int, Fraction] = {}
        for low, _, i in near:
            if low <= best:
                supporters = everyone[i]
                owed = supporters.cost * self.denominator + self._together(
                    supporters,
                )
                exact[i] = Fraction(owed, supporters.voters)
        first = min(exact.values())
        due = [i for i, time in exact.items() if time == first]
        for low, _, i in near:
            if i not in due:
                heappush(queue, (low, i))
        return due, first / self.denominator

    def _near(
        self,
        everyone: Sequence[Supporters],
        queue: list[tuple[float, int]],
    ) -> list[tuple[float, float, int]]:
        """Take from the queue all that may be due first: time from below, from above, place."""
        best = inf
        near = list[tuple[float, float, int]]()
        while queue and queue[0][0] <= best:
            _, i = heappop(queue)
            low, high = self._between(everyone[i])
            near.append((low, high, i))
            best = min(best, high)
        return near

    def _between(self, supporters: Supporters) -> tuple[float, float]:
        """Floats on either side of a project's time.

        n positive terms, each rounded: at most n + 4 roundings.
        """
        time = (
            supporters.cost
            + float(supporters.weight.dot(self.load[supporters.groups]))
        ) / supporters.voters
        error = (len(supporters.groups) + 8) * _ULP
        return time * (1 - error), time * (1 + error)

    def _counts(self, supporters: Supporters) -> list[int]:
        """How many of the supporters bought last at each purchase.

        Sums of whole floats below 2**53: exact.
        """
        counts = np.bincount(
            self.last[supporters.groups],
            weights=supporters.weight,
            minlength=len(self.times),
        )
        found: list[int] = counts.astype(np.int64).tolist()
        return found

    def _together(self, supporters: Supporters) -> int:
        """The loads of the supporters together, times `denominator`."""
        return sum(
            n * time
            for n, time in zip(
                self._counts(supporters),
                self.times,
                strict=True,
            )
            if n
        )

    def _pay(self, supporters: Supporters, time: Fraction) -> None:
        before = [Fraction(earlier, self.denominator) for earlier in self.times]
        paid = tuple(
            Payment(n, time - earlier, all_left=True)
            for n, earlier in zip(self._counts(supporters), before, strict=True)
            if n
        )
        self.bought.append(Bought(supporters.project, time, paid))
        common = time.denominator // gcd(time.denominator, self.denominator)
        self.denominator *= common
        self.times = [earlier * common for earlier in self.times]
        self.last[supporters.groups] = len(self.times)
        self.times.append(
            time.numerator * (self.denominator // time.denominator),
        )
        self.load[supporters.groups] = float(time)
