"""Steps: a number that goes up and down, a slider to those who hear it.

Drawn as a figure or as a ladder of prices. Whoever moves it (keys, a press, a screen reader),
`valueChanged` tells; the ballot puts it back where a rule says no.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider

from pbdesk.i18n import render
from pbdesk.ui.fit import draw
from pbdesk.ui.strokes import box, ring
from pbdesk.ui.theme import Text, Tone, colour, gap, px, theme, worded
from pbdesk.ui.widgets.split import is_narrow
from pbdesk.ui.widgets.target import dashed
from pbdesk.words import say

__all__ = ["Ladder", "Steps"]

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class Steps(QSlider):
    """The number itself, in a box. A number of `blank` shows as a dash: no mark."""

    flow = "control"
    wide = 72

    def __init__(
        self,
        least: int,
        most: int,
        name: Text,
        *,
        blank: int | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._name = name
        self._heard = ""
        self._blank = blank
        self.setRange(least, most)
        self.setPageStep(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if blank is not None:
            self.setValue(blank)
        theme().keep_dressed(self._dress)

    def show_heard(self, words: Text) -> None:
        """What the number means, for those who hear it: "4 votes, 16 credits"."""
        self._heard = words
        self._dress()

    def put(self, value: int) -> None:
        """Stand at a number without telling."""
        self.blockSignals(
            True,
        )  # QSignalBlocker would do; the value is all that changes
        self.setValue(value)
        self.blockSignals(False)
        self.update()

    def _dress(self) -> None:
        self.setAccessibleName(worded(self._name))
        self.setAccessibleDescription(worded(self._heard))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(self.wide), px(44))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """A digit stands for itself; the arrows are the slider's own."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.text().isdecimal() and not held:
            self.setValue(int(event.text()))
        else:
            super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent, /) -> None:
        event.ignore()

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        event.accept()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        tones = theme().tones
        area = QRectF(self.rect())
        marked = self.value() != (0 if self._blank is None else self._blank)
        fill, outline = ("chosen", "accent") if marked else ("field", "outline")
        box(painter, area, tones.colour(fill), tones.colour(outline))
        if self.value() == self._blank:
            text = "–"
        else:
            text = render(say("{n}", n=self.value()), theme().locale)
        font = theme().font("title" if marked else "large")
        draw(
            self,
            painter,
            area,
            text,
            font,
            tones.colour("text"),
            align=_CENTRE,
        )
        if self.hasFocus():
            ring(painter, area, tones.colour("focus"))

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.update()
        super().changeEvent(event)


class Ladder(Steps):
    """The prices of 1, 2, 3 … votes in a row, each pressed to buy so many.

    `room` is what could still be spent on this project; a dearer price is dashed. Where there are
    more steps than fit, the row moves along.
    """

    shown = 6
    shown_narrow = 5

    def __init__(self, least: int, most: int, name: Text) -> None:
        self._room = most * most
        super().__init__(least, most, name)

    @property
    def _steps(self) -> int:
        return min(
            self.maximum(),
            self.shown_narrow if is_narrow(self) else self.shown,
        )

    def show_room(self, room: int) -> None:
        """How many credits this project could have at most now."""
        self._room = room
        self.update()

    def prices(self) -> list[int]:
        """The numbers of votes whose prices are shown."""
        first = max(
            1,
            min(abs(self.value()) + 1, self.maximum()) - self._steps + 1,
        )
        return list(range(first, first + self._steps))

    def _space(self) -> int:
        return gap(8)

    @override
    def sizeHint(self) -> QSize:
        steps = self._steps
        wide = steps * px(48) + (steps - 1) * self._space()
        return QSize(wide, px(44))

    def place(self, step: int) -> QRect:
        """Where the price at that place (from 0) stands."""
        wide = (self.width() - (self._steps - 1) * self._space()) // self._steps
        x = step * (wide + self._space())
        turned = self.isRightToLeft()
        return QRect(
            self.width() - x - wide if turned else x,
            0,
            wide,
            self.height(),
        )

    @override
    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        """Press a price to buy so many votes; the price one stands on goes one step back."""
        for step, votes in enumerate(self.prices()):
            if self.place(step).contains(event.position().toPoint()):
                self.setValue(votes if votes != self.value() else votes - 1)
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        for step, votes in enumerate(self.prices()):
            self._paint_price(painter, QRectF(self.place(step)), votes)
        if self.hasFocus():
            ring(painter, QRectF(self.rect()), colour("focus"))

    def _paint_price(self, painter: QPainter, area: QRectF, votes: int) -> None:
        tones = theme().tones
        bought = abs(self.value())
        ink: Tone = "text"
        if votes == bought:
            box(painter, area, tones.colour("accent"), None)
            ink = "on_accent"
        elif votes < bought:
            box(painter, area, tones.colour("chosen"), tones.colour("accent"))
        else:
            dear = votes * votes > self._room
            box(
                painter,
                area,
                tones.colour("field"),
                None if dear else tones.colour("outline"),
            )
            if dear:
                dashed(painter, area)
            ink = "second"
        price = render(say("{n}", n=votes * votes), theme().locale)
        font = theme().font("title" if votes == bought else "large")
        draw(self, painter, area, price, font, tones.colour(ink), align=_CENTRE)
