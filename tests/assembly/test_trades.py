"""Two options against each other: rather this than that, with who bears it and who disagrees."""

from __future__ import annotations

import pytest

from pbdesk.assembly import trades
from pbdesk.assembly.figures import figures
from pbdesk.assembly.trades import LINE
from pbdesk.i18n import render
from tests.assembly.said import said
from tests.evenings import state_at

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
    assert (newest(desk).worded.hands, newest(desk).confirmed) == ((7, 3, 1), None)
    trade = newest(desk).worded.trade
    assert desk.do(trades.confirm, trade=trade) is None
    assert trades.missing(desk.state) == ()
    assert (
        said(desk.do(trades.confirm, trade=trade))
        == "It is confirmed already, and nothing has changed."
    )
    assert desk.do(trades.word, **{**given, "reason": "Another"}, trade=trade) is None
    assert (newest(desk).worded.number, newest(desk).confirmed) == (1, None)


def test_a_project_is_traded_against_a_line_of_the_budget(evening):
    desk = evening("planned").desk
    given = {**two(desk), "than": LINE, "than_line": "Grass cutting"}
    assert desk.do(trades.word, **{**given, "than_line": " "}).where == "than_line"
    assert desk.do(trades.word, **given) is None
    assert str(newest(desk).worded.than.words) == "Grass cutting"


@pytest.mark.parametrize("part", [*WORDS])
def test_a_part_that_is_owed_is_asked_for_at_its_field(evening, part):
    desk = evening("planned").desk
    assert desk.do(trades.word, **{**two(desk), part: " "}).where == part


def test_an_option_is_not_traded_against_itself_nor_against_what_is_not_there(evening):
    desk = evening("planned").desk
    given = two(desk)
    assert desk.do(trades.word, **{**given, "than": given["rather"]}).where == "than"
    assert desk.do(trades.word, **{**given, "rather": "nothing"}).where == "rather"
    lines = {"rather": LINE, "than": LINE, "rather_line": "Grass", "than_line": "Grass"}
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


def test_the_figures_tell_it_in_a_sentence():
    line = figures(state_at("declared")).deliberated.trades[0]
    assert render(line.chosen).startswith("The room would rather have “Lighting")
    assert render(line.hands) == "41 for it, 12 against, 5 abstained"
    assert render(line.minority).startswith("Three of us")
