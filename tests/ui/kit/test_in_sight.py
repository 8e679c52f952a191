"""What a person writes in is in sight: the whole field, with its label and the error under it."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.rows import Row, Rows
from pbdesk.ui.widgets.scroll import Page
from pbdesk.ui.widgets.sheet import Sheet
from pbdesk.ui.widgets.split import ListPane

ERROR = (
    "Write the reason first: an answer without one cannot be recorded, and it is printed in "
    "the project book."
)
SPECS = [
    FieldSpec(f"{kind}{i}", f"Question {i}", kind, "Help that stands below it.")
    for i in range(6)
    for kind in ("text", "tick", "paragraph")
]


@pytest.fixture
def form(shown) -> Form:
    made = Form(SPECS)
    page = shown(Page(made, Button("Record")), 500, 330)
    made.page = page
    QApplication.processEvents()
    return made


def is_seen(form: Form, widget: QWidget) -> bool:
    """Whether all of it lies in the part of the page that is seen."""
    QApplication.processEvents()
    port = form.page.viewport()
    return port.rect().contains(
        QRect(widget.mapTo(port, widget.rect().topLeft()), widget.size()),
    )


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


def test_an_error_in_the_field_just_left_never_hides_the_field_with_the_focus(
    form,
):
    form.go_to("paragraph5")
    form.field("text0").show_error(ERROR)
    QApplication.processEvents()
    assert not is_seen(form, form.field("text0"))
    assert is_seen(form, form.field("paragraph5"))


def test_nothing_moves_under_the_mouse_while_it_is_pressed(qtbot, form):
    tick = form.field("tick1").tick
    port, bar = form.page.viewport(), form.page.verticalScrollBar()
    bar.setValue(
        bar.value()
        + tick.mapTo(port, tick.rect().topLeft()).y()
        - port.height()
        + 6,
    )
    before = bar.value()
    QTest.mousePress(tick, Qt.MouseButton.LeftButton, pos=tick.rect().center())
    QTest.qWait(1)
    assert bar.value() == before
    QTest.mouseRelease(
        tick,
        Qt.MouseButton.LeftButton,
        pos=tick.rect().center(),
    )
    assert tick.isChecked()
    qtbot.waitUntil(lambda: is_seen(form, form.field("tick1")))


def test_a_field_taller_than_the_page_shows_what_has_the_focus(shown):
    form = Form(SPECS)
    page = shown(Page(form), 500, 60)
    form.go_to("text5")
    QApplication.processEvents()
    control = form.field("text5").control
    assert form.field("text5").height() > page.viewport().height()
    assert (
        page.viewport()
        .rect()
        .contains(control.mapTo(page.viewport(), control.rect().center()))
    )


@pytest.fixture
def ruling(shown) -> Form:
    """A short form in a slot of its own, with text above, and its buttons and more text below."""
    form = Form(
        [
            FieldSpec("reason", "Reason", "paragraph"),
            FieldSpec("objection", "Objection", "paragraph"),
        ],
    )
    form.buttons = Line(Button("Record the ruling"), Button("Show in the room"))
    text = [
        Label(
            "What the rulebook says about a paper that nobody can read. " * 12,
        )
        for _ in range(2)
    ]
    form.page = shown(
        Page(text[0], Column(form), form.buttons, text[1]),
        500,
        330,
    )
    QApplication.processEvents()
    return form


def test_the_first_field_of_a_form_brings_the_whole_form_into_sight_with_its_buttons(
    ruling,
):
    ruling.go_to("reason")
    assert is_seen(ruling, ruling)
    assert is_seen(ruling, ruling.buttons)


def test_a_refusal_brings_the_buttons_into_sight_that_are_pressed_once_it_is_mended(
    ruling,
):
    ruling.show_error("reason", ERROR)
    assert is_seen(ruling, ruling.field("reason"))
    assert is_seen(ruling, ruling.buttons)


def test_a_refusal_in_a_form_higher_than_the_page_still_shows_the_buttons_below(
    form,
):
    form.show_error("tick5", ERROR)
    assert is_seen(form, form.field("tick5"))
    assert is_seen(form, form.page.findChild(Button))


def test_the_last_field_of_a_long_form_comes_with_the_button_under_it(form):
    form.go_to("paragraph5")
    assert is_seen(form, form.page.findChild(Button))


def test_a_field_far_above_the_buttons_does_not_run_away_from_who_goes_into_it(
    form,
):
    form.go_to("text3")
    before = form.page.verticalScrollBar().value()
    form.go_to("text2")
    form.go_to("text3")
    assert form.page.verticalScrollBar().value() <= before


def test_what_has_the_focus_stays_in_sight_when_a_banner_takes_room(form):
    form.go_to("text3")
    assert is_seen(form, form.field("text3"))
    form.page.resize(500, 180)
    assert is_seen(form, form.field("text3"))


def test_who_has_scrolled_away_from_the_focus_stays_there_when_a_banner_takes_room(
    form,
):
    form.go_to("text0")
    QTest.qWait(150)  # the layouts have settled
    bar = form.page.verticalScrollBar()
    bar.setValue(bar.maximum())
    before = bar.value()
    form.page.resize(500, 280)
    QApplication.processEvents()
    assert bar.value() == before


def test_a_sheet_is_as_high_as_what_it_says_and_scrolls_only_where_there_is_no_room(
    shown,
):
    below = shown(Label("The window below"), 900, 400)
    few, many = Sheet("Few words", below), Sheet("Many words", below)
    few.fill(
        Heading("", "Few words"),
        Label(ERROR),
        Button("Close"),
        height=380,
    )
    many.fill(
        Heading("", "Many words"),
        Label(ERROR * 30),
        Button("Close"),
        height=380,
    )
    for sheet in (few, many):
        sheet.show()
        QApplication.processEvents()
    assert few.height() < 240
    assert few._page.verticalScrollBar().maximum() == 0
    assert many.height() == 380
    assert many._page.verticalScrollBar().maximum() > 0
    few.close()
    many.close()
    QApplication.processEvents()  # the window below is active again before it goes


def test_who_comes_to_a_list_sees_its_title_where_the_chosen_row_fits_below_it(
    shown,
):
    rows = Rows([Row(str(i), f"Project {i}", "Mill Lane") for i in range(9)])
    pane = shown(ListPane(Heading("9", "Projects"), rows), 400, 240)
    assert pane.verticalScrollBar().maximum() > 0
    rows.choose("1")
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.qWait(1)
    assert pane.verticalScrollBar().value() == 0


def test_no_title_is_cut_in_half_when_a_field_is_brought_into_sight(shown):
    title = Heading("Not added up yet", "Slips")
    form = Form([FieldSpec(f"text{i}", f"Question {i}") for i in range(6)])
    page = shown(Page(title, Label("What it is. " * 8), form), 400, 200)
    words = title._title
    first = words.mapTo(page.widget(), words.rect().topLeft()).y()
    for name in form.names():
        form.go_to(name)
        QTest.qWait(1)
        top = page.verticalScrollBar().value()
        assert not first < top < first + words.height(), name
        assert is_in(page, form.field(name).control), name


def is_in(page: Page, widget: QWidget) -> bool:
    """Whether all of a widget lies in the part of a page that is seen."""
    at = widget.mapTo(page.viewport(), widget.rect().topLeft())
    return page.viewport().rect().contains(QRect(at, widget.size()))
