"""Greedy: most support first."""

from __future__ import annotations

from pbdesk.voting.rules.greedy import greedy
from tests.voting.ballots import marked

COST = {"a": 60, "b": 50, "c": 40}
VOTES = marked(
    "approval",
    ({"a": 1}, 3),
    ({"b": 1}, 2),
    ({"c": 1}, 1),
    cost=COST,
    pot=100,
)


def test_a_project_that_no_longer_fits_is_passed_over_or_ends_the_count():
    assert greedy.count(VOTES).funded == ("a", "c")
    assert greedy.count(VOTES, {"fit": "stop"}).funded == ("a",)


def test_support_equal_to_the_threshold_is_enough():
    assert greedy.count(VOTES, {"threshold": 3}).funded == ("a",)


def test_most_support_for_its_cost_may_come_first():
    votes = marked(
        "approval",
        ({"a": 1}, 3),
        ({"c": 1}, 2),
        cost=COST | {"a": 61},
        pot=61,
    )
    assert greedy.count(votes).funded == ("a",)
    assert greedy.count(votes, {"by": "support-per-cost"}).funded == ("c",)
