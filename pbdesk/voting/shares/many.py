"""Many: the Method of Equal Shares at many shares at once, for questions of the kind "at which of these at all?".

Every purse is kept as two floats, one on either side of the true sum, and so is every price; a step is taken only where
the sides tell for certain which project comes first. Rows (shares) that buy the same go on together and part where they
differ. Where floats cannot tell, ties among them, a row says so, and the caller counts it exactly.

Why the sides hold. What supporters pay at a price q, F(q) = sum of min(money, q x points), is concave, so with any set
of payers taken as poor, (cost - their money) / (points of the rest) is never above the price: rounding aside, a bound
from below, taken with the upper purses. From above, with the lower purses, a price is kept only if F of it reaches the
cost. F and the sums of money have positive terms only: their rounding is at most (terms + 16) x 2**-50 of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.shares.supporters import Supporters

__all__ = ["Changed", "Hopeful", "Many", "many"]

type _Floats = NDArray[np.float64]
type _Ints = NDArray[np.int64]

_SLACK = 2.0**-50


@dataclass(frozen=True, slots=True)
class Hopeful:
    """A project that may cost less, or be wanted by more.

    int64[rows]: `more` ballots, each with a share and one point; the `least` cost in question, minor units.
    """

    supporters: Supporters
    more: _Ints
    least: _Ints


@dataclass(frozen=True, slots=True)
class Changed:
    """A project of `everyone` that is bought at other costs, and wanted by more ballots that want nothing else.

    cost, more: float64[2 x rows]: the highest cost and the fewest ballots of each row, then the lowest and the most.
    """

    project: int
    cost: _Floats
    more: _Floats


@dataclass(frozen=True, slots=True)
class Many:
    """What each row buys, in order, as indices into the projects given; None where floats cannot tell.

    `enters[h, row]`: hopeful h is certainly not bought at that row if it costs more, minor units; `fits`: nor, if it
    costs more, together with what was bought before it within the budget.
    """

    bought: list[tuple[int, ...] | None]
    enters: _Floats
    fits: _Floats


@dataclass(slots=True)
class _Branch:
    """Rows that bought the same so far.

    purses: float64[2 x rows, groups], first the lower sides · least: float64[projects, rows], bounds from below of the
    ranks; infinite: certainly out of reach.
    """

    rows: _Ints
    bought: tuple[int, ...]
    purses: _Floats
    least: _Floats

    def only(self, at: _Ints, bought: tuple[int, ...]) -> _Branch:
        """Some of the rows."""
        both = np.concatenate([at, at + len(self.rows)])
        return _Branch(self.rows[at], bought, self.purses[both], self.least[:, at])


@dataclass(frozen=True, slots=True)
class _First:
    """At each row the project that comes first, or -1, with its price from both sides and its rank from above."""

    project: _Ints
    low: _Floats
    high: _Floats
    rank: _Floats
    sure: NDArray[np.bool_]


def many(everyone: Sequence[Supporters], groups: int, shares: Sequence[tuple[Fraction, Fraction]],
         equals: Sequence[int], hopefuls: Sequence[Hopeful] = (), budget: int = 0,
         changed: Changed | None = None) -> Many:
    """Run at each of `shares`: from least to most (minor units for each voter), and all between, that buy the same.

    `everyone`: as in `run`; `equals`: their order where prices are equal. Hopefuls are looked for beside the run, not
    bought in it: enough to say that one is not bought, for until it is, the run is the one without it. Rounds that only
    come after the project itself is bought may tell too much of it, never too little. Cost: rounds of distinct runs.
    """
    sides = np.array([float(low) for low, _ in shares]) * (1 - _SLACK), np.array(
        [float(high) for _, high in shares]) * (1 + _SLACK)
    walk = _Walk(everyone, hopefuls, np.concatenate(sides), changed, np.argsort(equals),
                 Many([None] * len(shares), *np.zeros((2, len(hopefuls), len(shares)))), budget)
    least = np.array([0.0 if changed is not None and i == changed.project else
                      s.cost / s.total_wanted / s.factor * (1 - _SLACK) for i, s in enumerate(everyone)])
    branches = [_Branch(np.arange(len(shares)), (), np.repeat(np.concatenate(sides)[:, None], groups, axis=1),
                        np.repeat(least[:, None], len(shares), axis=1))]
    while branches:
        branches += walk.step(branches.pop())
    return walk.found


@dataclass(frozen=True, slots=True)
class _Walk:
    """`shares`: each row's from both sides · `place`: each project's in the order of equals."""

    everyone: Sequence[Supporters]
    hopefuls: Sequence[Hopeful]
    shares: _Floats
    changed: Changed | None
    place: _Ints
    found: Many
    budget: int

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return len(self.shares) // 2

    def step(self, branch: _Branch) -> list[_Branch]:
        """Buy the next project in every row of a branch; rows that end, or are not certain, are noted."""
        first = self._first(branch)
        ended = first.sure & (first.project < 0)
        self._hope(branch, first.rank)
        self.found.enters[:, branch.rows[~first.sure]] = self.found.fits[:, branch.rows[~first.sure]] = np.inf
        for row in branch.rows[ended].tolist():
            self.found.bought[row] = branch.bought
        following: list[_Branch] = []
        projects: list[int] = np.unique(first.project[first.sure & ~ended]).tolist()
        for project in projects:
            at = np.flatnonzero(first.sure & (first.project == project))
            after = branch.only(at, (*branch.bought, project))
            _pay(after.purses, self.everyone[project], first.low[at], first.high[at])
            after.least[project] = np.inf
            following.append(after)
        return following

    def _first(self, branch: _Branch) -> _First:
        rows, projects = len(branch.rows), len(self.everyone)
        low, high, rank, plain = (np.full((projects, rows), value) for value in (0.0, np.inf, np.inf, np.nan))
        best = np.full(rows, np.inf)
        order: list[int] = np.argsort(branch.least.min(axis=1, initial=np.inf)).tolist()
        for i in order:
            s = self.everyone[i]
            if not (np.isfinite(branch.least[i]) & (branch.least[i] <= best)).any():
                continue
            cost, more, both = np.full(2 * rows, float(s.cost)), None, np.append(branch.rows, branch.rows + self.rows)
            if self.changed is not None and i == self.changed.project:
                cost, more = self.changed.cost[both], (self.changed.more[both], self.shares[both])
            low[i], high[i], payers = _price(s, cost, branch.purses, more)
            factor = cost if s.factor != 1 else np.ones(2 * rows)
            branch.least[i] = np.maximum(branch.least[i], low[i] / factor[rows:] * (1 - _SLACK))
            rank[i] = high[i] / factor[:rows] * (1 + _SLACK)
            plain[i] = _plain(s, payers)
            best = np.minimum(best, rank[i])
        return self._decided(branch, low, high, rank, plain, best)

    def _decided(self, branch: _Branch, low: _Floats, high: _Floats, rank: _Floats, plain: _Floats, best: _Floats,
                 ) -> _First:
        """Which project comes first: the only one that may, or by plain ranks and the ladder where all have one."""
        rows = len(best)
        if not len(rank):
            return _First(np.full(rows, -1), best, best, best, np.ones(rows, dtype=bool))
        near = np.isfinite(branch.least) & (branch.least <= best)
        ranks = np.where(near, plain, np.inf)
        least = ranks.min(axis=0)  # not a number where one has no plain rank
        equals = np.where(ranks == least, self.place[:, None], len(rank))
        project = np.where(np.isfinite(least), equals.argmin(axis=0), rank.argmin(axis=0))
        none, alone = ~near.any(axis=0), (near.sum(axis=0) == 1) & np.isfinite(best)
        at = project, np.arange(rows)
        return _First(np.where(none, -1, project), low[at], high[at], best, none | alone | np.isfinite(least))

    def _hope(self, branch: _Branch, best: _Floats) -> None:
        """What hopefuls may cost at most to come first now. `best`: ranks that they have to reach."""
        rows, left = branch.rows, self.budget - sum(self.everyone[i].cost for i in branch.bought)
        for h, hopeful in enumerate(self.hopefuls):
            most = _most(hopeful.supporters, hopeful.more[rows].astype(np.float64), branch.purses[len(rows):],
                         self.shares[rows + self.rows], best, hopeful.least[rows])
            self.found.enters[h, rows] = np.maximum(self.found.enters[h, rows], most)
            self.found.fits[h, rows] = np.maximum(self.found.fits[h, rows], np.minimum(most, left))


def _most(s: Supporters, more: _Floats, purses: _Floats, share: _Floats, best: _Floats, least: _Ints) -> _Floats:
    """The highest cost at which the rank is at most `best`, from above; 0 where all have less than `least`.

    Where rank is the price q, that is F(q) at q = best. Where it is q / cost: the largest c with F(best x c) >= c.
    Newton from the right, from all they have: tangents of a concave function lie above it, so every step is a bound.
    """
    slack = (len(s.groups) + 16) * _SLACK
    money = purses[:, s.groups]
    most = (money @ s.weight + more * share) * (1 + slack)
    if (most < least).all():
        return np.zeros(len(most))
    if s.factor == 1:
        paid = np.minimum(money, best[:, None] * s.points) @ s.weight + more * np.minimum(share, best)
        return np.minimum(most, paid * (1 + slack))
    moving = np.isfinite(best)
    best = np.where(moving, best, 0.0)
    while moving.any():
        price = best * most
        poor = (money <= price[:, None] * s.points).astype(np.float64)
        spent = more * (share <= price)
        rest = s.total_wanted + more - poor @ s.wanted - spent
        slope = 1 - best * rest - 4 * slack
        lower = ((money * poor) @ s.weight + spent * share) * (1 + slack) / np.where(slope > 0, slope, 1.0)
        moving &= (slope > 0) & (lower < most)
        most = np.where(moving, lower, most)
    return most


def _price(s: Supporters, cost: _Floats, purses: _Floats, more: tuple[_Floats, _Floats] | None,
           ) -> tuple[_Floats, _Floats, _Floats]:
    """The price at each row from below and from above, and the points of those who pay if all pay in full, else 0.

    From below infinite: certainly not to be had; from above: perhaps not. `cost` and `more` (ballots beside the
    supporters, and what each has) from both sides; with `more` nothing is said of who pays in full.
    """
    rows = len(cost) // 2
    slack = (len(s.groups) + 16) * _SLACK
    money = purses[:, s.groups]
    extra, each = (np.zeros(2 * rows), np.zeros(2 * rows)) if more is None else more
    total = money @ s.weight + extra * each
    value, wanted = _newton(s, cost, money, extra, each)
    low = np.maximum(value[rows:] - slack * cost[rows:] / wanted[rows:], 0.0)
    high = value[:rows] * (1 + _SLACK) + 2 * slack * cost[:rows] / wanted[:rows]
    pays = high[:, None] * s.points
    paid = np.minimum(money[:rows], pays) @ s.weight + extra[:rows] * np.minimum(each[:rows], high)
    enough = paid * (1 - slack) >= cost[:rows]
    empty = money[rows:] == 0
    full = enough & ((money[:rows] >= pays) | empty).all(axis=1) & (more is None)
    return (np.where(total[rows:] * (1 + slack) >= cost[rows:], low, np.inf), np.where(enough, high, np.inf),
            np.where(full, s.total_wanted - empty @ s.wanted, 0.0))


def _plain(s: Supporters, payers: _Floats) -> _Floats:
    """The exact rank where `payers` points pay in full, as a float that no other such rank shares; else not a number.

    Two fractions whose parts multiply to less than 2**50 differ by more than a rounding.
    """
    cost = 1.0 if s.factor != 1 else float(s.cost)
    return np.where((payers > 0) & (cost * payers < 2.0**50), cost / np.maximum(payers, 1.0), np.nan)


def _newton(s: Supporters, cost: _Floats, money: _Floats, extra: _Floats, each: _Floats) -> tuple[_Floats, _Floats]:
    """Prices from below, and the points of those who then are not poor: always some, so that it stays a bound."""
    wanted = np.maximum(s.total_wanted + extra, 1.0)  # nobody at all: the total then says that it is not to be had
    value = cost / wanted
    moving = np.ones(len(cost), dtype=bool)
    while moving.any():
        poor = (money <= value[:, None] * s.points).astype(np.float64)
        spent = (each <= value) * extra
        rest = s.total_wanted + extra - poor @ s.wanted - spent
        lower = moving & (rest > 0) & (rest < wanted)
        following = (cost - (money * poor) @ s.weight - spent * each) / np.where(lower, rest, 1.0)
        moving = lower & (following > value)
        value, wanted = np.where(moving, following, value), np.where(moving, rest, wanted)
    return value, wanted


def _pay(purses: _Floats, s: Supporters, low: _Floats, high: _Floats) -> None:
    """Take the price from every supporter's purse: the higher from the lower side."""
    rows = len(low)
    prices = np.concatenate([high, low])[:, None] * s.points
    left = np.maximum(purses[:, s.groups] - prices, 0.0)
    left[:rows] *= 1 - _SLACK
    left[rows:] *= 1 + _SLACK
    purses[:, s.groups] = left
