"""Stability and progress: draws that anybody can repeat, and long counts that can be stopped."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from pbdesk.i18n import render
from pbdesk.voting.explain.stability import drawn_again, stability
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES


class Stopped(Exception):
    """What a listener raises to stop a count."""


def votes(a: int, b: int, c: int = 0) -> Profile:
    return Profile.of("approval", [Project(name, 10) for name in "abc"], 10, [
        ({"a": 1}, a), ({"b": 1}, b), ({"c": 1, "b": 1}, c), ({}, 3)])


def test_a_clear_winner_wins_every_time_and_a_close_one_about_half():
    assert stability("greedy", votes(90, 10), {}, "1", times=60).won == {"a": 60, "b": 0, "c": 0}
    first = RULES["greedy"].count(votes(50, 50), seed="1").funded[0]
    close = stability("greedy", votes(50, 50), {}, "1", times=200)
    assert 60 < close.won["a"] < 140
    assert sum(close.won.values()) == close.times == 200
    assert close.same == close.won[first]


def test_draws_are_the_same_for_ever():
    """Each ballot is 8 bytes of the stream, lowest first, modulo the number of ballots."""
    profile = votes(4, 3, 0)
    stream = hashlib.shake_256(b"pbdesk/stability/1\0stability\0" + b"7").digest(8 * profile.n)
    numbers = [int.from_bytes(stream[8 * i : 8 * i + 8], "little") % profile.n for i in range(profile.n)]
    ends = np.cumsum(profile.weights).tolist()
    drawn = [next(b for b, end in enumerate(ends) if number < end) for number in numbers]
    expected = [drawn.count(b) for b in range(len(ends)) if b in drawn]
    assert drawn_again(profile, "stability", 7).weights.tolist() == expected
    assert drawn_again(profile, "stability", 8).weights.tolist() != expected


def test_every_draw_has_as_many_ballots_and_every_ballot_is_as_likely():
    profile = votes(40, 20, 10)
    drawn = [drawn_again(profile, "x", number) for number in range(400)]
    assert {int(each.weights.sum()) for each in drawn} == {profile.n}
    crosses = np.mean([sum(each.weights[each.row_of[each.columns == 0]]) for each in drawn])
    assert abs(crosses - 40) < 1


def test_a_draw_keeps_what_ballots_mark():
    profile = votes(1, 1, 1)
    drawn = drawn_again(profile, "x", 3)
    whole = {tuple(profile.columns[profile.start[b]:profile.start[b + 1]]) for b in range(len(profile.weights))}
    assert {tuple(drawn.columns[drawn.start[b]:drawn.start[b + 1]]) for b in range(len(drawn.weights))} <= whole


def test_stability_tells_how_far_it_is_and_can_be_stopped():
    told: list[str] = []

    def listen(done, of, words):
        told.append(render(words))
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        stability("greedy", votes(5, 5), {}, "1", times=100, progress=listen)
    assert told[-1] == "Drawing the assembly again (3 of 100)"


def test_raising_shares_can_be_stopped():
    profile = Profile.of("approval", [Project("a", 99), Project("b", 60), Project("c", 60)], 100, [
        ({"a": 1}, 1), ({"a": 1, "b": 1}, 1), ({"c": 1}, 2)])
    steps: list[int] = []

    def listen(done, of, words):
        steps.append(done)
        if done:
            raise Stopped

    with pytest.raises(Stopped):
        RULES["equal-shares"].count(profile, {"completion": "add1", "utility": "count"}, progress=listen)
    assert steps == [0, 1]
    assert RULES["equal-shares"].count(profile, {"completion": "add1"}).funded
