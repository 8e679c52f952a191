"""By draws: Equal Shares in many redrawn assemblies at once.

Only how often each distinct ballot occurs differs. All are raised step by step side by side (see
`many`). What floats cannot tell, ties above all, is bought exactly for that draw and step; a draw
that goes on for too many steps is left to be counted on its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

import numpy as np

from pbdesk.voting.arrays import Bools, Ints
from pbdesk.voting.explain.change import Together
from pbdesk.voting.profile import Places, Profile
from pbdesk.voting.progress import tell
from pbdesk.voting.shares.many import many
from pbdesk.voting.shares.market import Market
from pbdesk.voting.shares.settings import EqualSharesSettings, Utility
from pbdesk.voting.shares.supporters import Supporters
from pbdesk.voting.ties import Ladder, Lot, Rung
from pbdesk.words import say

__all__ = ["funded_in", "together"]

type _Bought = tuple[int, ...]
"""Projects, as places on the ballot."""

_PURSES = 250_000  # looked at together: what stays near the processor
_FEW = 16  # draws together: for fewer it does not pay
_STEPS = 2000


def together(
    profile: Profile,
    settings: EqualSharesSettings,
) -> Together | None:
    """Many draws at a time; None where each has to be counted on its own."""
    rows = _PURSES // max(1, len(profile.weights))
    if not _settles(profile, settings) or rows < _FEW:
        return None
    return Together(rows, partial(funded_in, profile, settings))


def _settles(profile: Profile, settings: EqualSharesSettings) -> bool:
    """Whether draws of such ballots can be raised side by side."""
    return (
        profile.n > 0
        and profile.constraints is None
        and settings.comparison == "none"
        and profile.style in {"approval", "cumulative", "scoring"}
        and settings.utility is not Utility.BORDA
        and not settings.completion.by_breakpoints
    )


def funded_in(
    profile: Profile,
    settings: EqualSharesSettings,
    lot: Lot | None,
    draws: Ints,
) -> list[frozenset[str] | None]:
    """What is funded in each of `draws`, int64[draws, distinct].

    None where it has to be counted on its own.
    """
    market = Market(profile, settings, Ladder(lot))
    ladder = _Ladders.of(profile, lot, draws)
    equals = ladder.equals([s.project for s in market.bids])
    raised = _Draws(market, draws, _wanted(market, draws), equals)
    found: list[frozenset[str] | None] = [None] * len(draws)
    for draw, bought in enumerate(raised.raised()):
        if bought is not None:
            funded = [*raised.free(draw), *bought]
            found[draw] = _completed(market, ladder, draw, funded)
    return found


def _wanted(market: Market, draws: Ints) -> Bools:
    """Whether anybody wants a project, bool[draws, projects]."""
    return np.array(
        [draws[:, s.groups].sum(axis=1) > 0 for s in market.everyone],
    ).T


def _completed(
    market: Market,
    ladder: _Ladders,
    draw: int,
    funded: Places,
) -> frozenset[str]:
    """What is funded in a draw, with what completion adds."""
    profile = market.profile
    if market.settings.completion.then_greedy:
        funded = ladder.filled(draw, funded, profile.budget)
    return frozenset(profile.names(funded))


def _places(profile: Profile, lot: Lot | None) -> Ints:
    """Each project's place in the lot, int64[projects]."""
    order = _by_lot(profile, lot)
    return np.array([order.index(name) for name in profile.ids])


def _by_lot(profile: Profile, lot: Lot | None) -> Sequence[str]:
    """Projects in the order of the lot, which nothing else decides."""
    return Ladder(lot).order(profile.ids, lambda _: 0, lambda _: 0).order


def _votes(profile: Profile, draws: Ints) -> Ints:
    """Ballots or points for each project, int64[draws, projects]."""
    votes = np.zeros((len(draws), len(profile.projects)), dtype=np.int64)
    for project in range(votes.shape[1]):
        marks = profile.columns == project
        votes[:, project] = (
            draws[:, profile.row_of[marks]] @ profile.values[marks]
        )
    return votes


