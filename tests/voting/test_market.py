"""Market: whatever is asked of Equal Shares is asked of the market that was counted."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pbdesk.voting.explain.payments import payments_of
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.shares.market import Market
from pbdesk.voting.shares.settings import EqualSharesSettings, Utility
from pbdesk.voting.ties import Ladder, Lot
from pbdesk.voting.unsupported import UnsupportedError
from tests.laws import tried
from tests.voting.elections import elections, settings_for

SHARES = RULES["equal-shares"]


@settings(max_examples=tried(150), deadline=None)
@given(data=st.data())
def test_single_ballots_paid_what_the_rounds_tell(data):
    profile = Profile.of(*data.draw(elections(SHARES.takes)))
    try:
        outcome = SHARES.count(
            profile,
            data.draw(settings_for(SHARES)),
            Lot("4 1 6"),
        )
    except UnsupportedError:
        assume(False)
        raise
    paid, weights = (
        payments_of(profile, outcome, Lot("4 1 6")),
        profile.weights.tolist(),
    )
    bought = [round_ for round_ in outcome.rounds if round_.payments]
    assert list(paid) == [round_.project for round_ in bought]
    for round_ in bought:
        rows = paid[round_.project or ""]
        assert sum(weights[row] for row in rows) == sum(
            p.voters for p in round_.payments
        )
        together = sum(
            (weights[row] * each for row, each in rows.items()),
            Fraction(0),
        )
        assert together == sum(
            (p.voters * p.each for p in round_.payments),
            Fraction(0),
        )
    spent = [
        sum(rows.get(row, Fraction(0)) for rows in paid.values())
        for row in range(len(weights))
    ]
    assert all(0 <= each <= profile.budget for each in spent)


@pytest.mark.parametrize("completion", ["none", "add1", "breakpoint"])
def test_the_completed_run_is_the_one_that_was_counted(completion):
    projects = [Project("a", 300), Project("b", 500), Project("c", 250)]
    ballots = [({"a": 1, "b": 1}, 7), ({"b": 1, "c": 1}, 6), ({"c": 1}, 5)]
    profile = Profile.of("approval", projects, 900, ballots)
    chosen = SHARES.settle({"completion": completion})
    bought, share = Market(profile, chosen, Ladder(Lot("4 1 6"))).completed()
    assert [profile.ids[i] for i in bought.projects] == list(
        SHARES.count(profile, chosen).funded,
    )
    assert share >= Fraction(900, 18)


def test_a_market_refuses_a_worth_that_the_ballots_do_not_give():
    profile = Profile.of("approval", [Project("a", 1)], 1, [({"a": 1}, 1)])
    with pytest.raises(UnsupportedError):
        _ = Market(
            profile,
            EqualSharesSettings(utility=Utility.BORDA),
            Ladder(None),
        ).points
