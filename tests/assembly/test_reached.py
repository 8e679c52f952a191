"""What a result had to reach, by the rulebook it was counted by."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import islice

import pytest

from pbdesk.assembly.figures import figures
from pbdesk.i18n import render
from pbdesk.minutes.entries import Id
from tests.evenings import state_at
from tests.turned import with_round


@pytest.fixture(scope="module")
def state():
    return state_at("declared")


def lines(state) -> list[str]:
    return [
        render(words)
        for each in figures(state).reached
        for words in (each.what, each.needed, each.told)
    ]


def under(state, **given) -> list[str]:
    """What the same count had to reach under other thresholds."""
    one = state.questions[state.asked]
    terms = replace(one.terms, given={**one.terms.given, **given})
    return lines(
        replace(state, questions={state.asked: replace(one, terms=terms)}),
    )


def test_the_quorum_and_the_least_share_are_told_with_what_came(state):
    people, valid = state.door.people, figures(state).valid
    assert lines(state) == [
        "Turnout",
        "120 people with a ballot",
        f"Reached: {people} people took a ballot.",
        "Support",
        f"{-(-valid // 10)}: 10% of {valid}",
        "Reached by 8 of 8 projects.",
    ]


def test_a_quorum_that_was_missed_is_said(state):
    told = under(state, quorum=10_000)
    assert told[1:3] == [
        "10,000 people with a ballot",
        f"Not reached: {state.door.people} people took a ballot.",
    ]


def test_no_threshold_is_said_too(state):
    told = under(state, quorum=0, least_share=0)
    assert told[1] == told[4] == "No least number"
    assert told[5] == "Every project takes part."


def test_a_threshold_by_cost_is_no_one_number(state):
    assert under(state, threshold_of="cost")[4:] == [
        "10 of 100 valid ballots",
        "For a project that takes the whole pot; others in proportion to their cost.",
    ]


def test_how_many_projects_had_the_least_share_is_counted(state):
    most = max(p.support for p in figures(state).projects)
    valid = figures(state).valid
    told = under(state, least_share=int(100 * most / valid) + 1)
    assert told[5] == "Reached by 0 of 8 projects."


def test_a_vote_that_only_advises_is_never_said_to_give_money(state):
    told = figures(state).answers[0]
    assert render(told.came) == "5 projects are recommended."
    assert "advises" in render(told.follows)


def test_the_figures_name_the_question_they_are_about(state):
    assert figures(state).asked == state.asked == Id("1")


@pytest.mark.parametrize(
    ("given", "ways"),
    [
        (10, ["On paper", "At the kiosk"]),
        (9, ["All ways to vote"]),
        (0, ["All ways to vote"]),
    ],
)
def test_below_ten_ballots_at_the_kiosk_all_ways_to_vote_are_told_as_one(
    state,
    given,
    ways,
):
    stubs = state.door.stubs
    kiosk = [stub for stub, each in stubs.items() if each.channel == "kiosk"]
    gone = set(islice(kiosk, given, None))
    left = {stub: each for stub, each in stubs.items() if stub not in gone}
    held = state.rounds[state.round].given_out
    fates = Counter(each.fate for each in left.values())
    given_out = replace(held, stubs=left, fates=fates)
    few = with_round(state, given_out=given_out)
    assert few.door.given("kiosk") == given
    assert [render(way.name) for way in figures(few).channels] == ways
    assert sum(way.given for way in figures(few).channels) == len(left)


def test_what_came_back_by_each_way_is_what_was_counted_and_rejected_of_it(
    state,
):
    paper, kiosk = figures(state).channels
    sums = state.box.reconciled
    assert state.door.spoilt == 3, (
        "papers that came back to the door are none of these"
    )
    assert paper.returned == sums.counted + sums.rejected
    assert kiosk.returned == len(state.kiosk.taken)
