"""Minimax: the smallest worst defeat."""

from __future__ import annotations

from pbdesk.voting.rules.minimax import minimax
from tests.voting.ballots import CIRCLE, TENNESSEE


def test_in_a_circle_the_smallest_worst_defeat_wins():
    outcome = minimax.count(CIRCLE)
    assert outcome.support == {"a": 5, "b": 6, "c": 7}
    assert outcome.winners == ("a",)


def test_by_opposition_ballots_against_an_option_count_also_where_it_wins():
    assert (
        minimax.count(TENNESSEE, {"strength": "opposition"}).support["n"] == 42
    )
    assert minimax.count(TENNESSEE).support["n"] == 0
