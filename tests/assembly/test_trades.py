"""Two options against each other: rather this than that, with who bears it and who disagrees."""

from __future__ import annotations

import pytest

from pbdesk.app.jobs.deliberated_told import deliberated_told
from pbdesk.app.jobs.sheets import ballots_pdf
from pbdesk.assembly import aside, trades
from pbdesk.assembly.conditions import Hands
from pbdesk.assembly.deliberated import deliberated
from pbdesk.assembly.figures import figures
from pbdesk.assembly.trades import LINE
from pbdesk.assembly.way import followed, way
from pbdesk.i18n import locale_of, render
from tests.assembly.said import said
from tests.evenings import state_at
from tests.paper.reading import text_of

WORDS = {
    "reason": "Everybody walks there.",
    "gained": "Light",
    "given_up": "A gym",
    "bears": "The young",
}


def two(desk) -> dict[str, str]:
    rather, than = list(trades.options(desk.state))[:2]
    return {"rather": rather, "than": than, **WORDS}


def newest(desk):
    return desk.state.trades.newest


def test_two_projects_are_traded_read_aloud_and_confirmed(evening):
    desk = evening("planned").desk
    given = two(desk)
    hands = {"in_favour": 7, "against": 3, "abstained": 1}
    assert desk.do(trades.word, **given, table=4, **hands) is None
    assert [each.page for each in trades.missing(desk.state)] == ["trades"]
    assert (newest(desk).worded.hands, newest(desk).confirmed) == (
        (7, 3, 1),
        None,
    )
    trade = newest(desk).worded.trade
    assert desk.do(trades.confirm, trade=trade) is None
    assert trades.missing(desk.state) == ()
    assert (
        said(desk.do(trades.confirm, trade=trade))
        == "It is confirmed already, and nothing has changed."
    )
    assert (
        desk.do(trades.word, **{**given, "reason": "Another"}, trade=trade)
        is None
    )
    assert (newest(desk).worded.number, newest(desk).confirmed) == (1, None)


def test_a_project_is_traded_against_a_line_of_the_budget(evening):
    desk = evening("planned").desk
    given = {**two(desk), "than": LINE, "than_line": "Grass cutting"}
    assert (
        desk.do(trades.word, **{**given, "than_line": " "}).where == "than_line"
    )
    assert desk.do(trades.word, **given) is None
    assert str(newest(desk).worded.than.words) == "Grass cutting"


@pytest.mark.parametrize("part", [*WORDS])
def test_a_part_that_is_owed_is_asked_for_at_its_field(evening, part):
    desk = evening("planned").desk
    assert desk.do(trades.word, **{**two(desk), part: " "}).where == part


def test_an_option_is_not_traded_against_itself_nor_against_what_is_not_there(
    evening,
):
    desk = evening("planned").desk
    given = two(desk)
    assert (
        desk.do(trades.word, **{**given, "than": given["rather"]}).where
        == "than"
    )
    assert (
        desk.do(trades.word, **{**given, "rather": "nothing"}).where == "rather"
    )
    lines = {
        "rather": LINE,
        "than": LINE,
        "rather_line": "Grass",
        "than_line": "Grass",
    }
    assert desk.do(trades.word, **{**given, **lines}).where == "than"


def test_few_hands_are_told_only_where_the_room_knew(evening):
    desk = evening("planned").desk
    hands = {"in_favour": 6, "against": 2, "abstained": 1}
    assert desk.do(trades.word, **two(desk), **hands) is None
    assert newest(desk).worded.hands is None
    assert desk.do(trades.word, **two(desk), **hands, told=True) is None
    assert newest(desk).worded.hands == (6, 2, 1)
    assert desk.do(trades.word, **two(desk), in_favour=0).where == "in_favour"
    assert desk.do(trades.word, **two(desk), against=-1).where == "against"


ON = {
    "condition": "The gym comes first next year.",
    "in_favour": 8,
    "against": 3,
    "abstained": 0,
}


