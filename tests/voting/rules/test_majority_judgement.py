"""Majority judgement: the highest middle grade."""

from __future__ import annotations

from pbdesk.voting.rules.majority_judgement import majority_judgement
from tests.voting.ballots import chosen


def test_the_middle_grade_counts_and_not_the_average():
    profile = chosen("scoring", ({"a": 5, "b": 3}, 2), ({"a": 0, "b": 3}, 3))
    outcome = majority_judgement.count(profile)
    assert (outcome.support, outcome.winners) == ({"a": 0, "b": 3}, ("b",))


def test_equal_middle_grades_are_told_apart_by_the_next_ones():
    profile = chosen(
        "scoring",
        ({"a": 3, "b": 3}, 1),
        ({"a": 4, "b": 3}, 1),
        ({"a": 1, "b": 1}, 1),
    )
    assert majority_judgement.count(profile).winners == ("a",)
