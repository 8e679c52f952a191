"""Limits that the head of a .pb file sets for its ballots."""

from __future__ import annotations

import pytest

from pbdesk.voting.formats.limits import breach, limits_of
from pbdesk.voting.profile import Project

PROJECTS = {"a": Project("a", 500), "b": Project("b", 700)}


@pytest.mark.parametrize(
    ("meta", "style", "marks", "reason"),
    [
        ({"max_length": "1"}, "approval", {"a": 1, "b": 1}, "too-many"),
        ({"min_length": "2"}, "approval", {"a": 1}, "too-few"),
        ({"max_sum_cost": "10,5"}, "approval", {"a": 1, "b": 1}, "over-budget"),
        ({"max_sum_points": "3"}, "cumulative", {"a": 4}, "overspent"),
        ({"max_sum_points": "3"}, "approval", {"a": 4}, None),
        ({"max_points": "3"}, "scoring", {"a": 4}, "over-project-cap"),
        ({"vote_type": "choose-1"}, "approval", {"a": 1, "b": 1}, "too-many"),
        (
            {"max_length": "as many as you like"},
            "approval",
            {"a": 1, "b": 1},
            None,
        ),
        ({"max_length": "9" * 12}, "approval", {"a": 1}, None),
    ],
)
def test_a_ballot_breaks_a_limit_of_its_file_or_not(meta, style, marks, reason):
    assert breach(limits_of(meta, style, 2), marks, PROJECTS) == reason
