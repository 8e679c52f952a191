"""`Page`: what does not fit on a page scrolls, up and down only.

`QScrollArea.setWidgetResizable` asks wrapped labels for a height without a width, and a page that fits gets a scroll
bar; here the height is asked for at the width there is.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.boxes import Column

__all__ = ["Page"]


class Page(QScrollArea):
    """A column that scrolls. Add widgets to it, or to its `column`."""

    def __init__(
        self, *widgets: QWidget, inset: tuple[int, int, int, int] = (32, 24, 20, 32), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.column = Column(inset=inset)
        self.column.add(*widgets)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields are the stops, not the area round them
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setWidget(self.column)
        self.column.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._follow)  # pyright: ignore
        theme().changed.connect(self._settle)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets at the foot of the page."""
        self.column.add(*widgets)

    def clear(self) -> None:
        """Take everything off the page."""
        self.column.clear()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._settle()
