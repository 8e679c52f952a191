"""Check 20: rounds as every funding rule really tells them hold.

And rounds that were changed do not.
"""

from __future__ import annotations

import copy
import json
from fractions import Fraction

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pbdesk.pack.checks.trace import _paid, rounds_hold
from pbdesk.pack.contents import Count
from pbdesk.pack.refused import PackRefused
from pbdesk.voting.constraints import AROUND
from pbdesk.voting.constraints_json import constraints_json
from pbdesk.voting.outcome import Payment
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import LADDERS, Lot
from pbdesk.voting.trace import outcome_bytes
from tests.laws import tried
from tests.voting.elections import elections_for, limits, settings_for

FUNDING = {name: rule for name, rule in RULES.items() if rule.kind == "funding"}
every_funding_rule = pytest.mark.parametrize(
    "rule",
    FUNDING.values(),
    ids=list(FUNDING),
)
few = settings(max_examples=tried(25), deadline=None)


def published(profile: Profile, outcome) -> tuple[dict, Count]:
    """What a pack says of an outcome: its rounds, and its lines."""
    costs = {project.id: project.cost for project in profile.projects}
    count = {
        "rule": outcome.rule,
        "parameters": dict(outcome.parameters),
        "budget": outcome.budget,
        "ballots": {"counted": profile.n, "rejected": {}},
        "funded": list(outcome.funded),
        "cost": outcome.cost,
        "leftover": outcome.leftover,
        "projects": [
            {
                "id": p,
                "cost": cost,
                "support": str(outcome.support[p]),
                "funded": p in outcome.funded,
            }
            for p, cost in costs.items()
        ],
        "awards": dict(outcome.awards),
        "constraints": None
        if profile.constraints is None
        else constraints_json(profile.constraints),
    }
    return json.loads(outcome_bytes(outcome)), msgspec.convert(count, Count)


def drawn(data, rule, *, limited=False):
    style, projects, budget, ballots = data.draw(elections_for(rule))
    obeyed = (
        limits([p.id for p in projects], AROUND | rule.obeys)
        if limited
        else st.none()
    )
    profile = Profile.of(
        style,
        projects,
        budget,
        ballots,
        constraints=data.draw(obeyed),
    )
    ladders = [Lot("4 1 6", rungs=rungs) for rungs in LADDERS.values()]
    lot = data.draw(st.sampled_from([*ladders, None]))
    try:
        outcome = rule.count_box(profile, data.draw(settings_for(rule)), lot)
    except UnsupportedError:
        assume(False)
        raise
    return *published(profile, outcome), lot


@every_funding_rule
@few
@given(data=st.data())
def test_the_rounds_of_every_count_hold(rule, data):
    assert rounds_hold(*drawn(data, rule))


@every_funding_rule
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much],
)
@given(data=st.data())
def test_the_rounds_of_a_count_under_constraints_hold_and_a_changed_part_does_not(
    rule,
    data,
):
    told, said, lot = drawn(data, rule, limited=True)
    assert rounds_hold(told, said, lot)
    assume(told["rounds"])
    turn = data.draw(st.sampled_from(told["rounds"]))
    turn["award"] = turn.get("award", 0) + 1
    with pytest.raises(PackRefused):
        rounds_hold(told, said, lot)


def test_where_most_support_alone_is_preferred_a_project_nobody_wants_is_not_missed():
    """Nine of ten want what their shares do not reach; nobody wants the other one."""
    projects = [Project("a", 10), Project("z", 1)]
    ballots = [{"a": 1}] * 9 + [{}]
    profile = Profile.of("approval", projects, 10, ballots)
    outcome = RULES["equal-shares"].count(
        profile,
        {"comparison": "covered"},
        None,
    )
    assert outcome.funded == ("a",)
    assert not any(turn.payments for turn in outcome.rounds)
    assert rounds_hold(*published(profile, outcome), None)


@every_funding_rule
@few
@given(data=st.data())
def test_rounds_with_another_sum_left_do_not_hold(rule, data):
    told, said, lot = drawn(data, rule)
    assume(told["rounds"])
    data.draw(st.sampled_from(told["rounds"]))["left"] += data.draw(
        st.sampled_from([-1, 1]),
    )
    with pytest.raises(PackRefused):
        rounds_hold(told, said, lot)


@every_funding_rule
@few
@given(data=st.data())
def test_a_round_that_is_left_out_or_told_twice_is_found(rule, data):
    told, said, lot = drawn(data, rule)
    assume(told["rounds"])
    at = data.draw(st.integers(0, len(told["rounds"]) - 1))
    assume(
        told["rule"] in {"greedy", "borda-greedy", "quadratic"}
        or told["rounds"][at]["funded"],
    )
    told["rounds"][at : at + 1] = data.draw(
        st.sampled_from([[], [told["rounds"][at]] * 2]),
    )
    with pytest.raises(PackRefused):
        rounds_hold(told, said, lot)


