"""What was said: a line costs a sign and Enter beside its words, and the next follows at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pbdesk.assembly import arguments
from pbdesk.i18n import render
from pbdesk.ui.pages.arguments import PAGE
from pbdesk.ui.render.blocks import Notes
from pbdesk.ui.render.view import Here
from tests.evenings import state_at


def test_a_line_costs_two_keys_beside_its_words_and_the_next_is_typed_at_once(
    page_at,
    press,
    type_into,
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


# What says much the same stands under one line


LAMPS = (
    "The lamps keep me awake.",
    "Lamps kept us awake at night.",
    "Those lamps keep the baby awake.",
)


def with_lamps(page) -> list[str]:
    """Three tables say the same in other words, and one says something else between them."""
    weighed = next(iter(page.host.state.tradeoffs.by_id))
    for words in (
        LAMPS[0],
        "The kerb at Station Road stops wheelchairs.",
        *LAMPS[1:],
    ):
        given = {"tradeoff": weighed, "kind": "worry", "words": words}
        assert page.host.desk.do(arguments.note, **given) is None
    page.refresh()
    said = {
        str(each.words): each.id
        for each in page.host.state.arguments.by_id.values()
    }
    return [said[words] for words in LAMPS]


def lines(page) -> list[tuple[str, str]]:
    rows = PAGE.view(page.host.state, None, page.at).left.rows
    return [(shown(row.title), shown(row.figure)) for row in rows]


def shown(text) -> str:
    return text if isinstance(text, str) else render(text)


def test_what_says_much_the_same_stands_under_one_line_with_how_many_and_a_key_opens_it(
    page_at,
    press,
):
    page = page_at(PAGE, "weighed")
    first, *_ = with_lamps(page)
    closed = lines(page)
    assert (LAMPS[0], "+2") in closed
    assert not [line for line in closed if line[0] in LAMPS[1:]]
    page.go_to(first)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    opened = lines(page)
    at = opened.index((LAMPS[0], "+2"))
    assert [title for title, _ in opened[at : at + 3]] == list(LAMPS)


def test_nothing_is_merged_every_sentence_stays_and_is_found_alone(page_at):
    page = page_at(PAGE, "weighed")
    before = len(page.host.state.arguments.by_id)
    ids = with_lamps(page)
    assert len(page.host.state.arguments.by_id) == before + 4
    page.look_for("lamps")
    found = {title for title, figure in lines(page) if not figure}
    assert set(LAMPS) <= found
    assert {
        str(page.host.state.arguments.by_id[each].words) for each in ids
    } == set(
        LAMPS,
    )


def test_an_open_question_is_under_no_other_line(page_at):
    page = page_at(PAGE, "weighed")
    weighed = next(iter(page.host.state.tradeoffs.by_id))
    for words in ("Who pays for the power?", "Who pays the power?"):
        given = {"tradeoff": weighed, "kind": "question", "words": words}
        assert page.host.desk.do(arguments.note, **given) is None
    page.refresh()
    titles = [title for title, _ in lines(page)]
    assert {"Who pays for the power?", "Who pays the power?"} <= set(titles)
