"""Margins: fewer wrong ballots than proved never change a result.

Looking at all ways of being wrong.
"""

from __future__ import annotations

from itertools import combinations_with_replacement

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.voting.explain.margin import Margin, margin
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from tests.laws import tried
from tests.voting.elections import elections_for, settings_for

IDS = ["a", "b", "c"]
ORDERS = [
    {name: place for place, name in enumerate(order, 1)}
    for order in (
        "",
        "a",
        "b",
        "c",
        "ab",
        "ba",
        "ac",
        "ca",
        "bc",
        "abc",
        "acb",
        "bac",
        "bca",
        "cab",
        "cba",
    )
]
CROSSES = [
    dict.fromkeys(picks, 1)
    for picks in ("", "a", "b", "c", "ab", "ac", "bc", "abc")
]
PROVED = [
    "greedy",
    "plurality",
    "approval",
    "schulze",
    "ranked-pairs",
    "copeland",
    "minimax",
    "condorcet",
    "smith",
    "schwartz",
    "irv",
]


def result(rule: str, profile: Profile, chosen) -> frozenset[str]:
    outcome = RULES[rule].count(profile, chosen, Lot("s"))
    return frozenset(
        outcome.funded if outcome.winners is None else outcome.winners,
    )


@pytest.mark.parametrize("rule", PROVED)
@settings(max_examples=tried(25), deadline=None)
@given(data=st.data())
def test_one_ballot_less_than_proved_never_changes_the_result_whatever_it_becomes(
    rule,
    data,
):
    funding = RULES[rule].kind == "funding"
    kinds = CROSSES if "approval" in RULES[rule].takes else ORDERS
    projects = [
        Project(name, data.draw(st.sampled_from([2, 3, 5])) if funding else 0)
        for name in IDS
    ]
    style = "approval" if kinds is CROSSES else "ordinal"
    ballots = data.draw(
        st.lists(st.sampled_from(kinds), min_size=4, max_size=9),
    )
    chosen = data.draw(settings_for(RULES[rule]))
    profile = Profile.of(style, projects, 6 if funding else 0, ballots)
    try:
        found = margin(rule, profile, chosen, Lot("s"))
    except UnsupportedError:
        assume(False)
        raise
    before, wrong = result(rule, profile, chosen), min(found.least - 1, 2)
    tried = set[tuple[int, ...]]()
    for at in combinations_with_replacement(range(len(ballots)), wrong):
        for become in combinations_with_replacement(kinds, wrong):
            changed = list(ballots)
            for place, ballot in zip(at, become, strict=True):
                changed[place] = ballot
            tried.add(tuple(sorted(map(kinds.index, changed))))
    for box in tried:  # in whatever order they lie
        changed = [kinds[kind] for kind in box]
        assert (
            result(
                rule,
                Profile.of(style, projects, profile.budget, changed),
                chosen,
            )
            == before
        )


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_every_rule_gives_a_margin_in_words(rule, data):

    profile = Profile.of(*data.draw(elections_for(rule)))
    try:
        found = margin(rule.name, profile, {}, Lot("s"))
    except UnsupportedError:
        return
    assert render(found.words())
    assert found.most is None or found.least <= found.most


def test_a_lead_of_seven_falls_to_four_wrong_ballots():
    profile = Profile.of(
        "approval",
        [Project("a", 10), Project("b", 10)],
        10,
        [({"a": 1}, 20), ({"b": 1}, 13)],
    )
    assert margin("greedy", profile, {}, Lot("s")) == Margin(4, 4, proved=True)
    assert render(margin("greedy", profile, {}, Lot("s")).words()) == (
        "4 wrong ballots could change the result; fewer could not (proved)."
    )


SEARCHED = "(searched for; fewer might do)"
ASSUMED = "This takes it that no ballot may give one option more than 5, the most that one gives here."


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            Margin(1, 1, proved=True),
            "1 wrong ballot could change the result (proved).",
        ),
        (
            Margin(3, None, proved=True),
            "At least 3 ballots would have to be wrong to change the result (proved).",
        ),
        (
            Margin(3, 5, proved=True),
            f"At least 3 ballots would have to be wrong to change the result (proved); 5 would be enough {SEARCHED}.",
        ),
        (
            Margin(1, 5, proved=False),
            f"5 wrong ballots would be enough to change the result {SEARCHED}.",
        ),
        (
            Margin(1, None, proved=False),
            "No wrong ballots were found that change the result (searched for; there might be "
            "some).",
        ),
        (
            Margin(4, 4, proved=True, mark=5),
            f"4 wrong ballots could change the result; fewer could not (proved). {ASSUMED}",
        ),
    ],
)
def test_each_figure_says_how_it_is_known_and_what_is_assumed_of_ballots(
    found,
    words,
):
    assert render(found.words()) == words


def test_one_wrong_ballot_that_is_enough_is_no_guess_under_any_rule():
    profile = Profile.of(
        "approval",
        [Project("a", 10), Project("b", 10)],
        10,
        [({"a": 1}, 3), ({"b": 1}, 2)],
    )
    assert margin("phragmen", profile, {}, Lot("s")) == Margin(
        1,
        1,
        proved=True,
    )


def test_where_ballots_give_points_the_most_that_one_gives_is_told():
    profile = Profile.of(
        "scoring",
        [Project("a", 0), Project("b", 0)],
        0,
        [({"a": 5}, 9), ({"b": 3}, 2)],
    )
    assert render(margin("score", profile, {}, Lot("s")).words()).endswith(
        ASSUMED,
    )


def test_two_that_are_both_funded_may_change_places():
    profile = Profile.of(
        "approval",
        [Project(name, 10) for name in "abc"],
        20,
        [({"a": 1}, 20), ({"b": 1}, 20), ({"c": 1}, 5)],
    )
    assert margin("greedy", profile, {}, Lot("s")).least == 8
