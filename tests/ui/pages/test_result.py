"""The result: not shown before it is declared.

Then the list, the money line, and why for each project.
"""

from __future__ import annotations

from PySide6.QtCore import Qt

from pbdesk.i18n import render
from pbdesk.ui.pages.here import Here
from pbdesk.ui.pages.result.page import ResultPage
from pbdesk.ui.pages.result.view import Declared, view
from tests.evenings import state_at
from tests.paper.reading import text_of
from tests.ui.pages.seen import seen_on


def project(state, title: str) -> str:
    return next(line.project for line in state.vote.lines if line.title == title)


def declared(state, title: str = "") -> Declared:
    found = view(state, Here(chosen=project(state, title) if title else None)).declared
    assert found is not None
    return found


def test_before_the_declaration_the_view_holds_nothing_of_the_result():
    seen = view(state_at("counted"), Here())
    assert (seen.stage, seen.declared) == ("counted", None)
    assert render(seen.quorum) == "Quorum 120: reached, 354 took a ballot."


def test_before_the_declaration_the_page_names_no_project(page_at):
    page = page_at(ResultPage, "counted")
    words = seen_on(page)
    assert "Counted, not declared." in words
    assert not any(line.title in words for line in page.host.state.vote.lines)
    assert page.table.shown.rowCount() == 0


def test_declaring_is_final_and_then_the_table_has_the_focus(page_at, press):
    page = page_at(ResultPage, "counted")
    page.go_to(None)
    press(Qt.Key.Key_Return)
    assert page.host.asked[0].endswith("[Declare the result]")
    assert page.host.state.declaration.declared is not None
    assert page.table.hasFocus()
    assert page.host.announced == ["The result is declared."]


def test_funded_projects_stand_above_the_money_line_in_the_order_funded():
    seen = declared(state_at("declared"))
    assert seen.lines[0].title == "Lighting on the riverside path"
    across = [i for i, line in enumerate(seen.lines) if line.across is not None]
    assert across == [5]
    assert (
        render(seen.lines[5].across or "") == "Money line: £56,700 of £60,000 given, £3,300 left."
    )
    assert [render(line.left_after) for line in seen.lines[:2]] == ["£47,500", "£39,100"]


def test_a_project_that_was_not_funded_shows_what_was_left_at_its_turn():
    state = state_at("declared")
    chosen = declared(state, "Outdoor gym beside the pitches").chosen
    assert (render(chosen.caption), chosen.funded) == ("Place 6 of 8", False)
    assert chosen.scales is not None
    assert (chosen.scales.left, chosen.scales.cost) == (330_000, 1_800_000)
    assert "only £3,300 was left" in render(chosen.reason)


def test_a_funded_project_shows_what_was_left_before_it_was_paid():
    state = state_at("declared")
    chosen = declared(state, "Lighting on the riverside path").chosen
    assert chosen.scales is not None
    assert (chosen.funded, chosen.scales.left) == (True, 6_000_000)


def test_the_least_that_would_have_won_is_found_by_counting_again(page_at):
    page = page_at(ResultPage, "declared")
    page.go_to(project(page.host.state, "Outdoor gym beside the pitches"))
    page.why.search.click()
    words = seen_on(page.why)
    changes = (
        "29 more ballots",
        "12 more ballots and £100 less",
        "11 more ballots and £3,401 less",
        "£14,700 less",
    )
    assert all(change in words for change in changes)
    assert "Community fridge and Dropped kerbs on Station Road would not be funded." in words


def test_a_projects_own_sheet_says_the_least_that_would_have_won_it(page_at):
    page = page_at(ResultPage, "declared")
    page.go_to(project(page.host.state, "Outdoor gym beside the pitches"))
    page.why.sheet.click()
    title, pdf, name = page.host.previews[0]
    assert (title, name) == ("Outdoor gym beside the pitches", "project-sheet.pdf")
    words = text_of(pdf)
    assert "29 more ballots." in words
    assert "Not funded, number 6 by support" in words


def test_projects_are_gone_through_by_keyboard(page_at, press):
    page = page_at(ResultPage, "declared")
    page.go_to(None)
    before = page.here.chosen
    press(Qt.Key.Key_Down)
    assert page.here.chosen != before
    assert page.table.hasFocus()


def test_an_objection_is_noted_in_its_own_words(page_at, type_into, press):
    page = page_at(ResultPage, "declared")
    page.go_to("words")
    type_into("The kiosk was far away.")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert [str(words) for words in page.host.state.declaration.objections] == [
        "The kiosk was far away."
    ]
    assert "The kiosk was far away." in seen_on(page)
    assert page.form.value("words") is None


def test_an_empty_objection_is_refused_beside_the_field(page_at):
    page = page_at(ResultPage, "declared")
    page.note.click()
    assert page.form.field("words").is_wrong()


def test_the_room_is_shown_the_result_when_the_button_is_pressed(page_at):
    page = page_at(ResultPage, "declared")
    page.why.showing.emit()
    assert page.host.in_room == ["result"]


def test_what_was_rejected_is_said_by_reason():
    seen = declared(state_at("declared"))
    notes = {render(name): render(words) for name, words in seen.notes}
    assert notes["Rejected"] == (
        "6 ballots: Identifies the voter (1), Too many marks (3), Void for uncertainty (1) and "
        "Unmarked (1)."
    )
    assert notes["Ties"] == "No tie decided a place, so the lot was not needed."
