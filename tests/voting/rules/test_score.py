"""Score: the highest sum, or the highest average."""

from __future__ import annotations

from pbdesk.voting.rules.score import score
from tests.voting.ballots import chosen


def test_a_blank_is_a_zero_or_does_not_count():
    profile = chosen("scoring", ({"a": 5}, 1), ({"b": 3}, 2))
    assert score.count(profile).winners == ("b",)
    assert score.count(profile, {"blank": "skip"}).winners == ("a",)
