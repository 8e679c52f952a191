"""The one family of icons (Lucide), recoloured by the theme, and the shapes that say a state.

A state is a shape and a word, never colour alone. Only arrows, chevrons and undo turn round in
right-to-left.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer

from pbdesk.resources import resource
from pbdesk.ui.shown import (
    ATTENTION,
    CHANGED,
    DONE,
    MERGED,
    NOT_STARTED,
    NOTICE,
    REFUSED,
    SEALED,
    UNDER_WAY,
    Shape,
)
from pbdesk.ui.theme import Tone, colour, px, theme

__all__ = [
    "ATTENTION",
    "CHANGED",
    "DONE",
    "MERGED",
    "NOTICE",
    "NOT_STARTED",
    "REFUSED",
    "SEALED",
    "UNDER_WAY",
    "Shape",
    "draw_icon",
    "draw_shape",
    "icon",
    "pixmap",
]

_TURNED = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "chevron-left",
        "chevron-right",
        "undo-2",
        "redo-2",
    },
)


@cache
def _svg(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def pixmap(
    name: str,
    colour: str,
    pixels: int,
    ratio: float = 1.0,
    turned: bool = False,
) -> QPixmap:
    """The icon in a colour, `pixels` wide on a screen with that many dots a pixel.

    Raises FileNotFoundError for an icon that is not in `resources/icons`.
    """
    source = QByteArray(_svg(name).replace("currentColor", colour).encode())
    drawn = QPixmap(round(pixels * ratio), round(pixels * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(source).render(painter, QRectF(drawn.rect()))
    painter.end()
    if turned:
        drawn = drawn.transformed(QTransform.fromScale(-1, 1))
    drawn.setDevicePixelRatio(ratio)
    return drawn


def draw_icon(
    painter: QPainter,
    name: str,
    colour: QColor,
    at: tuple[float, float],
    pixels: int,
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
) -> None:
    """Paint the icon with its corner at `at`; arrows turn with the direction."""
    device = painter.device()
    turned = direction == Qt.LayoutDirection.RightToLeft and name in _TURNED
    drawn = pixmap(
        name,
        colour.name(),
        pixels,
        device.devicePixelRatioF(),
        turned,
    )
    painter.drawPixmap(round(at[0]), round(at[1]), drawn)


def draw_shape(
    painter: QPainter,
    shape: Shape,
    at: tuple[float, float],
    pixels: int,
) -> None:
    """Paint a state's shape in its tone."""
    draw_icon(painter, shape.icon, colour(shape.tone), at, pixels)


def icon(name: str, tone: Tone = "text", pixels: int = 20) -> QIcon:
    """The icon for a menu or a button of Qt's, at the reader's scale."""
    turned = theme().right_to_left and name in _TURNED
    return QIcon(
        pixmap(
            name,
            colour(tone).name(),
            px(pixels),
            2.0,
            turned,
        ),
    )
