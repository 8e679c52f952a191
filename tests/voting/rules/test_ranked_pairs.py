"""Ranked pairs: majorities are locked in, strongest first."""

from __future__ import annotations

from pbdesk.voting.rules.ranked_pairs import ranked_pairs
from tests.voting.ballots import CIRCLE, ranked


def test_the_weakest_majority_of_a_circle_is_left_out():
    assert ranked_pairs.count(CIRCLE).winners == ("a",)


def test_all_who_win_by_some_order_of_equal_majorities_are_named():
    even = ranked(("abc", 1), ("bca", 1), ("cab", 1))
    assert ranked_pairs.count(even).winners == ("a", "b", "c")
