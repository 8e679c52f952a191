"""Purses: what every voter has left, in floats with a bound of their error, and what prices are.

In the paper's terms (Peters, Pierczynski, Skowron 2021): a purse is b_i, what voter i has left of
the endowment b / n; a price is rho, what a payer gives for each point of utility; the poor give all
they have, min(b_i, u_i(c) rho) = b_i, the rich give u_i(c) rho. Voters with equal ballots are one
group and have equal purses.

Prices are found by Newton's method from below: what supporters pay together is concave in rho.
Where two prices, or money and a cost, are nearer than their bounds, `Exact` decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import NamedTuple

import numpy as np

from pbdesk.voting.arrays import Bools, Floats, Ints
from pbdesk.voting.shares.exact import ROUND_UP, Exact, Parted
from pbdesk.voting.shares.points import Points
from pbdesk.voting.shares.supporters import Supporters

__all__ = ["Floor", "Price", "Purses"]

_ULP = 2.0**-52


@dataclass(slots=True)
class Price:
    """The price of a project: between `low` and `high`; exact as numerator and wanted where known.

    Its rank, by which the cheapest comes first, is the price for each unit of utility. parted: the
    payers as floats told them apart · age: of the purses then.
    """

    supporters: Supporters
    low: float
    high: float
    exact: tuple[int, int] | None = None
    parted: Parted | None = None
    age: int = 0

    @property
    def rank(self) -> float:
        """The rank, or less."""
        return self.low / self.supporters.factor / ROUND_UP

    @property
    def highest_rank(self) -> float:
        """The rank, or more."""
        return self.high / self.supporters.factor * ROUND_UP


@dataclass(slots=True)
class Floor:
    """A price looked at from below: it is not less than `low`.

    held: see `Purses.held` · poor: bool, who gives all · doubt: how far off what they give may be ·
    rich: the points of all others · slack: how far off the price may be; infinite where floats
    cannot tell · reached: whether this is the price
    """

    supporters: Supporters
    held: Floats
    poor: Bools
    doubt: float
    rich: float
    price: float
    slack: float
    reached: bool

    @property
    def low(self) -> float:
        """The price, or less."""
        if self.slack < inf:
            return self.price - self.slack
        return self.price

    @property
    def rank(self) -> float:
        """The rank, or less."""
        return self.low / self.supporters.factor / ROUND_UP

    @property
    def highest_rank(self) -> float:
        """The rank, or about it, or more: nothing is decided by it."""
        return (self.price + self.slack) / self.supporters.factor * ROUND_UP


class _Paid(NamedTuple):
    """What supporters pay at a price: the poor give all they have, `given`; the others' points.

    See `Floor` for `held`, `poor`, `doubt` and `rich`.
    """

    supporters: Supporters
    held: Floats
    poor: Bools
    given: float
    doubt: float
    rich: float

    @property
    def price(self) -> float:
        """The price at which the rich pay what the poor leave of the cost: Newton's next step."""
        return (self.supporters.cost - self.given) / self.rich

    @property
    def slack(self) -> float:
        """How far off that price may be."""
        rounding = (len(self.poor) + 8) * 4 * _ULP * self.supporters.cost
        return 2 * (self.doubt * ROUND_UP + rounding) / self.rich

    def floor(
        self,
        price: float,
        slack: float,
        *,
        reached: bool = True,
    ) -> Floor:
        """The price from below."""
        return Floor(
            self.supporters,
            self.held,
            self.poor,
            self.doubt,
            self.rich,
            price,
            slack,
            reached,
        )


def _paid_at(price: float, supporters: Supporters, held: Floats) -> _Paid:
    """What they pay at a price, who have what they hold."""
    poor = held[0] <= price * supporters.each
    given, doubt, wanted = held.dot(supporters.weight * poor).tolist()
    return _Paid(
        supporters,
        held,
        poor,
        given,
        doubt,
        supporters.total_wanted - wanted,
    )