def test_the_condition_of_a_trade_has_the_next_number_of_the_one_series(
    evening,
):
    desk = evening("deliberated").desk
    assert [*desk.state.conditions.by_number] == [1, 2]
    assert desk.do(trades.word, **two(desk), **ON, table=4) is None
    assert [*desk.state.conditions.by_number] == [1, 2]
    trade = newest(desk).worded
    assert desk.do(trades.confirm, trade=trade.trade) is None
    found = desk.state.conditions.by_number[3]
    assert (str(found.words), found.project, found.table) == (
        ON["condition"],
        trade.rather.option,
        4,
    )
    assert found.hands == Hands(8, 3, 0)
    assert desk.undo() is None
    assert [*desk.state.conditions.by_number] == [1, 2]


def test_the_condition_of_a_trade_goes_where_every_condition_goes(evening):
    desk = evening("deliberated").desk
    lamps = desk.state.trades.newest.worded
    given = {
        **two(desk),
        "rather": lamps.rather.option,
        "than": lamps.than.option,
    }
    assert desk.do(trades.word, **given, **ON, trade=lamps.trade) is None
    assert desk.do(trades.confirm, trade=lamps.trade) is None
    state = desk.state
    held = deliberated(state)
    assert [line.number for line in held.asked_on(lamps.rather.option)] == [
        1,
        3,
    ]
    assert held.condition_of(held.trades[-1]).number == 3
    assert deliberated_told(state, held)["trades"][-1]["condition"] == 3
    pdf = ballots_pdf(state, locale_of("en"), large=False, control=("1",))
    printed = " ".join(text_of(pdf).split())
    assert "Condition 1: " in printed
    assert "Condition 3: The gym comes first next year." in printed
    subject = next(
        each for each in followed(state) if each.key == "condition/3"
    )
    steps = [render(step.what) for step in way(state, subject)]
    assert steps[:2] == [
        "It became condition 3, read aloud",
        "Hands were counted",
    ]


def test_a_condition_worded_anew_in_a_trade_keeps_its_number_and_none_drops_it(
    evening,
):
    desk = evening("planned").desk
    assert desk.do(trades.word, **two(desk), **ON) is None
    trade = newest(desk).worded.trade
    assert desk.do(trades.confirm, trade=trade) is None
    again = {**two(desk), "trade": trade}
    assert desk.do(trades.word, **again, condition="The gym in 2028.") is None
    assert desk.do(trades.confirm, trade=trade) is None
    found = desk.state.conditions.by_number[1]
    assert (str(found.words), found.hands) == ("The gym in 2028.", None)
    assert desk.do(trades.word, **again) is None
    assert desk.do(trades.confirm, trade=trade) is None
    assert desk.state.conditions.standing == ()


def test_a_condition_is_asked_only_of_a_project(evening):
    desk = evening("planned").desk
    given = {**two(desk), "rather": LINE, "rather_line": "Grass cutting"}
    refusal = desk.do(trades.word, **given, condition="Only by hand.")
    assert said(refusal) == "A condition goes with a project, and this is none."
    assert refusal.where == "condition"


def test_who_stands_aside_has_the_condition_of_the_trade_counted_anew(evening):
    desk = evening("planned").desk
    assert desk.do(trades.word, **two(desk), **ON) is None
    trade = newest(desk).worded
    assert desk.do(trades.confirm, trade=trade.trade) is None
    late = {"role": "member", "what": "Lives there.", "handled": "recused"}
    assert desk.do(aside.declare, **late, project=trade.rather.option) is None
    assert desk.state.conditions.by_number[1].hands is None
    assert desk.do(trades.confirm, trade=trade.trade) is None
    assert (
        len(desk.state.conditions.standing),
        newest(desk).confirmed is None,
    ) == (
        1,
        False,
    )


def test_the_figures_tell_it_in_a_sentence():
    line = figures(state_at("declared")).deliberated.trades[0]
    assert render(line.chosen).startswith(
        "The room would rather have “Lighting",
    )
    assert render(line.hands) == "41 for it, 12 against, 5 abstained"
    assert render(line.minority).startswith("Three of us")
