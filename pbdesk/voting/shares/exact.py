"""Exact: the prices of a run as rationals over one common denominator.

Worked out only where they are needed. A price is (cost - what the poor have) / points of the rich,
and what a poor payer has is the share less earlier prices times its points: so every price is a
combination of earlier ones with whole coefficients.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd
from typing import NamedTuple

import numpy as np

from pbdesk.voting.arrays import Bools, Floats, Ints
from pbdesk.voting.shares.points import Points
from pbdesk.voting.shares.supporters import Supporters

__all__ = ["ROUND_UP", "Exact", "Parted"]

ROUND_UP = 1 + 2.0**-40
"""For bounds of bounds: far more than the rounding of a handful of operations on them."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A project's payers as floats can tell them apart.

    is_poor: certainly pays all it has, if it has something · is_rich: certainly pays the full price
    · has_something, has_nothing: certainly · not_rich: how many are not. Ints with nothing left
    (error 0) count as poor.
    """

    supporters: Supporters
    is_poor: Bools
    is_rich: Bools
    has_something: Bools
    has_nothing: Bools
    not_rich: int

    @classmethod
    def at(
        cls,
        supporters: Supporters,
        held: Floats,
        low: float,
        high: float,
    ) -> Parted:
        """At a price between `low` and `high`.

        `held`: their money, its error and their points, float64[3, supporters].
        """
        money = held[0]
        error = held[1] * ROUND_UP
        is_poor = money + error < low / ROUND_UP * supporters.each
        is_rich = money - error > high * ROUND_UP * supporters.each
        not_rich = int(np.count_nonzero(~is_rich))
        return cls(
            supporters,
            is_poor,
            is_rich,
            money > error,
            held[1] == 0,
            not_rich,
        )

    @property
    def poor(self) -> Ints:
        """Indices of those who certainly pay all they have, and have something."""
        return (self.is_poor & self.has_something).nonzero()[0]

    @property
    def unsure(self) -> Ints:
        """Indices of those who may be either, or may have nothing."""
        sure = (
            (self.is_poor & self.has_something)
            | self.is_rich
            | self.has_nothing
        )
        return (~sure).nonzero()[0]

    @property
    def rich(self) -> Ints:
        """Indices of those who certainly pay the full price."""
        return self.is_rich.nonzero()[0]


class _Payer(NamedTuple):
    """So many equal ballots with so much money each, times `denominator`, that want so much."""

    money: int
    weight: int
    points: int


@dataclass
class Exact:
    """Prices of the purchases so far times `denominator`; `share` likewise.

    Purchases not yet priced are `waiting`.
    """

    points: Points
    share: int
    denominator: int
    bought: list[Supporters] = field(default_factory=list)
    prices: list[int] = field(default_factory=list)
    waiting: list[Parted] = field(default_factory=list)

    @property
    def is_settled(self) -> bool:
        """Whether every purchase has its exact price."""
        return not self.waiting

    def settle(self) -> None:
        """Price the purchases that were decided in floats."""
        waiting = self.waiting
        self.waiting = []
        for parted in waiting:
            self.buy(parted, *self.price(parted))

    def buy(self, parted: Parted, numerator: int, wanted: int) -> None:
        """Note a purchase at numerator / (denominator x wanted) for each point."""
        common = wanted // gcd(numerator, wanted)
        if common != 1:
            self.denominator *= common
            self.share *= common
            self.prices = [price * common for price in self.prices]
        self.bought.append(parted.supporters)
        self.prices.append(numerator * common // wanted)

    def price(self, parted: Parted) -> tuple[int, int]:
        """(numerator, wanted): the exact price is numerator / (denominator x wanted).

        All purchases must be settled. The supporters together must have the cost. Newton from below
        on a concave function: ends when nobody moves.
        """
        supporters = parted.supporters
        numerator = supporters.cost * self.denominator - self._held(
            supporters.groups[parted.poor],
        )
        unsure = self._unsure(parted)
        wanted = int(supporters.wanted[parted.rich].sum())
        wanted += sum(payer.weight * payer.points for payer in unsure)
        while True:
            poor = [
                payer
                for payer in unsure
                if payer.money * wanted < numerator * payer.points
            ]
            if not poor:
                return numerator, wanted
            unsure = [
                payer
                for payer in unsure
                if payer.money * wanted >= numerator * payer.points
            ]
            numerator -= sum(payer.money * payer.weight for payer in poor)
            wanted -= sum(payer.weight * payer.points for payer in poor)

    def _unsure(self, parted: Parted) -> list[_Payer]:
        supporters = parted.supporters
        return [
            _Payer(
                money=self.money(int(supporters.groups[i])),
                weight=int(supporters.weight[i]),
                points=int(supporters.points[i]),
            )
            for i in parted.unsure.tolist()
        ]

    def together(self, supporters: Supporters, sure: Ints, unsure: Ints) -> int:
        """What supporters hold, times `denominator`.

        Indices of those that surely have something, and of the rest.
        """
        held = self._held(supporters.groups[sure])
        for i in unsure:
            held += self.money(int(supporters.groups[i])) * int(
                supporters.weight[i],
            )
        return held

    def money(self, group: int) -> int:
        """What each voter of a group has, times `denominator`.

        Every purchase again, one after the other.
        """
        return self.money_before(group, len(self.bought))

    def money_before(self, group: int, purchase: int) -> int:
        """What each voter of a group had before a purchase, times `denominator`."""
        money = self.share
        for supporters, price in zip(
            self.bought[:purchase],
            self.prices,
            strict=False,
        ):
            points = self.points.of(group, supporters.project)
            money -= min(money, price * points)
        return money

    def fraction(self, number: int) -> Fraction:
        """A purchase's price for each point, minor units."""
        return Fraction(self.prices[number], self.denominator)

    def _held(self, groups: Ints) -> int:
        """Money times weight of groups that paid the full price of everything they supported."""
        ballots, wanted = self.points.together(groups)
        held = self.share * ballots
        for supporters, price in zip(self.bought, self.prices, strict=True):
            held -= price * int(wanted[supporters.project])
        return held
