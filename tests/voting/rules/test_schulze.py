"""Schulze: the strongest chains of majorities."""

from __future__ import annotations

from pbdesk.voting.rules.schulze import schulze
from tests.voting.ballots import CIRCLE, TENNESSEE


def test_in_a_circle_the_strongest_chain_wins():
    outcome = schulze.count(CIRCLE)
    assert outcome.winners == ("a",)
    assert outcome.strengths["a"]["c"] == 6  # by way of b: 6 and 7


def test_where_somebody_beats_every_other_they_win():
    assert schulze.count(TENNESSEE, {"strength": "margins"}).levels[0] == ("n",)
