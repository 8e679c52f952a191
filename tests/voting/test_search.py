"""Search: the least number is found, and told as proved only where every smaller one is known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pbdesk.voting.explain.change import Change
from pbdesk.voting.explain.search import (
    counted,
    halved,
    monotone,
    never_hurts,
    searched,
)
from pbdesk.voting.profile import Profile, Project

thresholds = st.integers(1, 500)


@given(thresholds, st.integers(0, 499))
def test_halving_finds_where_it_begins_to_fund(first, low):
    low = min(low, first - 1)
    assert halved(lambda n: n >= first, low, 600) == first


@given(thresholds, st.integers(0, 600))
def test_doubling_finds_the_same_or_that_there_is_none(first, most):
    assert searched(lambda n: n >= first, 0, most) == (
        first if first <= most else None
    )


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 90))
def test_where_more_never_hurts_both_least_changes_are_proved(more, less, cost):
    def funds(ballots: int, money: int) -> bool:
        return ballots >= more or money >= less

    found = monotone(
        funds,
        cost=cost,
        budget=100,
        step=1,
        helped=True,
        mixed=False,
    )
    expected = [Change(more, 0, proved=True)]
    if less < cost:
        expected.append(Change(0, less, proved=True))
    assert list(found) == expected


def test_what_is_far_off_is_found_but_not_called_proved():
    found = counted(
        lambda m, _: m >= 333,
        cost=1,
        budget=10,
        step=1,
        ballots=1000,
    )
    assert list(found) == [Change(333, 0, proved=False)]


def test_what_funds_only_once_is_found_while_it_is_counted_one_by_one():
    found = counted(
        lambda m, _: m == 7,
        cost=1,
        budget=10,
        step=1,
        ballots=1000,
    )
    assert list(found) == [Change(7, 0, proved=True)]


def test_nothing_dearer_than_the_pot_is_helped_by_ballots():
    found = counted(
        lambda _, less: less >= 5,
        cost=15,
        budget=10,
        step=1,
        ballots=1000,
    )
    assert list(found) == [Change(0, 5, proved=True)]


def test_a_ballot_that_gives_nothing_is_not_told_as_help():
    profile = Profile.of("ordinal", [Project("a", 10)], 10, [{"a": 1}])
    proof = never_hurts(profile, mixed=False, helped=lambda _: False)
    assert proof is not None
    assert proof.find(None, {"a": lambda _, less: less >= 4}) == {
        "a": [Change(0, 4, proved=True)],
    }
