"""Whole pages made of the kit, in every look.

Nothing clipped, everything named, the keyboard reaches it all.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pbdesk.ui.fit import clipped
from pbdesk.ui.theme import theme
from tests.ui.kit import gallery

every_scene = pytest.mark.parametrize("scene", gallery.SCENES)
LOOKS = {
    "light": {},
    "dark": {"colours": "dark"},
    "contrast": {"colours": "contrast"},
    "arabic": {"language": "ar"},
    "150": {"scale": 1.5},
    "200": {"scale": 2.0},
    "200 arabic": {"scale": 2.0, "language": "ar"},
}
USUALLY = {"light", "contrast", "200 arabic"}
"""The looks that `make test` looks at too."""


@pytest.fixture
def opened(qtbot):
    def open_scene(scene, **look):
        theme().set(**look)
        window = gallery.window(scene)
        qtbot.addWidget(window)
        return window

    return open_scene


@every_scene
@pytest.mark.parametrize(
    "look",
    [
        pytest.param(look, marks=[] if look in USUALLY else pytest.mark.studio)
        for look in LOOKS
    ],
)
def test_nothing_is_clipped(opened, scene, look):
    window = opened(scene, **LOOKS[look])
    window.grab()
    assert clipped == []


@every_scene
def test_nothing_is_clipped_in_the_smallest_window(opened, scene):
    window = opened(scene)
    window.resize(1024, 640)
    window.grab()
    assert clipped == []


def walk(interface, found):
    found.append(interface)
    for i in range(interface.childCount()):
        if (child := interface.child(i)) is not None and child.isValid():
            walk(child, found)
    return found


@every_scene
def test_everything_that_takes_the_focus_has_a_name_and_a_role(opened, scene):
    QAccessible.setActive(True)
    window = opened(scene)
    nodes = walk(QAccessible.queryAccessibleInterface(window), [])
    stops = [
        node
        for node in nodes
        if node.state().focusable and not node.state().invisible
    ]
    assert stops
    for node in stops:
        assert node.text(QAccessible.Text.Name), node.object()
        assert node.role() not in (
            QAccessible.Role.Client,
            QAccessible.Role.NoRole,
        ), node.object()


@every_scene
def test_tab_goes_round_through_everything(qtbot, opened, scene):
    window = opened(scene)
    with qtbot.waitActive(window):
        window.activateWindow()
    first, seen = None, []
    for _ in range(40):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        assert here is not None
        first = first or here
        if here is first and seen:
            break
        seen.append(here)
    assert len(seen) >= 3
    assert here is first, "Tab is caught somewhere"
