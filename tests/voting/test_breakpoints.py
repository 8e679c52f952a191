"""Shares raised to the next breakpoint.

By hand, and against plain Fractions that close in on each by halving.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from tests.laws import tried
from tests.voting.shares_oracle import Ballots, buy, price
from tests.voting.test_equal_shares_oracle import elections

HALL = Profile.of(
    "approval",
    [
        Project("a", 2400),
        Project("b", 2600),
        Project("c", 2500),
        Project("e", 4000),
    ],
    8_000,
    [
        ({"a": 1, "b": 1}, 2),
        ({"a": 1}, 2),
        ({"b": 1}, 2),
        ({"c": 1, "e": 1}, 2),
    ],
    currency="GBP",
    unit=100,
)
"""Eight voters with £10 each; the two who want c have £20 and need £12.50 each."""


def left_after(
    costs: list[int],
    ballots: Ballots,
    bought: list[int],
    share: Fraction,
) -> list[Fraction]:
    """What each voter has left after the same purchases at another share."""
    money = [share] * len(ballots)
    for p in bought:
        payers = [
            (money[v], ballot[p])
            for v, ballot in enumerate(ballots)
            if ballot.get(p, 0) > 0
        ]
        each = price(payers, costs[p])
        assert each is not None
        money = [
            m - min(m, each * max(ballot.get(p, 0), 0))
            for m, ballot in zip(money, ballots, strict=True)
        ]
    return money


def could_buy(
    costs: list[int],
    ballots: Ballots,
    bought: list[int],
    share: Fraction,
) -> bool:
    """Whether one more supported project could be paid after the same purchases."""
    money = left_after(costs, ballots, bought, share)
    return any(
        sum(
            m
            for m, ballot in zip(money, ballots, strict=True)
            if ballot.get(p, 0) > 0
        )
        >= cost
        for p, cost in enumerate(costs)
        if cost and p not in bought and any(b.get(p, 0) > 0 for b in ballots)
    )


def next_by_halving(
    costs: list[int],
    ballots: Ballots,
    bought: list[int],
    share: Fraction,
) -> Fraction:
    """The least share that could buy one more.

    Its denominator is small, so that halving finds it exactly.
    """
    low, high = share, share + 2 * sum(costs) + 1
    for _ in range(160):
        middle = (low + high) / 2
        low, high = (
            (low, middle)
            if could_buy(costs, ballots, bought, middle)
            else (middle, high)
        )
    found = high.limit_denominator(10**18)
    assert could_buy(costs, ballots, bought, found)
    assert not could_buy(costs, ballots, bought, found - Fraction(1, 10**30))
    return found


def plainly(
    costs: list[int],
    budget: int,
    ballots: Ballots,
    *,
    by_cost: bool,
    overspend: bool,
    prefer,
) -> list[int]:
    share = Fraction(budget, len(ballots))
    bought = buy(costs, ballots, share, by_cost, prefer)
    priced = {
        p for b in ballots for p, points in b.items() if points > 0 and costs[p]
    }
    while True:
        left = budget - sum(costs[p] for p in bought)
        if priced <= set(bought) or (
            not overspend and all(costs[p] > left for p in priced - set(bought))
        ):
            return bought
        share = next_by_halving(costs, ballots, bought, share)
        following = buy(costs, ballots, share, by_cost, prefer)
        if sum(costs[p] for p in following) > budget:
            return bought
        bought = following


@pytest.mark.parametrize(
    ("completion", "share", "paid"),
    [("add1", "£13", 1250), ("breakpoint", "£12.50", 1250)],
)
def test_a_step_overshoots_what_the_breakpoint_meets(completion, share, paid):
    outcome = RULES["equal-shares"].count(
        HALL,
        {"utility": "count", "completion": completion},
        Lot("1"),
    )
    assert outcome.funded == ("a", "b", "c")
    assert render(outcome.reasons["c"]).endswith(
        f"nobody paid more than £12.50 of a share of {share}.",
    )
    assert [(p.voters, p.each) for p in outcome.rounds[-1].payments] == [
        (2, Fraction(paid)),
    ]


def test_between_two_steps_one_more_project_may_fit_that_the_next_step_overspends():
    """At 5.5 each the four buy c.

    A step later those who want d can pay as well, and both are too much.
    """
    profile = Profile.of(
        "approval",
        [Project("c", 22), Project("d", 24)],
        24,
        [({"c": 1}, 4), ({"d": 1}, 4)],
    )
    assert (
        RULES["equal-shares"]
        .count(profile, {"completion": "add1", "step": 3})
        .funded
        == ()
    )
    assert RULES["equal-shares"].count(
        profile,
        {"completion": "breakpoint"},
    ).funded == ("c",)


def test_what_is_then_left_may_go_to_most_support():
    outcome = RULES["equal-shares"].count(
        HALL,
        {"utility": "count", "completion": "breakpoint-greedy"},
    )
    assert outcome.funded == ("a", "b", "c")
    assert render(outcome.reasons["e"]).endswith(
        "at its turn only £5 was left of the pot.",
    )


@settings(max_examples=tried(120), deadline=None)
@given(election=elections(3), by_cost=st.booleans(), overspend=st.booleans())
def test_breakpoints_are_those_of_plain_fractions(election, by_cost, overspend):
    costs, budget, ballots = election
    ids = [f"p{i}" for i in range(len(costs))]
    marks = [
        {ids[p]: points for p, points in ballot.items()} for ballot in ballots
    ]
    votes = [sum(ballot.get(name, 0) for ballot in marks) for name in ids]
    profile = Profile.of(
        "cumulative",
        [Project(name, cost) for name, cost in zip(ids, costs, strict=True)],
        budget,
        marks,
    )
    outcome = RULES["equal-shares"].count(
        profile,
        {
            "utility": "points-times-cost" if by_cost else "points",
            "completion": "breakpoint",
            "stop": "overspend" if overspend else "exhaustive",
        },
    )
    expected = plainly(
        costs,
        budget,
        ballots,
        by_cost=by_cost,
        overspend=overspend,
        prefer=lambda p: (costs[p], -votes[p], ids[p]),
    )
    assert [name for name in outcome.funded if costs[ids.index(name)]] == [
        ids[p] for p in expected
    ]
