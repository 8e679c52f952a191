"""Least changes: proved ones are the least that trying every smaller change finds."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pbdesk.voting.explain.least_change import (
    all_least_changes,
    changed,
    least_changes,
    patience,
)
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from tests.laws import tried
from tests.voting.elections import elections

SHARES = [
    {"completion": completion, "utility": utility, "stop": stop}
    for completion in ("none", "greedy", "add1", "add1-greedy")
    for utility in ("cost", "count")
    for stop in ("exhaustive", "overspend")
]
OTHERS = [
    ("phragmen", {}),
    ("knapsack", {}),
    ("greedy", {"by": "support-per-cost"}),
]


def proved_are_least(rule: str, profile: Profile, chosen) -> None:
    @cache
    def funds(name: str, more: int, less: int) -> bool:
        return (
            name
            in RULES[rule]
            .count(changed(profile, name, more, less), chosen, Lot("s"))
            .funded
        )

    lost = [p for p in profile.projects if p.cost and not funds(p.id, 0, 0)]
    assume(lost)
    for name, changes in all_least_changes(
        rule,
        profile,
        chosen,
        Lot("s"),
        [p.id for p in lost],
    ).items():
        for change in changes:
            assert funds(name, change.more, change.less)
            if change.proved and (not change.more or not change.less):
                assert not any(
                    funds(name, more, 0) for more in range(change.more)
                )
                assert not any(
                    funds(name, 0, less) for less in range(change.less)
                )
            if change.proved and change.more:
                assert not funds(name, change.more - 1, change.less)
            if change.proved and change.less:
                assert not funds(name, change.more, change.less - 1)
        kinds = {bool(change.more) for change in changes}
        assert True in kinds or not any(
            funds(name, more, 0) for more in range(12)
        )
        cost = next(p.cost for p in lost if p.id == name)
        assert any(not c.more for c in changes) or not any(
            funds(name, 0, less) for less in range(cost)
        )


@settings(max_examples=tried(30), deadline=None)
@given(
    election=elections(frozenset({"approval"})),
    chosen=st.sampled_from(SHARES),
)
def test_under_equal_shares_a_proved_change_is_the_least_of_all(
    election,
    chosen,
):
    proved_are_least("equal-shares", Profile.of(*election), chosen)


@settings(max_examples=5, deadline=None)
@given(
    costs=st.lists(st.integers(20, 90), min_size=4, max_size=5),
    ballots=st.lists(
        st.sets(st.integers(0, 3), min_size=1, max_size=3),
        min_size=8,
        max_size=14,
    ),
    chosen=st.sampled_from(
        [each for each in SHARES if each["completion"].startswith("add1")],
    ),
)
def test_where_shares_are_raised_many_times_a_proved_change_is_the_least_of_all(
    costs,
    ballots,
    chosen,
):
    projects = [Project(f"p{i}", cost) for i, cost in enumerate(costs)]
    proved_are_least(
        "equal-shares",
        Profile.of(
            "approval",
            projects,
            110,
            [{f"p{i}": 1 for i in ballot} for ballot in ballots],
        ),
        chosen,
    )


@settings(max_examples=tried(20), deadline=None)
@given(
    election=elections(frozenset({"cumulative", "scoring", "quadratic"})),
    chosen=st.sampled_from(
        [
            {},
            {"completion": "add1"},
            {"completion": "greedy", "utility": "points-times-cost"},
        ],
    ),
)
def test_under_equal_shares_of_points_too(election, chosen):
    proved_are_least("equal-shares", Profile.of(*election), chosen)


@settings(max_examples=tried(30), deadline=None)
@given(
    election=elections(frozenset({"approval"})),
    rule=st.sampled_from(OTHERS),
)
def test_where_more_never_hurts_a_proved_change_is_the_least_of_all(
    election,
    rule,
):
    proved_are_least(rule[0], Profile.of(*election), rule[1])


@pytest.mark.parametrize("start", ["exact", "whole"])
def test_shares_in_whole_units_of_money_are_raised_in_whole_units(start):
    projects = [
        Project(name, cost * 100)
        for name, cost in {"a": 60, "b": 50, "c": 31, "d": 20}.items()
    ]
    profile = Profile.of(
        "approval",
        projects,
        10_000,
        [
            ({"a": 1, "b": 1}, 9),
            ({"b": 1, "c": 1}, 5),
            ({"c": 1, "d": 1}, 4),
            ({"d": 1}, 3),
        ],
        unit=100,
    )
    chosen = {"completion": "add1", "start": start}
    for name in (p.id for p in projects):
        for change in least_changes(
            "equal-shares",
            profile,
            chosen,
            Lot("s"),
            name,
        ):
            assert change.less % 100 == 0
            assert (
                name
                in RULES["equal-shares"]
                .count(changed(profile, name, change.more, change.less), chosen)
                .funded
            )


def test_least_changes_are_expected_soon_unless_shares_are_raised_very_often():
    projects = [Project(f"p{i}", 100 + 37 * i) for i in range(12)]
    ballots = [
        (
            {f"p{i}": 1, f"p{(i * 5 + 1) % 12}": 1, f"p{(i * i) % 7}": 1},
            20 + i % 4,
        )
        for i in range(12)
    ]
    for times, soon in ((1, True), (10_000, False)):
        profile = Profile.of(
            "approval",
            [Project(p.id, p.cost * times) for p in projects],
            900 * times,
            ballots,
        )
        assert (
            bool(patience("equal-shares", profile, {"completion": "add1"}))
            == soon
        )
        assert patience("equal-shares", profile, {"completion": "greedy"})
    assert not patience("cstv", profile, {})
