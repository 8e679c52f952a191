"""The made-up vote that shows what a funding rule does."""

from __future__ import annotations

import pytest

from pbdesk.voting.made_up import POT, PROJECTS, made_up
from pbdesk.voting.rules import RULES

FUNDING = [
    (style, name)
    for name, rule in RULES.items()
    if rule.kind == "funding"
    for style in sorted(rule.takes)
]


@pytest.mark.parametrize(("style", "name"), FUNDING)
def test_every_funding_rule_counts_the_made_up_vote_on_every_sheet_it_takes(
    style,
    name,
):
    found = made_up(style, name)
    cost = {each.id: each.cost for each in PROJECTS}
    assert found is not None
    assert sum(cost[each] for each in found.funded) == POT - found.leftover


def test_most_support_pays_the_majority_alone_and_equal_shares_both():
    assert made_up("approval", "greedy").funded == ("swings", "slide")
    assert set(made_up("approval", "equal-shares").funded) == {
        "swings",
        "pond",
        "map",
    }


def test_a_rule_that_elects_has_no_pot_to_fill():
    assert made_up("ordinal", "irv") is None
