"""A chart: one SVG string, the same on screen, projector and paper.

And a text that says the same.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy

from pbdesk.ui.theme import Text, px, theme, worded
from pbdesk.ui.widgets.painted import Painted

__all__ = ["ChartView"]


class ChartView(Painted):
    """Draws the string in its own proportions.

    At the reader's scale at the most.
    What says the same in words is its accessible name.
    """

    heard_as = QAccessible.Role.Chart

    def __init__(self) -> None:
        super().__init__()
        self._renderer = QSvgRenderer(self)
        theme().changed.connect(self.updateGeometry)
        policy = QSizePolicy(
            QSizePolicy.Policy.Expanding,
            QSizePolicy.Policy.Minimum,
        )
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_chart(self, svg: str, text: Text) -> None:
        """Show another chart. Raises ValueError for a string that is no SVG."""
        if not self._renderer.load(QByteArray(svg.encode())):
            raise ValueError("the chart is no SVG")
        self.show_name(worded(text))

    def _size(self, width: float) -> tuple[float, float]:
        natural = self._renderer.defaultSize()
        wide = min(width, natural.width() * theme().scale)
        return wide, wide * natural.height() / max(1, natural.width())

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        return round(self._size(width)[1] + 0.5)

    @override
    def sizeHint(self) -> QSize:
        natural = self._renderer.defaultSize()
        wide, high = self._size(natural.width() * theme().scale)
        return QSize(round(wide), round(high))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(40))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        wide, high = self._size(self.width())
        left = self.width() - wide if self.isRightToLeft() else 0
        self._renderer.render(QPainter(self), QRectF(left, 0, wide, high))
