"""Laws that every registered rule keeps: written once, run for all."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import pbdesk.voting.rules
from pbdesk.i18n import render
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.registry import Rule, UnsupportedError
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot, lot_order
from tests.laws import tried
from tests.voting.elections import (
    elections,
    elections_for,
    settings_for,
    unmerged,
)

every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
few = settings(max_examples=tried(25), deadline=None)

LOT = Lot("4 1 6")


def counted(rule: Rule, profile: Profile, chosen, lot: Lot | None = LOT):
    try:
        return rule.count(profile, chosen, lot)
    except UnsupportedError:
        assume(False)
        raise


def found(outcome, name=lambda p: p):
    """What an outcome decided, projects renamed by `name`."""
    return (
        [name(p) for p in outcome.funded],
        None if outcome.winners is None else {name(p) for p in outcome.winners},
        outcome.leftover,
        {name(p): n for p, n in outcome.support.items()},
        {name(p) for p in outcome.lot_needed},
        {name(p) for p in outcome.elected},
        outcome.decided,
    )


@every_rule
@few
@given(data=st.data())
def test_the_order_of_ballots_tells_nothing(rule, data):
    style, projects, budget, ballots = data.draw(elections_for(rule))
    chosen = data.draw(settings_for(rule))
    shuffled = data.draw(st.permutations(ballots))
    assert counted(
        rule,
        Profile.of(style, projects, budget, ballots),
        chosen,
    ) == counted(rule, Profile.of(style, projects, budget, shuffled), chosen)


@every_rule
@few
@given(data=st.data())
def test_names_and_places_of_projects_tell_nothing_when_the_lot_goes_along(
    rule,
    data,
):
    style, projects, budget, ballots = data.draw(elections_for(rule))
    chosen = data.draw(settings_for(rule))
    new = [
        f"{random.Random(len(ballots)).random()}-{i}"
        for i in range(len(projects))
    ]
    renamed = dict(
        zip(
            lot_order(LOT, [p.id for p in projects]),
            lot_order(LOT, new),
            strict=True,
        ),
    )
    if rule.answers:  # it knows its answers by their names, and no others
        renamed = {answer: answer for answer in rule.answers}
    moved = data.draw(
        st.permutations([Project(renamed[p.id], p.cost) for p in projects]),
    )
    here = counted(rule, Profile.of(style, projects, budget, ballots), chosen)
    there = counted(
        rule,
        Profile.of(
            style,
            moved,
            budget,
            [{renamed[p]: v for p, v in ballot.items()} for ballot in ballots],
        ),
        chosen,
    )
    assert found(here, renamed.__getitem__) == found(there)


@every_rule
@few
@given(data=st.data())
def test_never_more_is_spent_than_the_pot_holds(rule, data):
    style, projects, budget, ballots = data.draw(elections_for(rule))
    outcome = counted(
        rule,
        Profile.of(style, projects, budget, ballots),
        data.draw(settings_for(rule)),
    )
    cost = sum(p.cost for p in projects if p.id in outcome.funded)
    assert cost <= budget
    if rule.kind == "funding":
        assert (outcome.cost, outcome.leftover) == (cost, budget - cost)
        assert len(set(outcome.funded)) == len(outcome.funded)


@every_rule
@few
@given(data=st.data())
def test_equal_ballots_may_be_merged_or_not(rule, data):
    profile = Profile.of(*data.draw(elections_for(rule)))
    chosen = data.draw(settings_for(rule))
    assert found(counted(rule, profile, chosen)) == found(
        counted(rule, unmerged(profile), chosen),
    )


@every_rule
@few
@given(data=st.data())
def test_every_project_has_a_reason_in_words(rule, data):
    profile = Profile.of(*data.draw(elections_for(rule)))
    outcome = counted(
        rule,
        profile,
        data.draw(settings_for(rule)),
        data.draw(st.sampled_from([None, LOT])),
    )
    assert set(outcome.reasons) == set(outcome.support) == set(profile.ids)
    assert all(render(words) for words in outcome.reasons.values())


@every_rule
@few
@given(data=st.data())
def test_the_unit_of_money_changes_nothing(rule, data):
    style, projects, budget, ballots = data.draw(elections_for(rule))
    chosen = data.draw(settings_for(rule))
    pounds = Profile.of(style, projects, budget, ballots)
    pence = Profile.of(
        style,
        [replace(p, cost=p.cost * 100) for p in projects],
        budget * 100,
        ballots,
        unit=100,
    )
    assert (
        counted(rule, pounds, chosen).funded
        == counted(rule, pence, chosen).funded
    )


@every_rule
@few
@given(data=st.data())
def test_rounds_of_a_funding_rule_add_up(rule, data):
    profile = Profile.of(*data.draw(elections_for(rule)))
    outcome = counted(rule, profile, data.draw(settings_for(rule)))
    costs, left = {p.id: p.cost for p in profile.projects}, profile.budget
    for round_ in outcome.rounds if rule.kind == "funding" else ():
        cost = costs[round_.project or ""]
        left -= cost if round_.funded else 0
        assert round_.left == left
        assert (
            not round_.payments
            or sum(p.voters * p.each for p in round_.payments) == cost
        )


@every_rule
def test_no_ballots_at_all_is_an_answer_too(rule):
    names = rule.answers or ("a", "b")
    for style in rule.takes:
        profile = Profile.of(
            style,
            [Project(name, 10) for name in names],
            25,
            [],
        )
        assert set(rule.count(profile).reasons) == set(names)


@every_rule
def test_the_method_is_said_in_sentences(rule):
    assert all(
        render(words).endswith(".") for words in rule.method(rule.settle({}))
    )


def test_every_file_of_rules_is_listed():
    folder = Path(pbdesk.voting.rules.__file__).parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert {name.replace("-", "_") for name in RULES} == files


UTILITIES = {"cost": lambda project: project.cost, "count": lambda _: 1}


@pytest.mark.parametrize(
    "completion",
    ["none", "greedy", "add1", "add1-greedy"],
)
@pytest.mark.parametrize("utility", UTILITIES)
@few
@given(election=elections(frozenset({"approval"})))
def test_equal_shares_give_every_group_what_it_could_have_bought_but_for_one_project(
    utility,
    completion,
    election,
):
    """EJR and PJR up to one, by looking at every group of voters.

    Source: Peters, Pierczynski, Skowron 2021. A group S that all want an unfunded project, and
    whose part of the pot pays for a set T that all of them want: some voter (PJR: the group
    together), with one project more, has more worth than T.
    """
    style, projects, budget, ballots = election
    profile, worth = (
        Profile.of(style, projects, budget, ballots),
        UTILITIES[utility],
    )
    funded = set(
        RULES["equal-shares"]
        .count(
            profile,
            {"utility": utility, "completion": completion},
            Lot("s"),
        )
        .funded,
    )
    for group in every_group(len(ballots)):
        wanted = [
            p
            for p in projects
            if p.cost and all(p.id in ballots[i] for i in group)
        ]
        part = Fraction(budget * len(group), len(ballots))
        for chosen in (
            c for size in range(1, 4) for c in combinations(wanted, size)
        ):
            if sum(p.cost for p in chosen) > part or all(
                p.id in funded for p in chosen
            ):
                continue
            target, more = (
                sum(map(worth, chosen)),
                max(worth(p) for p in chosen if p.id not in funded),
            )
            has = [
                sum(
                    worth(p)
                    for p in projects
                    if p.id in funded & set(ballots[i])
                )
                for i in group
            ]
            together = sum(
                worth(p)
                for p in projects
                if p.id
                in funded.intersection(
                    *[set().union(*(ballots[i] for i in group))],
                )
            )
            assert max(has) + more > target
            assert together + more > target


def every_group(voters: int):
    """Every group of up to five voters, and all of them."""
    return (
        [
            *(
                group
                for size in range(1, min(voters, 5) + 1)
                for group in combinations(range(voters), size)
            ),
            tuple(range(voters)),
        ]
        if voters
        else []
    )
