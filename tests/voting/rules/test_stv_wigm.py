"""STV in exact parts."""

from __future__ import annotations

from fractions import Fraction

from pbdesk.voting.rules.stv_wigm import stv_wigm
from pbdesk.voting.ties import Lot
from tests.voting.ballots import ranked


def test_nothing_of_a_surplus_is_cut_off():
    outcome = stv_wigm.count(
        ranked(("ab", 4), ("ac", 3), ("b", 1), ("c", 1)),
        {"seats": 2},
    )
    assert outcome.rounds[1].totals == {
        "a": 4,
        "b": 1 + Fraction(12, 7),
        "c": 1 + Fraction(9, 7),
    }


def test_hares_quota_is_larger_than_droops():
    profile = ranked(("ab", 6), ("ba", 6))
    quotas = [
        stv_wigm.count(profile, {"seats": 2, "quota": quota}, Lot("1")).figures[
            "quota"
        ]
        for quota in ("droop", "hare")
    ]
    assert quotas == [5, 6]
