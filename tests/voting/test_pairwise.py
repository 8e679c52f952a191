"""Pairwise: who is ranked above whom on how many ballots."""

from __future__ import annotations

from pbdesk.voting.pairwise import matrix_of, named, smith_set
from tests.voting.ballots import CIRCLE, TENNESSEE, ranked


def test_an_option_left_out_stands_below_all_that_are_ranked():
    assert named(matrix_of(ranked(("a", 2), ("ba", 1))), "ab") == {
        "a": {"a": 0, "b": 2},
        "b": {"a": 1, "b": 0},
    }


def test_the_smallest_group_that_beats_all_others():
    assert smith_set(matrix_of(CIRCLE)) == [0, 1, 2]
    assert [TENNESSEE.ids[i] for i in smith_set(matrix_of(TENNESSEE))] == ["n"]
