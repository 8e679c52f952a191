"""Run: the Method of Equal Shares at one share, exact.

Floats carry an error bound for every purse; wherever two prices, or money and a cost, are nearer
than their bounds, rationals decide. No tolerance decides anything.

A project's price only rises while purses empty, so the last known price is a lower bound, and most
projects need no second look. Prices are found by Newton's method from below: what supporters pay is
concave in the price.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import inf

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.constraints import Barrier
from pbdesk.voting.outcome import Tie
from pbdesk.voting.shares.exact import Exact, Parted
from pbdesk.voting.shares.points import Points
from pbdesk.voting.shares.supporters import Supporters

__all__ = ["Bar", "BreakTie", "Run", "again", "run"]

_ULP = 2.0**-52
_ROUND_UP = 1 + 2.0**-40
"""For bounds of bounds: far more than the rounding of a handful of operations on them."""


@dataclass
class Run:
    """What one share buys, in the order bought, with the payers as floats told them apart.

    `barriers`: projects that could have been bought next, and what kept them out.
    """

    purses: _Purses
    bar: Bar | None = None
    purchases: list[Parted] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    barriers: dict[int, Barrier] = field(default_factory=dict[int, Barrier])

    def is_barred(self, project: int) -> bool:
        """Whether a constraint keeps a project out beside what is bought."""
        return self.bar is not None and self.bar(project, self.projects) is not None

    def passed(self, contenders: Sequence[tuple[int, _Price]]) -> list[tuple[int, _Price]]:
        """Those that no constraint keeps out; what is kept out once is so for good."""
        if self.bar is None:
            return list(contenders)
        barriers = [
            (each, self.bar(each[1].supporters.project, self.projects)) for each in contenders
        ]
        self.barriers |= {
            price.supporters.project: barrier
            for (_, price), barrier in barriers
            if barrier is not None
        }
        return [each for each, barrier in barriers if barrier is None]

    @property
    def projects(self) -> list[int]:
        """Projects bought, as places on the ballot."""
        return [parted.supporters.project for parted in self.purchases]

    @property
    def cost(self) -> int:
        """What they cost together, minor units."""
        return sum(parted.supporters.cost for parted in self.purchases)

    @property
    def nobody_gave_all(self) -> bool:
        """Whether every payer certainly paid the full price of everything."""
        return not any(len(parted.poor) or len(parted.unsure) for parted in self.purchases)

    def settled(self) -> Exact:
        """Every price as a rational."""
        self.purses.settle()
        return self.purses.exact

    def held(self, supporters: Supporters) -> Fraction:
        """What a project's supporters have left together, minor units."""
        exact = self.settled()
        return Fraction(
            exact.together(supporters, *self.purses.murky(supporters)), exact.denominator
        )

    def near(self, supporters: Supporters) -> float:
        """About what a project's supporters have left together."""
        return float(supporters.weight.dot(self.purses.money[supporters.groups]))

    def pays(self, supporters: Supporters) -> bool:
        """Whether a project's supporters have its cost left together."""
        return self.purses.affords(supporters)


@dataclass(slots=True)
class _Price:
    """The price of a project for each point.

    Between `low` and `high`; exact as numerator and wanted where known.
    """

    supporters: Supporters
    low: float
    high: float
    exact: tuple[int, int] | None = None

    @property
    def rank(self) -> float:
        return self.low / self.supporters.factor / _ROUND_UP


type BreakTie = Callable[[Sequence[int]], tuple[int, Tie]]
"""From projects (places on the ballot) with one price to the one bought first.

And the tie as it is told.
"""


type Bar = Callable[[int, Sequence[int]], Barrier | None]
"""What keeps a project out beside those bought (places on the ballot), or nothing."""


def run(
    everyone: Sequence[Supporters],
    share: Fraction,
    points: Points,
    break_tie: BreakTie,
    bar: Bar | None = None,
) -> Run:
    """Buy projects at `share` (minor units for each voter) until nobody's supporters can pay.

    `everyone`: projects that may be bought, each dearer than 0 and with supporters. One that `bar`
    keeps out when its turn comes is passed over for good. Raises nothing. Source: Peters,
    Pierczynski, Skowron 2021; `factor` says which utility.
    """
    purses = _Purses(share, points)
    made = Run(purses, bar)
    queue = [
        (s.cost / s.total_wanted / s.factor / _ROUND_UP, i)
        for i, s in enumerate(everyone)
        if s.voters * share.numerator >= s.cost * share.denominator
    ]
    heapify(queue)
    while queue:
        contenders = _cheapest(purses, everyone, queue)
        if not contenders:
            break
        contenders = made.passed(contenders)
        if not contenders:
            continue
        i, price = contenders[0]
        if len(contenders) > 1:
            i, price = _decide(purses, everyone, contenders, made, break_tie)
        for j, other in contenders:
            if j != i:
                heappush(queue, (other.rank, j))
        made.purchases.append(purses.pay(price))
    return made


