"""Two shapes everything is drawn with.

A rounded box and the focus ring, both inside the rectangle they are given.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

__all__ = ["RADIUS", "RING", "box", "ring"]

RADIUS = 6
RING = 2


def box(
    painter: QPainter,
    rect: QRectF,
    fill: QColor | None,
    outline: QColor | None,
    width: float = 1,
    radius: float = RADIUS,
) -> None:
    """A filled rounded box whose outline lies inside `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = width / 2 if outline else 0
    painter.setPen(QPen(outline, width) if outline else Qt.PenStyle.NoPen)
    painter.setBrush(fill or Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(
        rect.adjusted(half, half, -half, -half),
        radius - half,
        radius - half,
    )
    painter.restore()


def ring(
    painter: QPainter,
    rect: QRectF,
    colour: QColor,
    radius: float = RADIUS,
) -> None:
    """The focus ring, inside `rect`."""
    box(painter, rect, None, colour, RING, radius)
