"""Knapsack: the best affordable set, against trying every set."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.voting.formats import read_ballots
from pbdesk.voting.most_support import most_support
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from tests.laws import tried


def profile_of(
    costs: dict[str, int],
    votes: dict[str, int],
    budget: int,
) -> Profile:
    return Profile.of(
        "approval",
        [Project(p, c) for p, c in costs.items()],
        budget,
        [({p: 1}, n) for p, n in votes.items()],
    )


def test_two_small_projects_may_have_more_support_than_the_favourite():
    profile = profile_of(
        {"a": 10, "b": 5, "c": 5},
        {"a": 6, "b": 4, "c": 3},
        10,
    )
    outcome = RULES["knapsack"].count(profile)
    assert outcome.funded == ("b", "c")
    assert render(outcome.reasons["a"]) == (
        "6 ballots. No set with it that the pot can pay has more than 7 ballots in all, or as much "
        "for less."
    )


def test_a_set_that_costs_one_penny_too_much_in_trillions_is_not_taken():
    costs = {
        "a": 500_000_000_000_001,
        "b": 500_000_000_000_000,
        "c": 499_999_999_999_999,
    }
    outcome = RULES["knapsack"].count(
        profile_of(costs, {"a": 9, "b": 8, "c": 1}, 10**15),
    )
    assert outcome.funded == ("a", "c")


def test_of_sets_with_as_much_support_the_cheapest_is_funded():
    assert RULES["knapsack"].count(
        profile_of({"a": 9, "b": 8}, {"a": 3, "b": 3}, 10),
    ).funded == ("b",)


def test_what_only_a_lot_tells_apart_is_a_tie():
    profile = profile_of({"a": 8, "b": 8, "c": 2}, {"a": 3, "b": 3, "c": 1}, 10)
    outcomes = [
        RULES["knapsack"].count(profile, lot=Lot(seed)) for seed in "1234567"
    ]
    assert {outcome.funded for outcome in outcomes} == {("a", "c"), ("b", "c")}
    assert all(set(outcome.ties[0].tied) == {"a", "b"} for outcome in outcomes)
    assert all(
        outcome.ties[0].order[0] in outcome.funded for outcome in outcomes
    )


def test_a_city_comes_out_as_a_solver_of_integer_programs_finds(shared):
    from scipy.optimize import Bounds, LinearConstraint, milp

    profile = read_ballots(shared / "pabulib" / "Poland_Lodz_2022.pb").profile
    outcome = RULES["knapsack"].count(profile)
    support = np.array(
        [outcome.support[project] for project in profile.ids],
        dtype=float,
    )
    found = milp(
        -support,
        integrality=np.ones(len(support)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0},
        constraints=LinearConstraint(
            profile.cost[None, :].astype(float),
            ub=profile.budget,
        ),
    )
    assert round(-found.fun) == sum(
        outcome.support[project] for project in outcome.funded
    )


@settings(max_examples=tried(400), deadline=None)
@given(
    projects=st.lists(
        st.tuples(st.integers(0, 12), st.integers(1, 9)),
        max_size=8,
    ),
    budget=st.integers(0, 40),
)
def test_no_set_is_better_and_the_order_decides_between_equals(
    projects,
    budget,
):
    costs, support = (
        [cost for cost, _ in projects],
        [votes for _, votes in projects],
    )
    sets = [
        frozenset(chosen)
        for n in range(len(projects) + 1)
        for chosen in combinations(range(len(projects)), n)
    ]

    def worth(chosen):
        return sum(support[i] for i in chosen), -sum(costs[i] for i in chosen)

    fit = [chosen for chosen in sets if sum(costs[i] for i in chosen) <= budget]
    best = [chosen for chosen in fit if worth(chosen) == max(map(worth, fit))]
    found = most_support(costs, support, budget)
    assert found.chosen == max(
        best,
        key=lambda chosen: [i in chosen for i in range(len(projects))],
    )
    assert (found.equal in best) if len(best) > 1 else found.equal is None
    assert found.equal != found.chosen
