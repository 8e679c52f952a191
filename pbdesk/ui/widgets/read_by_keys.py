"""A page of words alone.

The keyboard stops at it and reads on with the arrow keys; nothing in it takes the focus.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from pbdesk.ui.theme import Text, colour, px, worded

__all__ = ["read_by_keys"]


_BAR = 3
"""Width of the bar at 100 %."""

_SETTLES = (
    QEvent.Type.FocusIn,
    QEvent.Type.FocusOut,
    QEvent.Type.Move,
    QEvent.Type.Resize,
)


class _Bar(QWidget):
    """The sign of the focus on the page it lies over: a bar where its lines begin.

    A ring round so much reads as an error.
    """

    def __init__(self, page: QScrollArea) -> None:
        super().__init__(page)
        self._page = page
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        page.installEventFilter(self)
        page.viewport().installEventFilter(self)
        self._settle()

    def _settle(self) -> None:
        self.setGeometry(self._page.viewport().geometry())
        self.setVisible(self._page.hasFocus())
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() in _SETTLES:
            self._settle()
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        wide = px(_BAR)
        right = self.isRightToLeft()
        start = self.width() - wide if right else 0
        QPainter(self).fillRect(
            start,
            0,
            wide,
            self.height(),
            colour("focus"),
        )


def read_by_keys(page: QScrollArea, name: Text) -> None:
    """Let the keyboard stop at a page; an empty `name` takes that back."""
    if page.findChild(_Bar) is None:
        _Bar(page)
    page.setAccessibleName(worded(name))
    page.setFocusPolicy(
        Qt.FocusPolicy.TabFocus if name else Qt.FocusPolicy.NoFocus,
    )
