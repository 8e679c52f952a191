"""Votes that are roots of credits, ordered exactly."""

from __future__ import annotations

from pbdesk.voting.root_votes import root_totals, vote_totals
from tests.voting.ballots import chosen


def test_credits_add_up_as_roots_and_equals_stay_equal():
    profile = chosen(
        "quadratic-credits",
        ({"a": 8, "b": 2, "c": -2}, 1),
        ({"b": 2, "c": 8}, 1),
    )
    assert [dict(total) for total in root_totals(profile)] == [
        {2: 2},
        {2: 2},
        {2: 1},
    ]
    a, b, c = vote_totals(profile)
    assert a == b > c > 0


def test_whole_votes_are_added_as_they_are():
    assert list(vote_totals(chosen("quadratic", ({"a": 3, "b": -1}, 2)))) == [
        6,
        -2,
    ]
