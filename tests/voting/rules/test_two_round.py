"""Two rounds: the first two meet."""

from __future__ import annotations

from pbdesk.voting.rules.two_round import two_round
from tests.voting.ballots import TENNESSEE


def test_the_two_with_most_first_choices_meet():
    outcome = two_round.count(TENNESSEE)
    assert (outcome.finalists, outcome.winners) == (("m", "n"), ("n",))
    assert outcome.rounds[1].totals == {"m": 42, "n": 58}
