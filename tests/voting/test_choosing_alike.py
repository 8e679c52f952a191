"""Choosing: what rules that pick an option say alike."""

from __future__ import annotations

from pbdesk.voting.choosing import by_score, lot_between
from pbdesk.voting.ties import Ladder, Lot, lot_order


def test_options_are_grouped_by_score_best_first():
    assert by_score([2, 5, 2, 0]) == [[1], [0, 2], [3]]
    assert by_score([2, 5, 2, 0], lowest=True) == [[3], [0, 2], [1]]


def test_only_a_lot_tells_options_of_a_choice_apart():
    tie = lot_between(Ladder(Lot("7")), ["b", "a"])
    assert (tie.decided_by, tie.order) == (
        "lot",
        lot_order(Lot("7"), ["a", "b"]),
    )
