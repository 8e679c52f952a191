"""`Page`: what does not fit on a page scrolls, up and down only.

`QScrollArea.setWidgetResizable` asks wrapped labels for a height without a width, and a page that
fits gets a scroll bar; here the height is asked for at the width there is. What gets the focus is
brought into sight: the whole form with its buttons where there is room, else the field with its
label and what stands below it. While a mouse button is down nothing moves, or the click would miss.
"""

from __future__ import annotations

from functools import partial
from typing import cast, override

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLayout,
    QScrollArea,
    QWidget,
)

from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.boxes import Column, Line, Surface
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.label import Label

__all__ = ["Acts", "Page", "Together", "Whole", "bring_into_sight"]

_LET_GO = 50
"""Milliseconds between two looks whether the mouse button was let go."""

_SETTLES = 100
"""Milliseconds in which layouts in layouts still ask for more room.

After something was brought into sight.
"""


class Whole(Column):
    """What is brought into sight as one: a field with its label, and what stands below it."""


class Acts(Column):
    """Buttons with their title, which belong to the form above them; long words break."""

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        for button in self.findChildren(Button):
            button.wrap_to(self.width())


class Together(Column):
    """What is answered together: the fields of a form.

    The buttons that end it stand right below.
    """


_EDGE = 24
"""So far in, at 100 %, the way back stands where a table reaches to the side of the pane."""


