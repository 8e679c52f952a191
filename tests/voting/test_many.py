"""Many shares at once.

What is certain is what counting each share exactly finds, and nothing is ruled out wrongly.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pbdesk.voting.profile import Profile
from pbdesk.voting.shares.completion import raised
from pbdesk.voting.shares.many import Changed, Hopeful, many
from pbdesk.voting.shares.market import Market
from pbdesk.voting.shares.points import Points
from pbdesk.voting.shares.raising import raised_to
from pbdesk.voting.shares.run import run
from pbdesk.voting.shares.settings import EqualSharesSettings, Utility
from pbdesk.voting.ties import Ladder, Lot
from tests.laws import tried
from tests.voting.elections import elections

LOWER = [*range(1, 51), *range(51, 201, 7)]
"""Costs that are tried instead: all small ones, where shares begin and cease to pay for one."""


def laid_out(election, *, by_cost: bool):
    profile = Profile.of(*election)
    market = market_of(profile, by_cost=by_cost)
    return profile, market.bids, market.bidding


def market_of(profile, *, by_cost: bool) -> Market:
    """Points as they are, or crosses, with the cost or without."""
    points = Utility.POINTS_TIMES_COST if by_cost else Utility.POINTS
    return Market(
        profile,
        EqualSharesSettings(utility=points),
        Ladder(Lot("s")),
    )


@settings(max_examples=tried(150), deadline=None)
@given(
    election=elections(frozenset({"approval", "cumulative"})),
    by_cost=st.booleans(),
)
def test_what_is_certain_is_what_exact_counts_find(election, by_cost):
    profile, everyone, bidding = laid_out(election, by_cost=by_cost)
    shares = [Fraction(profile.budget + k, 3) for k in range(12)]
    points = many(
        everyone,
        bidding.groups,
        [(share, share) for share in shares],
        bidding.equals,
    )
    exact = [bidding.exactly(share) for share in shares]
    assert all(
        found is None or found == bought
        for found, bought in zip(points.bought, exact, strict=True)
    )
    (box,) = many(
        everyone,
        bidding.groups,
        [(shares[0], shares[-1])],
        bidding.equals,
    ).bought
    assert box is None or all(bought == box for bought in exact)


@settings(max_examples=tried(50), deadline=None)
@given(
    election=elections(frozenset({"approval"})),
    by_cost=st.booleans(),
    data=st.data(),
)
def test_a_project_is_not_bought_at_a_cost_that_is_ruled_out(
    election,
    by_cost,
    data,
):
    profile, everyone, bidding = laid_out(election, by_cost=by_cost)
    share = Fraction(data.draw(st.integers(1, 60)), 2)
    for number, supporters in enumerate(everyone):
        zero = np.zeros(1, dtype=np.int64)
        found = many(
            everyone,
            bidding.groups,
            [(share, share)],
            bidding.equals,
            [Hopeful(supporters, zero, zero + 1)],
            profile.budget,
        )
        for cost in (each for each in LOWER if each <= supporters.cost):
            projects = [
                p if i != supporters.project else type(p)(p.id, cost)
                for i, p in enumerate(profile.projects)
            ]
            changed = Profile.of(
                "approval",
                projects,
                profile.budget,
                election[3],
            )
            exact = market_of(changed, by_cost=by_cost).bidding.exactly(share)
            assert number not in exact or cost <= found.enters[0, 0]
            (tried,) = many(
                everyone,
                bidding.groups,
                [(share, share)],
                bidding.equals,
                changed=Changed(
                    np.array([number]),
                    len(everyone),
                    np.array([cost, cost], dtype=float),
                    np.zeros(2),
                ),
            ).bought
            assert tried is None or tried == exact


@settings(max_examples=tried(100), deadline=None)
@given(
    election=elections(frozenset({"approval"})),
    by_cost=st.booleans(),
    exhaustive=st.booleans(),
)
def test_raising_stops_where_counting_every_step_stops(
    election,
    by_cost,
    exhaustive,
):
    profile, everyone, bidding = laid_out(election, by_cost=by_cost)
    points, start = (
        Points(profile, np.maximum(profile.values, 0)),
        Fraction(profile.budget, profile.n or 1),
    )

    def first(equal):
        return min(
            equal,
            key=lambda p: bidding.equals.index(
                next(i for i, s in enumerate(everyone) if s.project == p),
            ),
        ), None

    slow, share = raised(
        everyone,
        profile.budget,
        start,
        1,
        lambda s: run(everyone, s, points, first),
        until_exhaustive=exhaustive,
    )
    assert raised_to(bidding, start, 1, until_exhaustive=exhaustive) == share
    assert [
        everyone[i].project for i in bidding.exactly(share)
    ] == slow.projects
    last = run(everyone, share, points, first)
    assert [slow.held(s) for s in everyone] == [last.held(s) for s in everyone]
