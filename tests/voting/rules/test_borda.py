"""Borda: points for places."""

from __future__ import annotations

from pbdesk.voting.rules.borda import borda
from tests.voting.ballots import TENNESSEE, ranked


def test_a_place_gives_a_point_for_every_option_below_it():
    assert borda.count(TENNESSEE).support == {
        "m": 126,
        "n": 194,
        "c": 173,
        "k": 107,
    }


def test_what_a_ballot_leaves_out_is_read_in_the_way_that_was_chosen():
    profile = ranked(("a", 1), ("bac", 1))
    found = {
        way: borda.count(profile, {"unranked": way}).support
        for way in ("zero", "average", "modified", "symmetric")
    }
    assert found == {
        "zero": {"a": 3, "b": 2, "c": 0},
        "average": {"a": 3, "b": 2.5, "c": 0.5},
        "modified": {"a": 3, "b": 3, "c": 1},
        "symmetric": {"a": 2, "b": 1, "c": -3},
    }
