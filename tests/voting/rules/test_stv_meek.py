"""Meek's STV: who is elected keeps the same part of every ballot."""

from __future__ import annotations

from fractions import Fraction

from pbdesk.voting.rules.stv_meek import stv_meek
from tests.voting.ballots import ranked


def test_ballots_without_a_next_choice_lower_the_quota():
    outcome = stv_meek.count(
        ranked(("a", 6), ("ab", 6), ("c", 5)),
        {"seats": 2},
    )
    first, *_, last = (
        Fraction(str(round_.figures["quota"])) for round_ in outcome.rounds
    )
    assert last < 5 < first  # so that c, who gains nothing, is elected
    assert outcome.winners == ("a", "c")


def test_as_many_options_as_places_are_all_elected():
    assert set(
        stv_meek.count(ranked(("ab", 2), ("b", 1)), {"seats": 2}).winners,
    ) == {
        "a",
        "b",
    }
