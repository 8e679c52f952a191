"""Constraints: caps, projects that exclude each other, what is already funded.

Thresholds with a named base.
"""

from __future__ import annotations

import json
import math
from dataclasses import replace
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.voting.constrained import ConstraintError
from pbdesk.voting.constraints import Cap, Constraints, Floor, Pot, Threshold
from pbdesk.voting.constraints_json import constraints_from, constraints_json
from pbdesk.voting.formats import ImportRefused
from pbdesk.voting.formats.constraints import read_constraints
from pbdesk.voting.options import OptionError
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.report import count_file
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from tests.laws import tried
from tests.voting.elections import elections_for, settings_for

FUNDING = [rule for rule in RULES.values() if rule.kind == "funding"]
VOTES = {"a": 40, "b": 30, "c": 20, "d": 10}


def counted(
    rule: str = "greedy",
    budget: int = 100,
    chosen=None,
    **constraints,
):
    projects = [
        Project(name, 25, categories=("green",) if name in "abc" else ())
        for name in VOTES
    ]
    return RULES[rule].count(
        Profile.of(
            "approval",
            projects,
            budget,
            [({name: 1}, n) for name, n in VOTES.items()],
            constraints=Constraints(**constraints),
        ),
        chosen,
    )


def test_a_category_is_never_paid_more_than_its_cap():
    outcome = counted(caps=(Cap("green", frozenset("abc"), 60),))
    assert outcome.funded == ("a", "b", "d")
    assert (
        render(outcome.reasons["c"])
        == "20 ballots. At its turn only 10 was left for “green” and it costs 25."
    )


def test_of_projects_that_exclude_each_other_one_is_funded():
    outcome = counted(exclusive=(frozenset("ab"), frozenset("bc")))
    assert outcome.funded == ("a", "c", "d")
    assert (
        render(outcome.reasons["b"])
        == "30 ballots. “a” is funded and excludes it."
    )


def test_a_project_kept_out_by_a_cap_does_not_stop_the_count():
    assert counted(
        chosen={"fit": "stop"},
        caps=(Cap("one", frozenset("a"), 5),),
    ).funded == (
        "b",
        "c",
        "d",
    )


@pytest.mark.parametrize(
    "rule",
    [rule for rule in FUNDING if "approval" in rule.takes],
    ids=lambda rule: rule.name,
)
def test_what_is_already_funded_is_paid_first_under_every_rule(rule):
    outcome = counted(rule.name, budget=50, funded=("d",))
    assert outcome.funded[0] == "d"
    assert (outcome.budget, outcome.cost + outcome.leftover) == (50, 50)
    assert outcome.rounds[0].left == 25
    assert outcome.support["d"] == 10
    assert render(outcome.reasons["d"]).startswith(
        "Already funded before the vote",
    )


def test_what_is_already_funded_uses_up_a_cap_and_keeps_out_what_it_excludes():
    outcome = counted(
        funded=("c",),
        caps=(Cap("green", frozenset("abc"), 50),),
        exclusive=(frozenset("cd"),),
    )
    assert outcome.funded == ("c", "a")
    assert render(outcome.reasons["d"]) == "“c” is funded and excludes it."


@pytest.mark.parametrize("rule", ["greedy", "phragmen", "knapsack"])
def test_what_is_already_funded_beyond_a_cap_keeps_out_only_what_is_under_it(
    rule,
):
    outcome = counted(
        rule,
        75,
        funded=("a",),
        caps=(Cap("green", frozenset("abc"), 20),),
    )
    assert outcome.funded == ("a", "d")
    assert "-5" not in render(outcome.reasons["b"])


@pytest.mark.parametrize(
    ("threshold", "funded"),
    [
        (Threshold(Fraction(20), "ballots"), "abc"),
        (Threshold(Fraction(21), "ballots"), "ab"),
        (Threshold(Fraction(1, 4), "all"), "ab"),
        (Threshold(Fraction(30, 101), "all"), "ab"),
        (Threshold(Fraction(4, 5), "cost"), "abc"),
        (Threshold(Fraction(1), "cost"), "ab"),
    ],
)
def test_as_much_as_the_threshold_is_enough(threshold, funded):
    for rule in ("greedy", "knapsack"):
        assert set(counted(rule, threshold=threshold).funded) == set(funded)


