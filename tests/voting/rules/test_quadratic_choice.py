"""Quadratic choice: votes bought for an option, less those against."""

from __future__ import annotations

from pbdesk.voting.rules.quadratic_choice import quadratic_choice
from tests.voting.ballots import chosen


def test_votes_against_are_taken_off():
    profile = chosen("quadratic", ({"a": 3, "b": 2}, 1), ({"a": -2}, 1))
    assert quadratic_choice.count(profile).support == {"a": 1, "b": 2}


def test_credits_count_as_their_roots():
    profile = chosen(
        "quadratic-credits",
        ({"a": 9}, 1),
        ({"b": 4}, 1),
        ({"b": 4}, 1),
    )
    assert quadratic_choice.count(profile).winners == ("b",)
