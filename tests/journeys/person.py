"""A person at the window: presses, clicks, writes, chooses and reads.

Everything is found by the name that a screen reader hears, and reached by Tab as far as Tab leads:
what it never gets to fails the journey. Only the system's own file windows are answered beforehand
(`answers`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as WaitedTooLong
from pytestqt.qtbot import QtBot

from pbdesk.ui.shell import Shell

_STOPS, _LONG = 120, 120_000
_EDITS = (QLineEdit, QPlainTextEdit)


class Person:
    """Somebody before `shell`, or before whatever window is in front of it.

    `visited` are the pages they stood on.
    """

    def __init__(
        self,
        shell: Shell,
        qtbot: QtBot,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        self.shell, self._qtbot = shell, qtbot
        self.visited: set[str] = set()
        self._header = shell.frame.header.button
        self._chosen: list[str] = []
        for name in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(
                QFileDialog,
                name,
                lambda *_: (self._chosen.pop(0), ""),
            )
        monkeypatch.setattr(
            QFileDialog,
            "getExistingDirectory",
            lambda *_: self._chosen.pop(0),
        )
        self._look_around()

    # With the keyboard

    def press(self, name: str, of: str = "") -> None:
        """Go to a button, a tick or a line of the ballot by Tab and press Space.

        `of` is what it is about.
        """
        self._tab_to(
            lambda widget: (
                isinstance(widget, QAbstractButton)
                and heard(widget) == name
                and of in about(widget)
                and widget is not self._header
            ),
            f"the button “{name}”",
        )
        self._key(Qt.Key.Key_Space)

    def choose(self, name: str, of: str = "") -> None:
        """Go to a group of radio buttons by Tab, and with the arrows to the one of that name."""

        def named(widget: QWidget) -> list[QWidget]:
            group = (
                widget.group()
                if isinstance(widget, QRadioButton) and of in about(widget)
                else None
            )
            return (
                [button for button in group.buttons() if heard(button) == name]
                if group is not None
                else []
            )

        self._tab_to(
            lambda widget: bool(named(widget)),
            f"a group with “{name}”",
        )
        self._key(Qt.Key.Key_Space)
        wanted = named(self.at)[0]
        for _ in range(_STOPS):
            if self.at is wanted:
                return
            self._key(_towards(self.at, wanted))
        pytest.fail(
            f"the arrows never get to “{name}”, last at “{heard(self.at)}”",
        )

    def choose_in(self, label: str, name: str) -> None:
        """Go to a list that opens by Tab, and with the arrows to what is to be chosen."""
        self._tab_to(
            lambda widget: (
                isinstance(widget, QComboBox) and heard(widget) == label
            ),
            f"the list “{label}”",
        )
        self._key(Qt.Key.Key_Home)
        self._go_by(
            Qt.Key.Key_Down,
            lambda: said(self.at, QAccessible.Text.Value) == name,
            name,
        )

    def write(self, label: str, text: str) -> None:
        """Go to a field by Tab and write into it, in place of what stands there."""
        self._tab_to(
            lambda widget: (
                isinstance(widget, _EDITS) and heard(widget) == label
            ),
            f"the field “{label}”",
        )
        self._qtbot.keyClick(
            self.at,
            Qt.Key.Key_A,
            Qt.KeyboardModifier.ControlModifier,
        )
        self._qtbot.keyClicks(self.at, text)
        self._look_around()

    def write_lines(self, label: str, lines: Iterable[str]) -> None:
        """Go to a field of several lines by Tab and paste them, in place of what stands there."""
        self.write(label, "")
        QApplication.clipboard().setText("\n".join(lines))
        for key in (Qt.Key.Key_A, Qt.Key.Key_V):
            self._qtbot.keyClick(
                self.at,
                key,
                Qt.KeyboardModifier.ControlModifier,
            )
        self._look_around()

    def enter(self, text: str = "") -> None:
        """Type into what has the focus, and press Enter."""
        self._qtbot.keyClicks(self.at, text)
        self._key(Qt.Key.Key_Return)

    def pick_row(self, words: str) -> None:
        """Go to the list that holds a row with these words, go along it to the row.

        And open it with Enter.
        """

        def holds(widget: QWidget) -> bool:
            return isinstance(widget, QAbstractItemView) and any(
                words in row for row in rows(widget)
            )

        self._tab_to(holds, f"a list with “{words}”")
        self._go_along(lambda row: words in row, words)
        self._key(Qt.Key.Key_Return)

    def go(self, page: str) -> None:
        """Go along the rail to a page, or to a step that has but one, and enter it.

        The others open on the way.
        """
        rail = self.shell.frame.rail
        self._tab_to(lambda widget: widget is rail, "the rail")
        self._go_along(lambda row: row.split(", ")[0] == page, page)
        self._key(Qt.Key.Key_Return)

    def go_on(self, words: str) -> None:
        """Press the header's button, which must say this and then leads there."""
        self._tab_to(
            lambda widget: widget is self._header and heard(widget) == words,
            f"“{words}” in the header",
        )
        self._key(Qt.Key.Key_Space)

    def confirm(self) -> None:
        """Press the verb of the sheet that asks before something is final; Cancel has the focus."""
        sheet = QApplication.activeModalWidget()
        assert sheet is not None, "no sheet asks"
        assert heard(self.at) == "Cancel", "a stray Enter must change nothing"
        self._tab_to(
            lambda widget: (
                isinstance(widget, QAbstractButton)
                and heard(widget) != "Cancel"
            ),
            "the verb",
        )
        self._key(Qt.Key.Key_Space)
        self._qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
        self._look_around()

    def leave(self) -> None:
        """Close the window in front with Esc."""
        self._key(Qt.Key.Key_Escape)

    def begins_another(self) -> None:
        """Begin another file with the menu's shortcut."""
        self._qtbot.keyClick(
            self.at,
            Qt.Key.Key_N,
            Qt.KeyboardModifier.ControlModifier,
        )
        self._look_around()

    def opens(self, path: Path, passphrase: str = "") -> None:
        """Open a file with the menu's shortcut, and its people file with the passphrase."""
        self.answers(path)
        self._qtbot.keyClick(
            self.at,
            Qt.Key.Key_O,
            Qt.KeyboardModifier.ControlModifier,
        )
        self.waits()
        if passphrase:
            self.write("Passphrase", passphrase)
            self.enter()
            self.waits()

    def shuts_the_window(self) -> None:
        """Quit with the menu's shortcut."""
        self._qtbot.keyClick(
            self.at,
            Qt.Key.Key_Q,
            Qt.KeyboardModifier.ControlModifier,
        )
        assert not self.shell.isVisible()

    # With the mouse

    def click(self, name: str, of: str = "") -> None:
        """Click what has this name, where it can be seen."""
        found = [
            widget
            for widget in self.window.findChildren(QAbstractButton)
            if widget.isVisible()
            and widget.isEnabled()
            and heard(widget) == name
            and of in about(widget)
            and widget is not self._header
        ]
        assert found, (
            f"“{name}” is not to be seen; there are {sorted(filter(None, self._names()))}"
        )
        _bring_into_sight(found[0])
        self._click_at(found[0], found[0].rect().center())

    def click_row(self, words: str) -> None:
        """Click the row that has these words."""
        for view in self.window.findChildren(QAbstractItemView):
            for index in indexes(view) if view.isVisible() else ():
                if words in str(index.data(Qt.ItemDataRole.AccessibleTextRole)):
                    view.scrollTo(index)
                    self._click_at(
                        view.viewport(),
                        view.visualRect(index).center(),
                    )
                    return
        pytest.fail(f"no row says “{words}”")

    def _click_at(self, widget: QWidget, at: QPoint) -> None:
        top = self.window.childAt(widget.mapTo(self.window, at))
        assert top is not None
        assert top is widget or widget.isAncestorOf(top), (
            f"{top} lies over {heard(widget)}"
        )
        self._qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)
        self._look_around()

    # With the eyes

    def sees(self, words: str) -> bool:
        """Whether the window in front says this; what takes long is waited for."""
        try:
            self._qtbot.waitUntil(
                lambda: any(words in name for name in self._names()),
                timeout=_LONG,
            )
        except WaitedTooLong:
            pytest.fail(
                f"“{words}” is not to be seen; there is {sorted(filter(None, self._names()))}",
            )
        return True

    def names(self) -> list[str]:
        """All that the window in front says, as a screen reader hears it."""
        return list(filter(None, self._names()))

    def hears_the_room(self) -> str:
        """What the room says to those who do not see it."""
        room = self.shell.room.window
        assert room is not None, "no room is open"
        walls = room.findChildren(QWidget)
        return "\n".join(
            text
            for wall in walls
            for text in (wall.accessibleName(), about(wall))
            if text
        )

    def reads(self, label: str) -> str:
        """What stands in a field."""
        found = [
            widget
            for kind in _EDITS
            for widget in self.window.findChildren(kind)
            if widget.isVisible() and heard(widget) == label
        ]
        assert found, f"there is no field “{label}”"
        return said(found[0], QAccessible.Text.Value)

    def code(self, title: str) -> str:
        """The letter of a project, as it stands on the ballot."""
        return next(
            line.code
            for line in self.shell.session.state.sheet.lines
            if line.title == title
        )

    def waits(self) -> None:
        """Until what is being done is done."""
        self._qtbot.waitUntil(
            lambda: not self.shell.long_work.busy,
            timeout=_LONG,
        )
        self._look_around()

    def answers(self, path: Path) -> None:
        """What the next file window is answered."""
        self._chosen.append(str(path))

    def turns_to(self, window: QWidget) -> None:
        """Bring another window to the front."""
        with self._qtbot.waitActive(window):
            window.activateWindow()

    # How

    @property
    def window(self) -> QWidget:
        """The window in front."""
        return (
            QApplication.activeModalWidget()
            or QApplication.activeWindow()
            or self.shell
        )

    @property
    def at(self) -> QWidget:
        """What has the focus."""
        found = QApplication.focusWidget()
        assert found is not None, "the focus is lost"
        return found

    def _tab_to(self, wanted: Callable[[QWidget], bool], what: str) -> None:
        """Press Tab until it gets there."""
        met: list[str] = []
        for _ in range(_STOPS):
            widget = QApplication.focusWidget() or self.window
            if widget.isVisible() and wanted(widget):
                return
            met.append(heard(widget))
            self._qtbot.keyClick(widget, Qt.Key.Key_Tab)
        pytest.fail(
            f"Tab never gets to {what}; it comes by {list(dict.fromkeys(met))}",
        )

    def _go_by(self, key: Qt.Key, there: Callable[[], bool], name: str) -> None:
        for _ in range(_STOPS):
            if there():
                return
            self._key(key)
        pytest.fail(
            f"the arrows never get to “{name}”, last at “{heard(self.at)}”",
        )

    def _go_along(self, wanted: Callable[[str], bool], name: str) -> None:
        """Up or down a list to a row, as it is seen to lie; on from here, else from the top."""
        view = self.at
        assert isinstance(view, QAbstractItemView)
        here = view.currentIndex().row()
        seen = next(
            (at for at, row in enumerate(rows(view)) if wanted(row)),
            None,
        )
        way = (
            Qt.Key.Key_Up
            if seen is not None and seen < here
            else Qt.Key.Key_Down
        )
        for key in (way, Qt.Key.Key_Home, Qt.Key.Key_Down):
            before = None
            while not wanted(self._row()) and before != self._row():
                before = self._row()
                self._key(key)
        assert wanted(self._row()), (
            f"the arrows never get to “{name}”, last at “{self._row()}”"
        )

    def _key(self, key: Qt.Key) -> None:
        self._qtbot.keyClick(QApplication.focusWidget() or self.window, key)
        self._look_around()

    def _row(self) -> str:
        widget = self.at
        assert isinstance(widget, QAbstractItemView)
        return str(
            widget.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
            or "",
        )

    def _names(self) -> list[str]:
        return [
            node.text(QAccessible.Text.Name)
            for node in nodes(QAccessible.queryAccessibleInterface(self.window))
        ]

    def _look_around(self) -> None:
        QApplication.processEvents()
        if (
            QApplication.activeWindow() is None
        ):  # a window was closed, and no system brings the one below to the front
            self.turns_to(self.shell)
        self.visited.add(self.shell.places.here)


