"""What was given and what is left, as squares: credits, and marks in small boxes."""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent

from pbdesk.ui.ballot.ballot import Left
from pbdesk.ui.ballot.marks import draw_mark
from pbdesk.ui.strokes import box
from pbdesk.ui.theme import Text, px, theme, worded
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.layouts import ACROSS
from pbdesk.ui.widgets.painted import Painted

__all__ = ["Purse", "Tally"]

_MOST_BOXES = 10

_LEAST = 6
_MOST = 12
"""Pixels at 100 % from one square to the next.

Below it they run together, beyond they are no row any more.
"""


class Purse(Painted):
    """What is left of the whole, one square a credit. Too many to count by eye become one bar."""

    heard_as = QAccessible.Role.Graphic

    def __init__(self) -> None:
        super().__init__()
        self._left = 0
        self._whole = 0
        self.setSizePolicy(*ACROSS)
        theme().changed.connect(self.updateGeometry)

    def show_left(self, left: Left) -> None:
        """Show another sum."""
        self._left = left.left
        self._whole = left.whole
        self.setVisible(left.whole > 0)
        self.setAccessibleName(worded(left.said))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(200), px(8))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _square(self, place: float, wide: float) -> QRectF:
        turned = self.isRightToLeft()
        return QRectF(
            self.width() - place - wide if turned else place,
            0,
            wide,
            self.height(),
        )

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        tones = theme().tones
        step = self.width() / max(1, self._whole)
        if step < _LEAST:
            box(
                painter,
                QRectF(self.rect()),
                tones.colour("field"),
                tones.colour("outline"),
                1,
                2,
            )
            box(
                painter,
                self._square(0, step * self._left),
                tones.colour("accent"),
                None,
                0,
                2,
            )
            return
        wide = min(step - 2, self.height())
        spread = min(
            (self.width() - wide) / max(1, self._whole - 1),
            px(_MOST),
        )
        for n in range(self._whole):
            filled = n < self._left
            box(
                painter,
                self._square(n * spread, wide),
                tones.colour("accent" if filled else "page"),
                None if filled else tones.colour("outline"),
                1,
                2,
            )


class Tally(Line):
    """How many marks were given, in words and beside them as small boxes."""

    flow = "facts"

    def __init__(self, boxes: tuple[int, int], words: Text) -> None:
        super().__init__(space=16)
        self._words = Label("", "title", wrap=False)
        self._boxes = _Boxes()
        self.add(self._words, self._boxes)
        self.show_marks(boxes, words)

    def show_marks(self, boxes: tuple[int, int], words: Text) -> None:
        """Show other marks."""
        self._words.show_text(words)
        self._boxes.show_boxes(*boxes)


class _Boxes(Painted):
    """A small box for each mark that may be given; more than can be counted by eye are not drawn.

    The words beside them say the same, so nobody hears them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._marked = self._most = 0
        theme().changed.connect(self.updateGeometry)

    def show_boxes(self, marked: int, most: int) -> None:
        """Show so many marked of the most there may be."""
        self._marked, self._most = marked, most
        self.setVisible(most <= _MOST_BOXES)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(30 * self._most - 6), px(24))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        for n in range(self._most):
            draw_mark(self, painter, self._box(n), "", marked=n < self._marked)

    def _box(self, n: int) -> QRectF:
        x, edge = px(30 * n), px(24)
        left = self.width() - x - edge if self.isRightToLeft() else x
        return QRectF(left, 0, edge, edge)
