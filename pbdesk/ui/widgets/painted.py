"""Widgets that paint themselves, and what they are to those who do not see.

A role, a name, a description. Qt gives a painted widget the role "client" whatever its name. The
factory here answers for every `Painted`.
"""

from __future__ import annotations

import atexit
from functools import cache
from typing import Any, override
from weakref import WeakSet

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

__all__ = ["Painted"]


class Painted(QWidget):
    """A widget that paints itself.

    Its kind sets `heard_as`; `setAccessibleName` says what it shows.
    """

    flow = "block"
    heard_as = QAccessible.Role.Graphic

    def __init__(self) -> None:
        _install()
        super().__init__()

    def show_name(self, heard: str) -> None:
        """It shows something else: what is heard of it, and what room it asks for."""
        self.setAccessibleName(heard)
        self.updateGeometry()
        self.update()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.update()
        super().changeEvent(event)


class _Heard(QAccessibleInterface):
    """What assistive technology learns of a painted widget."""

    def __init__(self, widget: Painted) -> None:
        super().__init__()
        self._widget = widget

    @override
    def isValid(self) -> bool:
        return self._widget is not None

    @override
    def object(self) -> QObject:
        return self._widget

    @override
    def window(self) -> Any:
        handle: QWindow | None = self._widget.window().windowHandle()
        return handle

    @override
    def role(self) -> QAccessible.Role:
        return self._widget.heard_as

    @override
    def text(self, kind: QAccessible.Text, /) -> str:
        match kind:
            case QAccessible.Text.Name:
                return self._widget.accessibleName()
            case QAccessible.Text.Description:
                return self._widget.accessibleDescription()
            case _:
                return ""

    @override
    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        takes_keys = self._widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        state.readOnly = int(not takes_keys)
        state.focusable = int(takes_keys)
        state.focused = int(self._widget.hasFocus())
        if not self._widget.isVisible():
            state.invisible = 1
        return state

    @override
    def rect(self) -> QRect:
        return QRect(
            self._widget.mapToGlobal(self._widget.rect().topLeft()),
            self._widget.size(),
        )

    @override
    def parent(self) -> Any:
        above = self._widget.parentWidget()
        if above is not None:
            return QAccessible.queryAccessibleInterface(above)
        return None

    @override
    def child(self, index: int, /) -> Any:
        return None

    @override
    def childAt(self, x: int, y: int, /) -> Any:
        return None

    @override
    def childCount(self) -> int:
        return 0

    @override
    def indexOfChild(self, child: QAccessibleInterface, /) -> int:
        return -1


_told: WeakSet[_Heard] = WeakSet()


def _interface(_name: str, of: QObject) -> QAccessibleInterface | None:
    """Answer for a painted widget; leave all others to Qt."""
    if not isinstance(of, Painted):
        return None
    heard = _Heard(of)
    _told.add(heard)
    return heard


@cache
def _install() -> None:
    QAccessible.installFactory(_interface)
    atexit.register(_take_back)


def _take_back() -> None:
    """At the end PySide frees what Qt still lists, and Qt would ask it once more.

    A crash as the program's last act.
    """
    for heard in tuple(_told):
        if isValid(heard):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(heard))
