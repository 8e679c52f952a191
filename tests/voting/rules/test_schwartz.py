"""Schwartz: smaller than the Smith set where pairs tie."""

from __future__ import annotations

from pbdesk.voting.rules.schwartz import schwartz
from tests.voting.ballots import CIRCLE, ranked


def test_a_pair_that_ties_makes_the_group_smaller_than_smiths():
    profile = ranked(("abc", 1), ("bac", 1), ("cab", 1), ("acb", 1))
    assert schwartz.count(profile).winners == ("a",)
    assert schwartz.count(CIRCLE).winners == ("a", "b", "c")