def test_a_share_is_of_all_ballots_or_of_those_with_a_mark():
    profile = Profile.of(
        "approval",
        [Project("a", 5)],
        10,
        [({"a": 1}, 3), ({}, 7)],
    )
    for threshold, funded in (
        (Threshold(Fraction(1, 2), "all"), ()),
        (Threshold(Fraction(1, 2), "marked"), ("a",)),
    ):
        assert (
            RULES["greedy"]
            .count(
                replace(profile, constraints=Constraints(threshold=threshold)),
            )
            .funded
            == funded
        )
    assert (
        render(
            RULES["greedy"]
            .count(
                replace(
                    profile,
                    constraints=Constraints(
                        threshold=Threshold(Fraction(1, 3), "all"),
                    ),
                ),
            )
            .reasons["a"],
        )
        == "3 ballots: below the threshold of 4."
    )


def test_a_rule_that_cannot_obey_says_so_before_it_counts():
    with pytest.raises(UnsupportedError) as refused:
        counted("equal-shares", partial=Fraction(1, 2))
    assert render(refused.value.words) == (
        "Equal shares give a project a part of its cost only where what is left goes to what has "
        "most support."
    )


@pytest.mark.parametrize(
    ("rule", "chosen"),
    [("equal-shares", {"completion": "add1"}), ("phragmen", {})],
)
def test_where_ballots_pay_a_project_that_a_cap_keeps_out_is_passed_over(
    rule,
    chosen,
):
    outcome = counted(
        rule,
        100,
        chosen,
        caps=(Cap("green", frozenset("abc"), 60),),
    )
    assert outcome.funded == ("a", "b", "d")
    assert render(outcome.reasons["c"]) == (
        "20 ballots. When those who want it could have bought it, only 10 was left for “green” and "
        "it costs 25."
    )


def test_what_fills_the_rest_keeps_to_the_caps_too():
    outcome = counted(
        "equal-shares",
        100,
        {"completion": "greedy"},
        caps=(Cap("green", frozenset("abc"), 60),),
    )
    assert (
        render(outcome.reasons["c"])
        == "20 ballots. At its turn only 10 was left for “green” and it costs 25."
    )


@pytest.mark.parametrize("rule", ["equal-shares", "phragmen"])
def test_where_ballots_pay_the_rival_of_what_is_bought_is_passed_over(rule):
    chosen = {"completion": "add1"} if rule == "equal-shares" else {}
    outcome = counted(rule, 100, chosen, exclusive=(frozenset("ab"),))
    assert outcome.funded == ("a", "c", "d")
    assert (
        render(outcome.reasons["b"])
        == "30 ballots. “a” is funded and excludes it."
    )


def test_of_projects_that_cost_nothing_and_exclude_each_other_one_is_funded():
    free = Profile.of(
        "approval",
        [Project("a", 0), Project("b", 0)],
        10,
        [({"a": 1}, 2), ({"b": 1}, 1)],
        constraints=Constraints(exclusive=(frozenset("ab"),)),
    )
    outcome = RULES["equal-shares"].count(free, {"utility": "count"})
    assert outcome.funded == ("a",)
    assert (
        render(outcome.reasons["b"])
        == "1 ballot. “a” is funded and excludes it."
    )


def test_the_set_with_most_support_is_looked_for_among_those_that_keep_to_everything():
    outcome = counted(
        "knapsack",
        75,
        caps=(Cap("green", frozenset("abc"), 50),),
        exclusive=(frozenset("ab"),),
        floors=(Floor("blue", frozenset("d"), 25),),
    )
    assert outcome.funded == ("a", "c", "d")
    assert "keeps to every cap, floor and exclusion" in render(
        outcome.reasons["b"],
    )


def test_a_category_below_its_floor_gets_its_most_supported_project_first():
    outcome = counted(budget=75, floors=(Floor("blue", frozenset("d"), 20),))
    assert outcome.funded == ("d", "a", "b")
    assert (
        render(outcome.reasons["d"])
        == "Funded first, so that “blue” gets at least 20."
    )


def test_a_floor_that_is_met_anyway_changes_nothing():
    for rule in ("greedy", "equal-shares", "phragmen", "knapsack"):
        floors = (Floor("green", frozenset("abc"), 20),)
        assert (
            counted(rule, 75, floors=floors).funded == counted(rule, 75).funded
        )


