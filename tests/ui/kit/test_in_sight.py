"""What a person writes in is in sight: the whole field, with its label and the error under it."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.field import Field
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.scroll import Page

ERROR = "Write the reason first: an answer without one cannot be recorded, and it is printed in the project book."
SPECS = [FieldSpec(f"{kind}{i}", f"Question {i}", kind, "Help that stands below it.")
         for i in range(6) for kind in ("text", "tick", "paragraph")]


@pytest.fixture
def form(shown) -> Form:
    made = Form(SPECS)
    page = shown(Page(made, Button("Record")), 500, 330)
    made.page = page
    QApplication.processEvents()
    return made


def is_seen(form: Form, field: Field) -> bool:
    """Whether all of the field lies in the part of the page that is seen."""
    QApplication.processEvents()
    port = form.page.viewport()
    return port.rect().contains(QRect(field.mapTo(port, field.rect().topLeft()), field.size()))


def test_tab_brings_each_field_into_sight_with_label_and_help(form):
    form.go_to("text0")
    for name in form.names()[1:]:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert form.field(name).has_focus()
        assert is_seen(form, form.field(name)), name


def test_an_error_at_the_bottom_edge_is_brought_into_sight(form):
    form.go_to("text3")
    assert is_seen(form, form.field("text3"))
    form.field("text3").show_error(ERROR)
    assert is_seen(form, form.field("text3"))


def test_a_refusal_far_down_the_form_is_brought_into_sight(form):
    form.go_to("text0")
    form.show_error("paragraph5", ERROR)
    assert is_seen(form, form.field("paragraph5"))


def test_an_error_in_the_field_just_left_never_hides_the_field_with_the_focus(form):
    form.go_to("paragraph5")
    form.field("text0").show_error(ERROR)
    QApplication.processEvents()
    assert not is_seen(form, form.field("text0"))
    assert is_seen(form, form.field("paragraph5"))


def test_nothing_moves_under_the_mouse_while_it_is_pressed(qtbot, form):
    tick = form.field("tick1").tick
    port, bar = form.page.viewport(), form.page.verticalScrollBar()
    bar.setValue(bar.value() + tick.mapTo(port, tick.rect().topLeft()).y() - port.height() + 6)
    before = bar.value()
    QTest.mousePress(tick, Qt.MouseButton.LeftButton, pos=tick.rect().center())
    QTest.qWait(1)
    assert bar.value() == before
    QTest.mouseRelease(tick, Qt.MouseButton.LeftButton, pos=tick.rect().center())
    assert tick.isChecked()
    qtbot.waitUntil(lambda: is_seen(form, form.field("tick1")))


def test_a_field_taller_than_the_page_shows_what_has_the_focus(shown):
    form = Form(SPECS)
    page = shown(Page(form), 500, 60)
    form.go_to("text5")
    QApplication.processEvents()
    control = form.field("text5").control
    assert form.field("text5").height() > page.viewport().height()
    assert page.viewport().rect().contains(control.mapTo(page.viewport(), control.rect().center()))
