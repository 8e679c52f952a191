"""Scottish STV: parts of a vote are cut off at five decimals."""

from __future__ import annotations

from pbdesk.voting.rules.stv_scottish import stv_scottish
from tests.voting.ballots import ranked


def test_a_surplus_passes_on_in_parts_cut_off_at_five_decimals():
    outcome = stv_scottish.count(
        ranked(("ab", 7), ("ac", 3), ("b", 2), ("c", 2)),
        {"seats": 2},
    )
    assert outcome.figures["quota"] == 5
    assert outcome.rounds[1].totals == {"a": 5, "b": 5.5, "c": 3.5}
    assert outcome.winners == ("a", "b")