class _Sheet(Column):
    """What scrolls.

    Qt asks for its sizes at every turn and has no use for them: the page gives it the width there
    is and the height that is needed for it.
    """

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class Page(QScrollArea):
    """A column that scrolls. Add widgets to it, or to its `column`."""

    def __init__(
        self,
        *widgets: QWidget,
        inset: tuple[int, int, int, int] = (32, 24, 20, 32),
    ) -> None:
        super().__init__()
        self.column = Column(*widgets)
        self._head = Column(inset=(max(0, _EDGE - inset[0]), 0, 0, 0))
        self._frame = _Sheet(inset=inset)
        self._head.flow = "heading"
        self._head.hide()
        self._fresh = QTimer(self, singleShot=True, interval=_SETTLES)
        self._frame.add(self._head)
        self._frame.fill(self.column)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(
            Qt.FocusPolicy.NoFocus,
        )  # its fields are the stops, not the area round them
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setWidget(self._frame)
        self._frame.installEventFilter(self)
        cast(QApplication, QApplication.instance()).focusChanged.connect(
            self._follow,
        )
        theme().changed.connect(self.settle_anew)

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
        """Give the column the width there is and the height it then needs.

        Before a page is first seen its width is not known.
        """
        if self.testAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent):
            return
        seen = self.viewport().size()
        self.fit_to(max(seen.height(), self._height_at(seen.width())))

    def settle_anew(self) -> None:
        """The same after a change that Qt has not heard of.

        This asks for a layout: what answers a layout must not, or the window never comes to rest.
        """
        self._layout().invalidate()
        self.settle()

    def _layout(self) -> QLayout:
        layout = self._frame.layout()
        assert layout is not None
        return layout

    def _height_at(self, width: int) -> int:
        """The height that the column needs at a width."""
        return self._layout().totalHeightForWidth(width)

    def needed(self, width: int) -> int:
        """The height at which nothing scrolls in a page of that width, in pixels."""
        self._layout().invalidate()
        return self._height_at(
            width - self.verticalScrollBar().sizeHint().width(),
        )

    def fit_to(self, height: int) -> None:
        """Give the column that height, in pixels, and all the width."""
        self._frame.resize(self.viewport().width(), height)
        self.verticalScrollBar().setSingleStep(theme().px(20))

    def bring(self, widget: QWidget) -> None:
        """Scroll until all of `widget` is seen, or at least what has the focus.

        Again once the layouts have settled.
        """
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            QTimer.singleShot(_LET_GO, widget, partial(self.bring, widget))
            return
        self._fresh.start()
        self._show_all_of(widget)
        QTimer.singleShot(0, widget, partial(self._show_all_of, widget))

    def _show_all_of(self, widget: QWidget) -> None:
        if not self._frame.isAncestorOf(widget):  # it was taken out meanwhile
            return
        form = _around(widget, Together)
        if form is None or not (
            self._is_at_its_head(widget, form)
            or self._show(widget, _foot(form))
        ):
            self.ensureWidgetVisible(widget, 0, theme().gap(16))
        self._show_focused()

    def _show_focused(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self._frame.isAncestorOf(focused):
            self._show_around(focused)
            self._cut_no_title(_around(focused, Whole) or focused)

    def _cut_no_title(self, whole: QWidget) -> None:
        """A title of which half is seen goes from sight; where there is no room for that it comes.

        What has the focus stays.
        """
        bar = self.verticalScrollBar()
        for title in self._titles():
            top = title.mapTo(self._frame, QPoint(0, 0)).y()
            bottom = top + title.height()
            if not top < bar.value() < bottom:
                continue
            first = whole.mapTo(self._frame, QPoint(0, 0)).y()
            last = first + whole.height()
            above = max(0, top - theme().gap(16))
            if bottom <= first:
                bar.setValue(bottom)
            elif last - above <= self.viewport().height():
                bar.setValue(above)

    def _titles(self) -> list[Label]:
        return [
            each
            for each in self._frame.findChildren(Label)
            if each.role == "title" and each.isVisible()
        ]

    def _is_at_its_head(self, widget: QWidget, form: QWidget) -> bool:
        """Whether it is seen as the first of a form that begins the page.

        Whose heading should stay in sight then.
        """
        whole = _around(widget, Whole) or widget
        room = self.viewport().height()
        bottom = whole.mapTo(self._frame, QPoint(0, whole.height())).y()
        return (
            self.verticalScrollBar().value() == 0
            and _is_first(whole, form)
            and bottom <= room
            and form.mapTo(self._frame, QPoint(0, 0)).y() < room // 3
        )

    def _show_around(self, focused: QWidget) -> None:
        """Show what has the focus, with as much of its form as there is room for."""
        whole = _around(focused, Whole) or focused
        form = _around(focused, Together) or whole
        if self._is_at_its_head(whole, form):
            return
        if (
            _is_first(whole, form)
            and not self._show(form, _foot(form))
            and not self._is_seen(whole)
        ):
            self.verticalScrollBar().setValue(
                form.mapTo(self._frame, QPoint(0, 0)).y() - theme().gap(16),
            )
        surface = _around(focused, Surface)
        wanted = (
            (surface or form, surface or _foot(form)),
            (form, _foot(form)),
            (whole, _foot(whole)),
            (whole, whole),
        )
        if not any(self._show(first, last) for first, last in wanted):
            self.ensureWidgetVisible(whole, 0, theme().gap(16))
            self.ensureWidgetVisible(
                focused,
                0,
                theme().gap(32),
            )  # where the whole is higher than the page

    def _is_seen(self, widget: QWidget) -> bool:
        top = widget.mapTo(self.viewport(), QPoint(0, 0)).y()
        return top >= 0 and top + widget.height() <= self.viewport().height()

    def _show(self, first: QWidget, last: QWidget) -> bool:
        """Scroll until all from `first` down to `last` is seen. Whether there is room for that."""
        top = first.mapTo(self._frame, QPoint(0, 0)).y() - theme().gap(16)
        bottom = last.mapTo(
            self._frame,
            QPoint(0, last.height()),
        ).y() + theme().gap(16)
        room = self.viewport().height()
        bar = self.verticalScrollBar()
        if bottom - top > room:
            return False
        bar.setValue(max(min(bar.value(), top), bottom - room))
        return True

    def _follow(self, _left: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._frame.isAncestorOf(now):
            self.bring(now)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.settle()
        focused = QApplication.focusWidget()
        if focused is not None and self._frame.isAncestorOf(focused):
            top = focused.mapTo(self.viewport(), QPoint(0, 0)).y()
            if (
                -focused.height() < top < event.oldSize().height()
            ):  # a banner took room: what was in sight stays
                self.bring(focused)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self._frame and event.type() == QEvent.Type.LayoutRequest:
            self.settle()
            if (
                self._fresh.isActive()
                and QApplication.mouseButtons() == Qt.MouseButton.NoButton
            ):
                self._show_focused()
        return super().eventFilter(watched, event)


def bring_into_sight(widget: QWidget) -> None:
    """Scroll the page that `widget` stands on, if it stands on one that scrolls.

    Until all of it is seen.
    """
    page = _around(widget, Page)
    if page is not None:
        page.bring(widget)


def _is_first(field: QWidget, form: QWidget) -> bool:
    return field is not form and field.mapTo(form, QPoint(0, 0)).y() == 0


def _foot(widget: QWidget) -> QWidget:
    """The buttons that stand right below a form or field, else the widget itself."""
    below = _below(widget)
    if below is not None and _has_buttons(below):
        return below
    return widget


def _has_buttons(widget: QWidget) -> bool:
    if isinstance(widget, Line):
        return any(isinstance(thing, Button) for thing in widget.things())
    return isinstance(widget, Acts | Button)


def _below(widget: QWidget) -> QWidget | None:
    """What is seen next below a widget, in its column or in the one around it."""
    above = widget
    around = widget.parentWidget()
    while isinstance(around, Column):
        things = around.things()
        after = things[things.index(above) + 1 :]
        seen = next((thing for thing in after if not thing.isHidden()), None)
        if seen is not None:
            return seen
        above = around
        around = around.parentWidget()
    return None


def _around[Kind: QWidget](widget: QWidget, kind: type[Kind]) -> Kind | None:
    """The nearest of that kind which holds the widget."""
    above: QWidget | None = widget
    while above is not None and not isinstance(above, kind):
        above = above.parentWidget()
    return above
