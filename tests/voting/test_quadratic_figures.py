"""Figures of quadratic ballots: votes, credits, and where a lot is needed."""

from __future__ import annotations

import json

from pbdesk.voting.formats.quadratic_json import (
    looks_like_quadratic,
    read_quadratic,
)
from pbdesk.voting.quadratic_figures import quadratic_figures


def figures(*ballots, **rulebook):
    return quadratic_figures(read_quadratic(file(*ballots, **rulebook)))


def file(*ballots, **rulebook):
    projects = [{"id": name, "cost": 60} for name in "abc"]
    return json.dumps(
        {
            "rulebook": {"credits": 25, **rulebook},
            "budget": 100,
            "projects": projects,
            "ballots": [
                {"id": str(n), "votes": votes}
                for n, votes in enumerate(ballots)
            ],
        },
    )


def test_votes_cost_their_squares_and_unspent_credits_are_told():
    found = figures({"a": 3, "b": 2}, {"c": 5})
    assert found["totals"] == {"a": 3, "b": 2, "c": 5}
    assert found["credits_spent"] == {"a": 9, "b": 4, "c": 25}
    assert found["credits_unspent"] == 12
    assert found["order"] == [["c"], ["a"], ["b"]]


def test_a_ballot_that_overspends_is_rejected_by_name():
    found = figures({"a": 4, "b": 4}, {"a": 1})
    assert (found["accepted"], found["rejected"]) == (
        1,
        [{"ballot": "0", "reason": "overspent"}],
    )


def test_equals_of_whom_one_fits_need_a_lot():
    found = figures({"a": 3, "b": 3})["greedy_skip"]
    assert found["lot_needed"] == [{"tied": ["a", "b"], "room_for": 1}]


def test_a_quadratic_file_is_known_by_its_first_sign():
    assert looks_like_quadratic(" " + file({}))
    assert not looks_like_quadratic("META")