@pytest.mark.parametrize("name", ["equal-shares", "phragmen"])
@few
@given(data=st.data())
def test_a_payment_that_was_changed_is_found(name, data):
    told, said, lot = drawn(data, RULES[name])
    paid = [turn["payments"] for turn in told["rounds"] if turn["payments"]]
    assume(paid)
    payment = data.draw(st.sampled_from(data.draw(st.sampled_from(paid))))
    payment[0] += data.draw(st.sampled_from([-1, 1]))
    assume(payment[1] not in {0, "0"})
    with pytest.raises(PackRefused):
        rounds_hold(told, said, lot)


PROJECTS = [
    Project("A", 60),
    Project("B", 30),
    Project("C", 30),
    Project("D", 20),
]
BALLOTS = [{"A": 1, "B": 1}] * 3 + [
    {"C": 1},
    {"C": 1},
    {"A": 1, "D": 1},
    {"B": 1},
]


def told_by(name: str, **chosen):
    profile = Profile.of("approval", PROJECTS, 120, BALLOTS)
    return published(profile, RULES[name].count(profile, chosen, Lot("4 1 6")))


def edited(told: dict, path: list, value: object) -> dict:
    again = copy.deepcopy(told)
    *way, last = path
    place = again
    for step in way:
        place = place[step]
    place[last] = value
    return again


@pytest.mark.parametrize(
    ("name", "path", "value", "sentence"),
    [
        ("greedy", ["rule"], "quadratic", "another count"),
        ("greedy", ["support", "A"], 3, "another count"),
        ("greedy", ["funded"], ["A", "B", "C"], "another count"),
        ("greedy", ["format"], "pbdesk/outcome/2", "cannot be read"),
        ("greedy", ["rounds", 0, "project"], "Z", "cannot be read"),
        ("greedy", ["support", "A"], "4/0", "cannot be read"),
        ("greedy", ["support", "A"], "1e999999999", "cannot be read"),
        ("greedy", ["rounds", 0, "left"], "60", "cannot be read"),
        ("greedy", ["rounds", 0, "payments"], [[4, 15, False]], "nobody pays"),
        ("greedy", ["rounds"], [], "do not lead"),
        ("greedy", ["ties", 0, "order"], ["A", "B"], "tie of"),
        ("greedy", ["ties", 0, "by"], "lot", "tie of"),
        ("equal-shares", ["rounds", 0, "payments"], [], "nobody paid"),
        (
            "equal-shares",
            ["rounds", 0, "payments"],
            [[1, 60, False]],
            "does not make the cost",
        ),
        (
            "equal-shares",
            ["rounds", 0, "payments"],
            [[8, "15/2", False]],
            "does not make the cost",
        ),
    ],
)
def test_what_was_changed_is_said(name, path, value, sentence):
    told, said = told_by(name)
    assert rounds_hold(told, said, Lot("4 1 6"))
    with pytest.raises(PackRefused, match=sentence):
        rounds_hold(edited(told, path, value), said, Lot("4 1 6"))


def test_two_equal_projects_in_the_other_order_are_found():
    told, said = told_by("greedy")
    rounds = told["rounds"]
    swapped = edited(
        told,
        ["rounds"],
        [{**rounds[1], "left": 60}, {**rounds[0], "left": 30}, *rounds[2:]],
    )
    swapped["funded"] = [
        rounds[1]["project"],
        rounds[0]["project"],
        *told["funded"][2:],
    ]
    said = msgspec.structs.replace(said, funded=swapped["funded"])
    with pytest.raises(PackRefused, match="another project has its turn"):
        rounds_hold(swapped, said, Lot("4 1 6"))


def test_a_purchase_before_one_of_better_value_is_found():
    told, said = told_by("equal-shares", utility="count")
    funded = [turn for turn in told["rounds"] if turn["funded"]]
    costs = {"A": 60, "B": 30, "C": 30, "D": 20}
    left, turned = 120, []
    for turn in reversed(funded):
        left -= costs[turn["project"]]
        turned.append({**turn, "left": left})
    order = [turn["project"] for turn in turned]
    said = msgspec.structs.replace(said, funded=order)
    with pytest.raises(PackRefused, match="better value"):
        rounds_hold(
            {**told, "rounds": turned, "funded": order},
            said,
            Lot("4 1 6"),
        )


@pytest.mark.parametrize("threshold", ["35x", "٣", "3_5", "0x10"])
def test_m1_a_threshold_that_is_a_text_is_refused_and_not_read(threshold):
    profile = Profile.of("approval", [Project("A", 5)], 9, [({"A": 1}, 1)])
    rounds, said = published(
        profile,
        RULES["greedy"].count(profile, {}, Lot("s")),
    )
    rounds["parameters"]["threshold"] = said.parameters["threshold"] = threshold
    with pytest.raises(PackRefused, match="cannot be read"):
        rounds_hold(rounds, said, Lot("s"))


def test_m2_payments_over_ever_longer_denominators_are_refused_before_they_are_added_up():
    below = [10**3999 + 2 * i + 1 for i in range(400)]
    paid = tuple(Payment(1, Fraction(1, one)) for one in below)
    with pytest.raises(PackRefused, match="cannot be read"):
        _paid(paid)