def said(widget: QWidget, kind: QAccessible.Text) -> str:
    """What a screen reader hears of it."""
    return QAccessible.queryAccessibleInterface(widget).text(kind)


def heard(widget: QWidget) -> str:
    """Its name. On Unix Qt tells the value of a list that opens as its name.

    And the label as a relation.
    """
    return (
        widget.accessibleName()
        if isinstance(widget, QComboBox)
        else said(widget, QAccessible.Text.Name)
    )


def about(widget: QWidget) -> str:
    """Its description."""
    return said(widget, QAccessible.Text.Description)


def nodes(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """The accessible tree that is seen."""
    yield node
    for i in range(node.childCount()):
        child = node.child(i)
        if (
            child is not None
            and child.isValid()
            and not child.state().invisible
        ):
            yield from nodes(child)


def indexes(view: QAbstractItemView) -> Iterator[QModelIndex]:
    """The rows of a list."""
    model = view.model()
    return (model.index(row, 0) for row in range(model.rowCount()))


def rows(view: QAbstractItemView) -> list[str]:
    """The rows of a list as they are read aloud."""
    return [
        str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")
        for index in indexes(view)
    ]


def _towards(here: QWidget, there: QWidget) -> Qt.Key:
    """The arrow from one to the other, up and down first."""
    way = there.mapToGlobal(QPoint(0, 0)) - here.mapToGlobal(QPoint(0, 0))
    if way.y():
        return Qt.Key.Key_Down if way.y() > 0 else Qt.Key.Key_Up
    return Qt.Key.Key_Right if way.x() > 0 else Qt.Key.Key_Left


def _bring_into_sight(widget: QWidget) -> None:
    """Scroll every pane it lies in."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
    QApplication.processEvents()
