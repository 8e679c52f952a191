"""The list of questions, and the window that is turned to one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pbdesk.assembly import mandate, rulebook
from pbdesk.questions.items import USUAL
from pbdesk.ui.pages import charter, polls, question, result
from pbdesk.ui.pages import rulebook as rules
from pbdesk.ui.render.page import RenderedPage
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.button import Button
from tests.asking import FOLLOWS, GROUP, MOOD, NAME, ROAD, begun, desk_until
from tests.ui.pages.on_proposals import asked, button, form
from tests.ui.pages.seen import seen_on


@pytest.fixture
def asking(tmp_path, window, qtbot) -> Iterator[Callable[..., RenderedPage]]:
    """A page of the window over an evening of several questions, at a moment of it."""

    def show(moment: str, page=question.PAGE) -> RenderedPage:
        desk = desk_until(moment, tmp_path)
        desk.close()
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.resize(1280, 800)
        shown = window.show_over(desk.record.path, page.name)
        assert isinstance(shown, RenderedPage)
        return shown

    yield show
    window.session.close()
    window.places.forget()


def line(window) -> str:
    return theme().render(window.frame.question._label.text())


def test_every_question_stands_in_the_list_with_its_kind_and_round(asking):
    page = asking("sealed")
    rows = page._seen.left.rows
    said = [theme().render(row.title) for row in rows]
    assert said[1] == "2. Shall Mill Road be closed on Sundays?"
    assert [theme().render(row.sub) for row in rows] == [
        "Choose one or several, round 1",
        "Say yes or no, round 1",
        "Ask how strong the support is, round 1",
        "Choose one or several, round 2",
    ]
    assert {theme().render(row.figure) for row in rows} == {"Sealed"}


def test_the_row_that_is_chosen_turns_the_whole_window(asking, window):
    page = asking("sealed")
    page.choose(ROAD)
    assert window.session.state.asked == ROAD
    assert (
        line(window) == "Question 2 of 4: Shall Mill Road be closed on Sundays?"
    )
    page.choose(NAME)
    assert window.session.state.asked == NAME


def test_the_next_question_is_a_key_away_and_after_the_last_comes_the_first(
    asking,
    window,
    qtbot,
):
    page = asking("sealed")
    qtbot.keyClick(
        page,
        Qt.Key.Key_PageDown,
        Qt.KeyboardModifier.ControlModifier,
    )
    assert window.session.state.asked == ROAD
    for _ in range(2):
        qtbot.keyClick(
            page,
            Qt.Key.Key_PageUp,
            Qt.KeyboardModifier.ControlModifier,
        )
    assert window.session.state.asked == NAME
    window.frame.question.after.click()
    assert window.session.state.asked == GROUP


def test_one_question_alone_is_not_numbered(tmp_path, window, asking):
    desk = begun(tmp_path)
    desk.close()
    window.show_over(desk.record.path, question.PAGE.name)
    assert not window.frame.question.isVisible()
    assert not window.menus._others[0].isEnabled()


def test_a_question_is_asked_and_taken_out_again(asking):
    page = asking("asked")
    button(page, "Ask another question").click()
    form(page, "ask").set_values({"kind": "decide"})
    asked(page, "ask").record.click()
    assert page.host.state.order == (GROUP, ROAD, MOOD, NAME, "5")
    page.choose("5")
    button(page, "Take it out").click()
    assert page.host.state.order == (GROUP, ROAD, MOOD, NAME)
    assert page.host.state.asked == GROUP


def test_who_came_is_asked_whole_at_one_press_and_offered_until_then(asking):
    page = asking("asked")
    button(page, "Ask who came, on slips").click()
    asked_last = page.host.state.of(page.host.state.order[-1])
    assert asked_last.terms.items == USUAL
    assert asked_last.terms.wording.startswith("Who came")
    assert page.host.state.asked == GROUP, "the window stays at its question"
    seen = [
        each.text() for each in page.findChildren(Button) if each.isVisible()
    ]
    assert "Ask who came, on slips" not in seen


def test_a_person_is_added_only_with_consent_and_the_refusal_stands_beside_its_field(
    asking,
):
    page = asking("asked")
    form(page, "option").set_values({"name": "Eli", "person": True})
    asked(page, "option").record.click()
    assert (
        "did not agree" in form(page, "option").field("consent")._error.text()
    )
    form(page, "option").set_values({"consent": True})
    asked(page, "option").record.click()
    assert [each.title for each in page.host.state.terms.options.values()][
        -1
    ] == "Eli"
    assert form(page, "option").value("name") is None


def test_an_option_is_taken_out_by_its_name(asking):
    page = asking("asked")
    button(page, "Take out: Cleo").click()
    titles = [each.title for each in page.host.state.terms.options.values()]
    assert titles == ["Ada", "Ben", "Dov"]


def test_a_later_question_is_sealed_with_its_reason(asking):
    page = asking("sealed")
    button(page, "Ask another question").click()
    form(page, "ask").set_values({"kind": "decide"})
    asked(page, "ask").record.click()
    page.choose("5")
    assert "What the assembly is asked: not given yet." in seen_on(page)
    for clause, value in {
        "question": "Shall we meet again?",
        **FOLLOWS,
    }.items():
        page.host.act(mandate.set_charter, clause=clause, value=value)
    page.host.act(rulebook.set_rule, clause="quorum", value=0)
    asked(page, "seal").record.click()
    assert "Say why" in form(page, "seal").field("reason")._error.text()
    form(page, "seal").set_values({"reason": "It came up tonight."})
    asked(page, "seal").record.click()
    assert page.host.state.of("5").rulebook.sealed
    assert not [key for key in page.forms if key == "seal"]


def test_what_is_typed_for_one_question_is_not_seen_at_another(
    asking,
    window,
    type_into,
):
    page = asking("declared", result.PAGE)
    page.go_to("words")
    type_into("The lot was not shown")
    window.turn(ROAD)
    other = window.places.page
    assert form(other, "objection").value("words") is None
    window.turn(GROUP)
    assert (
        form(window.places.page, "objection").value("words")
        == "The lot was not shown"
    )


def test_what_the_round_still_needs_leads_to_each_of_its_questions(
    asking,
    window,
):
    page = asking("sealed", polls.PAGE)
    said = seen_on(page)
    assert all(
        f"Question {n}: The ballot is not drawn up." in said
        for n in (GROUP, ROAD, MOOD)
    )
    goes = [
        press
        for press in page.findChildren(type(window.frame.header.button))
        if press.accessibleName() == "Go to the ballot papers, question 2"
    ]
    goes[0].click()
    assert (window.places.here, window.session.state.asked) == ("papers", ROAD)


def test_an_evening_without_money_has_no_step_of_ideas(asking, window):
    _ = asking("sealed")
    assert "proposals" not in [step.key for step in window.frame.rail._steps]


def test_the_charter_counts_the_steps_that_the_evening_needs(asking):
    page = asking("sealed", charter.PAGE)
    assert "Step 1 of 7" in seen_on(page), "there is no step of ideas"


def test_a_question_says_of_whom_it_is_asked_and_how_it_is_counted(asking):
    said = seen_on(asking("sealed"))
    assert "Asked of" in said
    assert "How it is counted" in said
    assert "Single transferable vote" in said


def test_the_header_leads_to_the_question_that_needs_something(asking, window):
    page = asking("counted", charter.PAGE)
    window.turn(NAME)
    assert QApplication.focusWidget() is not None
    assert (
        window.places.next_step(window.session.file).missing[0].question
        == GROUP
    )
    window.go_next()
    assert (window.places.here, window.session.state.asked) == ("result", GROUP)
    assert page is not window.places.page


def test_a_rule_that_asks_more_leads_on_to_what_it_asks(asking, press):
    page = asking("begun", rules.PAGE)
    page.go_to("rule")
    for _ in range(4):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    assert page.host.state.rulebook.rule == "stv-scottish"
    seats = page.clauses["rulebook"].form.field("count.seats")
    assert seats.isVisible()
    assert seats.has_focus()
