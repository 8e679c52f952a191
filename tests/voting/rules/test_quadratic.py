"""Quadratic: votes bought with credits."""

from __future__ import annotations

from pbdesk.voting.rules.quadratic import quadratic
from tests.voting.ballots import marked


def test_a_project_without_more_votes_for_than_against_is_not_funded():
    votes = marked(
        "quadratic",
        ({"a": 2, "b": -2}, 1),
        ({"b": 2}, 1),
        cost={"a": 5, "b": 5},
        pot=10,
    )
    outcome = quadratic.count(votes)
    assert (outcome.funded, outcome.support) == (("a",), {"a": 2, "b": 0})
