"""Near ties: what differs by less than floats can tell is still told apart, by every rule."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from pbdesk.voting.options import Setting
from pbdesk.voting.profile import Marks, Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot

MANY, FEWER = 1_000_003, 1_000_000
EXTRA = pow(FEWER, -1, MANY)
DEAR, CHEAP = MANY * 10**8 + EXTRA, FEWER * 10**8 + (EXTRA * FEWER - 1) // MANY
"""Costs of some 10**14.

For each supporter they differ by 1e-12 of a minor unit in 1e8, a relative 1e-20.
"""

HUGE = 2**53
PAPERS = 10**7  # in billionths, as Meek's count has them, more than 2**53

PASSED_ON = 10**13 + 37
"""Votes of a winner whose surplus passes on.

One ballot's part of it is a whole number and a 1e-13 of a vote.
"""
QUOTA = 6 * 10**12 + 1
BALLOTS = pow(PASSED_ON - QUOTA, -1, PASSED_ON)
FIRSTS = (BALLOTS * (PASSED_ON - QUOTA) - 1) // PASSED_ON


@dataclass(frozen=True)
class NearTie:
    """An election in which `a` is ahead of `b` by a hair. costs: minor units of a, b and c."""

    rule: str
    style: str
    ballots: tuple[tuple[Marks, int], ...]
    chosen: dict[str, Setting] = field(default_factory=dict)
    costs: tuple[int, int, int] = (10, 10, 10)
    budget: int = 10

    def renamed(self, names: str) -> Profile:
        """With a, b and c under other names."""
        new = dict(zip("abc", names, strict=True))
        return Profile.of(
            self.style,
            [
                Project(new[old], cost)
                for old, cost in zip("abc", self.costs, strict=True)
            ],
            self.budget,
            [
                ({new[p]: mark for p, mark in ballot.items()}, n)
                for ballot, n in self.ballots
            ],
        )


ONE_MORE = (({"a": 1}, HUGE + 1), ({"b": 1}, HUGE))
"""One more in 2**53, which floats do not see."""
CHEAPER = {
    "ballots": (({"a": 1}, FEWER), ({"b": 1}, MANY)),
    "costs": (CHEAP, DEAR, DEAR),
    "budget": 2 * DEAR,
}
"""For its supporters a is cheaper than b by a relative 1e-20."""
RANKED = (
    ({"a": 1, "b": 2, "c": 3}, HUGE + 1),
    ({"b": 1, "a": 2, "c": 3}, HUGE),
)
SECOND = (
    ({"c": 1}, HUGE + 2),
    ({"a": 1, "b": 2}, HUGE + 1),
    ({"b": 1, "a": 2}, HUGE),
)
"""c leads; a is second by one, and wins with what b passes on."""

CASES = (
    NearTie("greedy", "approval", ONE_MORE),
    NearTie("greedy", "approval", chosen={"by": "support-per-cost"}, **CHEAPER),
    NearTie("equal-shares", "approval", chosen={"utility": "count"}, **CHEAPER),
    NearTie(
        "equal-shares",
        "cumulative",
        chosen={"utility": "points"},
        **CHEAPER,
    ),
    NearTie(
        "equal-shares",
        "quadratic",
        chosen={"utility": "points"},
        **CHEAPER,
    ),
    NearTie(
        "equal-shares",
        "approval",
        chosen={"utility": "count", "completion": "breakpoint"},
        **CHEAPER | {"budget": DEAR},
    ),
    NearTie("phragmen", "approval", **CHEAPER),
    NearTie(
        "expanding-approvals",
        "ordinal",
        chosen={"first": "support-per-cost"},
        **CHEAPER,
    ),
    NearTie(
        "expanding-approvals",
        "ordinal",
        chosen={"first": "support-per-cost", "payment": "equal"},
        **CHEAPER,
    ),
    NearTie(
        "expanding-approvals",
        "ordinal",
        (({"a": 1}, MANY), ({"b": 1}, MANY), ({"c": 1}, MANY)),
        costs=(10**17, 10**17 + 1, 10**17 + 2),
        budget=3 * 10**17,
    ),
    NearTie("cstv", "cumulative", **CHEAPER),
    NearTie("cstv", "cumulative", **CHEAPER | {"budget": DEAR}),
    NearTie(
        "cstv",
        "cumulative",
        chosen={"transfer": "elimination"},
        **CHEAPER,
    ),
    NearTie(
        "cstv",
        "cumulative",
        (({"a": 1}, MANY), ({"b": 1}, MANY)),
        {"first": "excess"},
        costs=(10**17, 10**17 + 1, 10**17),
        budget=3 * 10**17,
    ),
    NearTie("borda-greedy", "ordinal", ONE_MORE),
    NearTie(
        "borda-greedy",
        "ordinal",
        chosen={"by": "support-per-cost"},
        **CHEAPER,
    ),
    NearTie("quadratic", "quadratic", ONE_MORE),
    NearTie(
        "quadratic",
        "quadratic-credits",
        (
            ({"a": 20}, 1),
            ({"a": 33}, 2),
            ({"a": 53}, 1),
            ({"b": 13}, 1),
            ({"b": 26}, 1),
            ({"b": 47}, 1),
            ({"b": 59}, 1),
        ),
    ),
    NearTie("knapsack", "approval", ONE_MORE),
    NearTie("knapsack", "quadratic", ONE_MORE),
    NearTie("plurality", "ordinal", RANKED),
    NearTie("two-round", "ordinal", SECOND),
    NearTie("irv", "ordinal", SECOND),
    NearTie("rcv", "ordinal", SECOND),
    NearTie("stv-scottish", "ordinal", SECOND),
    NearTie("stv-wigm", "ordinal", SECOND),
    NearTie(
        "stv-meek",
        "ordinal",
        (({"a": 1, "b": 2}, PAPERS + 1), ({"b": 1, "a": 2}, PAPERS)),
    ),
    NearTie("borda", "ordinal", RANKED),
    NearTie("schulze", "ordinal", RANKED),
    NearTie("ranked-pairs", "ordinal", RANKED),
    NearTie("copeland", "ordinal", RANKED),
    NearTie("minimax", "ordinal", RANKED),
    NearTie("condorcet", "ordinal", RANKED),
    NearTie("smith", "ordinal", RANKED),
    NearTie("schwartz", "ordinal", RANKED),
    NearTie("approval", "approval", ONE_MORE),
    NearTie("score", "scoring", ONE_MORE),
    NearTie(
        "score",
        "scoring",
        (
            ({"a": 10**8 + 1}, EXTRA),
            ({"a": 10**8}, MANY - EXTRA),
            ({"b": 10**8 + 1}, CHEAP - FEWER * 10**8),
            ({"b": 10**8}, FEWER - (CHEAP - FEWER * 10**8)),
        ),
        {"blank": "skip"},
    ),
    NearTie(
        "majority-judgement",
        "scoring",
        (({"a": 2, "b": 1}, HUGE + 1), ({"a": 1, "b": 2}, HUGE)),
    ),
    NearTie("quadratic-choice", "quadratic", ONE_MORE),
)


def test_the_two_prices_are_as_near_as_said():
    assert DEAR * FEWER - CHEAP * MANY == 1
    assert DEAR / MANY == CHEAP / FEWER
    assert float(HUGE + 1) == float(HUGE)


def test_every_rule_has_a_near_tie():
    # whether a vote is passed parts nobody: its near misses stand in rules/test_threshold.py
    in_order = {
        name
        for name, rule in RULES.items()
        if rule.kind in {"funding", "choosing"}
    }
    assert {case.rule for case in CASES} == in_order


@pytest.mark.parametrize("names", ["abc", "bac", "cba"])
@pytest.mark.parametrize(
    "case",
    CASES,
    ids=lambda case: f"{case.rule}-{'-'.join(map(str, case.chosen.values()))}",
)
def test_who_is_ahead_by_a_hair_comes_first(case, names):
    outcome = RULES[case.rule].count(
        case.renamed(names),
        case.chosen,
        Lot("seed"),
    )
    first = (
        outcome.funded
        if RULES[case.rule].kind == "funding"
        else outcome.winners
    )
    assert first is not None
    assert first[0] == names[0]
    assert not any(
        {names[0], names[1]} <= set(tie.tied) for tie in outcome.ties
    )


@pytest.mark.parametrize("names", ["abw", "baw"])
def test_a_part_of_a_vote_that_floats_do_not_see_keeps_its_option_in(names):
    """w has its surplus; a gets FIRSTS votes and a 1e-13 of it, b has FIRSTS of its own.

    B goes out.
    """
    a, b, w = names
    blank = 3 * QUOTA - 1 - PASSED_ON - FIRSTS
    profile = Profile.of(
        "ordinal",
        [Project(name, 0) for name in names],
        0,
        [
            ({w: 1, a: 2}, BALLOTS),
            ({w: 1}, PASSED_ON - BALLOTS),
            ({b: 1}, FIRSTS),
            ({}, blank),
        ],
    )
    outcome = RULES["stv-wigm"].count(profile, {"seats": 2}, Lot("seed"))
    assert outcome.figures["quota"] == QUOTA
    assert outcome.winners == (w, a)
    assert not outcome.ties


def test_what_is_a_hair_too_little_buys_nothing_and_a_hair_more_does():
    """MANY ballots have together one minor unit in 1e12 less than the cost, then just the cost."""
    for style, rule, chosen in (
        ("ordinal", "expanding-approvals", {}),
        ("cumulative", "cstv", {"rest": "leave"}),
        ("approval", "equal-shares", {"utility": "count"}),
    ):
        for short, funded in ((1, ()), (0, ("a",))):
            ballots = [({"a": 1}, MANY), ({}, 1)]
            profile = Profile.of(
                style,
                [Project("a", 10**6 * MANY + short)],
                10**6 * (MANY + 1),
                ballots,
            )
            assert RULES[rule].count(profile, chosen).funded == funded
