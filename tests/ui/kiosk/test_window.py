"""The kiosk from the voter's side and from the door's.

One ballot, cast once, then forgotten and locked.
"""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from pbdesk.app.desk import Desk
from pbdesk.questions import kiosk, vote
from pbdesk.studio.scenes.kiosk import SCENES
from pbdesk.ui.fit import clipped
from pbdesk.ui.kiosk.asking import Locked, SetPin, Unlocking
from pbdesk.ui.kiosk.faces import Covered
from pbdesk.ui.kiosk.pin import Pin
from pbdesk.ui.settings import Settings
from pbdesk.ui.theme import theme
from tests.conftest import ROOT
from tests.ui.kiosk.conftest import PIN

_DIES = """
import os, sys
from pathlib import Path
from pbdesk.app.desk import Desk
from pbdesk.questions import kiosk
desk = Desk.open(Path(sys.argv[1]))
assert desk.do(kiosk.cast, stub="K1", marks={desk.state.sheet.lines[0].project: 1}) is None
os._exit(9)
"""


def test_a_program_that_dies_before_it_says_recorded_casts_no_second_ballot(
    desk_by,
    kiosk_of,
):
    desk = desk_by({})
    desk.close()
    assert (
        subprocess.run(
            [sys.executable, "-c", _DIES, str(desk.record.path)],
            check=False,
            cwd=ROOT,
        ).returncode
        == 9
    )
    again = Desk.open(desk.record.path)
    assert kiosk_of(again).stub == "K2"
    marks = {again.state.sheet.lines[0].project: 1}
    assert again.do(kiosk.cast, stub="K1", marks=marks) is not None
    assert again.state.kiosk.in_urn == again.record.urn_count() == 1


def test_what_is_left_is_said_once_and_at_the_foot_only_where_the_figure_scrolls_away(
    kiosk_by,
):
    window = kiosk_by()
    assert "of 5 marked" not in window.booth.foot.words
    theme().set(scale=2.0)
    assert "0 of 5 marked" in window.booth.foot.words


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_stands_alone_on_the_screen_stands_in_its_middle(
    kiosk_by,
    voter_at,
    language,
):
    theme().set(language=language)
    window = kiosk_by()
    window.booth.ballot.lines[0].click()
    voter_at(window).casts()
    QApplication.processEvents()
    face = window.face
    above = face.column.mapTo(window, QPoint(0, 0))
    right = window.width() - above.x() - face.column.width()
    assert abs(above.x() - right) <= 12  # the scroll bar
    assert window.height() // 5 < above.y() < window.height() // 2


def test_a_wrong_pin_does_not_move_the_field_it_is_typed_into(kiosk_by):
    window = kiosk_by()
    window.ask_to_leave()
    QApplication.processEvents()
    field = window.face.field
    before = field.mapTo(window, QPoint(0, 0))
    field.set_value("1111")
    window.face.leave.click()
    QApplication.processEvents()
    assert field.is_wrong()
    assert field.mapTo(window, QPoint(0, 0)) == before


def test_losing_the_focus_covers_the_ballot_and_keeps_what_was_chosen(
    kiosk_by,
    qtbot,
):
    window = kiosk_by()
    window.booth.ballot.lines[3].click()
    marks = window.booth.ballot.marks()
    window.cover()
    assert isinstance(window.face, Covered)
    assert not window.booth.isVisible()
    window.face.button.click()
    assert window.booth.isVisible()
    assert window.booth.ballot.marks() == marks


def test_another_window_in_front_covers_the_ballot(kiosk_by, qtbot):
    from PySide6.QtWidgets import QWidget

    window, other = kiosk_by(), QWidget()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    assert isinstance(window.face, Covered)


def test_esc_must_be_held_for_three_seconds(kiosk_by):
    window = kiosk_by()
    esc = (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    focus = QApplication.focusWidget()
    assert focus is not None
    QApplication.sendEvent(focus, QKeyEvent(QEvent.Type.KeyPress, *esc))
    assert window._held.isActive()
    assert window._held.interval() == 3000
    QApplication.sendEvent(focus, QKeyEvent(QEvent.Type.KeyRelease, *esc))
    assert not window._held.isActive()
    assert window.face is None


def test_leaving_asks_the_pin_and_leaves_the_stub_open(kiosk_by, qtbot):
    window = kiosk_by()
    window.booth.ballot.lines[0].click()
    window.ask_to_leave()
    assert isinstance(window.face, Unlocking)
    window.face.field.set_value("1111")
    window.face.leave.click()
    assert window.isVisible()
    window.face.field.set_value(PIN)
    with qtbot.waitSignal(window.left):
        window.face.leave.click()
    assert not window.isVisible()
    assert window._host.state.door.open_permits(
        window._host.state.kiosk.taken,
    ) == {
        "K1",
        "K2",
    }


def test_the_system_s_way_to_close_a_window_does_not_lead_past_the_pin(
    kiosk_by,
):
    window = kiosk_by()
    window.close()
    assert window.isVisible()
    assert isinstance(window.face, Unlocking)
    window.face.stay.click()
    assert window.booth.isVisible()


def test_the_first_time_the_facilitator_chooses_the_pin(kiosk_by, tmp_path):
    pin = Pin(Settings(tmp_path / "other.ini"))
    window = kiosk_by(pin=pin)
    assert isinstance(window.face, SetPin)
    window.face.first.set_value("12")
    window.face.keep.click()
    assert window.face.first.is_wrong()
    window.face.first.set_value("1357")
    assert (
        window.face.first.edit.echoMode() == QLineEdit.EchoMode.Normal
    )  # so once is enough
    window.face.keep.click()
    assert window.booth.isVisible()
    assert pin.is_right("1357")


def test_a_vote_that_is_closed_opens_no_ballot(kiosk_by):
    window = kiosk_by()
    window.lock()
    assert window._host.desk.do(vote.close_vote) is None
    window.next_ballot()
    assert isinstance(window.face, Locked)
    assert window.booth is None


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
@pytest.mark.parametrize(
    "look",
    [{"scale": 2.0}, {"language": "ar", "colours": "dark"}],
    ids=["large", "right-to-left"],
)
def test_no_word_of_the_kiosk_is_cut_off(kiosk_by, scene, look):
    theme().set(**look)
    window = kiosk_by(scene.rules)
    scene.prepare(window)
    for _ in range(3):
        QApplication.processEvents()
    window.grab()
    assert clipped == []


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_what_is_pressed_at_the_kiosk_is_44_px_or_more_and_has_a_name(
    kiosk_by,
    scene,
):
    """And no word is cut off in the usual look either."""
    from PySide6.QtWidgets import QAbstractButton, QSlider

    window = kiosk_by(scene.rules)
    scene.prepare(window)
    for _ in range(3):
        QApplication.processEvents()
    window.grab()
    assert clipped == []
    shown = window.face or window.review or window.booth
    pressed = [
        each
        for kind in (QAbstractButton, QSlider)
        for each in shown.findChildren(kind)
        if each.isVisible()
    ]
    assert pressed or scene.name == "recorded", "the thanks need no press"
    small = [
        each
        for each in pressed
        if min(each.width(), each.height()) < 44
        and each.accessibleName() != "Show"
    ]
    assert not small
    assert all(each.accessibleName() for each in pressed)
