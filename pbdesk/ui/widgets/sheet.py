"""Sheet: a page in a window of its own over the window it belongs to.

Esc closes it, and closed it is gone.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from pbdesk.ui.strokes import box
from pbdesk.ui.theme import Text, px, theme, worded
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Column
from pbdesk.ui.widgets.heading import Heading

__all__ = ["OUTLINE", "Framed", "Sheet"]

OUTLINE = 1


class Framed(QDialog):
    """A window over another, with an outline: in dark and contrast both have the same ground."""

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        box(
            QPainter(self),
            QRectF(self.rect()),
            None,
            QColor(theme().tones.outline),
            radius=0,
        )


class Sheet(Framed):
    """An empty sheet under a title; `fill` lays it out.

    `alone`: what is below waits until it is closed.
    """

    def __init__(
        self,
        title: Text,
        parent: QWidget,
        *,
        alone: bool = False,
    ) -> None:
        super().__init__(parent)
        self._below = parent.window()
        self.setWindowTitle(worded(title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if alone:
            self.setWindowModality(Qt.WindowModality.WindowModal)

    def fill(
        self,
        head: Heading,
        *widgets: QWidget,
        width: int = 640,
        height: int = 640,
    ) -> None:
        """Lay the widgets out under each other, as high as they are, and their title above them.

        Never larger than that or than the window below: what has no room scrolls, under the title.
        `width` and `height` are in units of the reader's scale.
        """
        layout = QVBoxLayout(self)
        layout.setContentsMargins(OUTLINE, OUTLINE, OUTLINE, OUTLINE)
        layout.setSpacing(0)
        self._head = Column(head, inset=(32, 24, 20, 8))
        self._page = scroll.Page(*widgets, inset=(32, 4, 20, 32))
        layout.addWidget(self._head)
        layout.addWidget(self._page, 1)
        self.resize(
            min(px(width), self._below.width()),
            min(px(height), self._below.height()),
        )

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        within = self.width() - 2 * OUTLINE
        needed = (
            self._head.heightForWidth(within)
            + self._page.needed(within)
            + 2 * OUTLINE
        )
        self.resize(self.width(), min(self.height(), needed))
        super().showEvent(event)
