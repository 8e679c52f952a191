"""Approval: the most crosses."""

from __future__ import annotations

from pbdesk.voting.rules.approval import approval
from tests.voting.ballots import chosen


def test_the_option_on_most_ballots_wins():
    outcome = approval.count(
        chosen("approval", ({"a": 1, "b": 1}, 3), ({"b": 1}, 1)),
    )
    assert (outcome.support, outcome.winners) == ({"a": 3, "b": 4}, ("b",))


def test_a_score_above_zero_is_a_cross():
    assert approval.count(chosen("scoring", ({"a": 5, "b": 0}, 2))).support == {
        "a": 2,
        "b": 0,
    }
