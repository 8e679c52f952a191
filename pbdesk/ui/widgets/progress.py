"""Long work: what is being done, how far it is, and a button to stop it."""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar

from pbdesk.ui.strokes import box
from pbdesk.ui.theme import Text, px, theme, worded
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.layouts import ACROSS
from pbdesk.words import say

__all__ = ["Bar", "Progress"]


class Bar(QProgressBar):
    """A bar that fills from the reader's start. Under a clock it empties with the time left."""

    flow = "control"

    def __init__(self, name: Text = "") -> None:
        super().__init__()
        self._name = name
        self.setTextVisible(False)
        self.setSizePolicy(*ACROSS)
        theme().keep_dressed(self._dress)

    def _dress(self) -> None:
        self.setAccessibleName(worded(self._name))
        self.updateGeometry()

    def show_share(self, done: int, total: int) -> None:
        """How much of the whole is done, or is left of a time.

        It is painted with everything else: Qt's bar paints the window at once.
        """
        self.setUpdatesEnabled(False)
        self.setRange(0, max(1, total))
        self.setValue(min(max(0, done), max(1, total)))
        self.setUpdatesEnabled(True)

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(160), px(8))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), px(8))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        tones = theme().tones
        area = QRectF(self.rect())
        radius = area.height() / 2
        box(
            painter,
            area,
            tones.colour("field"),
            tones.colour("outline"),
            1,
            radius,
        )
        share = (self.value() - self.minimum()) / max(
            1,
            self.maximum() - self.minimum(),
        )
        if share <= 0:
            return
        wide = max(area.height(), area.width() * share)
        right = self.isRightToLeft()
        filled = QRectF(
            area.right() - wide if right else area.left(),
            area.top(),
            wide,
            area.height(),
        )
        box(painter, filled, tones.colour("accent"), None, 0, radius)


class Progress(Line):
    """Words, bar and Stop. `stopped` tells that the person pressed Stop."""

    stopped = Signal()

    def __init__(self) -> None:
        super().__init__(space=16)
        self._label = Label("")
        self._bar = Bar()
        self._label.flow = "label"
        self._stop = Button(say("Stop"), does=self.stopped)
        self.fill(Column(self._label, self._bar))
        self.add(self._stop)

    def show_progress(self, done: int, total: int, text: Text) -> None:
        """How far the work is and what it does now. A total of 0 means that nobody knows."""
        self._label.show_text(text)
        self._bar.setAccessibleName(worded(text))
        self._bar.show_share(done, total)
