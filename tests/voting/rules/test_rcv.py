"""Ranked choice under a tabulator's policies: what each policy means for one ballot."""

from __future__ import annotations

from pbdesk.voting.rules.rcv import rcv
from pbdesk.voting.runoff import Policies
from tests.voting.ballots import ranked


def test_the_policies_are_the_settings_of_the_rule():
    assert rcv.settings is Policies
    assert rcv.settle({"until_two": "yes", "seats": 3}) == Policies(
        3,
        until_two=True,
    )


def test_a_winner_of_the_first_round_may_still_be_counted_on_until_two_are_left():
    profile = ranked(("a", 6), ("ba", 2), ("cb", 1))
    assert len(rcv.count(profile).rounds) == 1
    assert rcv.count(profile, {"until_two": "yes"}).rounds[-1].totals == {
        "a": 6,
        "b": 3,
    }
