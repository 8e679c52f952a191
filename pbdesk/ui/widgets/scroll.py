"""`Page`: what does not fit on a page scrolls, up and down only.

`QScrollArea.setWidgetResizable` asks wrapped labels for a height without a width, and a page that fits gets a scroll
bar; here the height is asked for at the width there is. What gets the focus is brought into sight, a field with its
label and what stands below it; while a mouse button is down nothing moves, or the click would miss.
"""

from __future__ import annotations

from functools import partial
from typing import cast, override

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.boxes import Column

__all__ = ["Page", "Whole", "bring_into_sight"]

_LET_GO = 50
"""Milliseconds between two looks whether the mouse button was let go."""


class Whole(Column):
    """What is brought into sight as one: a field with its label, and what stands below it."""


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

    def bring(self, widget: QWidget) -> None:
        """Scroll until all of `widget` is seen, or at least what has the focus; again once the layouts have settled."""
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            QTimer.singleShot(_LET_GO, widget, partial(self.bring, widget))
            return
        self._show_all_of(widget)
        QTimer.singleShot(0, widget, partial(self._show_all_of, widget))

    def _show_all_of(self, widget: QWidget) -> None:
        focused = QApplication.focusWidget()
        self.ensureWidgetVisible(widget, 0, theme().gap(16))
        if focused is not None and self._frame.isAncestorOf(focused):
            self.ensureWidgetVisible(_whole(focused), 0, theme().gap(16))
            self.ensureWidgetVisible(focused, 0, theme().gap(32))  # where the whole is higher than the page

    def _follow(self, _left: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._frame.isAncestorOf(now):
            self.bring(now)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.settle()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self._frame and event.type() == QEvent.Type.LayoutRequest:
            self.settle()
        return super().eventFilter(watched, event)


def bring_into_sight(widget: QWidget) -> None:
    """Scroll the page that `widget` stands on, if it stands on one that scrolls, until all of it is seen."""
    page = _around(widget, Page)
    if page is not None:
        page.bring(widget)


def _whole(widget: QWidget) -> QWidget:
    """The field a widget belongs to, else the widget."""
    return _around(widget, Whole) or widget


def _around[Kind: QWidget](widget: QWidget, kind: type[Kind]) -> Kind | None:
    """The nearest of that kind which holds the widget."""
    above: QWidget | None = widget
    while above is not None and not isinstance(above, kind):
        above = above.parentWidget()
    return above
