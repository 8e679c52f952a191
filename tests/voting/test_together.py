"""Ballots of several halls are counted as if they had lain in one box."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.rules import RULES
from pbdesk.voting.support import sums
from pbdesk.voting.ties import Lot
from pbdesk.voting.together import packed, together
from tests.laws import tried
from tests.voting.elections import elections_for, settings_for

LOT = Lot("4 1 6")
every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))


def in_halls(data, ballots):
    """The ballots dealt out to one to four halls, some perhaps without any."""
    hall_of = [data.draw(st.integers(0, 3)) for _ in ballots]
    return [
        [each for each, at in zip(ballots, hall_of, strict=True) if at == n]
        for n in range(4)
    ]


@every_rule
@settings(max_examples=tried(20), deadline=None)
@given(data=st.data())
def test_halls_together_come_to_what_one_box_comes_to(rule, data):
    style, projects, budget, ballots = data.draw(elections_for(rule))
    chosen = data.draw(settings_for(rule))
    halls = in_halls(data, ballots)
    orders = [data.draw(st.permutations(projects)) for _ in halls]
    box = Profile.of(style, projects, budget, ballots)
    profiles = [
        Profile.of(style, order, budget, hall)
        for order, hall in zip(orders, halls, strict=True)
    ]
    summed = together(
        [packed(each) for each in profiles],
        Profile.of(style, projects, budget, []),
    )
    try:
        assert rule.count(summed, chosen, LOT) == rule.count(box, chosen, LOT)
    except UnsupportedError:
        return


@every_rule
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_the_sums_of_halls_add_up(rule, data):
    style, projects, budget, ballots = data.draw(elections_for(rule))
    halls = in_halls(data, ballots)
    profiles = [Profile.of(style, projects, budget, hall) for hall in halls]
    added = np.sum([sums(each) for each in profiles], axis=0)
    assert (
        added.tolist()
        == sums(Profile.of(style, projects, budget, ballots)).tolist()
    )


def test_equal_ballots_of_two_halls_become_one_with_its_weight():
    projects = [Project("A", 1), Project("B", 1)]
    north = Profile.of("approval", projects, 5, [({"A": 1}, 3), ({}, 2)])
    south = Profile.of(
        "approval",
        projects[::-1],
        5,
        [({"A": 1}, 4), ({"B": 1, "A": 1}, 1)],
    )
    found = together(
        [packed(north), packed(south)],
        Profile.of("approval", projects, 5, []),
    )
    assert found.n == 10
    assert [(ballot.marks, ballot.times) for ballot in found.ballots()] == [
        ((), 2),
        (((0, 1),), 7),
        (((0, 1), (1, 1)), 1),
    ]


def test_nobody_in_any_hall_makes_an_empty_box():
    nobody = Profile.of("approval", [Project("A", 1)], 5, [])
    found = together([packed(nobody), packed(nobody)], nobody)
    assert (found.n, len(found.weights), found.start.tolist()) == (0, 0, [0])


def test_an_option_that_the_sum_does_not_have_is_a_fault():
    hall = Profile.of("approval", [Project("Z", 1)], 5, [{"Z": 1}])
    with pytest.raises(KeyError):
        together(
            [packed(hall)],
            Profile.of("approval", [Project("A", 1)], 5, []),
        )


def test_what_the_sum_must_obey_is_kept():
    like = replace(
        Profile.of("approval", [Project("A", 1)], 5, []),
        currency="EUR",
        unit=100,
    )
    found = together([packed(replace(like, currency=None))], like)
    assert (found.currency, found.unit) == ("EUR", 100)
