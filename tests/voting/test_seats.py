"""Several places, a definite result with a lot, and what is published of every stage."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.voting.explain.least_change import (
    changed,
    least_changes,
    nearest_other,
)
from pbdesk.voting.grades import grades_of, named_grades
from pbdesk.voting.options import OptionError, Seats
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot, lot_order
from tests.laws import tried
from tests.voting.ballots import CIRCLE, TENNESSEE, chosen, ranked
from tests.voting.elections import elections, settings_for

LOT = Lot("4 1 6", "committee")
CHOOSING = [rule for rule in RULES.values() if rule.kind == "choosing"]
every_choice = pytest.mark.parametrize(
    "rule",
    CHOOSING,
    ids=[rule.name for rule in CHOOSING],
)

SEVERAL = {
    "irv": False,
    "approval": True,
    "borda": True,
    "score": True,
    "stv-meek": True,
}


@every_choice
@settings(max_examples=tried(20), deadline=None)
@given(data=st.data())
def test_with_a_lot_every_choice_is_definite(rule, data):
    profile = Profile.of(*data.draw(elections(rule.takes)))
    given = data.draw(settings_for(rule))
    if issubclass(rule.settings, Seats):
        given["seats"] = data.draw(st.integers(1, 4))
    try:
        outcome = rule.count(profile, given, LOT)
    except UnsupportedError:
        assume(False)
        raise
    assert not outcome.lot_needed
    assert outcome.winners is not None
    assert len(outcome.elected) == len(set(outcome.elected))
    assert set(outcome.elected) <= set(profile.ids)
    if (
        outcome.winners and rule.name != "rcv"
    ):  # whose policies may ask for fewer
        assert len(outcome.elected) == min(
            given.get("seats", 1),
            len(profile.ids),
        )
    before = (
        rule.count(profile, given, None)
        if rule.name != "ranked-pairs"
        else outcome
    )
    assert set(before.elected) <= set(outcome.elected)


def total(figure: int | Fraction | Mapping[str, int | Fraction]) -> Fraction:
    """A figure of a round, added up."""
    return Fraction(
        sum(figure.values()) if isinstance(figure, Mapping) else figure,
    )


def test_the_best_three_of_five_have_the_places():
    votes = chosen(
        "approval",
        ({"a": 1, "b": 1}, 5),
        ({"b": 1, "c": 1}, 4),
        ({"d": 1}, 3),
    )
    assert RULES["approval"].count(votes, {"seats": 2}).elected == ("b", "a")
    scores = chosen(
        "scoring",
        ({"a": 5, "b": 1, "c": 3}, 2),
        ({"c": 4, "b": 2}, 1),
    )
    assert RULES["score"].count(scores, {"seats": 2}).elected == ("a", "c")
    assert RULES["borda"].count(TENNESSEE, {"seats": 3}).elected == (
        "n",
        "c",
        "m",
    )


def test_equals_for_the_last_place_are_told_apart_by_the_lot_of_the_question():
    votes = chosen(
        "approval",
        ({"a": 1}, 5),
        ({"b": 1}, 3),
        ({"c": 1}, 3),
        ({"d": 1}, 1),
    )
    undrawn = RULES["approval"].count(votes, {"seats": 2})
    assert (undrawn.elected, undrawn.lot_needed) == (("a",), ("b", "c"))
    assert undrawn.winners == ("a", "b", "c")
    for lot in (Lot("1", "board"), Lot("1", "name"), Lot("2", "board")):
        drawn = RULES["approval"].count(votes, {"seats": 2}, lot)
        assert drawn.elected == ("a", lot_order(lot, "bc")[0])
        assert drawn.ties[-1].order == lot_order(lot, "bc")


@pytest.mark.parametrize(
    "name",
    ["schulze", "irv", "majority-judgement", "two-round", "copeland"],
)
def test_a_rule_for_one_place_refuses_several_and_names_those_that_fill_them(
    name,
):
    rule = RULES[name]
    assert rule.cannot_seat(1) is None
    with pytest.raises(OptionError) as refused:
        rule.settle({"seats": 3})
    said = render(refused.value.words)
    assert "fills one place" in said
    able = (
        "Highest scores"
        if "scoring" in rule.takes
        else "Single transferable vote"
    )
    assert able in said
    assert rule.settle({"seats": 1}) == rule.settle({})


def test_every_stage_of_a_transferable_vote_says_where_the_votes_go():
    votes = ranked(("ab", 6), ("ac", 3), ("b", 2), ("c", 3), ("d", 1))
    outcome = RULES["stv-wigm"].count(votes, {"seats": 2}, LOT)
    first, second = outcome.rounds[:2]
    assert first.figures["surplus"] == {"a": 3}
    assert first.figures["passed"] == {"b": 2, "c": 1}
    assert first.figures["passed_to_nobody"] == 0
    assert (second.eliminated, second.figures["passed_to_nobody"]) == (
        ("d",),
        1,
    )
    for now, after in pairwise(outcome.rounds):
        moved = total(now.figures.get("surplus", 0)) + sum(
            now.totals[n] for n in now.eliminated
        )
        gained = total(now.figures["passed"]) + total(
            now.figures["passed_to_nobody"],
        )
        assert gained == moved
        assert sum(after.totals.values()) + after.exhausted == votes.n


def test_a_lot_in_the_middle_of_a_count_stands_at_its_stage():
    votes = ranked(("a", 5), ("b", 3), ("c", 3), ("d", 8))
    for name in ("irv", "stv-scottish", "stv-wigm", "stv-meek", "rcv"):
        outcome = RULES[name].count(votes, {}, LOT)
        lots = [round_.lot for round_ in outcome.rounds if round_.lot]
        assert [set(lot.tied) for lot in lots] == [{"b", "c"}], name
        (round_,) = (each for each in outcome.rounds if each.lot)
        assert round_.eliminated == (lots[0].order[-1],)


def test_a_line_left_empty_gives_no_grade():
    votes = chosen("scoring", ({"a": 5, "b": 0}, 2), ({"a": 3}, 1))
    assert named_grades(votes.ids, grades_of(votes)) == {
        "a": {"3": 1, "5": 2},
        "b": {"0": 2},
    }


def test_grades_are_published_whole():
    votes = chosen("scoring", ({"a": 5, "b": 1}, 2), ({"a": 3}, 1))
    assert RULES["score"].count(votes).grades == {
        "a": {"3": 1, "5": 2},
        "b": {"1": 2},
    }
    judged = RULES["majority-judgement"].count(votes)
    assert judged.grades == {"a": {"3": 1, "5": 2}, "b": {"0": 1, "1": 2}}


def test_ranked_pairs_takes_equal_majorities_in_the_order_of_the_lot():
    """A circle of equal majorities: whoever the lot names first loses only to the last."""
    circle = ranked(("abc", 1), ("bca", 1), ("cab", 1))
    elected = {
        RULES["ranked-pairs"].count(circle, {}, Lot(str(seed))).elected
        for seed in range(30)
    }
    assert elected == {("a",), ("b",), ("c",)}
    assert RULES["ranked-pairs"].count(circle).elected == ()
    assert RULES["ranked-pairs"].count(CIRCLE).ties == ()


@pytest.mark.parametrize(
    "name",
    ["irv", "schulze", "stv-wigm", "approval", "score", "borda"],
)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_the_least_ballots_that_would_have_elected_somebody_do_and_one_less_does_not(
    name,
    data,
):
    rule = RULES[name]
    profile = Profile.of(*data.draw(elections(rule.takes)))
    outcome = rule.count(profile, {}, LOT)
    for option in profile.ids:
        changes = least_changes(name, profile, {}, LOT, option)
        assert bool(changes) == (option not in outcome.elected)
        for change in changes:
            assert change.proved
            assert change.mark is not None

            def elects(more, change=change, option=option):
                grown = changed(profile, option, more, 0, change.mark)
                return option in rule.count(grown, {}, LOT).elected

            assert elects(change.more)
            assert not any(elects(more) for more in range(change.more))


def test_the_nearest_other_and_its_ballots_are_said():
    found = nearest_other("irv", TENNESSEE, {}, LOT)
    assert found is not None
    option, change = found
    assert (option, change.more, change.proved) == ("c", 2, True)
    assert render(change.words(TENNESSEE)) == "2 more ballots for it alone"
    scores = chosen("scoring", ({"a": 5}, 3), ({"b": 4}, 2))
    found = nearest_other("score", scores, {}, LOT)
    assert found is not None
    assert (
        render(found[1].words(scores))
        == "2 more ballots that give it 5 and others nothing"
    )