def again(purchases: Sequence[Supporters], share: Fraction, points: Points) -> Run:
    """The same purchases in the same order at a greater share, where they can all be paid."""
    purses = _Purses(share, points)
    made = Run(purses)
    for supporters in purchases:
        price = purses.price(supporters, supporters.cost / supporters.total_wanted / _ROUND_UP)
        if price is None:
            raise ValueError("at this share they cannot all be paid")
        made.purchases.append(purses.pay(price))
    return made


def _cheapest(
    purses: _Purses,
    everyone: Sequence[Supporters],
    queue: list[tuple[float, int]],
) -> list[tuple[int, _Price]]:
    """The projects that may be the cheapest now, none once nobody can pay.

    The unaffordable leave the queue.
    """
    best = inf
    found: list[tuple[int, _Price]] = []
    while queue and queue[0][0] <= best:
        rank, i = heappop(queue)
        price = purses.price(everyone[i], rank * everyone[i].factor / _ROUND_UP)
        if price is not None:
            found.append((i, price))
            best = min(best, price.high / everyone[i].factor * _ROUND_UP)
    for i, price in found:
        if price.rank > best:
            heappush(queue, (price.rank, i))
    return [(i, price) for i, price in found if price.rank <= best]


def _decide(
    purses: _Purses,
    everyone: Sequence[Supporters],
    contenders: list[tuple[int, _Price]],
    made: Run,
    break_tie: BreakTie,
) -> tuple[int, _Price]:
    """The cheapest of `contenders` by rationals; equals by the tie ladder."""
    prices = {i: purses.exactly(price) for i, price in contenders}
    values = {
        i: Fraction(price.exact[0], price.exact[1] * everyone[i].factor)
        for i, price in prices.items()
        if price.exact is not None
    }
    least = min(values.values())
    equal = {everyone[i].project: i for i, value in values.items() if value == least}
    first = next(iter(equal))
    if len(equal) > 1:
        first, tie = break_tie(list(equal))
        made.ties.append(tie)
    return equal[first], prices[equal[first]]


type _Floats = NDArray[np.float64]


