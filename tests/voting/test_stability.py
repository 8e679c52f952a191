"""Stability and progress: draws that anybody can repeat, and long counts that can be stopped."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.voting.explain.by_draws import funded_in, together
from pbdesk.voting.explain.stability import drawn_again, stability
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from tests.laws import tried
from tests.voting.elections import elections

SHARES = RULES["equal-shares"]


class Stopped(Exception):
    """What a listener raises to stop a count."""


def votes(a: int, b: int, c: int = 0) -> Profile:
    return Profile.of(
        "approval",
        [Project(name, 10) for name in "abc"],
        10,
        [({"a": 1}, a), ({"b": 1}, b), ({"c": 1, "b": 1}, c), ({}, 3)],
    )


def test_a_clear_winner_wins_every_time_and_a_close_one_about_half():
    assert stability("greedy", votes(90, 10), {}, Lot("1"), times=60).won == {
        "a": 60,
        "b": 0,
        "c": 0,
    }
    first = RULES["greedy"].count(votes(50, 50), lot=Lot("1")).funded[0]
    close = stability("greedy", votes(50, 50), {}, Lot("1"), times=200)
    assert 60 < close.won["a"] < 140
    assert sum(close.won.values()) == close.times == 200
    assert close.same == close.won[first]


def test_draws_are_the_same_for_ever():
    """Each ballot is 8 bytes of the stream, lowest first, modulo the number of ballots."""
    profile = votes(4, 3, 0)
    stream = hashlib.shake_256(
        b"pbdesk/stability/1\0stability\0" + b"7",
    ).digest(
        8 * profile.n,
    )
    numbers = [
        int.from_bytes(stream[8 * i : 8 * i + 8], "little") % profile.n
        for i in range(profile.n)
    ]
    ends = np.cumsum(profile.weights).tolist()
    drawn = [
        next(b for b, end in enumerate(ends) if number < end)
        for number in numbers
    ]
    expected = [drawn.count(b) for b in range(len(ends)) if b in drawn]
    assert drawn_again(profile, "stability", 7).weights.tolist() == expected
    assert drawn_again(profile, "stability", 8).weights.tolist() != expected


def test_every_draw_has_as_many_ballots_and_every_ballot_is_as_likely():
    profile = votes(40, 20, 10)
    drawn = [drawn_again(profile, "x", number) for number in range(400)]
    assert {int(each.weights.sum()) for each in drawn} == {profile.n}
    crosses = np.mean(
        [sum(each.weights[each.row_of[each.columns == 0]]) for each in drawn],
    )
    assert abs(crosses - 40) < 1


def test_a_draw_keeps_what_ballots_mark():
    profile = votes(1, 1, 1)
    drawn = drawn_again(profile, "x", 3)
    whole = {
        tuple(profile.columns[profile.start[b] : profile.start[b + 1]])
        for b in range(len(profile.weights))
    }
    assert {
        tuple(drawn.columns[drawn.start[b] : drawn.start[b + 1]])
        for b in range(len(drawn.weights))
    } <= whole


def test_stability_tells_how_far_it_is_and_can_be_stopped():
    told: list[str] = []

    def listen(done, of, words):
        told.append(render(words))
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        stability(
            "greedy",
            votes(5, 5),
            {},
            Lot("1"),
            times=100,
            progress=listen,
        )
    assert told[-1] == "Drawing the assembly again (3 of 100)"


def test_raising_shares_can_be_stopped():
    profile = Profile.of(
        "approval",
        [Project("a", 990), Project("b", 600), Project("c", 600)],
        1000,
        [({"a": 1}, 1), ({"a": 1, "b": 1}, 1), ({"c": 1}, 2)],
    )
    steps: list[int] = []

    def listen(done, of, words):
        steps.append(done)
        if done:
            raise Stopped

    with pytest.raises(Stopped):
        RULES["equal-shares"].count(
            profile,
            {"completion": "add1", "utility": "count"},
            progress=listen,
        )
    assert steps == [0, 16]
    assert RULES["equal-shares"].count(profile, {"completion": "add1"}).funded


@settings(max_examples=tried(150), deadline=None)
@given(
    election=elections(frozenset({"approval", "cumulative", "scoring"})),
    data=st.data(),
)
def test_draws_counted_together_fund_what_each_funds_on_its_own(election, data):
    profile = Profile.of(*election)
    chosen = SHARES.settle(
        {
            "completion": data.draw(
                st.sampled_from(["none", "greedy", "add1", "add1-greedy"]),
            ),
            "utility": data.draw(
                st.sampled_from(["by-ballot", "cost", "count"]),
            ),
            "stop": data.draw(st.sampled_from(["exhaustive", "overspend"])),
            "start": data.draw(st.sampled_from(["exact", "whole"])),
        },
    )
    if not together(profile, chosen):
        assert not profile.n
        return
    times = [st.integers(0, 3) for _ in profile.weights]
    draws = [
        row
        for row in data.draw(
            st.lists(st.tuples(*times), min_size=1, max_size=5),
        )
        if sum(row) == profile.n
    ]
    draws = np.array([*draws, profile.weights], dtype=np.int64)
    for drawn, found in zip(
        draws,
        funded_in(profile, chosen, Lot("s"), draws),
        strict=True,
    ):
        assert found == frozenset(
            SHARES.count(profile.recast(drawn), chosen, Lot("s")).funded,
        )


@pytest.mark.parametrize("completion", ["none", "add1", "add1-greedy"])
def test_shares_are_as_stable_as_counting_every_draw_tells(completion):
    projects = [
        Project(name, cost)
        for name, cost in {
            "a": 300,
            "b": 500,
            "c": 250,
            "d": 410,
            "e": 0,
        }.items()
    ]
    profile = Profile.of(
        "approval",
        projects,
        900,
        [
            ({"a": 1, "b": 1}, 7),
            ({"b": 1, "c": 1}, 6),
            ({"c": 1, "d": 1}, 5),
            ({"d": 1}, 4),
            ({"a": 1, "e": 1}, 3),
        ],
    )
    chosen = {"completion": completion, "utility": "count"}
    found = stability("equal-shares", profile, chosen, Lot("s"), times=40)
    first = frozenset(SHARES.count(profile, chosen, Lot("s")).funded)
    drawn = [
        frozenset(
            SHARES.count(
                drawn_again(profile, "stability", k),
                chosen,
                Lot("s"),
            ).funded,
        )
        for k in range(40)
    ]
    assert found.won == {
        name: sum(name in funded for funded in drawn) for name in profile.ids
    }
    assert found.same == drawn.count(first)


def test_a_stability_of_shares_can_be_stopped_within_a_draw():
    told: list[str] = []

    def listen(done, of, words):
        told.append(render(words))
        if len(told) == 2:
            raise Stopped

    with pytest.raises(Stopped):
        stability(
            "equal-shares",
            votes(9, 8, 2),
            {"completion": "add1"},
            Lot("1"),
            times=100,
            progress=listen,
        )
    assert len(told) == 2
