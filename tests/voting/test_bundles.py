"""Bundles: sets of projects side by side, without those that others beat."""

from __future__ import annotations

from pbdesk.voting.bundles import bundle, joined

COSTS, VOTES = [3, 3, 5], [2, 4, 4]


def sets(*chosen):
    return joined([bundle(each, COSTS, VOTES) for each in chosen])


def test_a_set_that_costs_no_less_and_has_no_more_support_is_dropped():
    best = sets([0], [1], [2]).best(0)
    assert best.cost.tolist() == [3]
    assert best.places(0)[0] == {1}


def test_sets_are_joined_only_where_both_fit():
    both = sets([0]).plus(sets([], [1], [2]), 6)
    assert sorted(both.cost.tolist()) == [3, 6]


def test_more_than_64_projects_keep_their_places():
    costs = [1] * 130
    assert bundle([0, 63, 64, 129], costs, costs).places(0)[0] == {
        0,
        63,
        64,
        129,
    }
