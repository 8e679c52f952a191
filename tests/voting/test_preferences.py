"""Preferences: the first choice that is still in."""

from __future__ import annotations

import pytest

from pbdesk.voting.preferences import by_place, first_choices, first_places
from pbdesk.voting.unsupported import UnsupportedError
from tests.voting.ballots import chosen, ranked


def test_a_ballot_counts_for_the_first_of_its_choices_that_is_still_in():
    profile = ranked(("abc", 3), ("b", 2), ("cb", 1))
    assert first_choices(profile, by_place(profile), [0, 1, 2]) == (
        [3, 2, 1],
        0,
    )
    assert first_choices(profile, by_place(profile), [2]) == ([0, 0, 4], 2)


def test_two_in_one_place_are_refused_where_order_matters():
    tied = chosen("ordinal", ({"a": 1, "b": 1}, 1))
    with pytest.raises(UnsupportedError):
        by_place(tied)
    with pytest.raises(UnsupportedError):
        first_places(tied)


def test_equal_places_further_down_are_no_matter_for_first_choices():
    assert first_places(
        chosen("ordinal", ({"a": 1, "b": 2, "c": 2}, 4), ({}, 1)),
    ) == (
        [4, 0, 0],
        1,
    )
