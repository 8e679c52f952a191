"""Equal Shares told: who pays what, the named variants, and the reasons."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pbdesk.i18n import render
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot

HALL = Profile.of(
    "approval",
    [
        Project("a", 2400),
        Project("b", 2600),
        Project("c", 2400),
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
"""Eight voters with £10 each.

Four buy a at £6; of the four who want b, two then have £4 and two still £10.
"""


def counted(**settings):
    return RULES["equal-shares"].count(
        HALL,
        {"utility": "count", **settings},
        Lot("5 5 1"),
    )


def test_each_buyer_pays_the_same_or_all_that_is_left():
    outcome = counted()
    assert outcome.funded == ("a", "b")
    first, second = (round_.payments for round_ in outcome.rounds)
    assert [(p.voters, p.each, p.all_left) for p in first] == [
        (4, Fraction(600), False),
    ]
    assert [(p.voters, p.each, p.all_left) for p in second] == [
        (2, Fraction(900), False),
        (2, Fraction(400), True),
    ]


def test_each_project_says_what_its_buyers_paid_or_lacked():
    reasons = {
        project: render(words) for project, words in counted().reasons.items()
    }
    assert (
        reasons["b"]
        == "4 ballots. Those who want it bought it; nobody paid more than £9 of a share of £10."
    )
    assert (
        reasons["c"]
        == "2 ballots. In the end those who want it had £20 left together and it costs £24."
    )


def test_what_is_left_goes_to_most_support_that_fits():
    outcome = counted(completion="greedy")
    assert outcome.funded == ("a", "b", "c")
    assert render(outcome.reasons["c"]) == (
        "2 ballots. Those who want it had only £20 left together and it costs £24; it was paid "
        "from the £30 left at "
        "its turn."
    )
    assert render(outcome.reasons["e"]).endswith(
        "it costs £40; at its turn only £6 was left of the pot.",
    )


def test_shares_rise_by_whole_pounds_until_nothing_more_fits():
    outcome = counted(completion="add1")
    assert (outcome.funded, outcome.leftover) == (("a", "b", "c"), 600)
    assert render(outcome.reasons["c"]).endswith(
        "nobody paid more than £12 of a share of £12.",
    )


def test_the_method_says_by_how_much_every_share_rises():
    rule = RULES["equal-shares"]
    method = rule.method(rule.settle({"completion": "add1", "step": 5}))
    assert render(method[-1]) == (
        "Then every share is raised, by 5 whole units of money at a time, and all is bought "
        "afresh, as long as the pot is not overspent."
    )


def test_a_free_project_comes_first_unless_worth_is_cost():
    profile = Profile.of(
        "approval",
        [Project("a", 0), Project("b", 5)],
        10,
        [({"a": 1, "b": 1}, 2)],
    )
    assert RULES["equal-shares"].count(
        profile,
        {"utility": "count"},
    ).funded == (
        "a",
        "b",
    )
    assert RULES["equal-shares"].count(profile, {"utility": "cost"}).funded == (
        "b",
    )


def test_rankings_have_no_points_and_crosses_no_places():
    ranked = Profile.of("ordinal", [Project("a", 1)], 1, [{"a": 1}])
    for profile, utility in ((ranked, "points"), (HALL, "borda")):
        with pytest.raises(UnsupportedError):
            RULES["equal-shares"].count(profile, {"utility": utility})


def test_a_withdrawn_project_at_an_absurd_cost_does_not_hold_the_count_up():
    profile = Profile.of(
        "approval",
        [Project("a", 10), Project("gone", 999_999_999)],
        100,
        [({"a": 1, "gone": 1}, 3), ({"gone": 1}, 1)],
    )
    outcome = RULES["equal-shares"].count(
        profile,
        {"completion": "add1", "stop": "overspend", "utility": "count"},
    )
    assert outcome.funded == ("a",)


def test_most_support_alone_is_funded_where_more_ballots_prefer_it():
    """Two groups of two buy theirs at £10 a head.

    Then £20 is left, and the six who want the hall cannot buy it.
    """
    profile = Profile.of(
        "approval",
        [Project("hall", 6100), Project("a", 2000), Project("b", 2000)],
        10_000,
        [({"hall": 1}, 6), ({"a": 1}, 2), ({"b": 1}, 2)],
        currency="GBP",
        unit=100,
    )
    plain, compared = (
        RULES["equal-shares"].count(
            profile,
            {"utility": "count", "comparison": word},
            Lot("1"),
        )
        for word in ("none", "projects")
    )
    assert set(plain.funded) == {"a", "b"}
    assert compared.funded[0] == "hall"
    assert render(compared.reasons["hall"]).endswith(
        "Most support alone is preferred by 6 ballots, equal shares by 2.",
    )


def test_equal_shares_stand_where_as_many_ballots_prefer_them():
    profile = Profile.of(
        "approval",
        [Project("hall", 90), Project("a", 20), Project("b", 20)],
        100,
        [({"hall": 1}, 4), ({"a": 1}, 2), ({"b": 1}, 2)],
    )
    for word in ("none", "projects", "covered"):
        assert set(
            RULES["equal-shares"].count(profile, {"comparison": word}).funded,
        ) == {"a", "b"}


def test_a_comparison_counts_every_ballot_once():
    from pbdesk.voting.shares.comparison import prefer

    profile = Profile.of(
        "approval",
        [Project(name, 1) for name in "abc"],
        3,
        [({"a": 1, "b": 1}, 3), ({"c": 1, "a": 1}, 4), ({"c": 1}, 2), ({}, 5)],
    )
    assert prefer(profile, {0, 1}, {0, 2}, covered=False) == (3, 6)
    assert prefer(profile, {0, 1}, {0, 2}, covered=True) == (0, 2)
