"""Published choices: the outcome follows from the sums it publishes, and no other does."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.voting.options import Seats
from pbdesk.voting.outcome import Outcome, Round
from pbdesk.voting.profile import Profile
from pbdesk.voting.published import ChoiceWrong, follows
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from pbdesk.voting.trace import outcome_bytes, outcome_from
from tests.laws import tried
from tests.voting.ballots import TENNESSEE, chosen, ranked
from tests.voting.elections import elections, settings_for

LOT = Lot("4 1 6", "committee")
NEED_BALLOTS = {"rcv"}
CHOOSING = [
    rule
    for rule in RULES.values()
    if rule.kind == "choosing" and rule.name not in NEED_BALLOTS
]
VOTES = ranked(("abd", 6), ("ac", 3), ("bd", 2), ("c", 3), ("d", 2), ("dc", 1))


def counted(rule, data) -> tuple[Outcome, tuple[str, ...], int, Lot | None]:
    profile = Profile.of(*data.draw(elections(rule.takes)))
    given = data.draw(settings_for(rule)) | (
        {"ties": "lot"} if rule.name == "irv" else {}
    )
    if issubclass(rule.settings, Seats):
        given["seats"] = data.draw(st.integers(1, 3))
    lot = data.draw(st.sampled_from([LOT, None]))
    try:
        outcome = rule.count(profile, given, lot)
    except UnsupportedError:
        assume(False)
        raise
    return outcome_from(outcome_bytes(outcome)), profile.ids, profile.n, lot


@pytest.mark.parametrize("rule", CHOOSING, ids=[rule.name for rule in CHOOSING])
@settings(max_examples=tried(40), deadline=None)
@given(data=st.data())
def test_what_a_rule_found_follows_from_what_it_publishes(rule, data):
    outcome, ids, n, lot = counted(rule, data)
    assert render(follows(outcome, ids, n, lot)).endswith(".")


@pytest.mark.parametrize("rule", CHOOSING, ids=[rule.name for rule in CHOOSING])
@settings(max_examples=tried(40), deadline=None)
@given(data=st.data())
def test_others_elected_are_found_out(rule, data):
    outcome, ids, n, lot = counted(rule, data)
    others = [name for name in outcome.support if name not in outcome.elected]
    assume(others and outcome.elected)
    first = data.draw(st.sampled_from(others))
    for forged in (
        replace(outcome, elected=(first, *outcome.elected[1:])),
        replace(outcome, winners=(first,), elected=(first,)),
        replace(outcome, elected=()),
    ):
        with pytest.raises(ChoiceWrong):
            follows(forged, ids, n, lot)


@pytest.mark.parametrize(
    "name",
    ["schulze", "ranked-pairs", "copeland", "minimax"],
)
def test_pairs_that_more_ballots_make_than_there_were_are_refused(name):
    outcome = RULES[name].count(TENNESSEE, {}, LOT)
    assert follows(outcome, TENNESSEE.ids, 100, LOT)
    with pytest.raises(ChoiceWrong) as wrong:
        follows(outcome, TENNESSEE.ids, 99, LOT)
    assert "than were counted" in render(wrong.value.words)
    turned = {a: dict(row) for a, row in outcome.matrix.items()}
    turned["m"]["n"], turned["n"]["m"] = turned["n"]["m"], turned["m"]["n"]
    with pytest.raises(ChoiceWrong):
        follows(replace(outcome, matrix=turned), TENNESSEE.ids, 100, LOT)


def test_grades_say_the_sum_and_the_middle():
    scores = chosen(
        "scoring",
        ({"a": 5, "b": 1}, 2),
        ({"a": 1, "b": 4}, 1),
        ({"b": 5}, 1),
    )
    for name in ("score", "majority-judgement"):
        outcome = RULES[name].count(scores, {}, LOT)
        assert follows(outcome, scores.ids, 4, LOT)
        with pytest.raises(ChoiceWrong):
            follows(
                replace(outcome, support={"a": 10, "b": 12}),
                scores.ids,
                4,
                LOT,
            )
        more = {**outcome.grades, "a": {"5": 9}}
        with pytest.raises(ChoiceWrong):
            follows(replace(outcome, grades=more), scores.ids, 4, LOT)


def stage(outcome: Outcome, number: int, **changed) -> Outcome:
    rounds = list(outcome.rounds)
    rounds[number] = replace(rounds[number], **changed)
    return replace(outcome, rounds=tuple(rounds))


@pytest.mark.parametrize(
    "name",
    ["stv-scottish", "stv-wigm", "stv-meek", "irv"],
)
def test_a_stage_that_cannot_be_is_named(name):
    seats = {} if name == "irv" else {"seats": 2}
    outcome = RULES[name].count(VOTES, seats, LOT)
    assert "needs the ballots" in render(
        follows(outcome, VOTES.ids, VOTES.n, LOT),
    )
    first = outcome.rounds[0]
    richer = {**first.totals, "d": first.totals["d"] + 2}
    poorer = {**first.totals, "a": first.totals["a"] - 2}
    last = len(outcome.rounds) - 1
    for forged in (
        stage(outcome, 0, totals=richer),
        stage(outcome, 0, totals=poorer, exhausted=first.exhausted + 2),
        stage(outcome, 0, eliminated=("a",)),
        stage(outcome, last, elected=("d",)),
        replace(outcome, rounds=outcome.rounds[:-1]),
        replace(outcome, rounds=(*outcome.rounds, outcome.rounds[-1])),
        replace(outcome, rounds=()),
    ):
        with pytest.raises(ChoiceWrong):
            follows(forged, VOTES.ids, VOTES.n, LOT)
    with pytest.raises(ChoiceWrong):
        follows(outcome, VOTES.ids, VOTES.n + 1, LOT)


def test_another_quota_or_a_surplus_of_another_size_is_found_out():
    outcome = RULES["stv-wigm"].count(VOTES, {"seats": 2}, LOT)
    with pytest.raises(ChoiceWrong):
        follows(
            replace(outcome, figures={**outcome.figures, "quota": 5}),
            VOTES.ids,
            VOTES.n,
            LOT,
        )
    assert outcome.rounds[0].figures["surplus"] == {"a": 3}
    forged = {**outcome.rounds[0].figures, "surplus": {"a": Fraction(5, 2)}}
    with pytest.raises(ChoiceWrong):
        follows(stage(outcome, 0, figures=forged), VOTES.ids, VOTES.n, LOT)


def test_votes_that_leave_whoever_does_not_move_are_found_out():
    outcome = RULES["stv-wigm"].count(VOTES, {"seats": 2}, LOT)
    second = outcome.rounds[1].totals
    moved = {**second, "c": second["c"] - 1, "b": second["b"] + 1}
    with pytest.raises(ChoiceWrong):
        follows(stage(outcome, 1, totals=moved), VOTES.ids, VOTES.n, LOT)


def test_another_lot_elects_another_and_is_found_out():
    tied = ranked(("a", 5), ("b", 5), ("c", 1))
    outcome = RULES["irv"].count(tied, {}, Lot("1"))
    other = next(
        lot
        for lot in map(Lot, "23456789")
        if RULES["irv"].count(tied, {}, lot).elected != outcome.elected
    )
    assert follows(outcome, tied.ids, 11, Lot("1"))
    with pytest.raises(ChoiceWrong):
        follows(outcome, tied.ids, 11, other)
    with pytest.raises(ChoiceWrong):
        follows(outcome, tied.ids, 11, None)


def test_what_needs_the_ballots_says_so():
    for name, chosen_settings in (("rcv", {}), ("irv", {"ties": "any-order"})):
        with pytest.raises(UnsupportedError) as refused:
            follows(
                RULES[name].count(VOTES, chosen_settings, LOT),
                VOTES.ids,
                VOTES.n,
                LOT,
            )
        assert "needs the ballots" in render(refused.value.words)


def test_more_options_than_any_hall_has_are_not_looked_at():
    options = [f"o{i}" for i in range(201)]
    outcome = replace(
        RULES["schulze"].count(VOTES, {}, LOT),
        support=dict.fromkeys(options, 0),
        matrix={},
    )
    with pytest.raises(UnsupportedError) as refused:
        follows(outcome, options, VOTES.n, LOT)
    assert "More than 200 options" in render(refused.value.words)


@settings(max_examples=tried(60), deadline=None)
@given(data=st.data(), rule=st.sampled_from(CHOOSING))
def test_a_forged_trace_is_refused_and_never_fails_otherwise(data, rule):
    """Options missing, figures far too large, tables of nobody."""
    outcome, ids, n, lot = counted(rule, data)
    assume(outcome.support)
    name = data.draw(st.sampled_from(sorted(outcome.support)))
    huge = 10 ** data.draw(st.integers(3, 40))
    forged = data.draw(
        st.sampled_from(
            [
                replace(outcome, support={**outcome.support, name: huge}),
                replace(
                    outcome,
                    support={
                        k: v for k, v in outcome.support.items() if k != name
                    },
                ),
                replace(outcome, support={**outcome.support, "nobody": 1}),
                replace(outcome, parameters={"strange": 1}),
                replace(outcome, elected=(*outcome.elected, "nobody")),
                replace(
                    outcome,
                    matrix={name: {name: 0}},
                    grades={name: {"x": 1}},
                ),
                replace(
                    outcome,
                    grades={name: {"1": huge}},
                    matrix={name: {name: huge}},
                ),
                replace(outcome, rounds=(Round(totals={name: huge}),)),
            ],
        ),
    )
    with pytest.raises(ChoiceWrong):
        follows(forged, ids, n, lot)
