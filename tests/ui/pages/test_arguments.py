"""What was said: a line costs a sign and Enter beside its words, and the next follows at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pbdesk.i18n import render
from pbdesk.ui.pages.arguments import PAGE
from pbdesk.ui.render.blocks import Notes
from pbdesk.ui.render.view import Here
from tests.evenings import state_at


def test_a_line_costs_two_keys_beside_its_words_and_the_next_is_typed_at_once(
    page_at, press, type_into
):
    page = page_at(PAGE, "weighed")
    page.go_to(None)
    for words in ("Bats do not cross lit water.", "It frightens them."):
        assert QApplication.focusWidget().accessibleName() == "What is said"
        type_into("-")
        type_into(words)
        press(Qt.Key.Key_Return)
    said = list(page.host.state.arguments.by_id.values())[-2:]
    assert [(each.kind, str(each.words)) for each in said] == [
        ("worry", "Bats do not cross lit water."),
        ("worry", "It frightens them."),
    ]
    assert {each.table for each in said} == {1}


def test_questions_without_an_answer_stand_first():
    rows = PAGE.view(state_at("deliberated"), None, Here()).left.rows
    assert render(rows[0].title) == "Who locks up when the helpers are ill?"
    assert render(rows[0].section.title) == "Questions without an answer"


def test_what_was_put_right_shows_what_stood_there_before():
    evidence = next(iter(state_at("deliberated").arguments.by_id))
    seen = PAGE.view(state_at("deliberated"), None, Here(chosen=evidence))
    notes = next(each for each in seen.right if isinstance(each, Notes))
    assert [render(label) for label, _ in notes.notes] == ["Before"]
