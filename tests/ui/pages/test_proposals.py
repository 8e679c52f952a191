"""The proposals' page.

The list, the chosen one, and how the keyboard goes through them; read only once drawn up.
"""

from __future__ import annotations

from itertools import groupby

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pbdesk.i18n import render
from pbdesk.ui.pages.proposals import PAGE, next_open
from pbdesk.ui.render.blocks import Findings, Heading, Paragraph
from pbdesk.ui.shown import ATTENTION
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Radio
from tests.evenings import state_at
from tests.ui.pages.on_proposals import answer, button, detail, named, seen_at
from tests.ui.pages.seen import seen_on


def test_the_list_goes_by_what_became_of_each_idea():
    rows = seen_at(state_at("answering")).left.rows
    sections = [
        render(section.title)
        for section, _ in groupby(rows, key=lambda r: r.section)
    ]
    assert sections == [
        "Needs an answer",
        "Accepted as projects",
        "Merged",
        "Not feasible",
        "Withdrawn",
    ]


def test_without_a_choice_the_first_that_needs_an_answer_is_shown():
    seen = seen_at(state_at("answering"))
    head = next(each for each in seen.right if isinstance(each, Heading))
    assert head.title == "Lighting on the riverside path"
    assert render(seen.left.caption) == "14 handed in, 3 still need an answer"


@pytest.mark.parametrize(
    ("search", "found"),
    [("fridge", 2), ("FRIDGE station", 1), ("11", 1), ("weir", 2), ("", 14)],
)
def test_search_looks_into_title_place_and_number(search, found):
    assert len(seen_at(state_at("answering"), search=search).left.rows) == found


def test_a_search_that_finds_nothing_says_so():
    listing = seen_at(state_at("answering"), search="helipad").left
    assert render(listing.nothing) == "No proposal holds “helipad”."


def test_a_check_says_the_verdict_the_reason_and_who_said_so_when():
    state = state_at("answering")
    legal, cost, deliverable = detail(
        state,
        "Lighting on the riverside path",
        Findings,
    ).findings
    assert render(legal.lead) == "Yes."
    assert render(legal.note) == "Property, 26\u00a0Nov"
    assert render(cost.lead) == "Yes, with a change."
    assert (deliverable.shape, render(deliverable.lead)) == (
        ATTENTION,
        "Not answered.",
    )


def test_an_aspect_that_nobody_looked_at_says_so():
    checks = detail(
        state_at("answering"),
        "Outdoor gym beside the pitches",
        Findings,
    ).findings
    assert [render(check.words) for check in checks] == [
        "Not looked at yet.",
    ] * 3


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
    state = state_at("answering")
    right = seen_at(state, chosen=named(state, title).id).right
    assert says in [
        render(each.lead) for each in right if isinstance(each, Paragraph)
    ]


def test_after_the_last_open_proposal_comes_the_first_again():
    state = state_at("answering")
    following = next_open(
        state,
        named(state, "Seed library in the old kiosk").id,
    )
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
        heard.append(
            at.accessibleDescription()
            if isinstance(at, Radio)
            else at.accessibleName(),
        )
        press(Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
    return heard


def test_tab_goes_through_list_and_opened_forms_as_they_are_read(
    page_at,
    press,
):
    page = page_at(PAGE, "answering")
    answer(page, "Not feasible")
    button(page, "Deliverable").click()
    assert stops(page, press, page.left.rows) == [
        "Proposals",
        "Write an idea",
        "Read a list of ideas",
        "Print a card for ideas",
        "Amend",
        "Legal",
        "Cost",
        "Who said so",
        "Reason, in plain words",
        "Yes",
        "Yes, with a change",
        "No",
        "Not answered",
        "Cancel",
        "Reason, in plain words",
        "Accept as a project",
        "Not feasible",
        "Merge with another",
        "Withdrawn",
        "Print a receipt",
        "Write who it is from",
        "Steps",
        "Find a proposal",
    ]


def test_searching_keeps_the_chosen_proposal_in_sight(page_at, type_into):
    page = page_at(PAGE, "answering")
    page.left.search.take_focus()
    type_into("fridge")
    assert (
        page.left.rows.model().rowCount() == 4
    )  # two proposals, each under its head
    assert page.left.search.has_focus()
    assert page.right.page.isVisible()


def test_arrow_keys_in_the_list_show_one_proposal_after_the_other(
    page_at,
    press,
):
    page = page_at(PAGE, "answering")
    page.left.rows.setFocus()
    press(Qt.Key.Key_Down)
    assert (
        page.at.chosen
        == named(page.host.state, "Outdoor gym beside the pitches").id
    )


def test_after_the_ballot_is_drawn_up_nothing_can_be_written_and_the_reason_stands_there(
    page_at,
):
    page = page_at(PAGE, "drawn-up")
    buttons = [b.text() for b in page.findChildren(Button) if b.isVisible()]
    assert buttons == [
        "Write who it is from",
    ]  # of whoever handed it in, not of the idea
    assert "The ballot is drawn up, so the list of projects stands." in seen_on(
        page,
    )


def test_with_large_text_a_row_that_is_opened_takes_the_whole_page_and_a_button_leads_back(
    page_at,
    press,
):
    theme().set(scale=2.0)
    page = page_at(PAGE, "answering", width=1280)
    assert not page.right.page.isVisible()
    page.left.rows.setFocus()
    press(Qt.Key.Key_Return)
    assert page.right.page.isVisible()
    assert button(page, "All 14 proposals").hasFocus()
    press(Qt.Key.Key_Return)
    assert page.left.rows.hasFocus()


def test_another_proposal_is_read_from_its_beginning(page_at, press):
    page = page_at(PAGE, "answering", height=500)
    bar = page.split.right.verticalScrollBar()
    page.left.rows.setFocus()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    press(Qt.Key.Key_Down)
    assert bar.value() == 0
