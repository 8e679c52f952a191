"""Stakes: prices at many purses at once lie on the side they are said to lie on."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.shares.stakes import (
    More,
    Stake,
    from_above,
    from_below,
    most_it_may_cost,
)
from pbdesk.voting.shares.supporters import supporters_of

payers = st.lists(
    st.tuples(st.integers(1, 5), st.integers(1, 9), st.integers(0, 60)),
    min_size=1,
    max_size=9,
)


def laid_out(cost: int, payers):
    """A project at one row of purses; ballots differ by a second project that costs nothing."""
    projects = [Project("a", cost), Project("z", 0)]
    ballots = [
        ({"a": points, "z": 1 + i}, n)
        for i, (points, n, _) in enumerate(payers)
    ]
    profile = Profile.of("scoring", projects, 100, ballots)
    supporters = supporters_of(profile, profile.values, by_cost=False)[0]
    purse = {1 + i: float(money) for i, (_, _, money) in enumerate(payers)}
    marks = profile.values[profile.columns == 1].tolist()
    return Stake.of(supporters, None), np.array(
        [[purse[mark] for mark in marks]],
    )


def paid(payers, price: Fraction) -> Fraction:
    return sum(
        (n * min(Fraction(m), points * price) for points, n, m in payers),
        Fraction(0),
    )


@given(st.integers(1, 900), payers)
def test_a_price_from_below_is_not_above_one_at_which_they_pay_the_cost(
    cost,
    payers,
):
    stake, money = laid_out(cost, payers)
    high = (
        Fraction(from_above(stake, cost, money, None, np.zeros(1)).item())
        if (sum(n * m for _, n, m in payers) > cost)
        else None
    )
    if high is None:
        return
    low = Fraction(from_below(stake, cost, money, None, np.zeros(1)).item())
    assert paid(payers, high) >= cost
    assert paid(payers, low) <= cost
    assert low <= high


@given(st.integers(1, 900), payers, st.floats(0.01, 50), st.integers(0, 5))
def test_whoever_comes_first_costs_no_more_than_is_told(
    cost,
    payers,
    best,
    ballots,
):
    stake, money = laid_out(cost, payers)
    more = More(np.array([float(ballots)]), np.array([7.0]))
    most = most_it_may_cost(
        stake,
        money,
        more,
        np.array([best]),
        np.zeros(1),
    ).item()
    together = paid(payers, Fraction(best)) + ballots * min(
        Fraction(7),
        Fraction(best),
    )
    assert Fraction(most) >= together
