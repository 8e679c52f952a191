"""The fast Equal Shares against plain Fractions, on small elections full of ties."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from tests.laws import tried
from tests.voting.shares_oracle import equal_shares

COMPLETIONS = ("none", "greedy", "add1", "add1-greedy")


COST = st.sampled_from([0, 1, 2, 3, 4, 6, 8, 10, 12, 20, 30, 60])


@st.composite
def elections(draw, most_points: int):
    n = draw(st.integers(1, 6))
    costs = draw(st.lists(COST, min_size=n, max_size=n))
    ballot = st.dictionaries(
        st.integers(0, n - 1),
        st.integers(1, most_points),
        max_size=n,
    )
    ballots = draw(st.lists(ballot, min_size=1, max_size=9))
    return (
        costs,
        draw(st.sampled_from([1, 6, 10, 12, 24, 30, 60, 100])),
        ballots,
    )


def settings_of(draw):
    return draw(
        st.tuples(
            st.sampled_from(COMPLETIONS),
            st.booleans(),
            st.booleans(),
            st.sampled_from([1, 2, 5]),
        ),
    )


def agrees(election, style: str, utility: str, chosen) -> None:
    costs, budget, ballots = election
    completion, whole, overspend, step = chosen
    ids = [f"p{i}" for i in range(len(costs))]
    marks = [
        {
            ids[p]: 1 if style == "approval" else points
            for p, points in ballot.items()
        }
        for ballot in ballots
    ]
    projects = [
        Project(name, cost) for name, cost in zip(ids, costs, strict=True)
    ]
    profile = Profile.of(style, projects, budget, marks)
    votes = [sum(ballot.get(name, 0) for ballot in marks) for name in ids]
    worth = [
        {
            p: 1 if utility in ("cost", "count") else points
            for p, points in ballot.items()
        }
        for ballot in ballots
    ]
    expected = equal_shares(
        costs,
        budget,
        worth,
        by_cost="cost" in utility,
        completion=completion,
        whole=whole,
        overspend=overspend,
        step=step,
        prefer=lambda p: (costs[p], -votes[p], ids[p]),
        votes=votes,
    )
    outcome = RULES["equal-shares"].count(
        profile,
        {
            "utility": utility,
            "completion": completion,
            "start": "whole" if whole else "exact",
            "stop": "overspend" if overspend else "exhaustive",
            "step": step,
        },
    )
    assert set(outcome.funded) == {ids[p] for p in expected}
    assert all(
        sum(p.voters * p.each for p in r.payments)
        == costs[ids.index(r.project or "")]
        for r in outcome.rounds
        if r.payments
    )


@settings(max_examples=tried(250), deadline=None)
@given(
    data=st.data(),
    election=elections(1),
    utility=st.sampled_from(["cost", "count"]),
)
def test_crosses_are_counted_as_plain_fractions_count_them(
    data,
    election,
    utility,
):
    agrees(election, "approval", utility, settings_of(data.draw))


@settings(max_examples=tried(250), deadline=None)
@given(
    data=st.data(),
    election=elections(4),
    utility=st.sampled_from(["points", "points-times-cost", "cost", "count"]),
)
def test_points_are_counted_as_plain_fractions_count_them(
    data,
    election,
    utility,
):
    agrees(election, "cumulative", utility, settings_of(data.draw))
