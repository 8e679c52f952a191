"""The proposals' page.

The list, the chosen one, and how the keyboard goes through them; read only once drawn up.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pbdesk.i18n import render
from pbdesk.studio.scenes.proposals import SCENES
from pbdesk.ui.fit import clipped
from pbdesk.ui.pages.here import Here
from pbdesk.ui.pages.proposals.page import ProposalsPage
from pbdesk.ui.pages.proposals.view import next_open, view
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Radio
from tests.evenings import state_at
from tests.ui.pages.on_proposals import answer, button, detail, named


def test_the_list_goes_by_what_became_of_each_idea():
    lines = view(state_at("answering"), Here()).lines
    assert [line.state for line in lines] == sorted(
        (line.state for line in lines),
        key=["open", "accepted", "merged", "not-feasible", "withdrawn"].index,
    )
    assert {line.state for line in lines} == {
        "open",
        "accepted",
        "merged",
        "not-feasible",
        "withdrawn",
    }


def test_without_a_choice_the_first_that_needs_an_answer_is_shown():
    seen = view(state_at("answering"), Here())
    assert seen.detail is not None
    assert seen.detail.title == "Lighting on the riverside path"
    assert render(seen.caption) == "14 handed in, 3 still need an answer"


@pytest.mark.parametrize(
    ("search", "found"), [("fridge", 2), ("FRIDGE station", 1), ("11", 1), ("weir", 2), ("", 14)]
)
def test_search_looks_into_title_place_and_number(search, found):
    assert len(view(state_at("answering"), Here(search=search)).lines) == found


def test_a_search_that_finds_nothing_says_so():
    seen = view(state_at("answering"), Here(search="helipad"))
    assert seen.nothing_found is not None
    assert render(seen.nothing_found) == "No proposal holds “helipad”."


def test_a_check_says_the_verdict_the_reason_and_who_said_so_when():
    legal, cost, deliverable = detail(
        state_at("answering"), "Lighting on the riverside path"
    ).checks
    assert render(legal.verdict) == "Yes."
    assert render(legal.who) == "Property, 26\u00a0Nov"
    assert render(cost.verdict) == "Yes, with a change."
    assert (deliverable.state, render(deliverable.verdict)) == ("attention", "Not answered.")


def test_an_aspect_that_nobody_looked_at_says_so():
    checks = detail(state_at("answering"), "Outdoor gym beside the pitches").checks
    assert [render(check.reason) for check in checks] == ["Not looked at yet."] * 3


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("Community fridge", "Accepted as a project for £6,200."),
        ("Bigger fridge by the station", "Merged into “Community fridge”."),
        ("Fireworks for New Year", "Not feasible."),
        ("Bus shelter on Duke Street", "Withdrawn by its proposer."),
    ],
)
def test_an_answer_that_stands_is_said_in_words(title, says):
    answered = detail(state_at("answering"), title).answered
    assert answered is not None
    assert render(answered.words) == says


def test_after_the_last_open_proposal_comes_the_first_again():
    state = state_at("answering")
    following = next_open(state, named(state, "Seed library in the old kiosk").id)
    assert following is not None
    assert following.title == "Lighting on the riverside path"


def stops(page, press, start):
    """Tab from `start` until it comes again.

    What a person hears at each stop, radio buttons by their question.
    """
    heard, at = [], start
    start.setFocus()
    while at is not start or not heard:
        at = QApplication.focusWidget()
        heard.append(at.accessibleDescription() if isinstance(at, Radio) else at.accessibleName())
        press(Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
    return heard


def test_tab_goes_through_list_and_opened_forms_as_they_are_read(page_at, press):
    page = page_at(ProposalsPage, "answering")
    answer(page, "Not feasible")
    button(page, "Record a check").click()
    assert stops(page, press, page.rows) == [
        "Proposals",
        "Write an idea",
        "Amend",
        "What was looked at",
        "Is it so?",
        "Who said so",
        "Reason, in plain words",
        "Record the check",
        "Leave it",
        "Your answer",
        "Reason, in plain words",
        "Record the answer",
        "Find a proposal",
    ]


def test_searching_keeps_the_chosen_proposal_in_sight(page_at, type_into):
    page = page_at(ProposalsPage, "answering")
    page.search.take_focus()
    type_into("fridge")
    assert page.rows.model().rowCount() == 4  # two proposals, each under its head
    assert page.search.has_focus()
    assert page.detail.isVisible()


def test_arrow_keys_in_the_list_show_one_proposal_after_the_other(page_at, press):
    page = page_at(ProposalsPage, "answering")
    page.rows.setFocus()
    press(Qt.Key.Key_Down)
    assert page.here.chosen == named(page.host.state, "Outdoor gym beside the pitches").id


def test_after_the_ballot_is_drawn_up_nothing_can_be_written_and_the_reason_stands_there(page_at):
    page = page_at(ProposalsPage, "drawn-up")
    assert [b.text() for b in page.findChildren(Button) if b.isVisible()] == []
    seen = view(page.host.state, page.here)
    assert seen.locked is not None
    assert render(seen.locked).startswith("The ballot is drawn up")


def test_with_large_text_a_row_that_is_opened_takes_the_whole_page_and_a_button_leads_back(
    page_at, press
):
    theme().set(scale=2.0)
    page = page_at(ProposalsPage, "answering", width=1280)
    assert not page.detail.isVisible()
    page.rows.setFocus()
    press(Qt.Key.Key_Return)
    assert page.detail.isVisible()
    assert button(page, "All 14 proposals").hasFocus()
    press(Qt.Key.Key_Return)
    assert page.rows.hasFocus()


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_nothing_is_clipped_at_twice_the_size_from_right_to_left(page_at, scene):
    theme().set(scale=2.0, language="ar")
    page = page_at(ProposalsPage, scene.moment, width=1280)
    scene.prepare(page)
    QApplication.processEvents()
    clipped.clear()
    page.grab()
    assert not clipped


def test_another_proposal_is_read_from_its_beginning(page_at, press):
    page = page_at(ProposalsPage, "answering", height=500)
    bar = page.split.right.verticalScrollBar()
    page.rows.setFocus()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    press(Qt.Key.Key_Down)
    assert bar.value() == 0
