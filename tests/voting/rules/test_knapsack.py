"""Knapsack: of all sets the pot can pay, the one with most support."""

from __future__ import annotations

from pbdesk.voting.rules.knapsack import knapsack
from tests.voting.ballots import marked


def test_two_projects_may_have_more_support_together_than_the_most_supported():
    votes = marked(
        "approval",
        ({"a": 1}, 5),
        ({"b": 1}, 3),
        ({"c": 1}, 3),
        cost={"a": 10, "b": 5, "c": 5},
        pot=10,
    )
    assert set(knapsack.count(votes).funded) == {"b", "c"}