class _Purses:
    """What every voter has left: money ± error, float64[groups]; `empty`: certainly nothing."""

    def __init__(self, share: Fraction, points: Points) -> None:
        self.share = float(share)
        self.money = np.full(points.groups, self.share)
        self.error = np.full(points.groups, self.share * _ULP)
        self.empty = np.zeros(points.groups, dtype=bool)
        self.exact = Exact(points, share.numerator, share.denominator)

    def price(self, supporters: Supporters, start: float) -> _Price | None:
        """The price of a project, at least `start`.

        None if its supporters no longer have its cost.
        """
        money, error = self.money[supporters.groups], self.error[supporters.groups]
        if not self._affords(supporters, money, error):
            return None
        price, poor = _newton(supporters, money, start)
        rich_wanted = supporters.total_wanted - float(supporters.wanted.dot(poor))
        if rich_wanted <= 0:
            return self.exactly(_Price(supporters, start, inf))
        doubt = supporters.weight * error
        unsure = float(doubt.dot(poor)) * _ROUND_UP
        rounding = (len(money) + 8) * 4 * _ULP * supporters.cost / rich_wanted
        slack = 2 * (unsure / rich_wanted + rounding)
        high = price + slack
        near = (money - error * _ROUND_UP < high * _ROUND_UP * supporters.points) > poor
        if near.any():
            unsure += float(doubt.dot(near)) * _ROUND_UP
            firm = rich_wanted - float(supporters.wanted.dot(near))
            if unsure + rounding * rich_wanted > slack * firm:
                high = inf
        found = _Price(supporters, price - slack, high)
        return found if high < inf else self.exactly(found)

    def affords(self, supporters: Supporters) -> bool:
        """Whether the supporters have the cost together."""
        return self._affords(
            supporters, self.money[supporters.groups], self.error[supporters.groups]
        )

    def _affords(self, supporters: Supporters, money: _Floats, error: _Floats) -> bool:
        total = float(supporters.weight.dot(money))
        bound = (
            float(supporters.weight.dot(error)) * _ROUND_UP + (len(money) + 8) * 4 * _ULP * total
        )
        if abs(total - supporters.cost) > bound + supporters.cost * _ULP:
            return total > supporters.cost
        self.settle()
        sure, unsure = self.murky(supporters)
        return (
            self.exact.together(supporters, sure, unsure)
            >= supporters.cost * self.exact.denominator
        )

    def murky(self, supporters: Supporters) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Indices of supporters that surely have something, and of those that may have nothing."""
        money, error = self.money[supporters.groups], self.error[supporters.groups] * _ROUND_UP
        return (money > error).nonzero()[0], (
            (money <= error) & ~self.empty[supporters.groups]
        ).nonzero()[0]

    def exactly(self, price: _Price) -> _Price:
        """The price as a rational, with the floats on either side of it."""
        if price.exact is not None and self.exact.is_settled:
            return price
        self.settle()
        numerator, wanted = self.exact.price(self._part(price.supporters, price.low, price.high))
        value = numerator / (self.exact.denominator * wanted)
        return _Price(
            price.supporters, value * (1 - 2 * _ULP), value * (1 + 2 * _ULP), (numerator, wanted)
        )

    def _part(self, supporters: Supporters, low: float, high: float) -> Parted:
        """Payers at a price between `low` and `high`: surely poor, unsure, surely rich."""
        money, error = self.money[supporters.groups], self.error[supporters.groups] * _ROUND_UP
        something = money > error
        poor = something & (money + error < low / _ROUND_UP * supporters.points)
        rich = something & (money - error > high * _ROUND_UP * supporters.points)
        unsure = ~(poor | rich | self.empty[supporters.groups])
        return Parted(supporters, poor.nonzero()[0], unsure.nonzero()[0], rich.nonzero()[0])

    def pay(self, price: _Price) -> Parted:
        """Take the price from every supporter's purse."""
        supporters = price.supporters
        parted = self._part(supporters, price.low, price.high)
        groups, value = supporters.groups, (price.low + price.high) / 2
        paid = value * supporters.points
        money = self.money[groups]
        self.error[groups] += (price.high - price.low) * supporters.points + (
            paid + money
        ) * 2 * _ULP
        self.money[groups] = np.maximum(money - paid, 0.0)
        emptied = groups[parted.poor]
        self.money[emptied] = self.error[emptied] = 0.0
        self.empty[emptied] = True
        if price.exact is not None:
            self.exact.buy(parted, *price.exact)
            self._renew()
        else:
            self.exact.waiting.append(parted)
        return parted

    def settle(self) -> None:
        """Make every price so far exact, and the purses as exact as floats can be."""
        if not self.exact.is_settled:
            self.exact.settle()
            self._renew()

    def _renew(self) -> None:
        """Purses afresh from exact prices.

        Their errors no longer add up from purchase to purchase.
        """
        exact = self.exact
        self.money.fill(self.share)
        self.error.fill(self.share * _ULP)
        for supporters, price in zip(exact.bought, exact.prices, strict=True):
            paid = price / exact.denominator * supporters.points
            self.money[supporters.groups] -= paid
            self.error[supporters.groups] += (paid + self.share) * 2 * _ULP
        self.money[self.empty] = self.error[self.empty] = 0.0
        for group in np.flatnonzero((self.money <= self.error * _ROUND_UP) & ~self.empty).tolist():
            money = exact.money(group)
            self.empty[group] = money == 0
            self.money[group] = money / exact.denominator
            self.error[group] = self.money[group] * _ULP


def _newton(
    supporters: Supporters, money: _Floats, start: float
) -> tuple[float, NDArray[np.bool_]]:
    """The price at which supporters pay the cost, from below, and who then gives all they have.

    Floats may move back and forth where money equals the price: the rich must become fewer at each
    step, else it ends.
    """
    price, wanted = start, inf
    while True:
        poor = money <= price * supporters.points
        rich_wanted = supporters.total_wanted - float(supporters.wanted.dot(poor))
        if rich_wanted >= wanted or rich_wanted <= 0:
            return price, poor
        wanted = rich_wanted
        price = max(
            price, (supporters.cost - float((supporters.weight * money).dot(poor))) / rich_wanted
        )
