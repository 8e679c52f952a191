"""Instant run-off: the fewest go out, round by round."""

from __future__ import annotations

from pbdesk.voting.rules.irv import irv
from tests.voting.ballots import TENNESSEE, ranked


def test_ballots_of_whoever_goes_out_pass_on():
    outcome = irv.count(TENNESSEE)
    assert [round_.eliminated for round_ in outcome.rounds] == [
        ("c",),
        ("n",),
        (),
    ]
    assert outcome.winners == ("k",)


def test_several_go_out_together_where_together_they_have_fewer_than_the_next():
    profile = ranked(("a", 10), ("b", 9), ("c", 2), ("d", 1))
    assert irv.count(profile, {"batch": "yes"}).rounds[0].eliminated == (
        "c",
        "d",
    )
    assert irv.count(profile).rounds[0].eliminated == ("d",)


def test_every_winner_of_some_order_of_ties_is_named():
    profile = ranked(("ac", 2), ("bc", 2), ("cb", 2))
    assert irv.count(profile, {"ties": "any-order"}).winners == ("b", "c")
