"""Credits as squares: what is left is filled. Too many to count by eye become one bar."""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent

from pbdesk.ui.ballot.ballot import Left
from pbdesk.ui.strokes import box
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.layouts import ACROSS
from pbdesk.ui.widgets.painted import Painted

__all__ = ["Purse"]

_LEAST = 6
_MOST = 12
"""Pixels at 100 % from one square to the next.

Below it they run together, beyond they are no row any more.
"""


class Purse(Painted):
    """What is left of the whole, one square a credit."""

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
        self.setAccessibleName(theme().render(left.said))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(8))

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
            theme().px(_MOST),
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
