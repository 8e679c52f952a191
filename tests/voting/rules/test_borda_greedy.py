"""Borda greedy: points for places, then most points first."""

from __future__ import annotations

from pbdesk.voting.rules.borda_greedy import borda_greedy
from tests.voting.ballots import marked


def count(**settings):
    votes = marked(
        "ordinal",
        ({"a": 1, "b": 2}, 2),
        ({"b": 1}, 3),
        cost={"a": 5, "b": 5},
        pot=5,
    )
    return borda_greedy.count(votes, settings).support


def test_a_longer_ranking_gives_more_points_unless_the_first_place_is_fixed():
    assert count() == {"a": 4, "b": 5}
    assert count(last="0") == {"a": 2, "b": 0}
    assert count(first=3) == {"a": 6, "b": 13}
