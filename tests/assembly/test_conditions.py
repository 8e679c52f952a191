"""Conditions: numbered when they are agreed, counted by hands, and asked for wherever it matters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.assembly import conditions, tradeoffs
from pbdesk.assembly.figures import figures
from pbdesk.i18n import locale_of, render
from pbdesk.minutes import handover
from pbdesk.minutes.decision import Refusal, Writing
from pbdesk.paper.report.committee import committee_text
from tests.assembly.said import said
from tests.assembly.test_tradeoffs import WORDS, taken_up
from tests.evenings import state_at

DIM = {**WORDS, "choice": "condition", "condition": "The lamps dim at 22:30."}


def confirmed(desk, wording=DIM, tradeoff=None):
    tradeoff = tradeoff or taken_up(desk)[0].id
    assert desk.do(tradeoffs.word, tradeoff=tradeoff, **wording) is None
    assert desk.do(tradeoffs.confirm, tradeoff=tradeoff) is None
    return tradeoff


def standing(desk) -> list[tuple[int, str]]:
    return [
        (each.number, str(each.words))
        for each in desk.state.conditions.standing
    ]


def test_a_condition_gets_its_number_when_it_is_confirmed_and_not_before(
    evening,
):
    desk = evening("drawn-up").desk
    tradeoff = taken_up(desk)[0].id
    assert desk.do(tradeoffs.word, tradeoff=tradeoff, **DIM) is None
    assert standing(desk) == []
    assert desk.do(tradeoffs.confirm, tradeoff=tradeoff) is None
    assert standing(desk) == [(1, "The lamps dim at 22:30.")]


def test_a_condition_that_is_worded_anew_keeps_its_number_and_is_counted_anew(
    evening,
):
    desk = evening("drawn-up").desk
    tradeoff = confirmed(desk)
    assert (
        desk.do(
            conditions.count_hands,
            number=1,
            in_favour=9,
            against=2,
            abstained=0,
        )
        is None
    )
    confirmed(desk, {**DIM, "condition": "They dim at 22:00."}, tradeoff)
    assert standing(desk) == [(1, "They dim at 22:00.")]
    assert desk.state.conditions.by_number[1].hands is None


def test_a_dropped_condition_keeps_its_number_from_every_other(evening):
    desk = evening("drawn-up").desk
    first, second = (each.id for each in taken_up(desk, projects=2))
    confirmed(desk, DIM, first)
    confirmed(desk, WORDS, first)
    confirmed(desk, {**DIM, "condition": "No works in December."}, second)
    assert standing(desk) == [(2, "No works in December.")]


def test_a_condition_that_is_not_confirmed_again_stands_as_it_was_agreed(
    evening,
):
    desk = evening("drawn-up").desk
    tradeoff = confirmed(desk)
    assert (
        desk.do(
            tradeoffs.word,
            tradeoff=tradeoff,
            **{**DIM, "condition": "None."},
        )
        is None
    )
    assert standing(desk) == [(1, "The lamps dim at 22:30.")]


def test_taking_the_confirming_back_takes_the_condition_back(evening):
    desk = evening("drawn-up").desk
    confirmed(desk)
    assert desk.undo() is None
    assert standing(desk) == []


def test_after_the_declaration_no_condition_changes(evening):
    desk = evening("declared").desk
    before = standing(desk)
    lamps = next(iter(desk.state.tradeoffs.by_id))
    confirmed(desk, {**DIM, "condition": "Something else."}, lamps)
    assert standing(desk) == before


@given(st.tuples(*[st.integers(0, 12)] * 3).filter(any), st.booleans())
def test_fewer_than_ten_hands_are_told_only_where_the_room_knew(hands, told):
    in_favour, against, abstained = hands
    decided = conditions.count_hands(
        state_at("deliberated"),
        None,
        number=1,
        in_favour=in_favour,
        against=against,
        abstained=abstained,
        told=told,
    )
    assert isinstance(decided, Writing)
    [entry] = decided.entries
    figures = (entry.in_favour, entry.against, entry.abstained)
    assert figures == (
        hands if sum(hands) >= 10 or told else (None, None, None)
    )


@pytest.mark.parametrize(
    ("hands", "where", "words"),
    [
        ((0, 0, 0), "in_favour", "No hand is counted."),
        ((3, -1, 0), "against", "Hands are counted from 0."),
        (
            (700_000, 2, 0),
            "in_favour",
            "More hands were counted than there are people in the register, "
            f"{len(state_at('declared').registered):,}.",
        ),
    ],
)
def test_hands_that_cannot_be_are_refused(hands, where, words):
    in_favour, against, abstained = hands
    refusal = conditions.count_hands(
        state_at("declared"),
        None,
        number=1,
        in_favour=in_favour,
        against=against,
        abstained=abstained,
    )
    assert isinstance(refusal, Refusal)
    assert (said(refusal), refusal.where) == (words, where)


def test_once_the_pack_is_made_no_hand_is_counted(evening):
    desk = evening("declared").desk
    assert desk.do(handover.made, file="pack.zip", result="ab" * 32) is None
    state = desk.state
    refusal = conditions.count_hands(
        state,
        None,
        number=1,
        in_favour=9,
        against=3,
        abstained=0,
    )
    assert said(refusal) == "The pack is made, and the conditions stand in it."


def test_the_committee_text_asks_for_each_condition_beside_its_item():
    text = committee_text(
        figures(state_at("declared")),
        locale_of("en"),
    ).decode()
    for line in figures(state_at("declared")).deliberated.conditions:
        funded = {p.id for p in figures(state_at("declared")).funded}
        assert (render(line.asked) in text) == (line.project in funded)


def test_the_figures_say_how_many_were_for_it_and_nothing_where_too_few_were():
    first, second = figures(state_at("declared")).deliberated.conditions
    assert render(first.hands) == "7 for it, 2 against, 0 abstained"
    assert render(second.hands) == "Counted; too few to be told"
    assert second.counted == (None, None, None)
