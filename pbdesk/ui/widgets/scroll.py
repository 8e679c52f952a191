"""`Page`: what does not fit on a page scrolls, up and down only.

`QScrollArea.setWidgetResizable` asks wrapped labels for a height without a width, and a page that fits gets a scroll
bar; here the height is asked for at the width there is. What gets the focus is brought into sight.
"""

from __future__ import annotations

from typing import cast, override

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
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
        self.column = Column(*widgets)
        self._head, self._frame = Column(), Column(inset=inset)
        self._head.flow = "heading"
        self._head.hide()
        self._frame.add(self._head)
        self._frame.fill(self.column)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields are the stops, not the area round them
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setWidget(self._frame)
        self._frame.installEventFilter(self)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._follow)
        theme().changed.connect(self.settle)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets at the foot of the page."""
        self.column.add(*widgets)

    def clear(self) -> None:
        """Take everything off the page."""
        self.column.clear()

    def lead(self, widget: QWidget) -> None:
        """Put a widget above everything, where `clear` leaves it (the button that leads back)."""
        self._head.add(widget)

    def show_lead(self, seen: bool) -> None:
        """Show what stands above everything, or take it from sight."""
        self._head.setVisible(seen)

    def settle(self) -> None:
        """Give the column the width there is and the height it then needs."""
        layout = self._frame.layout()
        assert layout is not None
        layout.invalidate()
        self.fit_to(max(self.viewport().height(), layout.totalHeightForWidth(self.viewport().width())))

    def fit_to(self, height: int) -> None:
        """Give the column that height, in pixels, and all the width."""
        self._frame.resize(self.viewport().width(), height)
        self.verticalScrollBar().setSingleStep(theme().px(20))

    def _follow(self, _left: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._frame.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, theme().gap(32))

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.settle()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self._frame and event.type() == QEvent.Type.LayoutRequest:
            self.settle()
        return super().eventFilter(watched, event)
