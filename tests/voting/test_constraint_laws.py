"""Constraints as laws: every rule that funds obeys them, or says in a sentence that it cannot."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.voting.constraints import (
    AROUND,
    KINDS,
    Cap,
    Constraints,
    Floor,
    Pot,
    Threshold,
)
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from tests.laws import tried
from tests.voting.elections import elections_for, limits, settings_for

FUNDING = [rule for rule in RULES.values() if rule.kind == "funding"]
every_rule = pytest.mark.parametrize(
    "rule",
    FUNDING,
    ids=lambda rule: rule.name,
)
few = settings(
    max_examples=tried(50),
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much],
)


def counted(rule, profile, chosen):
    """The outcome, where ballots and settings go together and the rule can obey."""
    try:
        return rule.count(profile, chosen, Lot("seed"))
    except UnsupportedError:
        assume(False)
        raise


def gets(outcome, projects):
    """What each project gets, minor units."""
    return {p.id: p.cost for p in projects if p.id in outcome.funded} | dict(
        outcome.awards,
    )


def keeps(constraints, chosen, budget, costs):
    """Whether a set keeps to pot, caps and exclusions."""
    return (
        sum(costs[p] for p in chosen) <= budget
        and all(
            sum(costs[p] for p in chosen & cap.projects) <= cap.most
            for cap in constraints.caps
        )
        and all(len(chosen & group) <= 1 for group in constraints.exclusive)
    )


def adds_up(outcome, projects, budget):
    """Sums, rounds and reasons are those of one pot."""
    got = gets(outcome, projects)
    assert outcome.cost == sum(got.values()) <= outcome.budget == budget
    assert outcome.leftover == budget - outcome.cost
    assert (
        set(outcome.reasons) == set(outcome.support) == {p.id for p in projects}
    )
    assert all(
        render(words) for words in (*outcome.reasons.values(), *outcome.notes)
    )
    left = budget
    for each in outcome.rounds:
        left -= got[each.project] if each.funded or each.award else 0
        assert each.left == left
    assert left == outcome.leftover
    assert [each.project for each in outcome.rounds if each.funded] == list(
        outcome.funded,
    )


@every_rule
@few
@given(data=st.data())
def test_budget_caps_exclusions_and_parts_hold_under_every_rule(rule, data):
    style, projects, budget, ballots = data.draw(elections_for(rule))
    own = data.draw(
        st.frozensets(
            st.sampled_from(["caps", "exclusive", "partial", "threshold"]),
        ),
    )
    rules = data.draw(
        limits([p.id for p in projects], own & (rule.obeys | AROUND)),
    )
    profile = Profile.of(style, projects, budget, ballots, constraints=rules)
    outcome = counted(rule, profile, data.draw(settings_for(rule)))
    adds_up(outcome, projects, budget)
    costs, got = {p.id: p.cost for p in projects}, gets(outcome, projects)
    assert keeps(rules, frozenset(got), budget, costs | got)
    assert all(
        rules.partial and rules.partial * costs[p] <= award < costs[p]
        for p, award in outcome.awards.items()
    )
    assert not set(outcome.awards) & set(outcome.funded)


@every_rule
@few
@given(data=st.data())
def test_every_floor_is_met_as_far_as_any_set_can(rule, data):
    style, projects, budget, ballots = data.draw(elections_for(rule))
    own = data.draw(
        st.frozensets(
            st.sampled_from(["caps", "exclusive", "partial", "threshold"]),
        ),
    )
    rules = data.draw(
        limits(
            [p.id for p in projects],
            {"floors"} | (own & (rule.obeys | AROUND)),
        ),
    )
    profile = Profile.of(style, projects, budget, ballots, constraints=rules)
    outcome = counted(rule, profile, data.draw(settings_for(rule)))
    adds_up(outcome, projects, budget)
    costs, got = {p.id: p.cost for p in projects}, gets(outcome, projects)
    assert keeps(rules, frozenset(got), budget, costs | got)
    marked = {
        p.id: sum(ballot.get(p.id, 0) > 0 for ballot in ballots)
        for p in projects
    }
    # the last place has no Borda point, and is a place all the same where ranks are gone through
    wanted = marked if rule.name == "expanding-approvals" else outcome.support
    pool = [
        p
        for p in costs
        if wanted[p] > 0 and (rules.threshold is None or marked[p] >= 2)
    ]
    sets = [
        chosen
        for n in range(len(pool) + 1)
        for some in combinations(pool, n)
        if keeps(rules, chosen := frozenset(some), budget, costs)
    ]
    for floor in rules.floors:
        best = max(
            sum(costs[p] for p in chosen & floor.projects) for chosen in sets
        )
        least = min(floor.least, best)
        assert sum(got.get(p, 0) for p in floor.projects) >= least
        sets = [
            chosen
            for chosen in sets
            if sum(costs[p] for p in chosen & floor.projects) >= least
        ]
        assert (best < floor.least) == any(
            floor.name in render(words) for words in outcome.notes
        )


@every_rule
@few
@given(data=st.data())
def test_no_pot_pays_more_than_it_holds_and_each_is_counted_as_if_alone(
    rule,
    data,
):
    style, projects, budget, ballots = data.draw(elections_for(rule))
    ids = [p.id for p in projects]
    cut, amount = (
        data.draw(st.integers(0, len(ids))),
        data.draw(st.integers(0, budget)),
    )
    pots = (
        Pot("one", frozenset(ids[:cut]), amount),
        Pot("other", frozenset(ids[cut:]), budget - amount),
    )
    leftover, chosen = (
        data.draw(st.sampled_from(["returned", "next", "on"])),
        data.draw(settings_for(rule)),
    )
    outcome = counted(
        rule,
        Profile.of(
            style,
            projects,
            budget,
            ballots,
            constraints=Constraints(pots=pots, leftover=leftover),
        ),
        chosen,
    )
    adds_up(outcome, projects, budget)
    first = [p for p in outcome.funded if p in pots[0].projects]
    if leftover != "next":
        assert sum(p.cost for p in projects if p.id in first) <= amount
    alone = counted(
        rule,
        Profile.of(
            style,
            projects[:cut],
            amount,
            [
                {p: mark for p, mark in ballot.items() if p in pots[0].projects}
                for ballot in ballots
            ],
        ),
        chosen,
    )
    assert first[: len(alone.funded)] == list(alone.funded)
    if leftover == "returned":
        assert (
            sum(
                p.cost
                for p in projects
                if p.id in outcome.funded and p.id not in first
            )
            <= budget - amount
        )


@every_rule
@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_obeys_each_kind_of_constraint_or_refuses_it_in_a_sentence(
    rule,
    kind,
):
    from pbdesk.voting.profile import Project

    style = min(rule.takes)
    given_ = Constraints(
        caps=(Cap("c", frozenset("a"), 1),) if kind == "caps" else (),
        funded=("a",) if kind == "funded" else (),
        exclusive=(frozenset("ab"),) if kind == "exclusive" else (),
        floors=((Floor("f", frozenset("a"), 1),) if kind == "floors" else ()),
        threshold=Threshold(Fraction(1), "all")
        if kind == "threshold"
        else None,
        partial=Fraction(1, 2) if kind == "partial" else None,
        pots=(Pot("p", frozenset("a"), 1),) if kind == "pots" else (),
    )
    assert given_.kinds == {kind}
    profile = Profile.of(
        style,
        [Project("a", 1), Project("b", 2)],
        2,
        [({"a": 1}, 3)],
        constraints=given_,
    )
    refused = rule.cannot(given_.kinds, rule.settle({}))
    if refused is None:
        assert rule.count(profile).reasons
        return
    assert render(refused).endswith(".")
    with pytest.raises(UnsupportedError) as error:
        rule.count(profile)
    assert render(error.value.words) == render(refused)


def test_rules_that_choose_refuse_constraints_in_a_sentence():
    for rule in RULES.values():
        if rule.kind == "choosing":
            assert all(
                "constraints are for funding"
                in render(rule.cannot(frozenset({kind}), rule.settle({})))
                for kind in KINDS
            )
