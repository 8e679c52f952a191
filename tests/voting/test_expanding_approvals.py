"""Equal shares of rankings.

By hand, against plain Fractions, and Inclusion PSC for every group of projects.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from tests.laws import tried
from tests.voting.elections import elections

ROAD = Profile.of(
    "ordinal",
    [
        Project("a", 3000),
        Project("b", 4000),
        Project("c", 2500),
        Project("d", 900),
    ],
    10_000,
    [
        ({"a": 1, "b": 2}, 4),
        ({"b": 1, "a": 2, "c": 3}, 3),
        ({"c": 1, "d": 2}, 2),
        ({"d": 1}, 1),
    ],
    currency="GBP",
    unit=100,
)
"""Ten voters with £10 each: four rank a first, three b, two c, one d."""


def plainly(
    projects,
    budget,
    ballots,
    *,
    equal: bool,
    per_cost: bool,
) -> list[str]:
    """The rule straight from the paper, voter by voter."""
    cost = {p.id: p.cost for p in projects}
    points = {
        p.id: sum(len(b) + 1 - b[p.id] for b in ballots if p.id in b)
        for p in projects
    }
    money = [Fraction(budget, len(ballots) or 1)] * len(ballots)
    bought: list[str] = []
    for j in range(1, max((len(b) for b in ballots), default=0) + 1):
        while True:
            who = {
                p: [v for v, b in enumerate(ballots) if 0 < b.get(p, 0) <= j]
                for p in cost
                if p not in bought
            }
            held = {
                p: sum((money[v] for v in voters), Fraction(0))
                for p, voters in who.items()
                if voters
            }
            able = {
                p: (cost[p] == 0, has / (cost[p] or 1))
                if per_cost
                else (False, has)
                for p, has in held.items()
                if has >= cost[p]
            }
            if not able:
                break
            p = min(
                (p for p in able if able[p] == max(able.values())),
                key=lambda p: (cost[p], -points[p], p.encode()),
            )
            bought.append(p)
            left = Fraction(cost[p])
            for k, v in enumerate(sorted(who[p], key=lambda v: money[v])):
                gives = (
                    min(money[v], left / (len(who[p]) - k))
                    if equal
                    else money[v] * cost[p] / (held[p] or 1)
                )
                left -= gives if equal else 0
                money[v] -= gives
    return bought


def test_first_places_buy_first_and_each_gives_the_same_part():
    outcome = RULES["expanding-approvals"].count(ROAD, {}, Lot("1"))
    assert outcome.funded == ("a", "d", "b")
    first, _, third = (round_.payments for round_ in outcome.rounds)
    assert [(p.voters, p.each) for p in first] == [(4, Fraction(750))]
    assert [(p.voters, p.each) for p in third] == [
        (3, Fraction(1000)),
        (4, Fraction(250)),
    ]
    assert render(outcome.reasons["a"]).endswith(
        "When first places counted, those who rank it there had £40 left together and it costs £30.",
    )
    assert render(outcome.reasons["b"]).endswith(
        "When the first 2 places counted, those who rank it there had £40 left together and it "
        "costs £40.",
    )
    assert render(outcome.reasons["c"]).endswith(
        "In the end those who rank it had £20 left together and it costs £25.",
    )


def test_each_gives_the_same_sum_where_the_rulebook_says_so():
    profile = Profile.of(
        "ordinal",
        [Project("a", 5), Project("b", 12)],
        20,
        [({"a": 1, "b": 2}, 1), ({"b": 1}, 1)],
    )
    outcome = RULES["expanding-approvals"].count(profile, {"payment": "equal"})
    assert [
        (p.voters, p.each, p.all_left) for p in outcome.rounds[1].payments
    ] == [
        (1, Fraction(7), False),
        (1, Fraction(5), True),
    ]


def test_what_is_left_goes_to_points_for_places():
    outcome = RULES["expanding-approvals"].count(
        ROAD,
        {"completion": "greedy"},
        Lot("1"),
    )
    assert outcome.funded == ("a", "d", "b")
    assert render(outcome.reasons["c"]).endswith(
        "At its turn only £21 was left of the pot.",
    )


def test_ties_are_told_of_what_ballots_buy_and_of_what_fills_the_rest():
    """a and b have three ballots each, and their shares pay 100.

    For c or d, on one ballot each, 40 are left.
    """
    projects = [
        Project("a", 100),
        Project("b", 100),
        Project("c", 40),
        Project("d", 40),
    ]
    profile = Profile.of(
        "ordinal",
        projects,
        240,
        [({"a": 1}, 2), {"a": 1, "c": 2}, ({"b": 1}, 2), {"b": 1, "d": 2}],
    )
    outcome = RULES["expanding-approvals"].count(
        profile,
        {"completion": "greedy"},
        Lot("1"),
    )
    assert [sorted(tie.tied) for tie in outcome.ties] == [
        ["a", "b"],
        ["c", "d"],
    ]


def test_what_nobody_ranks_is_never_bought():
    profile = Profile.of(
        "ordinal",
        [Project("a", 0), Project("b", 0)],
        10,
        [{"a": 1}],
    )
    assert RULES["expanding-approvals"].count(profile).funded == ("a",)


def test_choices_in_one_place_count_together():
    """Nothing is ranked above either: both are first choices, as the paper has it."""
    profile = Profile.of(
        "ordinal",
        [Project("a", 9), Project("b", 4), Project("c", 4)],
        10,
        [{"a": 3, "b": 1, "c": 1}],
    )
    outcome = RULES["expanding-approvals"].count(profile, {}, Lot("1"))
    assert set(outcome.funded) == {"b", "c"}
    assert "first places counted" in render(outcome.reasons["b"])


@settings(max_examples=tried(200), deadline=None)
@given(
    election=elections(frozenset({"ordinal"})),
    equal=st.booleans(),
    per_cost=st.booleans(),
)
def test_it_buys_what_plain_fractions_buy(election, equal, per_cost):
    _, projects, budget, ballots = election
    outcome = RULES["expanding-approvals"].count(
        Profile.of(*election),
        {
            "payment": "equal" if equal else "proportional",
            "first": "support-per-cost" if per_cost else "support",
        },
    )
    assert list(outcome.funded) == plainly(
        projects,
        budget,
        ballots,
        equal=equal,
        per_cost=per_cost,
    )


@settings(max_examples=tried(200), deadline=None)
@given(
    election=elections(frozenset({"ordinal"})),
    payment=st.sampled_from(["equal", "proportional"]),
    first=st.sampled_from(["support", "support-per-cost"]),
)
def test_a_group_that_ranks_the_same_projects_on_top_gets_what_its_money_pays(
    election,
    payment,
    first,
):
    """Inclusion PSC: who put exactly these on top left none of them out that their part of the pot could still buy."""
    _, projects, budget, ballots = election
    funded = (
        RULES["expanding-approvals"]
        .count(Profile.of(*election), {"payment": payment, "first": first})
        .funded
    )
    cost = {p.id: p.cost for p in projects}
    for size in range(1, len(projects) + 1):
        for top in map(set, combinations(cost, size)):
            voters = sum(
                {p for p, place in b.items() if place <= size} == top
                for b in ballots
            )
            spent = sum(cost[p] for p in top & set(funded))
            assert (
                all(
                    (spent + cost[p]) * len(ballots) > voters * budget
                    for p in top - set(funded)
                )
                or not voters
            )


@pytest.mark.parametrize("payment", ["equal", "proportional"])
def test_every_ballot_pays_no_more_than_its_share(payment):
    outcome = RULES["expanding-approvals"].count(
        ROAD,
        {"payment": payment},
        Lot("1"),
    )
    assert (
        max(p.each for round_ in outcome.rounds for p in round_.payments)
        <= 1000
    )


@settings(max_examples=tried(100), deadline=None)
@given(
    election=elections(frozenset({"ordinal"})),
    payment=st.sampled_from(["equal", "proportional"]),
)
def test_nothing_that_still_fits_is_left_out_where_the_rest_is_given_out(
    election,
    payment,
):
    _, projects, *_ = election
    outcome = RULES["expanding-approvals"].count(
        Profile.of(*election),
        {"payment": payment, "completion": "greedy"},
    )
    assert all(
        p.cost > outcome.leftover
        for p in projects
        if p.id not in outcome.funded
    )
