"""The result: not shown before it is declared.

Then the list, the money line, and why for each project.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pbdesk.assembly import agenda, floor
from pbdesk.assembly.figures import figures
from pbdesk.i18n import render
from pbdesk.ui.pages.result import PAGE
from pbdesk.ui.render.blocks import Bars, Heading, Notes, Paragraph, Table
from pbdesk.ui.render.view import Here
from pbdesk.ui.widgets import table as widgets
from tests.evenings import state_at
from tests.paper.reading import text_of
from tests.ui.pages.on_proposals import button
from tests.ui.pages.seen import seen_on


def project(state, title: str) -> str:
    return next(
        line.project for line in state.sheet.lines if line.title == title
    )


def seen_at(state, title: str = ""):
    return PAGE.view(
        state,
        None,
        Here(chosen=project(state, title) if title else None),
    )


def block(blocks, kind):
    return next((each for each in blocks if isinstance(each, kind)), None)


def test_before_the_declaration_the_view_holds_nothing_of_the_result():
    seen = seen_at(state_at("counted"))
    assert isinstance(seen.left, tuple)
    said = [
        render(each.text) for each in seen.left if isinstance(each, Paragraph)
    ]
    assert said[0] == "Counted, not declared."
    assert said[-1] == "Quorum 120: reached, 354 took a ballot."
    assert (block(seen.left, Table), seen.right) == (None, ())


@pytest.mark.parametrize("moment", ["counted", "declared"])
def test_whoever_declares_is_asked_about_an_item_that_nobody_ended(
    page_at,
    moment,
):
    page = page_at(PAGE, moment)
    desk = page.host.desk
    assert desk.do(agenda.plan, kind="talk", title="Thanks", minutes=3) is None
    assert desk.do(floor.begin, item=desk.state.agenda.items[-1].id) is None
    page.refresh()
    assert "“Thanks” is still running, since" in seen_on(page)
    button(page, "End it").click()
    assert page.host.state.floor.now is None
    assert "still running" not in seen_on(page)


def test_before_the_declaration_the_page_names_no_project(page_at):
    page = page_at(PAGE, "counted")
    words = seen_on(page)
    assert "Counted, not declared." in words
    assert not any(line.title in words for line in page.host.state.sheet.lines)
    assert page.findChild(widgets.Table) is None


def test_declaring_is_final_and_then_the_table_has_the_focus(page_at, press):
    page = page_at(PAGE, "counted")
    page.go_to(None)
    page.left.button("declare").setFocus()
    press(Qt.Key.Key_Return)
    assert page.host.asked[0].endswith("[Declare the result]")
    assert page.host.state.declaration.declared is not None
    assert page.findChild(widgets.Table).hasFocus()
    assert page.host.announced == ["The result is declared."]


def test_a_room_that_is_open_turns_to_the_result_and_shows_none_of_it_yet(
    page_at,
):
    page = page_at(PAGE, "counted")
    page.host.show_in_room("counting")
    page.left.button("declare").click()
    room = page.window().room.window
    assert (room.scene, room.step) == ("result", 0)
    heard = " ".join(map(said_of, room.findChildren(QWidget)))
    assert "0 of 8 shown" in heard
    assert not any(
        each.title in heard for each in figures(page.host.state).projects
    )


def said_of(widget: QWidget) -> str:
    return f"{widget.accessibleName()} {widget.accessibleDescription()}"


def test_a_room_that_is_not_open_is_not_opened_by_the_declaration(page_at):
    page = page_at(PAGE, "counted")
    page.left.button("declare").click()
    assert page.host.in_room == []
    assert page.window().room.window is None


def test_funded_projects_stand_above_the_money_line_in_the_order_funded():
    rows = block(seen_at(state_at("declared")).left, Table).rows
    assert rows[0].cells[0] == "Lighting on the riverside path"
    assert [i for i, row in enumerate(rows) if row.across] == [5]
    assert (
        render(rows[5].across)
        == "Money line: £56,700 of £60,000 given, £3,300 left."
    )
    assert [render(row.cells[4]) for row in rows[:2]] == ["£47,500", "£39,100"]


def test_each_project_has_its_part_of_the_valid_ballots_beside_its_number():
    table = block(seen_at(state_at("declared")).left, Table)
    assert render(table.columns[2].title) == "of 343"
    shares = [render(row.cells[2]) for row in table.rows if not row.across]
    assert shares == ["67%", "59%", "55%", "49%", "44%", "41%", "34%", "28%"]


def test_a_project_that_was_not_funded_shows_what_was_left_at_its_turn():
    why = seen_at(state_at("declared"), "Outdoor gym beside the pitches").right
    head, reason = block(why, Heading), block(why, Paragraph)
    assert (render(head.caption), render(head.state)) == (
        "Place 6 of 8",
        "Not funded",
    )
    assert [line.size for line in block(why, Bars).lines] == [
        330_000,
        1_800_000,
    ]
    assert "only £3,300 was left" in render(reason.text)


def test_a_funded_project_shows_what_was_left_before_it_was_paid():
    why = seen_at(state_at("declared"), "Lighting on the riverside path").right
    assert render(block(why, Heading).state) == "Funded"
    assert block(why, Bars).lines[0].size == 6_000_000


def test_the_least_that_would_have_won_is_found_by_counting_again(
    page_at,
    found_out,
):
    page = page_at(PAGE, "declared")
    page.go_to(project(page.host.state, "Outdoor gym beside the pitches"))
    page.right.button("ways").click()
    found_out()
    words = seen_on(page.right.page)
    changes = (
        "29 more ballots",
        "12 more ballots and £100 off its cost",
        "11 more ballots and £3,401 off its cost",
        "£14,700 off its cost",
    )
    assert all(change in words for change in changes)
    assert (
        "Community fridge and Dropped kerbs on Station Road would not be funded."
        in words
    )


def test_a_projects_own_sheet_says_the_least_that_would_have_won_it(
    page_at,
    found_out,
):
    page = page_at(PAGE, "declared")
    page.go_to(project(page.host.state, "Outdoor gym beside the pitches"))
    page.right.button("project-sheet.pdf").click()
    found_out()
    title, pdf, name = page.host.previews[0]
    assert (title, name) == (
        "Outdoor gym beside the pitches",
        "project-sheet.pdf",
    )
    words = text_of(pdf)
    assert "29 more ballots." in words
    assert "number 6 by support" in words


def test_projects_are_gone_through_by_keyboard(page_at, press):
    page = page_at(PAGE, "declared")
    page.go_to(None)
    before = page.at.chosen
    press(Qt.Key.Key_Down)
    assert page.at.chosen != before
    assert page.findChild(widgets.Table).hasFocus()


def test_an_objection_is_noted_in_its_own_words(page_at, type_into, press):
    page = page_at(PAGE, "declared")
    page.go_to("words")
    type_into("The kiosk was far away.")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert [str(words) for words in page.host.state.declaration.objections] == [
        "The kiosk was far away.",
    ]
    assert "The kiosk was far away." in seen_on(page)
    assert page.forms["objection"].form.value("words") is None


def test_an_empty_objection_is_refused_beside_the_field(page_at):
    page = page_at(PAGE, "declared")
    page.forms["objection"].record.click()
    assert page.forms["objection"].form.field("words").is_wrong()


def test_the_room_is_shown_the_result_when_the_button_is_pressed(page_at):
    page = page_at(PAGE, "declared")
    page.right.button("room/result").click()
    assert page.host.in_room == ["result"]


def test_what_was_rejected_is_said_by_reason():
    notes = block(seen_at(state_at("declared")).left, Notes).notes
    notes = {render(name): render(words) for name, words in notes}
    assert notes["Rejected"] == (
        "6 ballots: Identifies the voter (1), Too many marks (3), Not clear what was meant (1) and "
        "Unmarked (1)."
    )
    assert notes["Ties"] == "No tie decided a place, so the lot was not needed."


def test_beside_a_project_stands_on_what_part_of_the_ballots_it_is():
    state = state_at("declared")
    first = figures(state).funded[0]
    words = [
        render(each.text)
        for each in PAGE.view(state, None, Here(chosen=first.id)).right
        if isinstance(each, Paragraph)
    ]
    assert (
        f"On {first.support} of 343 valid ballots, {round(100 * first.support / 343)}%."
        in words
    )
