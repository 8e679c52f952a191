"""Support: what a project has, in ballots or points, and how it is said."""

from __future__ import annotations

from pbdesk.i18n import render
from pbdesk.voting.support import (
    against,
    ballots_for,
    points_for,
    support_words,
)
from tests.voting.ballots import chosen


def test_ballots_and_points_are_told_apart():
    profile = chosen("cumulative", ({"a": 3, "b": 1}, 2), ({"b": 4}, 1))
    assert ballots_for(profile).tolist() == [2, 3]
    assert points_for(profile).tolist() == [6, 6]
    assert render(support_words(profile, 6)) == "6 points"


def test_votes_against_are_counted_beside():
    profile = chosen("quadratic", ({"a": 2}, 1), ({"a": -3}, 2))
    assert (points_for(profile).tolist(), against(profile).tolist()) == (
        [-4],
        [6],
    )
