"""The settings of Equal Shares: what each word of a completion means, and the first share."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.shares.settings import (
    Completion,
    EqualSharesSettings,
    Utility,
)


@pytest.mark.parametrize(
    ("completion", "steps", "breakpoints", "greedy"),
    [
        ("none", False, False, False),
        ("greedy", False, False, True),
        ("add1", True, False, False),
        ("add1-greedy", True, False, True),
        ("breakpoint", False, True, False),
        ("breakpoint-greedy", False, True, True),
    ],
)
def test_a_completion_raises_shares_or_fills_up_or_both(
    completion,
    steps,
    breakpoints,
    greedy,
):
    kind = Completion(completion)
    assert (kind.by_steps, kind.by_breakpoints, kind.then_greedy) == (
        steps,
        breakpoints,
        greedy,
    )


def test_left_to_the_ballot_crosses_are_worth_the_cost_and_points_themselves():
    settings = EqualSharesSettings()
    assert settings.utility_of("approval") is Utility.COST
    assert settings.utility_of("cumulative") is Utility.POINTS
    assert settings.utility_of("ordinal") is Utility.BORDA
    assert (
        EqualSharesSettings(Utility.COUNT).utility_of("approval")
        is Utility.COUNT
    )


def test_the_first_share_is_exact_or_in_whole_units():
    profile = Profile.of(
        "approval",
        [Project("a", 1)],
        1000,
        [({"a": 1}, 3)],
        unit=100,
    )
    assert EqualSharesSettings().first_share(profile) == Fraction(1000, 3)
    assert EqualSharesSettings(start="whole").first_share(profile) == 300
    assert EqualSharesSettings().first_share(profile, more=1) == 250
    assert EqualSharesSettings(step=5).step_of(profile) == 500
    nobody = Profile.of("approval", [Project("a", 1)], 1000, [])
    assert EqualSharesSettings().first_share(nobody) == 1000
