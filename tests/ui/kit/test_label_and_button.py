"""Words and buttons."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from pbdesk.ui.fit import clipped, draw, measure
from pbdesk.ui.icons import ATTENTION
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.boxes import Column
from pbdesk.ui.widgets.button import Act, Button
from pbdesk.ui.widgets.edits import OneLine
from pbdesk.ui.widgets.facts import Notes
from pbdesk.ui.widgets.header import Header
from pbdesk.ui.widgets.heading import Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.layouts import Down
from pbdesk.words import Money, say

LONG = (
    "Twelve low lamps from Mill Lane to the playpark, so that people walking home can see the "
    "path. "
)


def test_markup_in_a_title_stays_text():
    label = Label("<b>Benches</b> & shade")
    assert label.text() == "<b>Benches</b> & shade"
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_long_sentence_wraps_and_is_never_cut(shown):
    label = shown(Label(LONG * 3), 300, 400)
    label.grab()
    assert clipped == []
    assert label.heightForWidth(300) > 2 * label.heightForWidth(2000)


def test_a_label_with_too_little_room_is_recorded(shown):
    label = shown(Label(LONG * 3), 300, 20)
    label.grab()
    assert clipped[0].where == "Label"
    assert clipped[0].wanted[1] > 20


@pytest.mark.parametrize("words", ["mmmm mmmm mmmm", "ضضض ضضض ضضض"])
def test_wrapped_lines_that_are_read_from_the_right_begin_one_under_the_other(
    qapp,
    words,
):
    image, font = (
        QImage(200, 120, QImage.Format.Format_RGB32),
        theme().font("body"),
    )
    image.fill(QColor("white"))
    painter = QPainter(image)
    across = measure(words.split()[0], font)[0]
    draw(
        None,
        painter,
        QRectF(10, 0, across * 1.5, 120),
        words,
        font,
        QColor("black"),
        middle=False,
        wrap=True,
        direction=Qt.LayoutDirection.RightToLeft,
    )
    painter.end()
    high = measure(words, font)[1]
    ends = [
        max(
            x
            for x in range(200)
            for y in range(round(row * high), round((row + 1) * high))
            if image.pixelColor(x, y).lightness() < 128
        )
        for row in range(3)
    ]
    assert max(ends) - min(ends) <= 1


def test_lines_are_no_longer_than_eighty_letters():
    label = Label(LONG * 6)
    assert label.sizeHint().width() <= 661


def test_strong_words_and_the_rest_are_heard_as_one_sentence(shown):
    label = shown(
        Label("The lamps need no consent.", lead="Yes.", shape=ATTENTION),
    )
    heard = QAccessible.queryAccessibleInterface(label)
    assert (
        heard.text(QAccessible.Text.Name) == "Yes. The lamps need no consent."
    )
    assert heard.role() == QAccessible.Role.StaticText


def test_a_label_of_words_follows_the_language():
    label = Label(say("{sum} left", sum=Money(1_250_000, "GBP")))
    assert label.text() == "£12,500 left"
    theme().set(language="ar")
    assert "\u2066" in label.text()


@pytest.mark.parametrize(
    "key",
    [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space],
)
def test_a_button_is_pressed_with_enter_and_with_space(shown, key):
    button = shown(Button("Record the answer"))
    pressed = QSignalSpy(button.clicked)
    QTest.keyClick(button, key)
    assert pressed.count() == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_key_that_is_held_presses_once(shown, key):
    button = shown(Button("Record the answer"))
    pressed = QSignalSpy(button.clicked)
    hold(button, key)
    assert pressed.count() == 1


def test_enter_that_is_held_leaves_a_line_once(shown):
    line = shown(OneLine())
    entered = QSignalSpy(line.returnPressed)
    hold(line, Qt.Key.Key_Return)
    assert entered.count() == 1


@pytest.mark.parametrize("clicks", [2, 3, 4, 5])
def test_clicks_in_a_burst_are_one_press_whatever_comes_under_the_pointer(
    shown,
    clicks,
):
    acts = shown(Column(Act("Accept"), Act("Accept")))
    pressed = [QSignalSpy(each.clicked) for each in acts.findChildren(Act)]
    at = acts.findChildren(Act)[0].mapToGlobal(QPoint(9, 9))
    burst(acts.findChildren(Act), at, clicks)
    assert sum(each.count() for each in pressed) == 1
    send_click(acts.findChildren(Act)[1], at, 10_000 * clicks + 5_000)
    assert sum(each.count() for each in pressed) == 2


def burst(widgets, at: QPoint, clicks: int) -> None:
    """A finger that trembles: every second click is a double click to the system."""
    under = [widgets[0], *[widgets[-1]] * clicks]
    for n in range(clicks):
        send_click(under[n], at, 10_000 * clicks + 80 * n, twice=n % 2 == 1)


def send_click(widget, at: QPoint, when: int, *, twice: bool = False) -> None:
    """Press and release at a place of the screen, at so many milliseconds."""
    first = (
        QEvent.Type.MouseButtonDblClick
        if twice
        else QEvent.Type.MouseButtonPress
    )
    here = QPointF(widget.rect().center())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind in (first, QEvent.Type.MouseButtonRelease):
        event = QMouseEvent(kind, here, QPointF(at), left, left, none)
        event.setTimestamp(when)
        QApplication.sendEvent(widget, event)


def hold(widget, key: Qt.Key, times: int = 6) -> None:
    """A hand that rests on a key: the system sends it again and again."""
    for n in range(times):
        down = QKeyEvent(
            QEvent.Type.KeyPress,
            key,
            Qt.KeyboardModifier.NoModifier,
            " " if key == Qt.Key.Key_Space else "\r",
            n > 0,
        )
        QApplication.sendEvent(QApplication.focusWidget() or widget, down)
    QTest.keyRelease(QApplication.focusWidget() or widget, key)


def test_enter_never_presses_the_headers_button(shown):
    header = Header()
    header.show_next("Seal the rulebook")
    shown(header)
    gone = QSignalSpy(header.going)
    QTest.keyClick(header.button, Qt.Key.Key_Return)
    assert gone.count() == 0
    header.button.click()
    assert gone.count() == 1


def test_with_nothing_left_to_do_the_header_has_no_button(shown):
    header = shown(Header())
    header.show_next("Go on")
    assert header.button.isVisible()
    header.show_next(None)
    assert not header.button.isVisible()


def test_buttons_keep_their_size_with_the_focus_and_grow_with_the_text(shown):
    button = shown(Button("Seal", "primary"), 200, 80)
    assert button.sizeHint().height() == 40
    theme().set(scale=2.0)
    assert button.sizeHint().height() == 80


def test_an_ampersand_is_no_access_key():
    button = Button("Benches & shade")
    assert button.accessibleName() == "Benches & shade"
    assert button.text() == "Benches && shade"


def test_a_button_with_only_an_icon_says_what_it_does():
    assert (
        Button(icon="plus", name="One vote more").accessibleName()
        == "One vote more"
    )


def test_in_a_slim_pane_a_sentence_stands_below_its_short_words_and_not_a_word_a_line(
    shown,
):
    notes = shown(
        Notes([("What is gained", "The path can be walked after dark.")]),
    )
    head, sentence = notes._heads[0], notes._sentences[0]
    for width, below in ((400, False), (190, True), (400, False)):
        notes.resize(width, 200)
        QApplication.processEvents()
        assert (sentence.y() >= head.geometry().bottom()) is below, width


def test_a_height_is_found_without_asking_boxes_in_boxes_how_wide_they_wish_to_be(
    monkeypatch,
):
    column = Column(Column(Column(Label(LONG), Label("Short"))))
    monkeypatch.setattr(Down, "widest", lambda _self: pytest.fail("asked"))
    layout = column.layout()
    assert layout.heightForWidth(200) > layout.heightForWidth(600) > 0


def test_a_section_gets_a_label_for_a_note_when_it_has_one():
    section = Section("The count")
    assert [each.text() for each in section.findChildren(Label)] == [
        "The count",
    ]
    section.show_text("The count", "Not said yet")
    assert [each.text() for each in section.findChildren(Label)] == [
        "The count",
        "Not said yet",
    ]
    section.show_text("The count")
    assert section.findChildren(Label)[1].isHidden()