def test_a_floor_that_cannot_be_met_is_met_as_far_as_it_can_and_this_is_said():
    outcome = counted(budget=100, floors=(Floor("blue", frozenset("d"), 30),))
    assert "d" in outcome.funded
    assert [render(words) for words in outcome.notes] == [
        "“blue” should get at least 30; its supported projects let no more than 25 be met.",
    ]


def test_a_project_that_is_covered_far_enough_gets_what_is_left():
    outcome = counted(budget=40, partial=Fraction(3, 5))
    assert (outcome.funded, outcome.awards, outcome.leftover) == (
        ("a",),
        {"b": 15},
        0,
    )
    assert (
        render(outcome.reasons["b"])
        == "30 ballots. It costs 25; it gets the 15 that was left for it."
    )
    assert counted(budget=39, partial=Fraction(3, 5)).awards == {}


def test_what_a_cap_leaves_may_be_a_part_too():
    outcome = counted(
        caps=(Cap("green", frozenset("abc"), 40),),
        partial=Fraction(1, 2),
    )
    assert (outcome.funded, outcome.awards) == (("a", "d"), {"b": 15})


@pytest.mark.parametrize(
    ("leftover", "funded"),
    [("returned", ("a", "d")), ("on", ("a", "d")), ("next", ("a", "d", "b"))],
)
def test_what_pots_leave_stays_goes_on_or_goes_to_the_next_that_fits(
    leftover,
    funded,
):
    pots = (Pot("green", frozenset("abc"), 45), Pot("blue", frozenset("d"), 30))
    outcome = counted(budget=75, pots=pots, leftover=leftover)
    assert outcome.funded == funded
    assert render(outcome.notes[0]) == "Pot “green”: 25 of 45 given, 20 left."


def test_what_stands_in_no_pot_shares_the_rest_and_what_goes_on_reaches_it():
    pots = (Pot("green", frozenset("abc"), 60),)
    assert counted(budget=80, pots=pots).funded == ("a", "b")
    assert counted(budget=80, pots=pots, leftover="on").funded == (
        "a",
        "b",
        "d",
    )


@pytest.mark.parametrize(
    "constraints",
    [
        {"funded": ("z",)},
        {"exclusive": (frozenset("az"),)},
        {"funded": tuple("abcd")},
        {"floors": (Floor("x", frozenset("z"), 1),)},
        {"partial": Fraction(1)},
        {"pots": (Pot("x", frozenset("a"), 100),)},
        {"pots": (Pot("x", frozenset("a"), 1), Pot("y", frozenset("ab"), 1))},
        {
            "pots": (Pot("x", frozenset("a"), 1),),
            "floors": (Floor("y", frozenset("b"), 1),),
        },
    ],
)
def test_constraints_that_cannot_be_meant_are_refused(constraints):
    with pytest.raises(ConstraintError):
        counted(budget=99, **constraints)


@pytest.mark.parametrize("rule", FUNDING, ids=lambda rule: rule.name)
@settings(max_examples=tried(30), deadline=None)
@given(data=st.data())
def test_thresholds_and_earlier_decisions_hold_under_every_rule(rule, data):
    style, projects, budget, ballots = data.draw(elections_for(rule))
    paid = [project for project in projects if project.cost <= budget][:1]
    limits = Constraints(
        funded=tuple(p.id for p in paid),
        threshold=Threshold(Fraction(2), "ballots"),
    )
    try:
        outcome = rule.count(
            Profile.of(style, projects, budget, ballots, constraints=limits),
            data.draw(settings_for(rule)),
            Lot("seed"),
        )
    except UnsupportedError:
        return
    marked = {
        p.id: sum(ballot.get(p.id, 0) > 0 for ballot in ballots)
        for p in projects
    }
    assert all(marked[p] >= 2 or p in limits.funded for p in outcome.funded)
    assert set(limits.funded) <= set(outcome.funded)
    assert (
        outcome.cost
        == sum(p.cost for p in projects if p.id in outcome.funded)
        <= budget
    )


PB = (
    "META\nkey;value\nbudget;100\nvote_type;approval\ncategories;green,play\nbudget_per_category;30,70\nPROJECTS\n"
    "project_id;cost;category\na;30;green\nb;20.5;green\nc;50;play\nVOTES\nvoter_id;vote\n1;a\n2;a,b\n3;b,a\n4;c\n"
)


