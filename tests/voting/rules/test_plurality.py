"""Plurality: the most first choices, whatever else a ballot says."""

from __future__ import annotations

from pbdesk.voting.rules.plurality import plurality
from tests.voting.ballots import TENNESSEE


def test_the_most_first_choices_win_though_most_ballots_put_it_last():
    outcome = plurality.count(TENNESSEE)
    assert outcome.winners == ("m",)
    assert outcome.support == {"m": 42, "n": 26, "c": 15, "k": 17}
