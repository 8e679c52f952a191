"""Distribution: how many ballots are on each step of a scale; nobody wins."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.rules.distribution import distribution

STEPS = [str(step) for step in range(1, 9)]


def spread(counts: dict[str, int], **given):
    options = [Project(name, 0) for name in [*STEPS, "cannot say"]]
    ballots = [({step: 1}, n) for step, n in counts.items()]
    outcome = distribution.count(
        Profile.of("approval", options, 0, ballots),
        given,
    )
    assert (outcome.winners, outcome.won) == (None, frozenset())
    return outcome.spread, outcome.support


def test_every_step_has_its_ballots_and_the_middle_one_is_named():
    found, support = spread({"2": 3, "5": 4, "8": 2})
    assert (found.middle, found.ballots, support["5"], support["1"]) == (
        ("5",),
        9,
        4,
        0,
    )


def test_two_ballots_in_the_middle_on_two_steps_are_both_named():
    assert spread({"2": 3, "7": 3})[0].middle == ("2", "7")


def test_cannot_say_is_no_step():
    found, support = spread({"2": 1, "cannot say": 9}, apart="yes")
    assert (found.middle, found.ballots, found.apart) == (
        ("2",),
        1,
        ("cannot say",),
    )
    assert support["cannot say"] == 9


def test_without_an_answer_there_is_no_middle():
    assert spread({})[0].middle == ()


def test_a_ballot_with_two_marks_is_refused():
    options = [Project(name, 0) for name in STEPS]
    with pytest.raises(UnsupportedError):
        distribution.count(
            Profile.of("approval", options, 0, [{"1": 1, "2": 1}]),
        )


@given(st.lists(st.sampled_from(STEPS), min_size=1))
def test_the_middle_is_the_median_that_everybody_knows(answers):
    found, _ = spread({step: answers.count(step) for step in set(answers)})
    both = {
        statistics.median_low(map(int, answers)),
        statistics.median_high(map(int, answers)),
    }
    assert set(map(int, found.middle)) == both
