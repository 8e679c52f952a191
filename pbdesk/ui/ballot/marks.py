"""A box of the ballot and the mark in it: a cross, or a number."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pbdesk.ui.fit import draw
from pbdesk.ui.strokes import box
from pbdesk.ui.theme import theme

__all__ = ["draw_mark"]


def draw_mark(
    where: object,
    painter: QPainter,
    square: QRectF,
    sign: str,
    *,
    marked: bool,
) -> None:
    """Draw an empty box, or one with `sign` in it; an empty sign is a cross."""
    tones = theme().tones
    box(painter, square, tones.colour("field"), tones.colour("text"), 2)
    if not marked:
        return
    if sign:
        font = theme().font("title")
        middle = Qt.AlignmentFlag.AlignHCenter
        draw(
            where,
            painter,
            square,
            sign,
            font,
            tones.colour("accent"),
            align=middle,
        )
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(tones.colour("accent"), square.width() / 9)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    near = square.width() * 0.25
    far = square.width() * 0.75
    for start, end in ((near, far), (far, near)):
        painter.drawLine(
            square.topLeft() + QPointF(start, near),
            square.topLeft() + QPointF(end, far),
        )
    painter.restore()