def test_the_caps_of_a_file_are_obeyed_where_asked(tmp_path):
    file = tmp_path / "x.pb"
    file.write_text(PB)
    assert count_file(file, "greedy", {}).outcome.funded == ("a", "b")
    assert count_file(
        file,
        "greedy",
        {"constraints": "file"},
    ).outcome.funded == (
        "a",
        "c",
    )


def test_constraints_beside_the_file_are_read_in_its_own_units(tmp_path):
    (tmp_path / "x.pb").write_text(PB)
    (tmp_path / "c.json").write_text(
        json.dumps(
            {
                "caps": [{"name": "green", "most": "20.5"}],
                "exclusive": [["b", "c"]],
                "funded": [],
                "threshold": {"least": "25%", "base": "all"},
            },
        ),
    )
    outcome = count_file(
        tmp_path / "x.pb",
        "greedy",
        {"constraints": str(tmp_path / "c.json")},
    ).outcome
    assert outcome.funded == ("b",)
    assert render(outcome.reasons["a"]).endswith(
        "At its turn only 20.5 was left for “green” and it costs 30.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"ceilings": []}',
        '{"floors": [{"name": "green"}]}',
        '{"pots": [{"name": "nowhere", "amount": 1}]}',
        '{"leftover": "lost"}',
        '{"threshold": {"least": "many"}}',
        '{"caps": [{"name": "x", "most": "-5"}]}',
    ],
)
def test_a_file_of_constraints_that_cannot_be_read_is_refused(tmp_path, text):
    (tmp_path / "c.json").write_text(text)
    with pytest.raises(ImportRefused):
        read_constraints(tmp_path / "c.json", Profile.of("approval", [], 0, []))


def test_constraints_may_be_given_in_words_beside_those_of_the_file(tmp_path):
    file = tmp_path / "x.pb"
    file.write_text(PB)
    words = {
        "constraints": "file",
        "exclusive": "a+b,b+c",
        "floor.play": "50",
        "threshold_share": "25%",
    }
    counted_ = count_file(file, "greedy", words)
    assert counted_.outcome.funded == ("a", "c")
    assert counted_.file.profile.constraints.kinds == {
        "caps",
        "exclusive",
        "floors",
        "threshold",
    }
    assert count_file(
        file,
        "greedy",
        {
            "pot.green": "30",
            "pot.play": "60",
            "pots_leftover": "next",
            "partial": "50%",
            "funded": "b",
        },
    ).outcome.funded == ("b", "c")
    for wrong in (
        {"cap.gren": "5"},
        {"partial": "half"},
        {"pots_leftover": "lost"},
        {"threshold_share": "-1"},
    ):
        with pytest.raises(ImportRefused):
            count_file(file, "greedy", wrong)


VOTES_OF = (
    "META\nkey;value\nbudget;60\nvote_type;approval\nPROJECTS\nproject_id;cost\na;30\nb;20\nc;25\nVOTES\n"
    "voter_id;village;vote\n"
)


@settings(max_examples=tried(40), deadline=None)
@given(
    data=st.data(),
    rule=st.sampled_from(["greedy", "equal-shares", "phragmen", "knapsack"]),
)
def test_a_ballot_that_counts_several_times_is_as_good_as_so_many_copies(
    tmp_path_factory,
    data,
    rule,
):
    ballots = data.draw(
        st.lists(
            st.tuples(
                st.sampled_from(["hill", "dale", "town"]),
                st.sampled_from(["a", "b", "c", "a,b", "b,c", "a,b,c"]),
            ),
            min_size=1,
            max_size=8,
        ),
    )
    ballots.append(("hill", "a"))
    there = {village for village, _ in ballots}
    times = {
        village: data.draw(
            st.sampled_from([Fraction(2), Fraction(3, 2), Fraction(1, 3)]),
        )
        for village in ("hill", "dale")
        if village in there
    }
    scale = math.lcm(*(n.denominator for n in times.values()))
    copies = [
        ballot
        for ballot in ballots
        for _ in range(int(times.get(ballot[0], 1) * scale))
    ]
    folder = tmp_path_factory.mktemp("weighted")
    for name, cast in (("once", ballots), ("copies", copies)):
        (folder / f"{name}.pb").write_text(
            VOTES_OF
            + "".join(f"{i};{v};{vote}\n" for i, (v, vote) in enumerate(cast)),
        )
    words = {f"times.{village}": str(n) for village, n in times.items()} | {
        "times_by": "village",
        "times_others": "1",
    }
    weighted = count_file(folder / "once.pb", rule, words).outcome
    copied = count_file(folder / "copies.pb", rule, {}).outcome
    assert replace(weighted, notes=()) == copied
    assert len(weighted.notes) == len(times) + (scale > 1)


