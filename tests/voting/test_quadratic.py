"""Quadratic: worked examples, the one real election, and roots compared exactly."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.voting.formats import read_ballots
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.radicals import radical_sum, told_apart
from pbdesk.voting.report import count_file, count_json
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "tests" / "data" / "quadratic").glob("*.json"))
COMPARED = (
    "accepted",
    "votes_against",
    "credits_spent",
    "credits_unspent",
    "order",
    "greedy_skip",
    "greedy_stop",
)


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_a_worked_example_comes_out_as_it_says(path):
    expected = json.loads(path.read_text(encoding="utf-8"))["expected"]
    found = count_json(count_file(path, "quadratic", {}), render)
    totals = "totals_exact" if "totals_exact" in expected else "totals"
    assert found[totals] == expected[totals]
    assert [(r["ballot"], r["reason"]) for r in found["rejected"]] == [
        (r["ballot"], r["reason"]) for r in expected["rejected"]
    ]
    assert {k: found[k] for k in COMPARED if k in expected and k in found} == {
        k: expected[k] for k in COMPARED if k in expected and k in found
    }


def test_the_examples_are_all_there():
    assert len(EXAMPLES) == 12


def test_beyond_2025_counts_votes_against_that_its_own_report_left_out():
    file = read_ballots(ROOT / "resources" / "samples" / "beyond_2025.json")
    published = json.loads(
        (ROOT / "resources" / "samples" / "published.json").read_text(),
    )[0]["totals"]
    support = RULES["quadratic"].count(file.profile).support
    assert {
        p: published[p] - support[p]
        for p in published
        if published[p] != support[p]
    } == {
        "c3": 2,
        "c4": 2,
    }
    assert sorted(published, key=lambda p: -published[p]) == sorted(
        support,
        key=lambda p: -support[p],
    )


def test_a_total_that_is_not_above_zero_is_never_funded(tmp_path):
    file = tmp_path / "q.json"
    file.write_text(
        json.dumps(
            {
                "rulebook": {"negative": True},
                "budget": 10,
                "projects": [{"id": "a", "cost": 1}, {"id": "b", "cost": 1}],
                "ballots": [{"votes": {"a": 3, "b": -1}}, {"votes": {"a": -3}}],
            },
        ),
    )
    outcome = count_file(file, "quadratic", {}).outcome
    assert outcome.funded == ()
    assert (
        render(outcome.reasons["a"])
        == "0 votes in all, with 3 against: not above zero."
    )


def test_roots_that_floats_cannot_tell_apart_are_told_apart():
    equal = [radical_sum([(2, 1), (8, 1)]), radical_sum([(18, 1)])]
    near = [
        radical_sum([(13, 1), (26, 1), (47, 1), (59, 1)]),
        radical_sum([(20, 1), (33, 2), (53, 1)]),
    ]
    assert equal[0] == equal[1] == {2: 3}
    assert len(set(told_apart(equal))) == 1
    assert told_apart(near)[0] < told_apart(near)[1]


@given(
    st.lists(
        st.lists(
            st.tuples(st.integers(-60, 60), st.integers(1, 4)),
            max_size=5,
        ),
        min_size=2,
        max_size=6,
    ),
)
def test_sums_of_roots_are_ordered_as_their_values_are(rows):
    sums = [radical_sum(row) for row in rows]
    near = told_apart(sums)
    floats = [
        sum((1 if c > 0 else -1) * sqrt(abs(c)) * n for c, n in row)
        for row in rows
    ]
    for value, about, total in zip(near, floats, sums, strict=True):
        assert abs(float(value) - about) < 1e-9
        assert (value == Fraction(0)) == (total == {})
    for a in range(len(rows)):
        for b in range(len(rows)):
            assert (near[a] == near[b]) == (sums[a] == sums[b])
            assert not (near[a] < near[b] and floats[a] > floats[b] + 1e-9)


CREDITS = Profile.of(
    "quadratic",
    [Project("a", 40), Project("b", 30), Project("c", 30), Project("d", 40)],
    100,
    [
        ({"a": 3, "d": 2}, 2),
        ({"b": 2, "a": -1}, 2),
        ({"c": 2, "a": -3}, 2),
        ({"d": 1, "b": 1}, 2),
    ],
)
"""Totals: a 6 - 8, b 6, c 4, d 6. Eight voters with 12.5 each."""


def test_votes_against_keep_a_project_from_being_bought_with_equal_shares():
    """The two who want a have 25, and with the rest of the pot it could be paid.

    But more votes are against it.
    """
    for completion in ("none", "greedy", "add1", "breakpoint-greedy"):
        outcome = RULES["equal-shares"].count(
            CREDITS,
            {"completion": completion},
            Lot("1"),
        )
        assert "a" not in outcome.funded
        assert (
            render(outcome.reasons["a"])
            == "-2 votes in all, with 8 against: not above zero."
        )


def test_as_many_votes_against_as_for_are_not_more():
    even = Profile.of(
        "quadratic",
        [Project("a", 10)],
        20,
        [{"a": 1}, {"a": -1}],
    )
    assert RULES["equal-shares"].count(even).funded == ()


def test_those_who_bought_votes_for_a_project_pay_for_it_by_their_votes():
    outcome = RULES["equal-shares"].count(CREDITS, {}, Lot("1"))
    assert outcome.funded == ("b", "d")
    paid = [
        [(p.voters, p.each) for p in round_.payments]
        for round_ in outcome.rounds
    ]
    assert paid == [
        [(2, 5), (2, 10)],
        [(2, Fraction(15, 2)), (2, Fraction(25, 2))],
    ]


def test_the_most_votes_in_all_are_found_exactly():
    """For 90 only two can be paid: b and d have 12 votes; a would take votes away."""
    outcome = RULES["knapsack"].count(replace(CREDITS, budget=90), {}, Lot("1"))
    assert set(outcome.funded) == {"b", "d"}
    assert "above zero" in render(outcome.reasons["a"])


def test_an_option_is_chosen_by_the_votes_bought_for_it():
    outcome = RULES["quadratic-choice"].count(CREDITS, {}, Lot("1"))
    assert outcome.winners == ("b", "d")
    assert (outcome.support["a"], outcome.levels) == (
        -2,
        (("b", "d"), ("c",), ("a",)),
    )
    assert render(outcome.reasons["a"]) == "-2 votes in all, with 8 against."
    assert RULES["quadratic-choice"].count(CREDITS).lot_needed == ("b", "d")