@dataclass(frozen=True)
class _Ladders:
    """Each draw's ladder. cost, lot: int64[projects] · votes: int64[draws, projects]."""

    cost: Ints
    votes: Ints
    lot: Ints
    rungs: Sequence[Rung]

    @classmethod
    def of(cls, profile: Profile, lot: Lot | None, draws: Ints) -> _Ladders:
        """One ladder for all draws, but each with its own votes."""
        return cls(
            profile.cost,
            _votes(profile, draws),
            _places(profile, lot),
            Ladder(lot).rungs,
        )

    def equals(self, projects: Places) -> Ints:
        """Some projects in each draw's order of equals, indices into them, int64[draws.

        Those projects].
        """
        votes = self.votes[:, projects]
        lot = np.broadcast_to(self.lot[projects], votes.shape)
        cost = np.broadcast_to(self.cost[projects], votes.shape)
        by = {"cheaper": cost, "votes": -votes}
        last_rung_first = [by[rung] for rung in reversed(self.rungs)]
        return np.lexsort(np.stack([lot, *last_rung_first]), axis=-1)

    def filled(self, draw: int, funded: Places, budget: int) -> list[int]:
        """What is funded, and then what has most support and fits."""
        found = list(funded)
        left = budget - int(self.cost[list(funded)].sum())
        for i in self._most_support_first(draw):
            if i not in found and self.cost[i] <= left:
                found.append(i)
                left -= int(self.cost[i])
        return found

    def _most_support_first(self, draw: int) -> list[int]:
        return np.lexsort(self._keys(draw)).tolist()

    def _keys(self, draw: int) -> list[Ints]:
        """By what support is settled, the last one first."""
        votes = -self.votes[draw]
        if "cheaper" in self.rungs:
            return [self.lot, self.cost, votes]
        return [self.lot, votes]


@dataclass(frozen=True)
class _Draws:
    """The draws on their way; all bid for what anybody bids for in the market.

    wanted: bool[draws, projects] · equals: int64[draws, bids], places in the market's bids
    """

    market: Market
    draws: Ints
    wanted: Bools
    equals: Ints

    def _left(self, bought: _Bought) -> int:
        """What is left of the pot, minor units."""
        profile = self.market.profile
        return profile.budget - sum(profile.projects[i].cost for i in bought)

    def raised(self) -> list[_Bought | None]:
        """What each draw buys in the end.

        Places on the ballot, None for those that go on for too long.
        """
        share = self.market.start()
        found: list[_Bought | None] = [None] * len(self.draws)
        open_: Sequence[int] = range(len(self.draws))
        for times in range(_STEPS):
            tell(
                times,
                0,
                say("Raising every share: {times} times so far", times=times),
            )
            at_share = share + times * self.market.step
            open_ = self._going_on(open_, at_share, found)
            if not open_:
                break
        for draw in open_:
            found[draw] = None
        return found

    def free(self, draw: int) -> list[int]:
        """What costs nothing and somebody wants."""
        return [i for i in self.market.free if self.wanted[draw, i]]

    def _going_on(
        self,
        open_: Sequence[int],
        share: Fraction,
        found: list[_Bought | None],
    ) -> list[int]:
        """Those draws that go on after a share; what they buy at it is put into `found`."""
        going: list[int] = []
        for draw, bought in zip(open_, self._bought(open_, share), strict=True):
            left = self._left(bought)
            if left < 0:
                continue
            found[draw] = bought
            if self.market.step and not self._is_enough(draw, bought, left):
                going.append(draw)
        return going

    def _is_enough(self, draw: int, bought: _Bought, left: int) -> bool:
        others = self._cost_of_others(draw, bought)
        if self.market.settings.until_exhaustive:
            return all(cost > left for cost in others)
        return not others

    def _cost_of_others(self, draw: int, bought: _Bought) -> list[int]:
        """Of those that are not bought, minor units."""
        return [s.cost for s in self._bids(draw) if s.project not in bought]

    def _bids(self, draw: int) -> list[Supporters]:
        """Those that somebody wants in a draw."""
        return [s for s in self.market.bids if self.wanted[draw, s.project]]

    def _bought(
        self,
        open_: Sequence[int],
        share: Fraction,
    ) -> Iterator[_Bought]:
        """What some draws buy at a share."""
        bids = self.market.bids
        side_by_side = self._side_by_side(open_, share)
        for draw, bought in zip(open_, side_by_side, strict=True):
            if bought is None:
                yield self._exactly(draw, share)
            else:
                yield tuple(bids[i].project for i in bought)

    def _side_by_side(
        self,
        open_: Sequence[int],
        share: Fraction,
    ) -> Sequence[tuple[int, ...] | None]:
        """The same as places in the market's bids, None where floats cannot tell."""
        return many(
            self.market.bids,
            self.draws.shape[1],
            [(share, share)] * len(open_),
            self.equals[open_],
            ballots=self.draws[open_].astype(np.float64),
        ).bought

    def _exactly(self, draw: int, share: Fraction) -> _Bought:
        market = replace(self.market, profile=self._drawn(draw))
        return tuple(market.run(share).projects)

    def _drawn(self, draw: int) -> Profile:
        return self.market.profile.recast(self.draws[draw])
