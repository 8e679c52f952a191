"""The page of the equality slips: totals in, merged figures out, once."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from pbdesk.assembly import equality
from pbdesk.ui.pages.equality import PAGE
from pbdesk.ui.render.page import RenderedPage
from pbdesk.ui.widgets.label import Label


def shown(page: RenderedPage) -> str:
    return " ".join(label.text() for label in page.findChildren(Label)).replace("\xa0", " ")


def test_totals_are_typed_in_and_only_merged_figures_remain(page_at):
    page = page_at(PAGE, "closed")
    page.forms["slips"].form.set_values(
        {"slips": 80, "age/18-24": 3, "age/25-44": 40, "age/45-64": 37}
    )
    page.forms["slips"].keep()
    page.forms["slips"].record.click()
    assert "This is done once" in page.host.asked[0]
    assert page.host.state.equality.slips == 80
    assert not page.forms
    assert "80 slips were added up." in shown(page)
    assert page.host.desk.form_draft(equality.DRAFT) is None
    assert all(
        n >= 10 for _, cells in equality.answered(page.host.state.equality) for _, n in cells
    )


def test_a_column_that_does_not_add_up_is_said_at_its_field(page_at):
    page = page_at(PAGE, "closed")
    page.forms["slips"].form.set_values({"slips": 10, "gender/woman": 11})
    page.forms["slips"].record.click()
    assert page.forms["slips"].form.field("gender/woman").is_wrong()
    assert page.host.state.equality.released is None


def test_the_questions_stand_side_by_side_and_tab_goes_through_them_in_the_order_of_the_slip(
    page_at, press
):
    page = page_at(PAGE, "closed")
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


def test_answers_taken_together_are_told_apart(page_at):
    page = page_at(PAGE, "closed")
    page.forms["slips"].form.set_values(
        {"slips": 80, "age/18-24": 3, "age/25-44": 40, "age/45-64": 37}
    )
    page.forms["slips"].record.click()
    assert "“For the first time”, “Has come before” or “Would rather not say” 80" in shown(page)


def test_before_the_vote_is_closed_the_page_says_why_it_waits(page_at):
    page = page_at(PAGE, "open")
    page.forms["slips"].form.set_values({"slips": 10})
    page.forms["slips"].record.click()
    assert "The vote is not closed." in page.host.banners[-1]


def test_the_page_teaches_before_anything_is_typed(page_at):
    page = page_at(PAGE, "closed")
    assert "never laid beside a ballot" in shown(page)