class Purses:
    """What every voter has left: money ± error, float64[groups]; error 0: certainly nothing."""

    def __init__(self, share: Fraction, points: Points) -> None:
        """Give every voter `share` minor units."""
        self.share = float(share)
        self._age = 0
        self.exact = Exact(points, share.numerator, share.denominator)
        self._state = np.ones((3, points.groups))
        self.money, self.error, _ = self._state
        self.money.fill(self.share)
        self.error.fill(self.share * _ULP)

    def held(self, supporters: Supporters) -> Floats:
        """Money, error and points of a project's supporters, float64[3, supporters]."""
        held = self._state.take(supporters.groups, axis=1)
        if not supporters.one_each:
            held[2] = supporters.points
        return held

    def affords(self, supporters: Supporters) -> bool:
        """Whether the supporters have the cost together."""
        money, error, _ = self.held(supporters).dot(supporters.weight).tolist()
        return self._affords(supporters, money, error)

    def _affords(
        self,
        supporters: Supporters,
        money: float,
        error: float,
    ) -> bool:
        """The same, from what they have together and how far off that may be."""
        rounding = (len(supporters.groups) + 8) * 4 * _ULP * money
        bound = error * ROUND_UP + rounding + supporters.cost * _ULP
        if abs(money - supporters.cost) > bound:
            return money > supporters.cost
        self.settle()
        exact = self.exact
        together = exact.together(supporters, *self.murky(supporters))
        return together >= supporters.cost * exact.denominator

    def murky(
        self,
        supporters: Supporters,
    ) -> tuple[Ints, Ints]:
        """Indices of supporters that surely have something, and of those that may have nothing."""
        money, error, _ = self.held(supporters)
        sure = money > error * ROUND_UP
        return sure.nonzero()[0], (~sure & (error > 0)).nonzero()[0]

    def floor(
        self,
        supporters: Supporters,
        start: float,
        cap: float = inf,
    ) -> Floor | None:
        """The price of a project from below, at least `start`, which is not above it.

        None if its supporters no longer have its cost. Where the price is certainly above `cap`
        that is enough: then the floor is not `reached`. From any price, the tangent of what they
        pay there makes the cost no later than they do. These steps, Newton's, end where the rich
        are the same as a step before; where floats move back and forth rationals decide.
        """
        held = self.held(supporters)
        together, error, _ = held.dot(supporters.weight).tolist()
        if not self._affords(supporters, together, error):
            return None
        if cap < inf:
            at_cap = _paid_at(cap, supporters, held)
            if at_cap.rich > 0:
                slack = at_cap.slack
                least = at_cap.price - slack
                if least > cap:
                    return at_cap.floor(at_cap.price, slack, reached=False)
                start = max(start, least)
        price = start
        before = inf
        while True:
            paid = _paid_at(price, supporters, held)
            rich = paid.rich
            if rich <= 0 or rich > before:
                return paid.floor(start, inf)
            if rich == before:
                return paid.floor(price, paid.slack)
            before = rich
            price = max(start, paid.price)

    def price(self, floor: Floor) -> Price:
        """The price from both sides; as a rational where floats cannot tell who is poor.

        From above: whoever might be poor there is taken to be so, and the rest must still pay.
        """
        supporters = floor.supporters
        held = floor.held
        slack = floor.slack
        if slack == inf:
            return self.exactly(Price(supporters, floor.low, inf))
        low = floor.low
        high = floor.price + slack
        parted = Parted.at(supporters, held, low, high)
        price = Price(supporters, low, high, None, parted, self._age)
        if parted.not_rich == np.count_nonzero(floor.poor):
            return price
        beyond = ~parted.is_rich & ~floor.poor
        _, more, wanted = held.dot(supporters.weight * beyond).tolist()
        rounding = (len(beyond) + 8) * 4 * _ULP * supporters.cost
        doubt = (floor.doubt + more) * ROUND_UP + rounding
        if doubt <= slack * (floor.rich - wanted):
            return price
        return self.exactly(Price(supporters, low, inf))

    def exactly(self, price: Price) -> Price:
        """The price as a rational, with the floats on either side of it."""
        if price.exact is not None and self.exact.is_settled:
            return price
        self.settle()
        supporters = price.supporters
        parted = Parted.at(
            supporters,
            self.held(supporters),
            price.low,
            price.high,
        )
        numerator, wanted = self.exact.price(parted)
        value = numerator / (self.exact.denominator * wanted)
        low = value * (1 - 2 * _ULP)
        high = value * (1 + 2 * _ULP)
        return Price(supporters, low, high, (numerator, wanted))

    def pay(self, price: Price) -> Parted:
        """Take the price from every supporter's purse."""
        supporters = price.supporters
        parted = price.parted
        held = self.held(supporters)
        if parted is None or price.age != self._age:
            parted = Parted.at(supporters, held, price.low, price.high)
        self._take(price, held, parted)
        if price.exact is not None:
            self.exact.buy(parted, *price.exact)
            self._renew()
        else:
            self.exact.waiting.append(parted)
        return parted

    def _take(self, price: Price, held: Floats, parted: Parted) -> None:
        """What supporters have left, as floats: nothing where they are surely poor."""
        supporters = price.supporters
        money, error, _ = held
        paid = (price.low + price.high) / 2
        width = price.high - price.low
        left = money - paid * supporters.each
        off = (
            width + paid * 2 * _ULP
        ) * supporters.each + self.share * 2 * _ULP
        error = error + off
        if parted.not_rich:
            still = ~parted.is_poor
            left *= still
            error *= still
            np.maximum(left, 0.0, out=left)
        self.money[supporters.groups] = left
        self.error[supporters.groups] = error

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
        money = self.money
        error = self.error
        self._age += 1
        empty = error == 0
        money.fill(self.share)
        error.fill(self.share * _ULP)
        for supporters, price in zip(exact.bought, exact.prices, strict=True):
            paid = price / exact.denominator * supporters.points
            money[supporters.groups] -= paid
            error[supporters.groups] += (paid + self.share) * 2 * _ULP
        money[empty] = error[empty] = 0.0
        for group in np.flatnonzero(
            (money <= error * ROUND_UP) & ~empty,
        ).tolist():
            left = exact.money(group)
            money[group] = left / exact.denominator
            error[group] = money[group] * _ULP
