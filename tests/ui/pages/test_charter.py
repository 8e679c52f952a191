"""The charter's page: fields at the left, the charter as it will be read at the right."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pbdesk.assembly.mandate import ASKED, ROLES, set_charter
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import render
from pbdesk.questions import staff
from pbdesk.ui.pages import charter
from pbdesk.ui.pages.charter import SENTENCE_OF, wording
from pbdesk.ui.pages.wording import wall
from pbdesk.ui.render.blocks import Paragraph, Rows
from pbdesk.ui.render.page import RenderedPage
from pbdesk.ui.widgets.form import Form
from pbdesk.words import as_words
from tests.evenings import state_at
from tests.ui.pages.seen import seen_on

CHARTER = (*ASKED, *ROLES, *staff.ROLES)

EXAMPLES = {
    "line": "The parish council",
    "money": 250_000,
    "choice": "binding",
    "day": "2027-02-01",
}


def form_on(page: RenderedPage) -> Form:
    return page.clauses["charter"].form


def read(state: Assembly) -> list[str]:
    return [render(words) for words in wording(state).sentences]


def test_the_charter_says_who_holds_how_much_and_who_decides_by_when():
    said = read(state_at("charter"))
    assert said[1] == "Millbrook Town Council holds the money: £60,000 in all."
    assert (
        said[2]
        == "The vote advises. Millbrook Town Council takes the final decision."
    )
    assert said[4].startswith(
        "Each item is answered by 29\u00a0January\u00a02027. It goes to ",
    )


def test_what_is_open_is_amber_only_once_somebody_began(desk_at):
    desk = desk_at(None)

    def signs() -> set[str]:
        blocks = wall(wording(desk.state), ())
        return {
            each.shape.icon
            for each in blocks
            if isinstance(each, Paragraph) and each.shape
        }

    assert signs() == {"ring"}
    desk.do(set_charter, clause="holder", value="Millbrook Town Council")
    assert signs() == {"triangle-alert"}


def test_what_nobody_has_said_yet_stands_there_as_open(desk_at):
    desk = desk_at(None)
    assert all(
        "open" in line or "not complete" in line or "No promise" in line
        for line in read(desk.state)
    )
    assert len(wording(desk.state).open) == sum(
        clause.required for clause in CHARTER
    )


@pytest.mark.parametrize("clause", CHARTER, ids=lambda clause: clause.name)
def test_each_field_tints_the_sentence_that_changes_with_it(desk_at, clause):
    desk = desk_at("charter")
    before = wording(desk.state, None, desk.staff_names).sentences
    assert (
        desk.do(set_charter, clause=clause.name, value=EXAMPLES[clause.kind])
        is None
    )
    after = wording(desk.state, None, desk.staff_names).sentences
    changed = [
        i
        for i, (old, new) in enumerate(zip(before, after, strict=True))
        if old != new
    ]
    assert changed == [SENTENCE_OF[clause.name]]


def test_the_caption_counts_the_field_that_has_the_focus(desk_at):
    state = desk_at(None).state
    assert render(wording(state, "pot").caption).endswith(", field 3 of 14")


def test_leaving_a_field_writes_one_entry_and_the_sentence_says_it(
    page_at,
    type_into,
    press,
):
    page = page_at(charter.PAGE, None)
    page.go_to("question")
    before = page.host.desk.entries
    type_into("Which projects?")
    assert page.host.desk.entries == before
    press(Qt.Key.Key_Tab)
    assert page.host.desk.entries == before + 1
    assert page.host.state.mandate.question == "Which projects?"
    assert form_on(page).field("holder").has_focus()


def test_whoever_holds_the_money_decides_until_somebody_else_is_named(
    page_at,
    type_into,
    press,
):
    page = page_at(charter.PAGE, None)
    for holder in ("Weir Parish", "Weir Town"):
        page.go_to("holder")
        form_on(page).field("holder").edit.selectAll()
        type_into(holder)
        press(Qt.Key.Key_Tab)
        assert page.host.state.mandate.said("holder") == holder
        assert page.host.state.mandate.said("decider") == "Weir Parish"
    assert form_on(page).value("decider") == "Weir Parish"


def test_leaving_a_field_as_it_was_writes_nothing(page_at, type_into, press):
    page = page_at(charter.PAGE, "charter")
    before = page.host.desk.entries
    page.go_to("question")
    press(Qt.Key.Key_Tab, 10)
    assert page.host.desk.entries == before


def test_a_sum_that_is_no_sum_is_said_beside_the_field_and_stays_as_typed(
    page_at,
    type_into,
    press,
):
    page = page_at(charter.PAGE, None)
    page.go_to("pot")
    type_into("lots")
    press(Qt.Key.Key_Tab)
    assert form_on(page).field("pot").is_wrong()
    page.go_to("holder")
    type_into("Weir Parish")
    press(Qt.Key.Key_Tab)
    assert form_on(page).field("pot").raw() == "lots"
    assert page.host.state.mandate.pot == 0


def test_a_refused_day_is_said_beside_its_field_and_the_focus_stays_where_the_person_went(
    page_at,
    press,
):
    page = page_at(charter.PAGE, "charter")
    field = form_on(page).field("pot")
    page.go_to("pot")
    field.edit.setText("0")
    press(Qt.Key.Key_Tab)
    assert field.is_wrong()
    assert form_on(page).field("binding").has_focus()
    assert page.host.state.mandate.pot == 6_000_000


def test_what_is_being_typed_survives_when_something_else_is_recorded(
    page_at,
    type_into,
):
    page = page_at(charter.PAGE, None)
    page.go_to("question")
    type_into("Which pro")
    page.host.act(set_charter, clause="holder", value="Weir Parish")
    assert form_on(page).field("question").raw() == "Which pro"
    assert form_on(page).field("holder").raw() == "Weir Parish"


def test_undo_is_seen_also_in_the_field_that_has_the_focus(
    page_at,
    type_into,
    press,
):
    page = page_at(charter.PAGE, None)
    page.go_to("holder")
    type_into("Weir Parish")
    press(Qt.Key.Key_Return)
    assert page.host.state.mandate.said("holder") == "Weir Parish"
    page.window().undo()
    assert form_on(page).field("holder").has_focus()
    assert form_on(page).field("holder").raw() == ""


def test_a_complete_charter_leads_on_to_the_rulebook(page_at, press):
    page = page_at(charter.PAGE, "charter")
    page.go_to("teller-2")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert page.host.went == [("rulebook", None)]


def test_a_sealed_charter_has_no_field_left(page_at):
    page = page_at(charter.PAGE, "sealed")
    assert page.clauses == {}
    assert "Sealed with the rulebook at 15:30" in seen_on(page)


def test_tab_goes_from_the_last_field_to_the_rulebook(
    page_at,
    press,
    type_into,
):
    page = page_at(charter.PAGE, None)
    page.go_to("teller-2")
    type_into("Rosa Lindqvist")
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.right.button("rulebook")


def rows_of(page: RenderedPage) -> list[tuple[str, str]]:
    """Who counts and signs, as the list tells it."""
    (rows,) = (block for block in page._seen.right if isinstance(block, Rows))
    return [
        (render(as_words(row.title)), render(as_words(row.sub)))
        for row in rows.rows
    ]


def pressed(page: RenderedPage, key: str) -> None:
    button = page.button(key)
    assert button is not None
    button.click()


def test_whoever_helps_is_added_by_name_and_the_record_knows_a_number(page_at):
    page = page_at(charter.PAGE, "charter")
    pressed(page, "add")
    form = page.forms["add"].form
    form.set_values(
        {"name": "Bea Stranger", "printed": True},
        keep_focused=False,
    )
    page.forms["add"].record.click()
    assert page.host.state.staff.named[-1] == "teller-6"
    assert page.host.desk.printed["teller-6"] == "Bea Stranger"
    assert rows_of(page)[-1] == (
        "Bea Stranger",
        "Teller 6. Printed beside the signature",
    )


def test_nobody_has_two_roles_under_another_spelling(page_at):
    page = page_at(charter.PAGE, "charter")
    pressed(page, "add")
    form = page.forms["add"].form
    form.set_values({"name": "LINDQVIST, Rosa"}, keep_focused=False)
    page.forms["add"].record.click()
    assert "Rosa Lindqvist is Teller 2 already." in seen_on(page)
    assert len(page.host.state.staff.named) == 6


def test_a_name_is_corrected_after_the_charter_was_sealed(page_at):
    page = page_at(charter.PAGE, "sealed")
    page.choose("teller-2")
    form = page.forms["correct/teller-2"].form
    assert form.value("name") == "Rosa Lindqvist"
    form.set_values({"name": "Rosa Lindquist"}, keep_focused=False)
    before = page.host.desk.entries
    page.forms["correct/teller-2"].record.click()
    assert page.host.desk.staff_names["teller-2"] == "Rosa Lindquist"
    assert page.host.desk.entries == before


def test_a_name_that_was_forgotten_is_on_no_page_and_the_role_stays(page_at):
    page = page_at(charter.PAGE, "sealed")
    page.host.act(staff.forget, who="teller-2")
    page.refresh()
    assert "Lindqvist" not in seen_on(page)
    assert rows_of(page)[2] == ("Teller 2", "The name is forgotten")
    assert (
        "A facilitator runs the assembly. Two tellers sign the count."
        in seen_on(
            page,
        )
    )


def test_while_the_people_file_is_locked_the_page_says_where_the_names_are(
    page_at,
):
    page = page_at(charter.PAGE, "sealed")
    page.host.desk.people.close()
    page.host.desk.people = None
    page.refresh()
    assert "Hallam" not in seen_on(page)
    assert "The people file is locked; the names stand in it." in seen_on(page)
