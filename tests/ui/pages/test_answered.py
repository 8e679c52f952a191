"""What came out of questions without money, on the page and in the room."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from pbdesk.app.desk import Desk
from pbdesk.app.sample.steering import AFTER, BEFORE
from pbdesk.assembly.answered import answer
from pbdesk.assembly.public import public
from pbdesk.charts import PAPER, passing
from pbdesk.i18n import ENGLISH, locale_of, render
from pbdesk.questions import declaration
from pbdesk.ui.pages import result
from pbdesk.ui.render.blocks import Bars, Chart, Heading, Paragraph, Table
from pbdesk.ui.render.view import Here
from pbdesk.ui.room.screen import ShiftBars, StageBars
from pbdesk.ui.room.view import screens
from pbdesk.ui.theme import theme
from tests.asking import GROUP, MOOD, ROAD, desk_until, do
from tests.evenings import steering_at
from tests.ui.pages.on_proposals import asked, button, form
from tests.ui.pages.seen import seen_on


@pytest.fixture(scope="module")
def declared(tmp_path_factory):
    desk = desk_until("declared", tmp_path_factory.mktemp("declared"))
    desk.close()
    return desk.state


@pytest.fixture(scope="module")
def counted(tmp_path_factory):
    desk = desk_until("counted", tmp_path_factory.mktemp("counted"))
    desk.close()
    return desk.state


def seen(state, kind):
    left = result.PAGE.view(state, None, Here()).left
    assert isinstance(left, tuple)
    return [block for block in left if isinstance(block, kind)]


def words(state) -> list[str]:
    return [render(block.text) for block in seen(state, Paragraph)]


def test_who_is_chosen_stands_above_every_stage_with_the_votes_it_takes(
    declared,
):
    state = declared.of(GROUP)
    assert render(seen(state, Heading)[0].title) == "Chosen: Ada and Ben"
    (table,) = seen(state, Table)
    cells = {
        render(row.cells[0]): [render(each) for each in row.cells[1:]]
        for row in table.rows
    }
    assert list(cells)[:2] == ["Ada", "Ben"]
    assert cells["Ada"] == ["✓ 3", "2", "2", "2"]
    assert cells["Ben"] == ["1", "1.67", "1.67", "✓ 2.67"]
    assert cells["No further choice"] == ["–", "–", "0.33", "0.33"]
    assert cells["Cleo"][-2:] == ["out", "–"]
    assert [row.strong for row in table.rows] == [
        True,
        True,
        False,
        False,
        False,
    ]


def stage(state, chosen: str) -> tuple[list[str], Chart | None]:
    """What is said of a stage at the right, and its picture at the left."""
    view = result.PAGE.view(state, None, Here(chosen=chosen))
    assert isinstance(view.left, tuple)
    told = [
        render(each.text)
        for each in view.right
        if isinstance(each, Paragraph) and each.key.startswith("told")
    ]
    return told, next(
        (each for each in view.left if isinstance(each, Chart)),
        None,
    )


def test_every_stage_says_what_followed_and_draws_whose_votes_go_where(
    declared,
):
    state = declared.of(GROUP)
    first, picture = stage(state, "stage-0")
    assert first[0] == "Ada has enough votes and is chosen."
    assert picture is not None
    assert "Ada" in render(picture.said)
    assert "<path" in picture.draw(ENGLISH, PAPER)
    assert answer(state).stages[0].moved.surplus
    second, _ = stage(state, "stage-1")
    assert "Cleo has the fewest votes and goes out." in second
    last, none = stage(state, "stage-3")
    assert none is None
    assert last == ["Ben has enough votes and is chosen."]


def test_what_passes_on_is_all_that_is_there_to_pass_on(declared, counted):
    for each in answer(declared.of(GROUP)).stages:
        if each.moved is not None:
            came = sum(gain.came for gain in each.moved.gains)
            assert abs(came + each.moved.nobody - each.moved.votes) < Fraction(
                1,
                1000,
            )
            assert passing(each.moved).count("<path") >= 1


def test_choosing_a_name_shows_the_stage_at_which_its_fate_was_settled(
    declared,
):
    state = declared.of(GROUP)
    cleo = next(
        line.project for line in state.sheet.lines if line.title == "Cleo"
    )
    assert "Cleo has the fewest votes and goes out." in stage(state, cleo)[0]


def test_a_decision_says_passed_with_its_base_and_what_was_needed(declared):
    state = declared.of(ROAD)
    assert render(seen(state, Heading)[0].title) == "Passed"
    assert words(state)[0].startswith(
        "Passed: 4 yes, 1 no. It took more than 1/2 of the ballots",
    )
    lines = {
        render(line.words): (line.size, line.filled)
        for line in seen(state, Bars)[0].lines
    }
    assert lines["Yes"] == (4000, True)
    assert lines["Yes that were needed"] == (3000, False)


def test_a_straw_poll_is_told_as_one_once_it_is_counted_and_never_declared(
    counted,
):
    state = counted.of(MOOD)
    assert (
        words(state)[0]
        == "A straw poll. It is no result, and nothing follows from it."
    )
    assert [line.size for line in seen(state, Bars)[0].lines] == [
        n * 1000 for n in (1, 2, 0, 0, 1, 0, 0, 1)
    ]
    assert "2 Support with a small concern" in render(
        seen(state, Heading)[0].title,
    )


def test_the_same_poll_before_and_after_the_talk_is_told_as_a_shift(
    tmp_path: Path,
):
    desk = Desk.open(steering_at("after", tmp_path))
    state = desk.state.of(AFTER)
    desk.close()
    said = "60 of 90 were for it before the talk, 71 of 90 after it."
    assert said in words(state)
    (table,) = seen(state, Table)
    assert [render(each) for each in table.rows[0].cells[1:]] == ["9", "17"]
    (shown,) = screens(public(state), "result")
    assert isinstance(shown.body, ShiftBars)
    assert render(shown.body.headline) == said
    assert answer(state.of(BEFORE)).shift is None


def test_nothing_of_a_question_is_seen_before_it_is_declared(counted):
    for question in (GROUP, ROAD):
        state = counted.of(question)
        assert not seen(state, Bars)
        assert public(state).answer is None
        assert len(screens(public(state), "result")) == 1


def test_the_room_sees_every_stage_and_the_fixed_answers_in_its_own_language(
    declared,
):
    shown = screens(public(declared.of(GROUP)), "result")
    assert render(shown[0].body.big) == "Chosen: Ada and Ben"
    assert sum(isinstance(each.body, StageBars) for each in shown) == 4
    road = screens(public(declared.of(ROAD)), "result")[1].body
    assert isinstance(road, StageBars)
    arabic = [render(line.name, locale_of("ar")) for line in road.lines]
    assert "Yes" not in arabic
    assert road.needed is not None
    said, share = road.needed
    assert render(said) == "Yes that were needed: 3"
    assert share == 3 / 4
    assert len(road.lines) == 3, "what it takes is a line across, no bar"
    mood = screens(public(declared.of(MOOD)), "result")
    assert all("straw poll" in render(each.under) for each in mood)


def test_a_question_is_declared_and_objected_to_in_the_window(
    tmp_path: Path,
    window,
    qtbot,
):
    desk = desk_until("counted", tmp_path)
    desk.turn(GROUP)
    do(desk, declaration.declare)
    desk.close()
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    _ = window.show_over(desk.record.path, result.PAGE.name)
    window.turn(ROAD)
    page = window.places.page
    assert "Counted, not declared." in seen_on(page)
    button(page, "Declare the result").click()
    assert "Passed: 4 yes, 1 no." in seen_on(page)
    form(page, "objection").set_values({"words": "The hall was cold"})
    asked(page, "objection").record.click()
    assert "The hall was cold" in seen_on(page)
    window.host.show_in_room("result")
    assert window.room.window.steps == 2
    assert "Passed" in theme().render(window.room.window._screens[0].body.big)
    window.room.close()
    window.session.close()
    window.places.forget()
