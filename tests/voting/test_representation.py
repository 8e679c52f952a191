"""Representation: figures by hand.

And Equal Shares against every group of voters that could complain.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbdesk.voting.explain.payments import payments_of
from pbdesk.voting.explain.representation import (
    Group,
    Overlooked,
    groups,
    overlooked,
    representation,
)
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from tests.laws import tried
from tests.voting.elections import elections

STREET = Profile.of(
    "approval",
    [
        Project("a", 60, categories=("green",)),
        Project("b", 30, categories=("play",)),
        Project("c", 10, categories=("green",)),
    ],
    100,
    [({"a": 1}, 3), ({"a": 1, "b": 1}, 1), ({"c": 1}, 2), ({}, 4)],
)


def test_the_figures_of_an_outcome_are_those_counted_by_hand():
    """Of ten ballots four mark a, one of them b too.

    Five marks, and 4 x 60 + 1 x 30 spent on what they mark.
    """
    found = representation(STREET, {"a", "b"})
    assert (found.ballots, found.with_win, found.wins, found.spend) == (
        10,
        4,
        Fraction(1, 2),
        27,
    )


def test_what_a_group_paid_is_its_part_of_every_project_it_marks():
    assert groups(STREET, {"a", "b"}) == (
        Group("a", 4, Fraction(90)),
        Group("b", 1, Fraction(45)),
        Group("c", 2, Fraction(0)),
    )
    assert groups(STREET, {"a", "c"}, by_category=True) == (
        Group("green", 6, Fraction(70)),
        Group("play", 1, Fraction(15)),
    )


@settings(max_examples=tried(80), deadline=None)
@given(
    election=elections(frozenset({"approval"})),
    rule=st.sampled_from(["equal-shares", "phragmen", "greedy"]),
    completion=st.sampled_from(["none", "greedy", "add1", "add1-greedy"]),
)
def test_true_payments_are_those_that_the_rounds_tell_and_nobody_pays_for_what_it_does_not_want(
    election,
    rule,
    completion,
):
    profile = Profile.of(*election)
    outcome = RULES[rule].count(
        profile,
        {"completion": completion} if rule == "equal-shares" else {},
        Lot("s"),
    )
    payments, cost = (
        payments_of(profile, outcome, Lot("s")),
        {p.id: p.cost for p in profile.projects},
    )
    for round_ in outcome.rounds:
        if round_.payments and round_.project:
            paid = payments[round_.project]
            assert (
                sum(
                    each * int(profile.weights[row])
                    for row, each in paid.items()
                )
                == cost[round_.project]
            )
            assert max(paid.values()) >= max(
                payment.each for payment in round_.payments
            )
            mine = profile.row_of[
                profile.columns == profile.ids.index(round_.project)
            ].tolist()
            assert set(paid) <= set(mine)
    if completion in {"none", "greedy"} and rule == "equal-shares":
        for row in range(len(profile.weights)):
            assert sum(
                (paid.get(row, Fraction(0)) for paid in payments.values()),
                Fraction(0),
            ) <= Fraction(profile.budget, profile.n)
    assert rule != "greedy" or payments == {}


def test_a_group_paid_what_its_ballots_truly_paid_and_small_groups_are_left_out():
    outcome = RULES["equal-shares"].count(STREET, {}, Lot("s"))
    payments = payments_of(STREET, outcome, Lot("s"))
    assert outcome.funded == ("c",)
    assert groups(STREET, outcome.funded, payments=payments) == (
        Group("a", 4, Fraction(0)),
        Group("b", 1, Fraction(0)),
        Group("c", 2, Fraction(10)),
    )
    assert (
        groups(STREET, outcome.funded, payments=payments, least=2)[-1].name
        == "c"
    )
    assert len(groups(STREET, outcome.funded, payments=payments, least=2)) == 2


def test_a_large_group_that_gets_nothing_is_overlooked():
    profile = Profile.of(
        "approval",
        [Project("hall", 60), Project("park", 40)],
        100,
        [({"hall": 1}, 6), ({"park": 1}, 4)],
    )
    assert overlooked(profile, {"park"}) == (Overlooked("hall", 6),)
    assert overlooked(profile, {"hall"}) == (Overlooked("park", 4),)
    assert overlooked(profile, {"hall", "park"}) == ()


def every_group(profile, ballots, funded, worth) -> dict[str, int]:
    """For each unfunded project the most voters of any group that could complain.

    Looking at all groups.
    """
    cost = {p.id: p.cost for p in profile.projects}
    found: dict[str, int] = {}
    for project in profile.ids:
        supporters = [
            ballot for ballot in ballots if ballot.get(project, 0) > 0
        ]
        if project in funded or not cost[project]:
            continue
        for size in range(1, len(supporters) + 1):
            entitled = Fraction(
                worth(project) * size * profile.budget,
                profile.n * cost[project],
            )
            if any(
                all(
                    sum(worth(p) for p in ballot if p in funded)
                    + worth(project)
                    <= entitled
                    for ballot in group
                )
                for group in combinations(supporters, size)
            ):
                found[project] = size
    return found


@settings(max_examples=tried(150), deadline=None)
@given(
    election=elections(frozenset({"approval"})),
    utility=st.sampled_from(["cost", "count"]),
    data=st.data(),
)
def test_equal_shares_overlook_no_group_and_the_others_those_that_trying_all_finds(
    election,
    utility,
    data,
):
    _, projects, budget, ballots = election
    profile = Profile.of("approval", projects, budget, ballots)
    cost = {p.id: p.cost for p in projects}
    for rule, chosen in (
        ("equal-shares", {"utility": utility}),
        ("greedy", {}),
        ("equal-shares", {"utility": utility, "completion": "add1"}),
    ):
        funded = RULES[rule].count(profile, chosen, Lot("s")).funded
        tried = every_group(
            profile,
            ballots,
            funded,
            lambda p: cost[p] if utility == "cost" else 1,
        )
        found = overlooked(profile, funded, by_cost=utility == "cost")
        assert {each.project: each.ballots for each in found} == tried
        assert rule == "greedy" or not tried


def test_greedy_does_overlook_groups():
    profile = Profile.of(
        "approval",
        [Project("a", 50), Project("b", 50), Project("c", 40)],
        100,
        [({"a": 1, "b": 1}, 6), ({"c": 1}, 4)],
    )
    assert overlooked(profile, RULES["greedy"].count(profile).funded) == (
        Overlooked("c", 4),
    )


@pytest.mark.parametrize("by_category", [False, True])
def test_no_ballots_make_no_figures(by_category):
    empty = Profile.of("approval", [Project("a", 5, categories=("x",))], 10, [])
    assert representation(empty, {"a"}).spend == 0
    assert groups(empty, {"a"}, by_category=by_category)[0].paid == 0
