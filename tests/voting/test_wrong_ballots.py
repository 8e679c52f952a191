"""Wrong ballots: fewer than the argument says never change a result, tried out on all of them."""

from __future__ import annotations

from itertools import combinations_with_replacement, product

import pytest

from pbdesk.voting.explain.wrong_ballots import (
    of_crosses,
    of_pairs,
    of_rounds,
    of_sums,
    of_turns,
)
from pbdesk.voting.options import Settings
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.rules.greedy import GreedySettings
from pbdesk.voting.ties import Lot

NONE = Settings()
OPTIONS = [Project(name, 0) for name in "abc"]
RANKINGS = [
    {},
    {"a": 1},
    {"b": 1},
    {"c": 1},
    {"a": 1, "b": 2},
    {"b": 1, "c": 2},
    {"c": 1, "a": 2},
]


def results(
    rule: str,
    style: str,
    ballots,
    wrong: int,
    every,
) -> set[tuple[str, ...] | None]:
    """The winners with every way in which `wrong` ballots may be others."""
    found = set()
    for out in combinations_with_replacement(range(len(ballots)), wrong):
        if len(set(out)) < wrong:
            continue
        kept = [ballot for i, ballot in enumerate(ballots) if i not in out]
        for put in product(every, repeat=wrong):
            profile = Profile.of(style, OPTIONS, 0, [*kept, *put])
            found.add(RULES[rule].count(profile, {}, Lot("4 1 6")).winners)
    return found


@pytest.mark.parametrize(
    ("rule", "argument"),
    [("plurality", of_crosses), ("schulze", of_pairs), ("irv", of_rounds)],
)
def test_fewer_wrong_rankings_never_change_the_winner(rule, argument):
    ballots = (
        [{"a": 1, "b": 2}] * 6 + [{"b": 1, "c": 2}] * 2 + [{"c": 1, "b": 2}]
    )
    outcome = RULES[rule].count(
        Profile.of("ordinal", OPTIONS, 0, ballots),
        {},
        Lot("4 1 6"),
    )
    least = argument(
        Profile.of("ordinal", OPTIONS, 0, ballots),
        NONE,
        outcome,
        1,
    )
    assert least is not None
    assert least >= 2
    for wrong in range(1, least):
        assert results(rule, "ordinal", ballots, wrong, RANKINGS) == {
            outcome.winners,
        }


def test_a_score_of_three_moves_two_options_by_six():
    ballots = [{"a": 3}] * 4 + [{"b": 3}] * 2
    profile = Profile.of("scoring", OPTIONS, 0, ballots)
    outcome = RULES["score"].count(profile, {}, Lot("4 1 6"))
    assert of_sums(profile, NONE, outcome, 3) == 1
    assert of_sums(profile, NONE, outcome, 1) == 3


def test_projects_whose_order_may_turn_only_matter_where_not_all_of_them_fit():
    projects = [Project("a", 50), Project("b", 50), Project("c", 50)]
    ballots = [({"a": 1}, 20), ({"b": 1}, 19), ({"c": 1}, 3)]
    profile = Profile.of("approval", projects, 100, ballots)
    settings = GreedySettings()
    outcome = RULES["greedy"].count(profile, settings, Lot("4 1 6"))
    assert of_turns(profile, settings, outcome, 1) == 8
    tight = Profile.of("approval", projects, 50, ballots)
    outcome = RULES["greedy"].count(tight, settings, Lot("4 1 6"))
    assert of_turns(tight, settings, outcome, 1) == 1
