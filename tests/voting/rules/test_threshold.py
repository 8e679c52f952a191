"""Threshold: passed or not, by an exact fraction of a base that has a name."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.rules.threshold import ANSWERS, threshold
from pbdesk.voting.trace import outcome_bytes, outcome_from
from tests.laws import tried
from tests.voting.ballots import chosen


def answered(yes: int, no: int, abstain: int = 0, blank: int = 0) -> Profile:
    ballots = [
        ({"yes": 1}, yes),
        ({"no": 1}, no),
        ({"abstain": 1}, abstain),
        ({}, blank),
    ]
    options = [Project(name, 0) for name in ANSWERS]
    return Profile.of(
        "approval",
        options,
        0,
        [cast for cast in ballots if cast[1]],
    )


def decided(profile: Profile, **given):
    found = threshold.count(profile, given).decided
    assert found is not None
    return found


def two_thirds(**given):
    return {"numerator": 2, "denominator": 3, "than": "at-least", **given}


def test_more_yes_than_no_is_enough_where_nothing_else_is_said():
    assert decided(answered(11, 10, 30)).passed


@pytest.mark.parametrize("than", ["more-than", "at-least"])
@pytest.mark.parametrize("base", ["yes_no", "valid"])
def test_as_many_yes_as_no_is_never_passed(than, base):
    assert not decided(answered(10, 10), than=than, base=base).passed
    low = decided(
        answered(10, 10),
        numerator=1,
        denominator=4,
        than=than,
        base=base,
    )
    assert not low.passed


def test_exactly_two_thirds_is_enough_only_if_the_rule_says_at_least():
    assert decided(answered(20, 10), **two_thirds()).passed
    assert not decided(answered(20, 10), numerator=2, denominator=3).passed
    assert not decided(answered(19, 10), **two_thirds()).passed


def test_a_third_is_no_rounded_decimal():
    """10 ** 9 ballots short of two thirds by a third of one."""
    assert not decided(
        answered(666_666_666, 333_333_334),
        **two_thirds(),
    ).passed
    assert decided(answered(666_666_667, 333_333_333), **two_thirds()).passed


def test_an_abstention_counts_only_in_a_base_that_has_it():
    assert decided(answered(6, 4, 5)).of == 10
    assert decided(answered(6, 4, 5), base="valid").of == 15
    assert not decided(answered(6, 4, 5), base="valid").passed


@pytest.mark.parametrize("base", ["entitled", "present", "given", "cast"])
def test_a_base_that_no_ballot_tells_must_be_said(base):
    with pytest.raises(UnsupportedError) as refused:
        threshold.count(answered(6, 4), {"base": base})
    assert "Say it with “of”" in render(refused.value.words)
    found = decided(answered(6, 4), base=base, of=11)
    assert (found.passed, found.needed) == (True, 6)
    assert not decided(answered(6, 4), base=base, of=12).passed


def test_a_fifth_of_all_entitled_must_say_yes_and_more_than_say_no():
    """As German municipal referendums ask: a majority, and a quorum of approval."""
    fifth = {
        "numerator": 1,
        "denominator": 5,
        "than": "at-least",
        "base": "entitled",
        "of": 100,
    }
    assert decided(answered(20, 19), **fifth).passed
    assert not decided(answered(19, 3), **fifth).passed
    assert not decided(answered(30, 31), **fifth).passed


def test_what_came_out_is_said_with_all_its_figures():
    outcome = threshold.count(answered(19, 10, 2), two_thirds())
    assert [render(words) for words in outcome.notes] == [
        "Not passed: 19 yes, 10 no. It took at least 2/3 of the ballots that say yes or no (29): "
        "20 yes.",
        "1 ballot marked the other way would have changed it; fewer would not.",
        "1 further yes would have changed it; fewer would not.",
    ]
    assert render(outcome.reasons["yes"]) == "19 ballots of 29; 20 were needed."


def test_more_ballots_than_there_are_people_is_said_and_counted_all_the_same():
    outcome = threshold.count(answered(9, 3), {"base": "present", "of": 10})
    assert outcome.decided is not None
    assert outcome.decided.passed
    assert "More ballots were counted (12)" in render(outcome.notes[-1])


def test_nobody_can_reach_more_than_all():
    for beyond in (
        {"numerator": 1, "denominator": 1},
        {"numerator": 3, "denominator": 2},
    ):
        with pytest.raises(UnsupportedError):
            threshold.count(answered(9, 0), beyond)
        assert threshold.cannot(frozenset(), threshold.settle(beyond))
    assert decided(
        answered(9, 0),
        numerator=1,
        denominator=1,
        than="at-least",
    ).passed


def test_other_options_and_two_marks_are_refused():
    with pytest.raises(UnsupportedError):
        threshold.count(chosen("approval", ({"bench": 1}, 3), ({"yes": 1}, 2)))
    with pytest.raises(UnsupportedError):
        threshold.count(chosen("approval", ({"yes": 1, "no": 1}, 3)))
    assert decided(chosen("approval", ({"yes": 1}, 3), ({"no": 1}, 2))).passed


def test_no_ballot_at_all_is_not_passed():
    found = decided(answered(0, 0))
    assert (found.passed, found.switched, found.added) == (False, None, 1)


few = st.integers(0, 3)


@settings(deadline=None, max_examples=tried(40))
@given(
    counts=st.tuples(few, few, few, few),
    share=st.tuples(st.integers(1, 4), st.integers(1, 4)).filter(
        lambda f: f[0] < f[1],
    ),
    than=st.sampled_from(["more-than", "at-least"]),
    base=st.sampled_from(["entitled", "cast", "valid", "yes_no"]),
    beyond=st.integers(0, 6),
)
def test_the_least_change_is_the_least_by_trying_every_one(
    counts,
    share,
    than,
    base,
    beyond,
):
    n = sum(counts)
    of = {"entitled": n + beyond, "cast": n + beyond}.get(base)
    given = {
        "numerator": share[0],
        "denominator": share[1],
        "than": than,
        "base": base,
        "of": of,
    }
    found = decided(answered(*counts), **given)

    def passed(counts, more=0) -> bool:
        other = of + more if of is not None and base == "cast" else of
        return decided(answered(*counts), **{**given, "of": other}).passed

    others = [c for c in product(range(n + 1), repeat=4) if sum(c) == n]
    turned = [
        sum(max(0, now - before) for now, before in zip(c, counts, strict=True))
        for c in others
        if passed(c) != found.passed
    ]
    assert found.switched == min(turned, default=None)
    yes, no, *rest = counts
    joined = (
        ((yes, no + k) if found.passed else (yes + k, no), k) for k in range(40)
    )
    added = next(
        (k for (y, x), k in joined if passed((y, x, *rest), k) != found.passed),
        None,
    )
    if base == "entitled" and added is not None and added > beyond:
        added = None  # so many more were not entitled
    assert found.added == added


def test_a_decision_comes_back_whole_from_its_trace():
    outcome = threshold.count(answered(6, 4, 5, 1), {"base": "given", "of": 20})
    assert outcome_from(outcome_bytes(outcome)) == outcome
