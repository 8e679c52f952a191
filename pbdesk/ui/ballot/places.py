"""The rows of the ranked ballot.

A project in its place, one without a place, and the next place that is empty.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from pbdesk.questions.sheet import BallotLine
from pbdesk.ui.ballot.ballot import named
from pbdesk.ui.icons import draw_icon
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.target import Target, dashed
from pbdesk.words import plain, say

__all__ = ["ALREADY_FIRST", "ALREADY_LAST", "Empty", "NotPlaced", "Placed", "Row"]

ALREADY_FIRST, ALREADY_LAST = (
    say("It is in the first place already."),
    say("It is in the last place already."),
)
_INSET = (12, 6, 8, 6)


class _Grip(QWidget):
    """Six dots: here a row can be taken hold of."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme().px(20), theme().px(20))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        edge = theme().px(20)
        middle = (self.height() - edge) / 2
        draw_icon(
            QPainter(self), "grip-vertical", theme().tones.colour("second"), (0, middle), edge
        )


class _Place(Label):
    """A place's number, as wide as two figures."""

    def _natural(self) -> float:
        return theme().px(24)


class Row(Line):
    """A project that can be dragged; `dropped` tells where (on the screen).

    It is tinted while the focus is in it.
    """

    flow = "row"
    dropped = Signal(QPoint)

    def __init__(self, line: BallotLine, *before: QWidget) -> None:
        super().__init__(*before, _Grip(), inset=_INSET)
        self.line = line
        self._from: QPointF | None = None
        self._dragged = False
        self.buttons: tuple[Target, ...] = ()
        self.title = Label(plain(line.title), "lead", lead=line.code)
        self.title.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.fill(self.title)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def watch(self, *buttons: Target) -> None:
        """Put the row's buttons at its end, and be tinted with the focus."""
        self.buttons = buttons
        line = Line(*buttons)
        line.setCursor(Qt.CursorShape.ArrowCursor)
        self.add(line)
        for button in buttons:
            button.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        self._from, self._dragged = event.position(), False

    @override
    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        if self._from is not None:
            far = (
                event.position() - self._from
            ).manhattanLength() >= QApplication.startDragDistance()
            self._dragged = self._dragged or far
            if self._dragged:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        dragged, self._from, self._dragged = self._dragged, None, False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.update()
        if dragged:
            self.dropped.emit(event.globalPosition().toPoint())

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        if not (self._has_focus() or self._dragged):
            return
        painter, tones = QPainter(self), theme().tones
        painter.fillRect(self.rect(), tones.colour("chosen"))
        turned = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.fillRect(
            self.width() - 4 if turned else 0, 0, 4, self.height(), tones.colour("accent")
        )


class Placed(Row):
    """A project in its place, with the buttons that move it."""

    def __init__(self, line: BallotLine) -> None:
        self._number = _Place("", "section", wrap=False)
        super().__init__(line, self._number)
        self.up, self.down, self.out = (
            Target(icon="chevron-up"),
            Target(icon="chevron-down"),
            Target(icon="x"),
        )
        self.watch(self.up, self.down, self.out)

    def show_place(self, place: int, of: int) -> None:
        """Show the place it has now."""
        self._number.show_text(say("{place}", place=place))
        name = named(self.line)
        self.up.show_name(say("{project}, place {place}: move up", project=name, place=place))
        self.down.show_name(say("{project}, place {place}: move down", project=name, place=place))
        self.out.show_name(say("{project}, place {place}: take out", project=name, place=place))
        self.up.show_spent(place == 1, ALREADY_FIRST if place == 1 else "")
        self.down.show_spent(place == of, ALREADY_LAST if place == of else "")


class NotPlaced(Row):
    """A project without a place, with the button that gives it the next one."""

    def __init__(self, line: BallotLine) -> None:
        super().__init__(line)
        self.put = Target(
            icon="plus", name=say("Put {project} in the next place", project=named(line))
        )
        self.watch(self.put)


class Empty(Line):
    """The next place, which may stay empty."""

    flow = "row"

    def __init__(self) -> None:
        self._number = _Place("", "section", wrap=False, tone="second")
        super().__init__(self._number, inset=(12, 16, 8, 16))
        self.fill(Label(say("Empty. You may leave it so."), tone="second"))

    def show_place(self, place: int) -> None:
        """Which place it is."""
        self._number.show_text(say("{place}", place=place), tone="second")

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        dashed(QPainter(self), QRectF(self.rect()))
