"""Many: the Method of Equal Shares at many shares at once.

In the paper's terms (Peters, Pierczynski, Skowron 2021): a row is one endowment b / n (`share`),
or all between two; a purse is b_i, what voter i has left of it; the price of a project c is rho,
what its supporters pay for each point u_i(c), min(b_i, u_i(c) rho), to make cost(c); its rank is
rho, or rho / cost(c) where utility counts money, and the lowest comes first.

For questions of the kind "at which of these at all?". Every purse is kept as two floats, one on
either side of the true sum, and so is every price; a step is taken only where the sides tell for
certain which project comes first. Rows (shares) go on side by side, each with what it buys. Where
floats cannot tell, ties among them, a row says so, and the caller counts it exactly.

Why the sides hold: see `stakes`. From below a price is found with the upper purses, from above with
the lower ones. It only rises while purses empty, so the last bound of it is where looking for it
begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.shares.stakes import (
    SLACK,
    More,
    Stake,
    from_above,
    from_below,
    held,
    most_it_may_cost,
    places,
)
from pbdesk.voting.shares.supporters import Supporters

__all__ = ["Changed", "Hopeful", "Many", "many"]

type _Floats = NDArray[np.float64]
type _Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Hopeful:
    """A project that may cost less, or be wanted by more.

    int64[rows]: `more` ballots, each with a share and one point; the `least` cost in question,
    minor units.
    """

    supporters: Supporters
    more: _Ints
    least: _Ints


@dataclass(frozen=True, slots=True)
class Changed:
    """At each row one project of `everyone` that is bought at other costs.

    And wanted by more ballots for it alone. project: int64[rows] · `bids`: how many of everyone are
    bought at every row, the rest only where they are the one cost, more: float64[2 x rows]: the
    highest cost and the fewest ballots of each row, then the lowest and the most.
    """

    project: _Ints
    bids: int
    cost: _Floats
    more: _Floats


@dataclass(frozen=True, slots=True)
class Many:
    """What each row buys, in order, as indices into the projects given.

    None where floats cannot tell. `enters[h, row]`: hopeful h is certainly not bought at that row
    if it costs more, minor units; `fits`: nor, if it costs more, together with what was bought
    before it within the budget. `parts[row]`: where the row is not certain, the changed project is
    certainly not bought next if it costs more; 0 where it is not about that.
    """

    bought: list[tuple[int, ...] | None]
    enters: _Floats
    fits: _Floats
    parts: _Floats


def many(
    everyone: Sequence[Supporters],
    groups: int,
    shares: Sequence[tuple[Fraction, Fraction]],
    equals: Sequence[int] | _Ints,
    hopefuls: Sequence[Hopeful] = (),
    budget: int = 0,
    changed: Changed | None = None,
    ballots: _Floats | None = None,
) -> Many:
    """Run at each of `shares`.

    From least to most (minor units for each voter), and all between, that buy the same. `everyone`:
    as in `run`; `equals`: their order where prices are equal, or int64[rows, projects]. Hopefuls
    are looked for beside the run, not bought in it: enough to say that one is not bought, for until
    it is, the run is the one without it. Rounds that only come after the project itself is bought
    may tell too much of it, never too little. `ballots`: float64[rows, groups], how many each group
    is at each row, where that is not as in `everyone`.
    """
    rows = len(shares)
    low = np.array([float(least) for least, _ in shares]) * (1 - SLACK)
    high = np.array([float(most) for _, most in shares]) * (1 + SLACK)
    stakes = [Stake.of(supporters, ballots) for supporters in everyone]
    walk = _Walk(
        stakes=stakes,
        hopefuls=[(hopeful, Stake.of(hopeful.supporters, None)) for hopeful in hopefuls],
        changed=changed,
        place=np.argsort(np.atleast_2d(equals), axis=1).T,
        budget=budget,
        low=low,
        high=high,
        poorest=np.repeat(low[:, None], groups, axis=1),
        richest=np.repeat(high[:, None], groups, axis=1),
        least=_least_ranks(stakes, high, changed),
        spent=np.zeros(rows),
        bought=[[] for _ in shares],
        found=Many(
            bought=[None] * rows,
            enters=np.zeros((len(hopefuls), rows)),
            fits=np.zeros((len(hopefuls), rows)),
            parts=np.zeros(rows),
        ),
    )
    active = np.arange(rows)
    while len(active):
        active = walk.step(active)
    return walk.found


def _least_ranks(stakes: Sequence[Stake], high: _Floats, changed: Changed | None) -> _Floats:
    """Ranks if everybody pays in full; infinite where supporters cannot pay with all they have."""
    least = np.full((len(stakes), len(high)), np.inf)
    bids = len(stakes) if changed is None else changed.bids
    for i, stake in enumerate(stakes[:bids]):
        together = stake.weight.sum(axis=-1) * high
        pays = together * (1 + stake.slack) >= stake.cost
        rank = stake.cost / np.maximum(stake.total, 1.0) / stake.factor
        least[i] = np.where(pays, rank * (1 - SLACK), np.inf)
    if changed is not None:
        least[changed.project, np.arange(len(high))] = 0.0
    return least


@dataclass(frozen=True, slots=True)
class _Offer:
    """A project's cost at some rows.

    The lowest and the highest, and then the most and the fewest ballots beside.
    """

    cheap: _Floats | float
    dear: _Floats | float
    most: More | None = None
    few: More | None = None


@dataclass(frozen=True, slots=True)
class _First:
    """At each row the project that comes first, or -1.

    With its price from both sides and its rank from above.
    `beside`: the least rank from above beside the changed project's.
    """

    project: _Ints
    low: _Floats
    high: _Floats
    rank: _Floats
    sure: NDArray[np.bool_]
    beside: _Floats


@dataclass(frozen=True, slots=True)
class _Walk:
    """All rows on their way.

    `place`: int64[projects, rows or 1], each project's in the order of equals · `low`, `high`:
    shares from both sides poorest, richest: float64[rows, groups], purses from both sides · least:
    float64[projects, rows], bounds from below of the ranks; infinite: certainly out of reach, or
    bought · spent: float64[rows] · bought: of each row
    """

    stakes: Sequence[Stake]
    hopefuls: Sequence[tuple[Hopeful, Stake]]
    changed: Changed | None
    place: _Ints
    budget: int
    low: _Floats
    high: _Floats
    poorest: _Floats
    richest: _Floats
    least: _Floats
    spent: _Floats
    bought: list[list[int]]
    found: Many

    def step(self, active: _Ints) -> _Ints:
        """Buy the next project in every active row: those that go on.

        Rows that end, or are not certain, are noted.
        """
        first = self._first(active)
        unsure = active[~first.sure]
        if self.changed is not None and len(unsure):
            self._part(unsure, first.beside[~first.sure], self.changed)
        if self.hopefuls:
            self._hope(active, first.rank)
            self.found.enters[:, unsure] = self.found.fits[:, unsure] = np.inf
        buying = first.sure & (first.project >= 0)
        ended: list[int] = active[first.sure & ~buying].tolist()
        for row in ended:
            self.found.bought[row] = tuple(self.bought[row])
        projects: list[int] = np.unique(first.project[buying]).tolist()
        for project in projects:
            at = np.flatnonzero(buying & (first.project == project))
            self._pay(project, active[at], first.low[at], first.high[at])
        return active[buying]

    def _first(self, active: _Ints) -> _First:
        least = self.least[:, active]
        low = np.zeros(least.shape)
        high = np.full(least.shape, np.inf)
        rank = np.full(least.shape, np.inf)
        best = np.full(len(active), np.inf)
        order: list[int] = np.argsort(least.min(axis=1, initial=np.inf)).tolist()
        for i in order:
            at = ((least[i] <= best) & (least[i] < np.inf)).nonzero()[0]
            if not len(at):
                continue
            offer = self._offer(i, active[at])
            by_cost = self.stakes[i].factor != 1
            start = least[i, at] * (offer.cheap if by_cost else 1.0) * (1 - SLACK)
            low[i, at] = self._from_below(i, active[at], offer, start)
            least[i, at] = np.maximum(
                least[i, at], low[i, at] / (offer.cheap if by_cost else 1.0) * (1 - SLACK)
            )
            at = at[(least[i, at] <= best[at]) & (low[i, at] < np.inf)]
            if len(at):
                offer = self._offer(i, active[at])
                high[i, at] = self._from_above(i, active[at], offer, low[i, at])
                rank[i, at] = high[i, at] / (offer.dear if by_cost else 1.0) * (1 + SLACK)
                best[at] = np.minimum(best[at], rank[i, at])
        self.least[:, active] = least
        return self._decided(active, least, low, high, rank, best)

    def _decided(
        self,
        active: _Ints,
        least: _Floats,
        low: _Floats,
        high: _Floats,
        rank: _Floats,
        best: _Floats,
    ) -> _First:
        """Which project comes first.

        The only one that may, or by plain ranks and the ladder where all have one.
        """
        if not len(rank):
            return _First(
                np.full(len(best), -1), best, best, best, np.ones(len(best), dtype=bool), best
            )
        near = (least <= best) & (least < np.inf)
        count = near.sum(axis=0)
        project = rank.argmin(axis=0)
        sure = (count == 0) | ((count == 1) & np.isfinite(best))
        several = np.flatnonzero(count > 1)
        if len(several):
            plain = self._plain_ranks(active[several], near[:, several], high[:, several])
            lowest = plain.min(axis=0)  # not a number where one has no plain rank
            place = np.broadcast_to(self.place, (len(rank), len(self.low)))[:, active[several]]
            project[several] = np.where(plain == lowest, place, len(rank)).argmin(axis=0)
            sure[several] = np.isfinite(lowest)
        at = project, np.arange(len(best))
        first = _First(np.where(count, project, -1), low[at], high[at], best, sure, best)
        if self.changed is None or sure.all():
            return first
        others = rank.copy()
        others[self.changed.project[active], np.arange(len(best))] = np.inf
        return replace(first, beside=others.min(axis=0))

    def _plain_ranks(self, rows: _Ints, near: NDArray[np.bool_], high: _Floats) -> _Floats:
        """The plain ranks of projects that are near each other at some rows; else infinite."""
        plain = np.full(near.shape, np.inf)
        projects: list[int] = np.flatnonzero(near.any(axis=1)).tolist()
        for i in projects:
            at = np.flatnonzero(near[i])
            plain[i, at] = self._plain(i, rows[at], high[i, at])
        return plain

    def _is_changed(self, i: int, rows: _Ints) -> NDArray[np.bool_] | None:
        """Where a project is the changed one; None for nowhere."""
        if self.changed is None:
            return None
        mine = self.changed.project[rows] == i
        if mine.any():
            return mine
        return None

    def _offer(self, i: int, rows: _Ints) -> _Offer:
        cost = float(self.stakes[i].cost)
        changed = self.changed
        mine = self._is_changed(i, rows)
        if changed is None or mine is None:
            return _Offer(cost, cost)
        other = rows + len(self.low)
        return _Offer(
            np.where(mine, changed.cost[other], cost),
            np.where(mine, changed.cost[rows], cost),
            More(changed.more[other] * mine, self.high[rows]),
            More(changed.more[rows] * mine, self.low[rows]),
        )

    def _from_below(self, i: int, rows: _Ints, offer: _Offer, start: _Floats) -> _Floats:
        """The price at some rows from below, at `start` or higher; infinite.

        Certainly not to be had.
        """
        stake = self.stakes[i].at(rows)
        money = held(self.richest, rows, self.stakes[i].groups)
        together = np.vecdot(money, stake.weight)
        if offer.most is not None:
            together += offer.most.ballots * offer.most.each
        pays = together * (1 + stake.slack) >= offer.cheap
        if not pays.any():
            return np.full(len(rows), np.inf)
        return np.where(pays, from_below(stake, offer.cheap, money, offer.most, start), np.inf)

    def _from_above(self, i: int, rows: _Ints, offer: _Offer, low: _Floats) -> _Floats:
        """The price at some rows from above, where it is `low` or higher; infinite.

        Perhaps not to be had.
        """
        stake = self.stakes[i].at(rows)
        return from_above(stake, offer.dear, held(self.poorest, rows, stake.groups), offer.few, low)

    def _plain(self, i: int, rows: _Ints, high: _Floats) -> _Floats:
        """The exact rank where all pay in full, as a float that no other such rank shares.

        Else not a number.
        Two fractions whose parts multiply to less than 2**50 differ by more than a rounding.
        """
        stake = self.stakes[i].at(rows)
        mine = self._is_changed(i, rows)
        empty = (held(self.richest, rows, stake.groups) == 0) | (stake.weight == 0)
        pays = np.where(np.isfinite(high), high, 0.0)[:, None] * stake.points
        full = ((held(self.poorest, rows, stake.groups) >= pays) | empty).all(axis=1) & np.isfinite(
            high
        )
        if mine is not None:
            full &= ~mine
        payers = stake.total - np.vecdot(empty.astype(np.float64), stake.wanted)
        cost = 1.0 if stake.factor != 1 else float(stake.cost)
        return np.where(
            full & (payers > 0) & (cost * payers < 2.0**50), cost / np.maximum(payers, 1.0), np.nan
        )

    def _hope(self, active: _Ints, best: _Floats) -> None:
        """What hopefuls may cost at most to come first now.

        `best`: ranks that they have to reach.
        """
        left = self.budget - self.spent[active]
        for h, (hopeful, stake) in enumerate(self.hopefuls):
            more = More(hopeful.more[active].astype(np.float64), self.high[active])
            most = most_it_may_cost(
                stake, held(self.richest, active, stake.groups), more, best, hopeful.least[active]
            )
            self.found.enters[h, active] = np.maximum(self.found.enters[h, active], most)
            self.found.fits[h, active] = np.maximum(
                self.found.fits[h, active], np.minimum(most, left)
            )

    def _part(self, rows: _Ints, beside: _Floats, changed: Changed) -> None:
        """Up to which cost the changed project may come before those `beside` it."""
        mine = changed.project[rows]
        projects: list[int] = np.unique(mine).tolist()
        for i in projects:
            at = rows[mine == i]
            stake = self.stakes[i]
            more = More(changed.more[at + len(self.low)], self.high[at])
            self.found.parts[at] = most_it_may_cost(
                stake,
                held(self.richest, at, stake.groups),
                more,
                beside[mine == i],
                np.zeros(len(at)),
            )

    def _pay(self, project: int, rows: _Ints, low: _Floats, high: _Floats) -> None:
        """Take the price from every supporter's purse: the higher from the lower side."""
        stake = self.stakes[project]
        at = places(self.poorest, rows, stake.groups)
        for purses, price, sign in ((self.poorest, high, -1), (self.richest, low, 1)):
            flat = purses.reshape(-1)
            flat[at] = np.maximum(flat.take(at) - price[:, None] * stake.points, 0.0) * (
                1 + sign * SLACK
            )
        self.least[project, rows] = np.inf
        self.spent[rows] += stake.cost
        for row in rows.tolist():
            self.bought[row].append(project)
