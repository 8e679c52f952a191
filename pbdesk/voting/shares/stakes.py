"""Stakes: the price of a project at many rows at once, from below and from above.

In the paper's terms (Peters, Pierczynski, Skowron 2021): supporters i of a project c have b_i left
of their endowments (`money`), and c is rho-affordable at the `price` q = rho where min(b_i, u_i(c)
rho) add up to cost(c). A stake is who they are: `points` u_i(c), for `weight` equal ballots.

What supporters pay at a price q, F(q) = sum of min(money, q x points), is concave, so from any q
the tangent reaches the cost no later than F does: rounding aside, a bound of the price from below.
From above a price is kept only if F of it reaches the cost. F and the sums of money have positive
terms only: their rounding is at most (terms + 16) x 2**-50 of them, and that much is given away on
either side.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pbdesk.voting.arrays import Floats, Ints
from pbdesk.voting.shares.supporters import Supporters

__all__ = [
    "SLACK",
    "More",
    "Stake",
    "from_above",
    "from_below",
    "held",
    "most_it_may_cost",
    "places",
]


SLACK = 2.0**-50


@dataclass(frozen=True, slots=True)
class Stake:
    """A project's supporters.

    Float64[groups of the project], or float64[rows, …] where ballots differ by row.
    points: one for all where all give one · total: of `wanted`
    """

    cost: int
    factor: int
    groups: Ints
    points: Floats
    weight: Floats
    wanted: Floats
    total: float | Floats

    @classmethod
    def of(cls, s: Supporters, ballots: Floats | None) -> Stake:
        """`ballots`: float64[rows, groups], how many each group is at each row.

        Where that differs.
        """
        points = s.points if (s.points != 1).any() else np.ones(1)
        if ballots is None:
            return cls(
                s.cost,
                s.factor,
                s.groups,
                points,
                s.weight,
                s.wanted,
                float(s.total_wanted),
            )
        weight = ballots[:, s.groups]
        wanted = weight if points is not s.points else weight * points
        return cls(
            s.cost,
            s.factor,
            s.groups,
            points,
            weight,
            wanted,
            wanted.sum(axis=1),
        )

    def at(self, rows: Ints) -> Stake:
        """At some of the rows."""
        if self.weight.ndim == 1:
            return self
        weight = self.weight[rows]
        wanted = weight if self.wanted is self.weight else self.wanted[rows]
        return Stake(
            self.cost,
            self.factor,
            self.groups,
            self.points,
            weight,
            wanted,
            np.asarray(self.total)[rows],
        )

    @property
    def slack(self) -> float:
        """How far off sums over the supporters may be, as a part of them."""
        return (len(self.groups) + 16) * SLACK


@dataclass(frozen=True, slots=True)
class More:
    """Ballots beside the supporters, float64[rows], and what each of them has."""

    ballots: Floats
    each: Floats


def places(purses: Floats, rows: Ints, groups: Ints) -> Ints:
    """Where purses, float64[rows, groups], have some groups at some rows.

    As places in one row of all.
    """
    return (rows * purses.shape[1])[:, None] + groups


def held(purses: Floats, rows: Ints, groups: Ints) -> Floats:
    """What some groups have at some rows, float64[rows, groups]."""
    if len(rows) == len(purses):
        return purses.take(groups, axis=1)
    return purses.reshape(-1).take(places(purses, rows, groups))


def _paid(
    stake: Stake,
    money: Floats,
    more: More | None,
    price: Floats,
) -> Floats:
    """F of a price."""
    paid = np.vecdot(
        np.minimum(money, price[:, None] * stake.points),
        stake.weight,
    )
    if more is None:
        return paid
    return paid + more.ballots * np.minimum(more.each, price)


def _rest(
    stake: Stake,
    money: Floats,
    more: More | None,
    price: Floats,
) -> Floats:
    """The points of those who have more than the price: how steeply F rises from there."""
    poor = (money <= price[:, None] * stake.points).astype(np.float64)
    rest = stake.total - np.vecdot(poor, stake.wanted)
    if more is None:
        return rest
    return rest + more.ballots * (more.each > price)


def from_below(
    stake: Stake,
    cost: Floats | float,
    money: Floats,
    more: More | None,
    start: Floats,
) -> Floats:
    """The price by Newton's method from `start` below it."""
    price = start
    rest = _rest(stake, money, more, start)
    slope = np.maximum(rest, 1.0)
    moving = rest > 0
    while moving.any():
        tangent = price + (cost - _paid(stake, money, more, price)) / slope
        moving &= tangent > price
        price = np.where(moving, tangent, price)
        rest = _rest(stake, money, more, price)
        moving &= (rest > 0) & (rest < slope)
        slope = np.where(moving, rest, slope)
    return np.maximum(start, price - stake.slack * cost / slope)


def from_above(
    stake: Stake,
    cost: Floats | float,
    money: Floats,
    more: More | None,
    start: Floats,
) -> Floats:
    """A price at which they certainly pay the cost.

    By Newton's method from below and a little more; else infinite.
    """
    price = start
    slope = np.full(len(start), np.inf)
    moving, enough = np.ones((2, len(start)), dtype=bool)
    while moving.any():
        rest = _rest(stake, money, more, price)
        moving &= (rest > 0) & (rest < slope)
        slope = np.where(moving, rest, slope)
        tangent = price + (cost - _paid(stake, money, more, price)) / slope
        price = np.where(
            moving,
            tangent * (1 + SLACK) + 4 * stake.slack * cost / slope,
            price,
        )
        enough = _paid(stake, money, more, price) * (1 - stake.slack) >= cost
        moving &= ~enough
    return np.where(enough, price, np.inf)


def most_it_may_cost(
    stake: Stake,
    money: Floats,
    more: More,
    best: Floats,
    least: Ints | Floats,
) -> Floats:
    """The highest cost at which the rank is at most `best`, from above.

    0 where all have less than `least`. Where rank is the price q, that is F(q) at q = best. Where
    it is q / cost: the largest c with F(best x c) >= c.
    """
    ballots = more.ballots
    most = (money @ stake.weight + ballots * more.each) * (1 + stake.slack)
    if (most < least).all():
        return np.zeros(len(most))
    if stake.factor == 1:
        full = np.minimum(money, best[:, None] * stake.points)
        paid = full @ stake.weight + ballots * np.minimum(more.each, best)
        return np.minimum(most, paid * (1 + stake.slack))
    return _most_by_cost(stake, money, more, best, most)


def _most_by_cost(
    stake: Stake,
    money: Floats,
    more: More,
    best: Floats,
    most: Floats,
) -> Floats:
    """The largest c with F(best x c) >= c, no higher than `most`.

    Newton from the right, from all they have: tangents of a concave function lie above it, so
    every step is a bound.
    """
    slack = stake.slack
    ballots = more.ballots
    share = more.each
    moving = np.isfinite(best)
    best = np.where(moving, best, 0.0)
    while moving.any():
        price = best * most
        poor = (money <= price[:, None] * stake.points).astype(np.float64)
        spent = ballots * (share <= price)
        rest = stake.total + ballots - poor @ stake.wanted - spent
        slope = 1 - best * rest - 4 * slack
        given = ((money * poor) @ stake.weight + spent * share) * (1 + slack)
        lower = given / np.where(slope > 0, slope, 1.0)
        moving &= (slope > 0) & (lower < most)
        most = np.where(moving, lower, most)
    return most
