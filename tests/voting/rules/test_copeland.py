"""Copeland: most pairwise wins."""

from __future__ import annotations

from pbdesk.voting.rules.copeland import copeland
from tests.voting.ballots import TENNESSEE, ranked


def test_wins_are_counted_pair_by_pair():
    assert copeland.count(TENNESSEE).support == {"m": 0, "n": 3, "c": 2, "k": 1}


def test_a_tied_pair_counts_as_the_setting_says():
    tied = ranked(("ab", 1), ("ba", 1))
    assert [
        copeland.count(tied, {"tied": worth}).support["a"]
        for worth in ("0", "1/2", "1")
    ] == [
        0,
        0.5,
        1,
    ]
