"""A list without anything on it teaches on all the room there is.

And leads to the first thing on it.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.empty import Empty
from tests.ui.pages.seen import seen_on

EMPTY = {
    "agenda": "Agenda",
    "proposals": "Proposals",
    "tradeoffs": "Trade-offs",
    "seating": "Tables by lot",
    "matters": "Asked together",
    "dots": "Dots",
    "trades": "Rather this than that",
    "arguments": "What was said",
}
"""Pages on which nothing stands before anybody did anything, with their titles."""


def there(shell, name: str):
    """Come to a page from another one."""
    shell.show_page("start")
    shell.show_page(name)
    return shell.places.page


@pytest.fixture
def before(shell_at):
    """The window over an evening in which nobody did anything yet, its text so large."""

    def begin(text: int):
        shell = shell_at("charter")
        shell.look(text=text)
        return shell

    return begin


def first_button(page) -> Button:
    """What makes the first one."""
    return next(
        each.button for each in page.findChildren(Empty) if each.isVisible()
    )


@pytest.mark.parametrize("text", [100, 200])
def test_an_empty_list_has_the_page_for_itself_and_its_button_the_focus(
    before,
    text,
):
    shell = before(text)
    for name, title in EMPTY.items():
        page = there(shell, name)
        assert not page.split.right.isVisible(), name
        assert seen_on(page).split("\n").count(title) == 1, name
        assert QApplication.focusWidget() is first_button(page), name


@pytest.mark.parametrize(
    ("name", "back"),
    [("agenda", "Agenda"), ("proposals", "Proposals")],
)
def test_in_large_text_the_way_back_to_an_empty_list_goes_by_its_name(
    before,
    press,
    name,
    back,
):
    page = there(before(200), name)
    press(Qt.Key.Key_Return)
    lead = next(
        button for button in page.findChildren(Button) if button.text() == back
    )
    assert lead.isVisible()
    lead.click()
    assert page.left.rows.isVisible()


def test_leaving_the_first_form_leads_back_to_the_button_that_opened_it(
    before,
    press,
):
    page = there(before(100), "proposals")
    press(Qt.Key.Key_Return)
    assert page.split.right.isVisible()
    next(b for b in page.findChildren(Button) if b.text() == "Cancel").click()
    QApplication.processEvents()
    assert QApplication.focusWidget() is first_button(page)
