"""Sheet: a page in a window of its own over the window it belongs to.

Esc closes it, and closed it is gone.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from pbdesk.ui.strokes import box
from pbdesk.ui.theme import Text, theme
from pbdesk.ui.widgets import scroll

__all__ = ["OUTLINE", "Framed", "Sheet"]

OUTLINE = 1


class Framed(QDialog):
    """A window over another, with an outline: in dark and contrast both have the same ground."""

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        box(QPainter(self), QRectF(self.rect()), None, QColor(theme().tones.outline), radius=0)


class Sheet(Framed):
    """An empty sheet under a title; `fill` lays it out.

    `alone`: what is below waits until it is closed.
    """

    def __init__(self, title: Text, parent: QWidget, *, alone: bool = False) -> None:
        super().__init__(parent)
        self._below = parent
        self.setWindowTitle(theme().render(title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if alone:
            self.setWindowModality(Qt.WindowModality.WindowModal)

    def fill(self, *widgets: QWidget, width: int = 640, height: int = 640) -> None:
        """Lay the widgets out under each other, as high as they are.

        Never larger than that or than what is below.
        `width` and `height` are in units of the reader's scale.
        """
        layout = QVBoxLayout(self)
        layout.setContentsMargins(OUTLINE, OUTLINE, OUTLINE, OUTLINE)
        self._page = scroll.Page(*widgets)
        layout.addWidget(self._page)
        self.resize(
            min(theme().px(width), self._below.width()),
            min(theme().px(height), self._below.height()),
        )

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        self.resize(self.width(), min(self.height(), self._page.needed(self.width()) + 2 * OUTLINE))
        super().showEvent(event)
