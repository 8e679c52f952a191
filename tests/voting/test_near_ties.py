"""Near ties: prices that differ by less than floats can tell are still told apart."""

from __future__ import annotations

import pytest

from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES

MANY, FEWER = 1_000_003, 1_000_000
EXTRA = pow(FEWER, -1, MANY)
DEAR, CHEAP = MANY * 10**8 + EXTRA, FEWER * 10**8 + (EXTRA * FEWER - 1) // MANY
"""Costs of some 10**14: for each supporter they differ by 1e-12 of a minor unit in 1e8, a relative 1e-20."""


def test_the_two_prices_are_as_near_as_said():
    assert DEAR * FEWER - CHEAP * MANY == 1
    assert DEAR / MANY == CHEAP / FEWER


@pytest.mark.parametrize(("rule", "chosen"), [
    ("phragmen", {}), ("equal-shares", {"utility": "count"}), ("greedy", {"by": "support-per-cost"})])
@pytest.mark.parametrize("names", ["ab", "ba"])
def test_the_cheaper_by_a_hair_comes_first(rule, chosen, names):
    dear, cheap = names
    profile = Profile.of("approval", [Project(dear, DEAR), Project(cheap, CHEAP)], 2 * DEAR, [
        ({dear: 1}, MANY), ({cheap: 1}, FEWER)])
    outcome = RULES[rule].count(profile, chosen, "seed")
    assert outcome.funded[0] == cheap
    assert not outcome.ties
