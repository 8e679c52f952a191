"""Condorcet: who beats every other."""

from __future__ import annotations

from pbdesk.voting.rules.condorcet import condorcet
from tests.voting.ballots import CIRCLE, TENNESSEE


def test_who_beats_every_other_wins_and_who_loses_to_every_other_is_named():
    outcome = condorcet.count(TENNESSEE)
    assert (outcome.figures["winner"], outcome.figures["loser"]) == ("n", "m")


def test_in_a_circle_nobody_wins():
    assert condorcet.count(CIRCLE).winners == ()
