"""Final acts, long work, and what stands beside the pages: text size, shortcuts, room and kiosk."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from pbdesk.assembly import ideas
from pbdesk.questions import door
from pbdesk.ui.kiosk.window import KioskWindow
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.confirm import ConfirmSheet
from pbdesk.words import say
from tests.ui.shell.window import CTRL, focused, press, texts

# Final acts, long work


def test_a_final_act_asks_first_and_cancel_has_the_focus(opened, qtbot):
    window = opened("answering")
    window.shell.host.final(
        say("This is for good."),
        say("Write it"),
        ideas.receive,
        title="A bench",
        summary="",
        place="",
        wish=1,
    )
    sheet = next(
        w
        for w in QApplication.topLevelWidgets()
        if isinstance(w, ConfirmSheet) and w.isVisible()
    )
    qtbot.waitUntil(lambda: sheet.isAncestorOf(focused()))
    assert focused().accessibleName() == "Cancel"
    before = window.shell.session.desk.entries
    next(
        b for b in sheet.findChildren(Button) if b.text() == "Write it"
    ).click()
    assert window.shell.session.desk.entries == before + 1


def test_long_work_shows_progress_never_stalls_the_window_and_stops_when_told(
    opened,
    qtbot,
):
    window = opened("ideas")
    strip = window.shell.frame.progress

    def work(progress):
        for i in range(10_000):
            progress(i, 10_000, say("Counting"))
            time.sleep(0.001)

    window.shell.host.run(
        work,
        title=say("Counting"),
        done=lambda _: pytest.fail("it was stopped"),
    )
    qtbot.waitUntil(strip.isVisible)
    window.shell.host.run(work, title=say("Again"), done=lambda _: None)
    assert "Something else" in window.said
    strip.stopped.emit()
    window.wait(qtbot)
    assert "Stopped" in window.said
    assert not strip.isVisible()


def test_what_goes_wrong_in_long_work_is_said(opened, qtbot):
    window = opened("ideas")

    def work(_progress):
        raise OSError(28, "No space left on device")

    window.shell.host.run(work, title=say("Writing"), done=lambda _: None)
    window.wait(qtbot)
    assert "No space left" in window.said


# Beside the pages


def test_text_grows_and_shrinks_by_keys_and_the_rail_becomes_a_bar(opened):
    window = opened("ideas")
    for _ in range(6):
        press(Qt.Key.Key_Plus, CTRL)
    assert theme().scale == 2.0
    assert window.shell.frame.bar.isVisible()
    assert not window.shell.frame.rail.isVisible()
    press(Qt.Key.Key_Minus, CTRL)
    assert theme().scale == 1.75


def test_pages_open_by_number(opened):
    window = opened("answering")
    press(Qt.Key.Key_3, CTRL)
    assert window.at == "rulebook"


def test_every_shortcut_is_on_the_sheet_and_none_is_given_twice(opened):
    window = opened("ideas")
    keys = [
        key for _, lines in window.shell.menus.shortcuts() for _, key in lines
    ]
    assert len(keys) == len(set(keys))
    assert {"Ctrl+Z", "Ctrl+O", "F11", "F1", "Ctrl+1"} <= set(keys)
    window.shell.show_shortcuts()
    sheet = next(
        w
        for w in QApplication.topLevelWidgets()
        if w.windowTitle() == "Keyboard shortcuts"
    )
    assert {"Ctrl+Z", "F11"} <= set(texts(sheet))
    sheet.close()


def test_the_room_opens_with_its_strip_and_follows_the_assembly(opened, qtbot):
    window = opened("answering")
    window.shell.host.show_in_room("question")
    room = window.shell.room.window
    assert room.scene == "question"
    assert any(strip.isVisible() for strip in window.shell.frame.foot.things())
    window.shell.room.freeze()
    assert window.shell.menus._freeze.isChecked()
    window.shell.room.close()
    assert window.shell.room.window is None


def test_the_room_opens_again_where_it_was(opened):
    window = opened("answering")
    window.shell.host.show_in_room("question")
    window.shell.room.window.setGeometry(120, 90, 600, 400)
    QApplication.processEvents()
    window.shell.room.close()
    window.shell.host.show_in_room("question")
    x, y, *size = window.shell.room.window.geometry().getRect()
    assert size == [600, 400]
    assert (
        abs(x - 120) + abs(y - 90) <= 8
    )  # the frame of a window the screen does not draw
    window.shell.room.close()


def test_who_turns_the_language_of_the_laptop_does_not_turn_the_hall(opened):
    window = opened("declared")
    window.shell.host.show_in_room("result")
    hung = window.shell.room.window.grab().toImage()
    window.shell.look(language="ar")
    window.shell.refresh()
    assert window.shell.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert (
        window.shell.room.window.layoutDirection()
        == Qt.LayoutDirection.LeftToRight
    )
    assert window.shell.room.window.grab().toImage() == hung
    window.shell.room.close()
    window.shell.host.show_in_room("result")
    assert (
        window.shell.room.window.layoutDirection()
        == Qt.LayoutDirection.LeftToRight
    )
    window.shell.room.close()


def test_when_the_projector_is_taken_away_the_room_does_not_cover_the_laptop(
    opened,
    qtbot,
):
    window = opened("answering")
    window.shell.host.show_in_room("question")
    room = window.shell.room.window
    room.showFullScreen()  # as the system leaves it on the one screen there is
    QGuiApplication.instance().screenRemoved.emit(room.screen())
    qtbot.waitUntil(lambda: not room.isFullScreen())
    assert room.width() < room.screen().geometry().width()
    window.shell.room.close()


def test_the_kiosk_covers_the_window_until_it_is_left(opened, qtbot):
    window = opened("door")
    desk = window.shell.session.desk
    person = next(
        iter(set(desk.state.door.register) - set(desk.state.door.by_person)),
    )
    window.shell.host.open_kiosk()
    assert "No kiosk ticket" in window.said
    window.shell.host.act(
        door.give,
        person=person,
        channel="kiosk",
        checked_with="letter",
    )
    window.shell.host.open_kiosk()
    kiosk = next(
        w
        for w in QApplication.topLevelWidgets()
        if isinstance(w, KioskWindow) and w.isVisible()
    )
    assert not window.shell.frame.header.isVisible()
    assert not window.shell.menuBar().isEnabled()
    kiosk.leave()
    qtbot.waitUntil(window.shell.frame.header.isVisible)
    assert window.shell.menuBar().isEnabled()
