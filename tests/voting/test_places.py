"""Points for places on ranked ballots."""

from __future__ import annotations

from pbdesk.voting.places import place_points, summed_place_points
from tests.voting.ballots import ranked


def test_the_last_place_gives_what_is_set_and_each_before_it_one_more():
    profile = ranked(("abc", 2), ("c", 1))
    assert summed_place_points(profile, place_points(profile, last=1)) == [
        6,
        4,
        3,
    ]
    assert summed_place_points(
        profile,
        place_points(profile, last=0, first=5),
    ) == [
        10,
        8,
        11,
    ]