def test_the_outcome_says_whose_ballots_count_several_times(tmp_path):
    (tmp_path / "x.pb").write_text(VOTES_OF + "1;hill;a\n2;town;b\n")
    words = {"times.hill": "3/2", "times_others": "1", "times_by": "village"}
    found = count_file(tmp_path / "x.pb", "greedy", words)
    assert [render(words) for words in found.outcome.notes] == [
        "Each ballot of “hill” counts 1.5 times.",
        "So that all figures are whole, every ballot is counted 2 times as often.",
    ]
    with pytest.raises(OptionError):
        count_file(tmp_path / "x.pb", "greedy", words | {"threshold": "1"})


UNNAMED = (
    "Line 13: nothing says how many times a ballot of “town” counts. Say it with times.town, or "
    "with "
    "times_others for all that are not named."
)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            {"times.hill": "2"},
            "Say with times_by which column of the ballots names the groups.",
        ),
        (
            {"times_by": "village"},
            "Say with times.GROUP=NUMBER how many times the ballots of a group count.",
        ),
        (
            {"times.moor": "2", "times_by": "village", "times_others": "1"},
            "No ballot is of the group “moor”.",
        ),
        (
            {"times.hill": "0", "times_by": "village"},
            "“0” is no number of times.",
        ),
        (
            {"times.hill": "2", "times_by": "parish"},
            "Line 11: VOTES has no column “parish”.",
        ),
        ({"times.hill": "2", "times_by": "village"}, UNNAMED),
        (
            {
                "times.hill": "1/997",
                "times.town": "1/991",
                "times_others": "1/983",
                "times_by": "village",
            },
            "These fractions have no common denominator up to 1,000,000.",
        ),
    ],
)
def test_a_weighting_that_cannot_be_meant_is_refused_and_a_ballot_without_a_weight_with_its_line(
    tmp_path,
    words,
    sentence,
):
    (tmp_path / "x.pb").write_text(VOTES_OF + "1;hill;a\n2;town;b\n")
    with pytest.raises(ImportRefused) as refused:
        count_file(tmp_path / "x.pb", "greedy", words)
    assert render(refused.value.words) == sentence


def test_constraints_come_back_from_json_as_they_were():
    given_ = Constraints(
        (Cap("x", frozenset("ab"), 5),),
        (frozenset("bc"),),
        ("d",),
        Threshold(Fraction(1, 3), "cost"),
        (Floor("y", frozenset("c"), 3),),
        Fraction(1, 2),
        (Pot("p", frozenset("e"), 9),),
        "next",
    )
    assert (
        constraints_from(json.loads(json.dumps(constraints_json(given_))))
        == given_
    )
    for wrong in (
        {"caps": [{"name": 1}]},
        {"partial": "1/0"},
        {"partial": "0.5"},
        {"ceiling": []},
        {"partial": 0.5},
    ):
        with pytest.raises(msgspec.ValidationError):
            constraints_from(wrong)


def test_amsterdam_stays_within_the_sums_of_its_categories(shared):
    counted = count_file(
        shared / "pabulib" / "Netherlands_Amsterdam_179.pb",
        "greedy",
        {"constraints": "file"},
    )
    sums = {"Jeugd": 82_000, "Groen": 53_000, "Ontmoeting": 115_000}
    for name, most in sums.items():
        assert (
            sum(
                p.cost
                for p in counted.file.profile.projects
                if p.id in counted.outcome.funded and name in p.categories
            )
            <= most
        )
    assert any(
        "was left for “Groen”" in render(words)
        for words in counted.outcome.reasons.values()
    )


def test_the_threshold_of_swiecie_takes_out_one_project(shared):
    """At least a third of the share of ballots that a project's share of the pot is.

    C22 is below it.
    """
    from pbdesk.voting.formats import read_ballots

    profile = read_ballots(
        shared / "pabulib" / "Poland_Swiecie_2023.pb",
    ).profile
    limits = Constraints(threshold=Threshold(Fraction(1, 3), "cost"))
    outcome = RULES["greedy"].count(replace(profile, constraints=limits))
    assert [
        p
        for p, words in outcome.reasons.items()
        if "below the threshold" in render(words)
    ] == ["c22"]
