"""Counting hands and adding up slips, in the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from pbdesk.app.sample.steering import BEFORE, NAME, RULE, SEATS, TIME
from pbdesk.questions import declaration
from pbdesk.ui.pages import hands, slips
from pbdesk.ui.render.page import RenderedPage
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.button import Button
from tests.evenings import steering_at
from tests.ui.pages.on_proposals import asked, button, form
from tests.ui.pages.seen import seen_on

HANDS = {"hand/yes": 52, "hand/no": 27, "hand/abstain": 6, "present": 88}


@pytest.fixture
def steering(tmp_path, window, qtbot) -> Iterator[Callable[..., RenderedPage]]:
    """A page over the evening without money after one of its steps, turned to a question."""

    def show(step: str, spec, question: str) -> RenderedPage:
        path = steering_at(step, tmp_path)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.resize(1280, 800)
        _ = window.show_over(path, spec.name)
        window.turn(question)
        return window.places.page

    yield show
    window.session.close()
    window.places.forget()


def count(page, key: str, **figures: int) -> None:
    form(page, key).set_values(
        {**HANDS, **{f"hand/{name}": n for name, n in figures.items()}},
    )
    asked(page, key).record.click()


def test_two_people_count_the_same_and_the_answer_is_worked_out_at_once(
    steering,
):
    page = steering("counted", hands.PAGE, TIME)
    count(page, "first")
    assert "those figures are put away" in seen_on(page)
    assert "52" not in seen_on(page)
    assert form(page, "second").value("hand/yes") is None
    count(page, "second")
    assert page.host.state.count.counted is not None
    assert "Ida Brandt and Ken Lowe counted the same." in seen_on(page)


def test_what_was_typed_by_the_first_is_nowhere_when_the_page_is_opened_again(
    steering,
    window,
):
    page = steering("counted", hands.PAGE, TIME)
    form(page, "first").set_values(HANDS)
    asked(page, "first").keep()
    assert not [
        body
        for key, body in page.host.state.drafts.items()
        if "52" in body and "form" in key
    ]
    count(page, "first")
    window.turn(BEFORE)
    window.turn(TIME)
    again = window.places.page
    assert form(again, "second").value("hand/yes") is None
    assert "52" not in seen_on(again)


def test_the_first_may_not_count_as_the_second(steering):
    page = steering("counted", hands.PAGE, TIME)
    count(page, "first")
    form(page, "second").set_values({"by": "Teller 1"})
    count(page, "second")
    assert (
        "counted first already"
        in form(page, "second").field("by")._error.text()
    )


def test_unequal_counts_stand_beside_each_other_and_hands_are_raised_again(
    steering,
):
    page = steering("counted", hands.PAGE, TIME)
    count(page, "first", yes=51)
    count(page, "second")
    shown = page._seen.right[1]
    assert [cell.values["n"] for cell in shown.rows[1].cells[1:]] == [51, 52]
    assert QApplication.focusWidget() is form(page, "first").field("by").control
    count(page, "first")
    count(page, "second", yes=51)
    assert "ask the same as a new question, on paper" in seen_on(page)
    assert not page.forms


def test_a_question_given_up_by_hands_holds_nobody_up(steering):
    page = steering("counted", hands.PAGE, TIME)
    for _ in range(2):
        count(page, "first", yes=51)
        count(page, "second")
    window = page.window()
    for question in (SEATS, NAME, RULE):
        assert page.host.state.declared is None
        window.turn(question)
        page = window.places.page
        page.host.act(declaration.declare)
    assert page.host.state.declared is not None


def test_a_figure_that_is_missing_is_named_beside_its_field(steering):
    page = steering("counted", hands.PAGE, TIME)
    form(page, "first").set_values({**HANDS, "hand/no": None})
    asked(page, "first").record.click()
    assert (
        "Write 0 for none."
        in form(page, "first").field("hand/no")._error.text()
    )


def test_another_question_is_not_answered_by_hands(steering):
    page = steering("counted", hands.PAGE, BEFORE)
    assert "This question is not answered by hands" in seen_on(page)
    button(page, "Go to the questions").click()


def test_slips_are_added_up_and_told_as_a_mood(steering, window):
    page = steering("sealed", slips.PAGE, BEFORE)
    form(page, "slips").set_values({"answer/1": 9, "answer/5": 4})
    asked(page, "slips").record.click()
    state = page.host.state
    assert dict(state.slips.released.answers)["1"] == 9
    assert state.count.counted is not None
    assert "13 slips were added up." in seen_on(page)
    assert "It is no result" in seen_on(page)


def test_below_ten_slips_nothing_is_told(steering):
    page = steering("sealed", slips.PAGE, BEFORE)
    form(page, "slips").set_values({"answer/1": 9})
    asked(page, "slips").record.click()
    assert "Fewer than 10 slips came in; nothing of them is told." in seen_on(
        page,
    )
    assert page.host.state.slips.released.answers == {}


def test_the_pages_of_hands_and_slips_stand_in_the_rail_where_a_question_needs_them(
    steering,
    window,
):
    def listed() -> list[str]:
        return [
            page.key for step in window.frame.rail._steps for page in step.pages
        ]

    _ = steering("sealed", slips.PAGE, BEFORE)
    assert {"hands", "slips", "door"} <= set(listed())
    assert window.menus._to_pages["hands"].isVisible()


def test_the_header_leads_to_the_first_poll_then_to_the_vote_then_to_the_hands(
    steering,
    window,
):
    def way() -> tuple[str, str]:
        first = window.places.next_step(window.session.file).missing[0]
        return first.page, first.question

    _ = steering("sealed", slips.PAGE, BEFORE)
    assert way() == ("slips", BEFORE)
    _ = steering("before", hands.PAGE, TIME)
    assert way()[0] == "door"
    _ = steering("voted", hands.PAGE, TIME)
    assert way() == ("hands", TIME)


def test_in_large_text_the_way_back_stands_in_line_with_the_table(steering):
    theme().set(scale=2.0)
    page = steering("counted", hands.PAGE, TIME)
    for key in ("first", "second"):
        count(page, key, no=27 if key == "first" else 28)
    page.split.go_deep()
    QApplication.processEvents()
    back = next(
        each
        for each in page.findChildren(Button)
        if each.text() == "Hands" and each.isVisible()
    )
    assert back.mapTo(page, back.rect().topLeft()).x() == theme().gap(24)
