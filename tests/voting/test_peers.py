"""Other people's programs find the same winners on elections made up here.

Pabutools funds, votelib chooses. Both are oracles and never shipped (the extra `oracle`); without
them these tests are skipped. Where ties are common ours must be one of the outcomes that they find
(Equal Shares: only elections without a tie are compared, most are).
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import pytest

from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Marks, Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot

ELECTIONS = 60
pytestmark = pytest.mark.filterwarnings("ignore")  # theirs, not ours


@pytest.fixture(scope="module")
def pabutools():
    """pabutools, counting with exact fractions."""
    module = pytest.importorskip(
        "pabutools",
        reason="pabutools is not installed here; it is an oracle, never a part",
    )
    pytest.importorskip("pabutools.fractions").FRACTION = "gmpy2"
    pytest.importorskip("pabutools.election")
    pytest.importorskip("pabutools.rules")
    return module


@pytest.fixture(scope="module")
def condorcet():
    """The Condorcet rules of votelib."""
    return pytest.importorskip(
        "votelib.evaluate.condorcet",
        reason="votelib is not installed here; it is an oracle, never a part",
    )


def funding(
    number: int,
    values: Sequence[int],
) -> tuple[list[Project], int, Sequence[tuple[Marks, int]]]:
    """Projects with odd costs, a pot for about half of them, and some eighty ballots."""
    chance = random.Random(number)
    projects = [
        Project(f"p{i}", chance.randrange(1_000, 90_000) * 2 + 1)
        for i in range(chance.randint(4, 9))
    ]
    pot = max(*(p.cost for p in projects), sum(p.cost for p in projects) // 2)
    ballots = [
        (
            {
                p.id: chance.choice(values)
                for p in chance.sample(projects, chance.randint(1, 4))
            },
            chance.choice([1, 1, 2, 7]),
        )
        for _ in range(30)
    ]
    return projects, pot, ballots


def theirs(pabutools, number: int, values: Sequence[int]):
    """The same election as pabutools has it: (instance, profile)."""
    made = pabutools.election
    projects, pot, ballots = funding(number, values)
    known = {p.id: made.Project(p.id, p.cost) for p in projects}
    instance = made.Instance(known.values(), budget_limit=pot)
    if set(values) == {1}:
        profile = made.ApprovalProfile(
            [
                made.ApprovalBallot([known[name] for name in marks])
                for marks, n in ballots
                for _ in range(n)
            ],
        )
    else:
        profile = made.CardinalProfile(
            [
                made.CardinalBallot(
                    {known[name]: v for name, v in marks.items()},
                )
                for marks, n in ballots
                for _ in range(n)
            ],
        )
    return instance, profile


def outcome_of(
    rule: str,
    number: int,
    values: Sequence[int],
    style: str = "approval",
    **settings,
) -> Outcome:
    projects, pot, ballots = funding(number, values)
    return RULES[rule].count(
        Profile.of(style, projects, pot, ballots),
        settings,
        Lot("4 1 6"),
    )


def ours(
    rule: str,
    number: int,
    values: Sequence[int],
    style: str = "approval",
    **settings,
) -> set[str]:
    return set(outcome_of(rule, number, values, style, **settings).funded)


def names(allocation) -> set[str]:
    return {str(project) for project in allocation}


def test_pabutools_buys_the_same_with_equal_shares(pabutools):
    for number in range(ELECTIONS):
        shares, made = (
            pabutools.rules.method_of_equal_shares,
            pabutools.election,
        )
        both = theirs(pabutools, number, [1])
        points = theirs(pabutools, number, [1, 2, 3, 5])
        for election, worth, outcome in (
            (
                both,
                made.Cost_Sat,
                outcome_of("equal-shares", number, [1], utility="cost"),
            ),
            (
                both,
                made.Cardinality_Sat,
                outcome_of("equal-shares", number, [1], utility="count"),
            ),
            (
                points,
                made.Additive_Cardinal_Sat,
                outcome_of("equal-shares", number, [1, 2, 3, 5], "scoring"),
            ),
        ):
            assert outcome.ties or names(
                shares(*election, sat_class=worth),
            ) == set(
                outcome.funded,
            )


def test_pabutools_buys_the_same_at_one_rate_of_money(pabutools):
    for number in range(ELECTIONS):
        bought = pabutools.rules.sequential_phragmen(
            *theirs(pabutools, number, [1]),
        )
        assert names(bought) == ours("phragmen", number, [1])


def test_pabutools_funds_the_same_most_supported_set(pabutools):
    for number in range(ELECTIONS):
        rules, worth = pabutools.rules, pabutools.election
        both, points = (
            theirs(pabutools, number, [1]),
            theirs(pabutools, number, [1, 2, 4]),
        )
        best = rules.max_additive_utilitarian_welfare(
            *points,
            sat_class=worth.Additive_Cardinal_Sat,
            resoluteness=False,
        )
        assert ours("knapsack", number, [1, 2, 4], "cumulative") in [
            names(allocation) for allocation in best
        ]
        greedy = rules.greedy_utilitarian_welfare(
            *both,
            sat_class=worth.Cardinality_Sat,
            resoluteness=False,
        )
        assert ours("greedy", number, [1], by="support-per-cost") in [
            names(allocation) for allocation in greedy
        ]


def rankings(
    number: int,
) -> tuple[
    list[Project],
    list[tuple[Marks, int]],
    Mapping[tuple[str, str], int],
]:
    """Options, complete rankings with odd weights, and how many rank one above the other."""
    chance = random.Random(number)
    options = [Project(name, 0) for name in "abcdefg"[: chance.randint(3, 7)]]
    ballots: list[tuple[Marks, int]] = []
    above: dict[tuple[str, str], int] = {}
    for _ in range(chance.randint(4, 12)):
        order, n = (
            chance.sample([p.id for p in options], len(options)),
            chance.randrange(101, 9_999, 2),
        )
        ballots.append(
            ({name: place for place, name in enumerate(order, 1)}, n),
        )
        for i, one in enumerate(order):
            for other in order[i + 1 :]:
                above[one, other] = above.get((one, other), 0) + n
    return (
        options,
        ballots,
        {
            (a.id, b.id): above.get((a.id, b.id), 0)
            for a in options
            for b in options
            if a != b
        },
    )


def winners(rule: str, number: int, **settings) -> set[str]:
    options, ballots, _ = rankings(number)
    return set(
        RULES[rule]
        .count(
            Profile.of("ordinal", options, 0, ballots),
            settings,
            Lot("4 1 6"),
        )
        .winners
        or (),
    )


def test_votelib_chooses_the_same_from_pairs(condorcet):
    for number in range(ELECTIONS):
        pairs = dict(rankings(number)[2])
        assert set(condorcet.SmithSet().evaluate(pairs)) == winners(
            "smith",
            number,
        )
        assert set(condorcet.CondorcetWinner().evaluate(pairs)) == winners(
            "condorcet",
            number,
        )
        for rule, theirs_ in (
            ("schulze", condorcet.Schulze()),
            ("ranked-pairs", condorcet.RankedPairs()),
            ("minimax", condorcet.MinimaxCondorcet()),
        ):
            (first,) = theirs_.evaluate(pairs, 1)
            assert (
                set(first) if isinstance(first, frozenset) else {first}
            ) == winners(
                rule,
                number,
            ), rule
