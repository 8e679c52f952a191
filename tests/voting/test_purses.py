"""Purses: floats never tell more than is true of what voters have and of what a project costs."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.shares.points import Points
from pbdesk.voting.shares.purses import Purses
from pbdesk.voting.shares.supporters import supporters_of

ballots = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from("abcd"), st.integers(1, 5)),
        st.integers(1, 9),
    ),
    min_size=1,
    max_size=12,
)
costs = st.lists(st.integers(1, 400), min_size=4, max_size=4)


def entered(costs: list[int], ballots: list) -> tuple[Points, dict]:
    projects = [
        Project(name, cost) for name, cost in zip("abcd", costs, strict=True)
    ]
    profile = Profile.of("scoring", projects, 1000, ballots)
    points = Points(profile, profile.values)
    wanted = supporters_of(profile, profile.values, by_cost=False)
    return points, {s.project: s for s in wanted if s.voters}


def rational(supporters, purses: dict[int, Fraction]) -> Fraction | None:
    """The price by trying who is poor, poorest for their points first."""
    payers = sorted(
        (purses[group] / int(points), int(points), int(weight))
        for group, points, weight in zip(
            supporters.groups.tolist(),
            supporters.points,
            supporters.weight,
            strict=True,
        )
    )
    left, wanted = (
        Fraction(supporters.cost),
        sum(points * n for _, points, n in payers),
    )
    for most, points, n in payers:
        if left <= most * wanted:
            return left / wanted
        left, wanted = left - most * points * n, wanted - points * n
    return Fraction(0) if left <= 0 else None


@given(
    costs,
    ballots,
    st.fractions(1, 200, max_denominator=50),
    st.permutations(range(4)),
)
def test_prices_and_purses_lie_within_their_bounds(
    costs,
    ballots,
    share,
    order,
):
    points, everyone = entered(costs, ballots)
    purses = Purses(share, points)
    true = dict(enumerate([share] * points.groups))
    for project in order:
        if project not in everyone:
            continue
        supporters = everyone[project]
        exact = rational(supporters, true)
        floor = purses.floor(supporters, supporters.least_price)
        assert (floor is None) == (exact is None)
        if floor is None or exact is None:
            continue
        price = purses.price(floor)
        assert floor.low <= exact
        assert price.low <= exact <= price.high
        purses.pay(price)
        for group, each in zip(
            supporters.groups.tolist(),
            supporters.points,
            strict=True,
        ):
            true[group] -= min(true[group], exact * int(each))
        money, error = purses.money.tolist(), purses.error.tolist()
        for group, left in true.items():
            assert abs(Fraction(money[group]) - left) <= Fraction(error[group])


@given(
    costs,
    ballots,
    st.fractions(1, 200, max_denominator=50),
    st.floats(0.01, 300),
)
def test_what_is_not_looked_at_to_the_end_is_dearer_than_it_needs_to_be(
    costs,
    ballots,
    share,
    cap,
):
    points, everyone = entered(costs, ballots)
    for supporters in everyone.values():
        floor = Purses(share, points).floor(
            supporters,
            supporters.least_price,
            cap,
        )
        exact = rational(supporters, dict.fromkeys(range(points.groups), share))
        assert (floor is None) == (exact is None)
        if floor is not None and exact is not None:
            assert floor.low <= exact
            assert floor.reached or cap < floor.low


def test_whoever_gave_all_has_nothing():
    points, everyone = entered(
        [30, 1, 1, 1],
        [({"a": 1}, 2), ({"a": 1, "b": 1}, 1)],
    )
    purses = Purses(Fraction(10), points)
    floor = purses.floor(everyone[0], everyone[0].least_price)
    assert floor is not None
    purses.pay(purses.price(floor))
    purses.settle()
    assert not np.any(purses.money)
