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

from pbdesk.voting.arrays import Bools, Floats, Ints
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


@dataclass(frozen=True, slots=True)
class Hopeful:
    """A project that may cost less, or be wanted by more.

    int64[rows]: `more` ballots, each with a share and one point; the `least` cost in question,
    minor units.
    """

    supporters: Supporters
    more: Ints
    least: Ints


@dataclass(frozen=True, slots=True)
class Changed:
    """At each row one project of `everyone` that is bought at other costs.

    And wanted by more ballots for it alone. project: int64[rows] · `bids`: how many of everyone are
    bought at every row, the rest only where they are the one cost, more: float64[2 x rows]: the
    highest cost and the fewest ballots of each row, then the lowest and the most.
    """

    project: Ints
    bids: int
    cost: Floats
    more: Floats


@dataclass(frozen=True, slots=True)
class Many:
    """What each row buys, in order, as indices into the projects given.

    None where floats cannot tell. `enters[h, row]`: hopeful h is certainly not bought at that row
    if it costs more, minor units; `fits`: nor, if it costs more, together with what was bought
    before it within the budget. `parts[row]`: where the row is not certain, the changed project is
    certainly not bought next if it costs more; 0 where it is not about that.
    """

    bought: list[tuple[int, ...] | None]
    enters: Floats
    fits: Floats
    parts: Floats

    def hoped(self, row: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """What each hopeful enters and fits at, at one row."""
        return tuple(self.enters[:, row].tolist()), tuple(
            self.fits[:, row].tolist(),
        )


def many(
    everyone: Sequence[Supporters],
    groups: int,
    shares: Sequence[tuple[Fraction, Fraction]],
    equals: Sequence[int] | Ints,
    hopefuls: Sequence[Hopeful] = (),
    budget: int = 0,
    changed: Changed | None = None,
    ballots: Floats | None = None,
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
    low, high = _outwards(shares)
    stakes = [Stake.of(supporters, ballots) for supporters in everyone]
    walk = _Walk(
        stakes=stakes,
        hopefuls=[
            (hopeful, Stake.of(hopeful.supporters, None))
            for hopeful in hopefuls
        ],
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
        found=_nothing_found(rows, len(hopefuls)),
    )
    return walk.to_the_end(rows)


def _outwards(
    shares: Sequence[tuple[Fraction, Fraction]],
) -> tuple[Floats, Floats]:
    """The shares as floats, surely no higher and surely no lower."""
    low = np.array([float(least) for least, _ in shares])
    high = np.array([float(most) for _, most in shares])
    return low * (1 - SLACK), high * (1 + SLACK)


def _nothing_found(rows: int, hopefuls: int) -> Many:
    return Many(
        bought=[None] * rows,
        enters=np.zeros((hopefuls, rows)),
        fits=np.zeros((hopefuls, rows)),
        parts=np.zeros(rows),
    )


def _least_ranks(
    stakes: Sequence[Stake],
    high: Floats,
    changed: Changed | None,
) -> Floats:
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

    cheap: Floats | float
    dear: Floats | float
    most: More | None = None
    few: More | None = None


@dataclass(frozen=True, slots=True)
class _First:
    """At each row the project that comes first, or -1.

    With its price from both sides and its rank from above.
    `beside`: the least rank from above beside the changed project's.
    """

    project: Ints
    low: Floats
    high: Floats
    rank: Floats
    sure: Bools
    beside: Floats

    @classmethod
    def nothing(cls, rank: Floats) -> _First:
        """For certain no project, at every row."""
        none = np.full(len(rank), -1)
        return cls(none, rank, rank, rank, np.ones(len(rank), dtype=bool), rank)


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What a round knows of all projects at its rows so far.

    rows: int64[active] · least, rank: float64[projects, active], ranks from below and above · low,
    high: prices likewise · best: float64[active], the least rank from above of all
    """

    rows: Ints
    least: Floats
    low: Floats
    high: Floats
    rank: Floats
    best: Floats

    @classmethod
    def of(cls, rows: Ints, least: Floats) -> _Bounds:
        """Nothing but the bounds of ranks that the round before left."""
        return cls(
            rows=rows,
            least=least,
            low=np.zeros(least.shape),
            high=np.full(least.shape, np.inf),
            rank=np.full(least.shape, np.inf),
            best=np.full(len(rows), np.inf),
        )

    def near(self, project: int | slice = slice(None)) -> Bools:
        """Where a project, or each, may still come first."""
        least = self.least[project]
        return (least <= self.best) & (least < np.inf)


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
    place: Ints
    budget: int
    low: Floats
    high: Floats
    poorest: Floats
    richest: Floats
    least: Floats
    spent: Floats
    bought: list[list[int]]
    found: Many

    def to_the_end(self, rows: int) -> Many:
        """Buy in every row until it ends, or is not certain."""
        active = np.arange(rows)
        while len(active):
            active = self.step(active)
        return self.found

    def step(self, active: Ints) -> Ints:
        """Buy the next project in every active row: those that go on.

        Rows that end, or are not certain, are noted.
        """
        first = self._first(active)
        self._note_unsure(active, first)
        buying = first.sure & (first.project >= 0)
        ended: list[int] = active[first.sure & ~buying].tolist()
        for row in ended:
            self.found.bought[row] = tuple(self.bought[row])
        projects: list[int] = np.unique(first.project[buying]).tolist()
        for project in projects:
            at = np.flatnonzero(buying & (first.project == project))
            self._pay(project, active[at], first.low[at], first.high[at])
        return active[buying]

    def _note_unsure(self, active: Ints, first: _First) -> None:
        unsure = active[~first.sure]
        if self.changed is not None and len(unsure):
            self._part(unsure, first.beside[~first.sure], self.changed)
        if self.hopefuls:
            self._hope(active, first.rank)
            self.found.enters[:, unsure] = np.inf
            self.found.fits[:, unsure] = np.inf

    def _first(self, active: Ints) -> _First:
        bounds = _Bounds.of(active, self.least[:, active])
        order: list[int] = np.argsort(
            bounds.least.min(axis=1, initial=np.inf),
        ).tolist()
        for i in order:
            at = np.flatnonzero(bounds.near(i))
            if len(at):
                at = self._bound_below(i, at, bounds)
            if len(at):
                self._bound_above(i, at, bounds)
        self.least[:, active] = bounds.least
        return self._decided(bounds)

    def _bound_below(self, i: int, at: Ints, bounds: _Bounds) -> Ints:
        """Find a project's price and rank from below: where it may still come first."""
        rows = bounds.rows[at]
        offer = self._offer(i, rows)
        worth = self._worth(i, offer.cheap)
        least = bounds.least[i, at]
        low = self._from_below(i, rows, offer, least * worth * (1 - SLACK))
        least = np.maximum(least, low / worth * (1 - SLACK))
        bounds.low[i, at] = low
        bounds.least[i, at] = least
        return at[(least <= bounds.best[at]) & (low < np.inf)]

    def _bound_above(self, i: int, at: Ints, bounds: _Bounds) -> None:
        """Find a project's price and rank from above."""
        rows = bounds.rows[at]
        offer = self._offer(i, rows)
        high = self._from_above(i, rows, offer, bounds.low[i, at])
        rank = high / self._worth(i, offer.dear) * (1 + SLACK)
        bounds.high[i, at] = high
        bounds.rank[i, at] = rank
        bounds.best[at] = np.minimum(bounds.best[at], rank)

    def _worth(self, i: int, cost: Floats | float) -> Floats | float:
        """What a price is divided by to make a rank: the cost, where utility counts money."""
        if self.stakes[i].factor != 1:
            return cost
        return 1.0

    def _decided(self, bounds: _Bounds) -> _First:
        """Which project comes first.

        The only one that may, or by plain ranks and the ladder where all have one.
        """
        best = bounds.best
        if not len(bounds.rank):
            return _First.nothing(best)
        near = bounds.near()
        count = near.sum(axis=0)
        project = bounds.rank.argmin(axis=0)
        sure = (count == 0) | ((count == 1) & np.isfinite(best))
        several = np.flatnonzero(count > 1)
        if len(several):
            project[several], sure[several] = self._parted(
                bounds,
                near,
                several,
            )
        at = project, np.arange(len(best))
        project = np.where(count, project, -1)
        first = _First(
            project,
            bounds.low[at],
            bounds.high[at],
            best,
            sure,
            best,
        )
        if self.changed is None or sure.all():
            return first
        return replace(first, beside=self._beside(bounds, self.changed))

    def _beside(self, bounds: _Bounds, changed: Changed) -> Floats:
        """The least rank from above of all but the changed project."""
        others = bounds.rank.copy()
        others[changed.project[bounds.rows], np.arange(len(bounds.rows))] = (
            np.inf
        )
        return others.min(axis=0)

    def _parted(
        self,
        bounds: _Bounds,
        near: Bools,
        several: Ints,
    ) -> tuple[Ints, Bools]:
        """Which of several near each other comes first, and whether that is certain."""
        rows = bounds.rows[several]
        plain = self._plain_ranks(
            rows,
            near[:, several],
            bounds.high[:, several],
        )
        lowest = plain.min(axis=0)  # not a number where one has no plain rank
        projects = len(bounds.rank)
        place = np.broadcast_to(self.place, (projects, len(self.low)))[:, rows]
        project = np.where(plain == lowest, place, projects).argmin(axis=0)
        return project, np.isfinite(lowest)

    def _plain_ranks(
        self,
        rows: Ints,
        near: Bools,
        high: Floats,
    ) -> Floats:
        """The plain ranks of projects that are near each other at some rows; else infinite."""
        plain = np.full(near.shape, np.inf)
        projects: list[int] = np.flatnonzero(near.any(axis=1)).tolist()
        for i in projects:
            at = np.flatnonzero(near[i])
            plain[i, at] = self._plain(i, rows[at], high[i, at])
        return plain

    def _is_changed(self, i: int, rows: Ints) -> Bools | None:
        """Where a project is the changed one; None for nowhere."""
        if self.changed is None:
            return None
        mine = self.changed.project[rows] == i
        if mine.any():
            return mine
        return None

    def _offer(self, i: int, rows: Ints) -> _Offer:
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

    def _from_below(
        self,
        i: int,
        rows: Ints,
        offer: _Offer,
        start: Floats,
    ) -> Floats:
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
        return np.where(
            pays,
            from_below(stake, offer.cheap, money, offer.most, start),
            np.inf,
        )

    def _from_above(
        self,
        i: int,
        rows: Ints,
        offer: _Offer,
        low: Floats,
    ) -> Floats:
        """The price at some rows from above, where it is `low` or higher; infinite.

        Perhaps not to be had.
        """
        stake = self.stakes[i].at(rows)
        return from_above(
            stake,
            offer.dear,
            held(self.poorest, rows, stake.groups),
            offer.few,
            low,
        )

    def _plain(self, i: int, rows: Ints, high: Floats) -> Floats:
        """The exact rank where all pay in full, as a float that no other such rank shares.

        Else not a number.
        Two fractions whose parts multiply to less than 2**50 differ by more than a rounding.
        """
        stake = self.stakes[i].at(rows)
        mine = self._is_changed(i, rows)
        empty = (held(self.richest, rows, stake.groups) == 0) | (
            stake.weight == 0
        )
        full = self._pays_in_full(stake, rows, high, empty)
        if mine is not None:
            full &= ~mine
        payers = stake.total - np.vecdot(empty.astype(np.float64), stake.wanted)
        cost = 1.0 if stake.factor != 1 else float(stake.cost)
        exact = full & (payers > 0) & (cost * payers < 2.0**50)
        return np.where(exact, cost / np.maximum(payers, 1.0), np.nan)

    def _pays_in_full(
        self,
        stake: Stake,
        rows: Ints,
        high: Floats,
        empty: Bools,
    ) -> Bools:
        """Where all that are not `empty` surely have the price for all their points."""
        finite = np.isfinite(high)
        pays = np.where(finite, high, 0.0)[:, None] * stake.points
        poorest = held(self.poorest, rows, stake.groups)
        return ((poorest >= pays) | empty).all(axis=1) & finite

    def _hope(self, active: Ints, best: Floats) -> None:
        """What hopefuls may cost at most to come first now.

        `best`: ranks that they have to reach.
        """
        left = self.budget - self.spent[active]
        enters = self.found.enters
        fits = self.found.fits
        for h, (hopeful, stake) in enumerate(self.hopefuls):
            more = More(
                hopeful.more[active].astype(np.float64),
                self.high[active],
            )
            money = held(self.richest, active, stake.groups)
            most = most_it_may_cost(
                stake,
                money,
                more,
                best,
                hopeful.least[active],
            )
            enters[h, active] = np.maximum(enters[h, active], most)
            fits[h, active] = np.maximum(
                fits[h, active],
                np.minimum(most, left),
            )

    def _part(self, rows: Ints, beside: Floats, changed: Changed) -> None:
        """Up to which cost the changed project may come before those `beside` it."""
        mine = changed.project[rows]
        projects: list[int] = np.unique(mine).tolist()
        for i in projects:
            at = rows[mine == i]
            stake = self.stakes[i]
            more = More(changed.more[at + len(self.low)], self.high[at])
            money = held(self.richest, at, stake.groups)
            least = np.zeros(len(at))
            most = most_it_may_cost(
                stake,
                money,
                more,
                beside[mine == i],
                least,
            )
            self.found.parts[at] = most

    def _pay(self, project: int, rows: Ints, low: Floats, high: Floats) -> None:
        """Take the price from every supporter's purse: the higher from the lower side."""
        stake = self.stakes[project]
        at = places(self.poorest, rows, stake.groups)
        for purses, price, slack in (
            (self.poorest, high, -SLACK),
            (self.richest, low, SLACK),
        ):
            flat = purses.reshape(-1)
            left = np.maximum(
                flat.take(at) - price[:, None] * stake.points,
                0.0,
            )
            flat[at] = left * (1 + slack)
        self.least[project, rows] = np.inf
        self.spent[rows] += stake.cost
        for row in rows.tolist():
            self.bought[row].append(project)
