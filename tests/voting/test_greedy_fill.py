"""Greedy filling: going down an order and funding what the money left allows."""

from __future__ import annotations

from fractions import Fraction

from pbdesk.voting.greedy_fill import best_first, fill, per_cost
from pbdesk.voting.ties import Ladder
from tests.voting.ballots import marked

PROFILE = marked(
    "approval",
    ({"a": 1}, 2),
    cost={"a": 60, "b": 50, "c": 40, "d": 0},
    pot=100,
)


def test_each_turn_says_what_was_left_and_what_became_of_it():
    turns = fill(PROFILE, range(3), PROFILE.budget, stop=False)
    assert [(turn.left, turn.fit) for turn in turns] == [
        (100, "funded"),
        (40, "too-dear"),
        (40, "funded"),
    ]
    stopped = fill(PROFILE, range(3), PROFILE.budget, stop=True)
    assert [turn.fit for turn in stopped] == ["funded", "too-dear", "stopped"]


def test_what_costs_nothing_and_is_supported_comes_before_all_else():
    assert per_cost(PROFILE, [6, 1, 1, 1])[::3] == [
        (False, Fraction(1, 10)),
        (True, 1),
    ]


def test_equals_are_taken_cheaper_first():
    order, ties = best_first(
        PROFILE,
        [0, 1, 2],
        [1, 1, 1],
        [1, 1, 1],
        Ladder(None),
    )
    assert list(order) == [2, 1, 0]
    assert [tie.decided_by for tie in ties] == ["cheaper"]
