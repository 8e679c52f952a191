"""The page of slips with several items: totals in, merged figures out, once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from pbdesk.app.sample.evening import WHO_CAME
from pbdesk.questions.slips import told
from pbdesk.ui.pages.slips import PAGE
from pbdesk.ui.render.page import RenderedPage
from pbdesk.ui.widgets.bars import Bars
from pbdesk.ui.widgets.label import Label


def shown(page: RenderedPage) -> str:
    return " ".join(label.text() for label in page.findChildren(Label)).replace(
        "\xa0",
        " ",
    )


@pytest.fixture
def who_came(page_at):
    """The page at a moment, turned to the question of who came."""

    def show(moment: str) -> RenderedPage:
        shell = page_at(PAGE, moment).window()
        shell.turn(WHO_CAME)
        return shell.places.page

    return show


def test_totals_are_typed_in_and_only_merged_figures_remain(who_came):
    page = who_came("closed")
    page.forms["slips"].form.set_values(
        {"slips": 80, "age/18-24": 3, "age/25-44": 40, "age/45-64": 37},
    )
    page.forms["slips"].record.click()
    assert "once and for good" in page.host.asked[0]
    assert page.host.state.slips.came == 80
    assert not page.forms
    assert "80 slips were added up." in shown(page)
    assert page.host.led_on == ["80 slips were added up."]
    assert all(
        n is not None and n >= 10
        for _, cells in told(page.host.state.terms, page.host.state.slips)
        for _, n in cells
    )


def test_a_column_that_does_not_add_up_is_said_at_its_field(who_came):
    page = who_came("closed")
    page.forms["slips"].form.set_values({"slips": 10, "gender/woman": 11})
    page.forms["slips"].record.click()
    assert page.forms["slips"].form.field("gender/woman").is_wrong()
    assert not page.host.state.slips.done


def test_the_questions_stand_side_by_side_and_tab_goes_through_them_in_the_order_of_the_slip(
    who_came,
    press,
):
    page = who_came("closed")
    page.go_to(None)
    names = iter(page.forms["slips"].form.names())
    for name in names:
        assert page.forms["slips"].form.field(name).has_focus(), name
        press(Qt.Key.Key_Tab)
    assert page.forms["slips"].record.hasFocus()
    columns = [
        page.forms["slips"].form.field(name)
        for name in ("age/18-24", "gender/man", "origin/minority")
    ]
    assert len({field.mapTo(page, QPoint(0, 0)).x() for field in columns}) == 3
    assert (
        page.forms["slips"].form.field("age/unsaid").control.accessibleName()
        == "Age: Would rather not say"
    )


def test_answers_taken_together_are_told_apart(who_came):
    page = who_came("closed")
    page.forms["slips"].form.set_values(
        {"slips": 80, "age/18-24": 3, "age/25-44": 40, "age/45-64": 37},
    )
    page.forms["slips"].record.click()
    drawn = [bars.accessibleName() for bars in page.findChildren(Bars)]
    assert (
        "“For the first time”, “Has come before” or “Would rather not say” 80"
        in drawn
    )


def test_before_the_vote_is_closed_the_page_says_why_it_waits(who_came):
    page = who_came("open")
    page.forms["slips"].form.set_values({"slips": 10})
    page.forms["slips"].record.click()
    assert "The vote of this round is not closed." in page.host.banners[-1]


def test_the_page_teaches_before_anything_is_typed(who_came):
    page = who_came("closed")
    assert "never laid beside a ballot" in shown(page)
