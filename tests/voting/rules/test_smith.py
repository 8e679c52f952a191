"""Smith: the smallest group that beats all others."""

from __future__ import annotations

from pbdesk.voting.rules.smith import smith
from tests.voting.ballots import CIRCLE, TENNESSEE


def test_a_circle_is_a_group_and_a_winner_of_all_pairs_is_one_alone():
    assert smith.count(CIRCLE).winners == ("a", "b", "c")
    assert smith.count(TENNESSEE).winners == ("n",)
