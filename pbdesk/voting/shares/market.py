"""Market: Equal Shares over one profile, made once for whoever asks.

Counting, payments, least changes, redrawn assemblies: all see the same supporters, first share,
order of equals and completion.

In the paper's terms (Peters, Pierczynski, Skowron 2021): the share is a voter's endowment, b / n;
a mark is worth u_i(c) to its voter; projects that cost something are bought at the least rho that
those who want them can pay.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.greedy_fill import Ordered, best_first
from pbdesk.voting.outcome import Tie
from pbdesk.voting.places import place_points, summed_place_points
from pbdesk.voting.profile import Profile
from pbdesk.voting.shares.completion import raised, raised_to_breakpoints
from pbdesk.voting.shares.points import Points
from pbdesk.voting.shares.raising import Bidding, raised_to
from pbdesk.voting.shares.run import Bar, Run, run
from pbdesk.voting.shares.settings import EqualSharesSettings, Utility
from pbdesk.voting.shares.supporters import Supporters, supporters_of
from pbdesk.voting.support import points_for
from pbdesk.voting.ties import Ladder
from pbdesk.voting.unsupported import UnsupportedError
from pbdesk.words import say

__all__ = ["Market"]

_EVERY_BALLOT = {Utility.COST, Utility.COUNT}
"""Utilities that ballots of every style give; rankings give places beside, others points."""

type _Buy = Callable[[Fraction], Run]


_SIDE_BY_SIDE = 1000
"""Distinct ballots.

Up to so many, looking at many shares side by side is faster than one after the other.
"""


@dataclass(frozen=True)
class Market:
    """Who wants what, at which share, and in which order of equals.

    Its properties raise UnsupportedError for a utility that the ballots do not give.
    """

    profile: Profile
    settings: EqualSharesSettings
    ladder: Ladder

    @cached_property
    def utility(self) -> Utility:
        """What a project is worth, where the ballots give it."""
        style = self.profile.style
        utility = self.settings.utility_of(style)
        fits = (utility is Utility.BORDA) == (style == "ordinal")
        if utility in _EVERY_BALLOT or fits:
            return utility
        raise _no_utility(utility, style)

    @cached_property
    def points(self) -> Points:
        """What each mark is worth, but for the cost."""
        return Points(self.profile, self._worth())

    def _worth(self) -> NDArray[np.integer]:
        values = self.profile.values
        if self.utility is Utility.BORDA:
            return place_points(self.profile, last=0)
        if self.utility.by_cross:
            return (values > 0).astype(np.int8)
        return values

    @cached_property
    def votes(self) -> list[int]:
        """The support that is published, and that tells equals apart."""
        if self.profile.style == "ordinal":
            return summed_place_points(
                self.profile,
                place_points(self.profile, last=0),
            )
        votes: list[int] = points_for(self.profile).tolist()
        return votes

    @cached_property
    def everyone(self) -> list[Supporters]:
        """The supporters of every project, in ballot order, none among them."""
        return supporters_of(
            self.profile,
            self.points.each,
            by_cost=self.utility.by_cost,
        )

    def may_be_funded(self, project: int) -> bool:
        """Votes against: a total that is not above zero is never funded."""
        return self.profile.style != "quadratic" or self.votes[project] > 0

    @cached_property
    def bids(self) -> list[Supporters]:
        """Projects that cost something and have supporters."""
        return [s for s in self._wanted if s.cost]

    @cached_property
    def free(self) -> list[int]:
        """Projects that cost nothing, have supporters, and are worth something to them."""
        return [s.project for s in self._wanted if not s.cost and s.factor]

    @property
    def _wanted(self) -> list[Supporters]:
        return [
            s
            for s in self.everyone
            if s.voters and self.may_be_funded(s.project)
        ]

    def in_order(self, projects: Sequence[int]) -> Ordered:
        """Projects of equal rank by the ladder, and the ties on the way."""
        equal = [0] * len(self.votes)
        return best_first(
            self.profile,
            projects,
            equal,
            self.votes,
            self.ladder,
        )

    @property
    def step(self) -> int:
        """By how much shares are raised at a time, minor units; 0: not step by step."""
        if self.settings.completion.by_steps:
            return self.settings.step_of(self.profile)
        return 0

    def start(self, more: int = 0) -> Fraction:
        """The first share, minor units, were there `more` ballots."""
        return self.settings.first_share(self.profile, more)

    def run(self, share: Fraction, bar: Bar | None = None) -> Run:
        """What a share buys."""
        return run(self.bids, share, self.points, self._first, bar)

    def _first(self, equal: Sequence[int]) -> tuple[int, Tie]:
        order, ties = self.in_order(equal)
        return order[0], ties[0]

    @cached_property
    def bidding(self) -> Bidding:
        """The same for many shares at once, without constraints."""
        place = {s.project: i for i, s in enumerate(self.bids)}
        equals = [place[project] for project in self.in_order(list(place))[0]]

        def exactly(share: Fraction) -> tuple[int, ...]:
            return tuple(place[project] for project in self.run(share).projects)

        return Bidding(
            self.bids,
            self.points.groups,
            self.profile.budget,
            equals,
            exactly,
        )

    def completed(self, bar: Bar | None = None) -> tuple[Run, Fraction]:
        """The final run and its share, minor units: shares raised as the settings say."""

        def buy(share: Fraction) -> Run:
            return self.run(share, bar)

        if self.settings.completion.by_breakpoints:
            return self._raised_to_breakpoints(buy)
        if not self.step:
            return buy(self.start()), self.start()
        if bar is not None or self.points.groups > _SIDE_BY_SIDE:
            return self._raised_one_by_one(buy)
        share = self._raised_side_by_side()
        return buy(share), share

    def _raised_to_breakpoints(self, buy: _Buy) -> tuple[Run, Fraction]:
        return raised_to_breakpoints(
            self.bids,
            self.profile.budget,
            self.start(),
            self.points,
            buy,
            until_exhaustive=self.settings.until_exhaustive,
        )

    def _raised_one_by_one(self, buy: _Buy) -> tuple[Run, Fraction]:
        return raised(
            self.bids,
            self.profile.budget,
            self.start(),
            self.step,
            buy,
            until_exhaustive=self.settings.until_exhaustive,
        )

    def _raised_side_by_side(self) -> Fraction:
        return raised_to(
            self.bidding,
            self.start(),
            self.step,
            until_exhaustive=self.settings.until_exhaustive,
        )


def _no_utility(utility: Utility, style: str) -> UnsupportedError:
    return UnsupportedError(
        say(
            "The utility “{utility}” does not fit {style} ballots.",
            utility=utility,
            style=style,
        ),
    )
