"""Constraints: caps, projects that exclude each other, what is already funded, thresholds with a named base."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.voting.constrained import ConstraintError
from pbdesk.voting.constraints import Cap, Constraints, Threshold
from pbdesk.voting.formats import ImportRefused
from pbdesk.voting.formats.constraints import read_constraints
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.report import count_file
from pbdesk.voting.rules import RULES
from tests.voting.elections import elections, settings_for

FUNDING = [rule for rule in RULES.values() if rule.kind == "funding"]
VOTES = {"a": 40, "b": 30, "c": 20, "d": 10}


def counted(rule: str = "greedy", budget: int = 100, chosen=None, **constraints):
    projects = [Project(name, 25, categories=("green",) if name in "abc" else ()) for name in VOTES]
    return RULES[rule].count(Profile.of(
        "approval", projects, budget, [({name: 1}, n) for name, n in VOTES.items()],
        constraints=Constraints(**constraints)), chosen)


def test_a_category_is_never_paid_more_than_its_cap():
    outcome = counted(caps=(Cap("green", frozenset("abc"), 60),))
    assert outcome.funded == ("a", "b", "d")
    assert render(outcome.reasons["c"]) == "20 ballots. At its turn only 10 was left for “green” and it costs 25."


def test_of_projects_that_exclude_each_other_one_is_funded():
    outcome = counted(exclusive=(frozenset("ab"), frozenset("bc")))
    assert outcome.funded == ("a", "c", "d")
    assert render(outcome.reasons["b"]) == "30 ballots. “a” is funded and excludes it."


def test_a_project_kept_out_by_a_cap_does_not_stop_the_count():
    assert counted(chosen={"fit": "stop"}, caps=(Cap("one", frozenset("a"), 5),)).funded == ("b", "c", "d")


@pytest.mark.parametrize("rule", [rule for rule in FUNDING if "approval" in rule.takes], ids=lambda rule: rule.name)
def test_what_is_already_funded_is_paid_first_under_every_rule(rule):
    outcome = counted(rule.name, budget=50, funded=("d",))
    assert outcome.funded[0] == "d"
    assert (outcome.budget, outcome.cost + outcome.leftover) == (50, 50)
    assert outcome.rounds[0].left == 25
    assert outcome.support["d"] == 10
    assert render(outcome.reasons["d"]).startswith("Already funded before the vote")


def test_what_is_already_funded_uses_up_a_cap_and_keeps_out_what_it_excludes():
    outcome = counted(funded=("c",), caps=(Cap("green", frozenset("abc"), 50),), exclusive=(frozenset("cd"),))
    assert outcome.funded == ("c", "a")
    assert render(outcome.reasons["d"]) == "“c” is funded and excludes it."


@pytest.mark.parametrize(("threshold", "funded"), [
    (Threshold(Fraction(20), "ballots"), "abc"), (Threshold(Fraction(21), "ballots"), "ab"),
    (Threshold(Fraction(1, 4), "all"), "ab"), (Threshold(Fraction(30, 101), "all"), "ab"),
    (Threshold(Fraction(4, 5), "cost"), "abc"), (Threshold(Fraction(1), "cost"), "ab")])
def test_as_much_as_the_threshold_is_enough(threshold, funded):
    for rule in ("greedy", "knapsack"):
        assert set(counted(rule, threshold=threshold).funded) == set(funded)


def test_a_share_is_of_all_ballots_or_of_those_with_a_mark():
    profile = Profile.of("approval", [Project("a", 5)], 10, [({"a": 1}, 3), ({}, 7)])
    for threshold, funded in ((Threshold(Fraction(1, 2), "all"), ()), (Threshold(Fraction(1, 2), "marked"), ("a",))):
        assert RULES["greedy"].count(replace(profile, constraints=Constraints(threshold=threshold))).funded == funded
    assert render(RULES["greedy"].count(replace(profile, constraints=Constraints(
        threshold=Threshold(Fraction(1, 3), "all")))).reasons["a"]) == "3 ballots: below the threshold of 4."


@pytest.mark.parametrize(("rule", "constraints", "words"), [
    ("phragmen", {"caps": (Cap("x", frozenset("a"), 1),)}, "“phragmen” cannot obey caps on categories or areas."),
    ("equal-shares", {"exclusive": (frozenset("ab"),)},
     "“equal-shares” cannot obey that some projects exclude each other.")])
def test_a_rule_that_cannot_obey_says_so_before_it_counts(rule, constraints, words):
    with pytest.raises(UnsupportedError) as refused:
        counted(rule, **constraints)
    assert render(refused.value.words) == words


@pytest.mark.parametrize("constraints", [
    {"funded": ("z",)}, {"exclusive": (frozenset("az"),)}, {"funded": tuple("abcd")}])
def test_constraints_that_cannot_be_meant_are_refused(constraints):
    with pytest.raises(ConstraintError):
        counted(budget=99, **constraints)


obeying = pytest.mark.parametrize("rule", [rule for rule in FUNDING if rule.obeys], ids=lambda rule: rule.name)


@obeying
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_caps_and_exclusions_hold_under_every_rule_that_obeys_them(rule, data):
    style, projects, budget, ballots = data.draw(elections(rule.takes))
    ids = [project.id for project in projects]
    some = st.frozensets(st.sampled_from(ids), min_size=1)
    limits = Constraints(tuple(Cap(f"cap {i}", data.draw(some), data.draw(st.integers(0, 60))) for i in range(2)),
                         (data.draw(some),))
    outcome = rule.count(Profile.of(style, projects, budget, ballots, constraints=limits), data.draw(
        settings_for(rule)), "seed")
    cost = {project.id: project.cost for project in projects}
    assert all(sum(cost[p] for p in outcome.funded if p in cap.projects) <= cap.most for cap in limits.caps)
    assert all(len(group & set(outcome.funded)) <= 1 for group in limits.exclusive)
    assert set(outcome.reasons) == set(ids)


@pytest.mark.parametrize("rule", FUNDING, ids=lambda rule: rule.name)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_thresholds_and_earlier_decisions_hold_under_every_rule(rule, data):
    style, projects, budget, ballots = data.draw(elections(rule.takes))
    paid = [project for project in projects if project.cost <= budget][:1]
    limits = Constraints(funded=tuple(p.id for p in paid), threshold=Threshold(Fraction(2), "ballots"))
    try:
        outcome = rule.count(Profile.of(style, projects, budget, ballots, constraints=limits), data.draw(
            settings_for(rule)), "seed")
    except UnsupportedError:
        return
    marked = {p.id: sum(ballot.get(p.id, 0) > 0 for ballot in ballots) for p in projects}
    assert all(marked[p] >= 2 or p in limits.funded for p in outcome.funded)
    assert set(limits.funded) <= set(outcome.funded)
    assert outcome.cost == sum(p.cost for p in projects if p.id in outcome.funded) <= budget


PB = ("META\nkey;value\nbudget;100\nvote_type;approval\ncategories;green,play\nbudget_per_category;30,70\nPROJECTS\n"
      "project_id;cost;category\na;30;green\nb;20.5;green\nc;50;play\nVOTES\nvoter_id;vote\n1;a\n2;a,b\n3;b,a\n4;c\n")


def test_the_caps_of_a_file_are_obeyed_where_asked(tmp_path):
    file = tmp_path / "x.pb"
    file.write_text(PB)
    assert count_file(file, "greedy", {}).outcome.funded == ("a", "b")
    assert count_file(file, "greedy", {"constraints": "file"}).outcome.funded == ("a", "c")


def test_constraints_beside_the_file_are_read_in_its_own_units(tmp_path):
    (tmp_path / "x.pb").write_text(PB)
    (tmp_path / "c.json").write_text(json.dumps({
        "caps": [{"name": "green", "most": "20.5"}], "exclusive": [["b", "c"]], "funded": [],
        "threshold": {"least": "25%", "base": "all"}}))
    outcome = count_file(tmp_path / "x.pb", "greedy", {"constraints": str(tmp_path / "c.json")}).outcome
    assert outcome.funded == ("b",)
    assert render(outcome.reasons["a"]).endswith("At its turn only 20.5 was left for “green” and it costs 30.")


@pytest.mark.parametrize("text", [
    "{", '{"floors": []}', '{"threshold": {"least": "many"}}', '{"caps": [{"name": "x", "most": "-5"}]}'])
def test_a_file_of_constraints_that_cannot_be_read_is_refused(tmp_path, text):
    (tmp_path / "c.json").write_text(text)
    with pytest.raises(ImportRefused):
        read_constraints(tmp_path / "c.json", Profile.of("approval", [], 0, []))


def test_amsterdam_stays_within_the_sums_of_its_categories(shared):
    counted = count_file(shared / "pabulib" / "Netherlands_Amsterdam_179.pb", "greedy", {"constraints": "file"})
    sums = {"Jeugd": 82_000, "Groen": 53_000, "Ontmoeting": 115_000}
    for name, most in sums.items():
        assert sum(p.cost for p in counted.file.profile.projects
                   if p.id in counted.outcome.funded and name in p.categories) <= most
    assert any("was left for “Groen”" in render(words) for words in counted.outcome.reasons.values())


def test_the_threshold_of_swiecie_takes_out_one_project(shared):
    """At least a third of the share of ballots that a project's share of the pot is: c22 is below it."""
    from pbdesk.voting.formats import read_ballots

    profile = read_ballots(shared / "pabulib" / "Poland_Swiecie_2023.pb").profile
    limits = Constraints(threshold=Threshold(Fraction(1, 3), "cost"))
    outcome = RULES["greedy"].count(replace(profile, constraints=limits))
    assert [p for p, words in outcome.reasons.items() if "below the threshold" in render(words)] == ["c22"]
