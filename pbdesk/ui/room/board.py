"""The board that the room is drawn on: 1280 wide or more, 720 high or more, scaled to the window.

Sizes are those of the design at 1280: 24 the least, 28, 40, 56. Places are measured from the
reader's start side and turn with the direction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from pbdesk.ui import fonts
from pbdesk.ui.fit import draw, measure
from pbdesk.ui.icons import draw_icon
from pbdesk.ui.theme import Tones
from pbdesk.ui.widgets.paper import paint_mark

if TYPE_CHECKING:
    from pbdesk.ui.shown import Mark

__all__ = ["BIG", "HUGE", "LEAST", "SIDE", "TEXT", "Board"]

LEAST, TEXT, BIG, HUGE = 24, 28, 40, 56
SIDE = 56
"""White space at both sides."""

_WIDE, _HIGH, _RADIUS = 1280, 720, 4


class Board:
    """A painter that knows the room's units, tones and direction.

    `width` and `height` are in those units.
    """

    def __init__(
        self,
        where: QWidget,
        painter: QPainter,
        size: QSize,
        tones: Tones,
    ) -> None:
        """Draw on `where`, which has `size` pixels."""
        self._where = where
        self._painter = painter
        self._tones = tones
        self._unit = max(0.05, min(size.width() / _WIDE, size.height() / _HIGH))
        self.width, self.height = size.width() / self._unit, size.height() / self._unit
        self._direction = where.layoutDirection()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    @property
    def inner(self) -> float:
        """The width between both sides."""
        return self.width - 2 * SIDE

    # Measuring

    def size(
        self,
        text: str,
        size: int,
        width: float = 0,
        *,
        bold: bool = False,
        figures: bool = False,
    ) -> tuple[float, float]:
        """Width and height of a text, on one line or wrapped at `width`."""
        found = measure(
            text,
            self._font(size, bold=bold, figures=figures),
            width * self._unit,
        )
        return found[0] / self._unit, found[1] / self._unit

    def widest(self, texts: Iterable[str], least: float = 0) -> float:
        """How wide a column of figures is; `least` where there are none."""
        return (
            max(
                (self.size(text, TEXT, figures=True)[0] for text in texts),
                default=least,
            )
            + 4
        )

    def largest(
        self,
        texts: Iterable[str],
        sizes: Sequence[int],
        room: tuple[float, float],
        *,
        bold: bool = False,
    ) -> int:
        """The first of `sizes` at which every text fits into `room`, wrapped; else the last."""
        held = sorted(set(texts), key=len)[-30:]
        for size in sizes:
            if all(self._fits(text, size, room, bold=bold) for text in held):
                return size
        return sizes[-1]

    def _fits(
        self,
        text: str,
        size: int,
        room: tuple[float, float],
        *,
        bold: bool,
    ) -> bool:
        wide, high = self.size(text, size, room[0], bold=bold)
        return wide <= room[0] and high <= room[1] + 1

    def _font(self, size: int, *, bold: bool, figures: bool) -> fonts.QFont:
        return fonts.font(max(1, round(size * self._unit)), bold=bold, figures=figures)

    def rect(self, x: float, y: float, width: float, height: float) -> QRectF:
        """A place, by its distance from the reader's start side, in pixels."""
        left = (
            x
            if self._direction == Qt.LayoutDirection.LeftToRight
            else self.width - x - width
        )
        return QRectF(
            left * self._unit,
            y * self._unit,
            width * self._unit,
            height * self._unit,
        )

    # Drawing

    def text(
        self,
        text: str,
        at: tuple[float, float],
        width: float,
        size: int,
        *,
        bold: bool = False,
        tone: str = "text",
        figures: bool = False,
        middle: float = 0,
        right: bool = False,
    ) -> float:
        """Write, wrapped at `width`, in the middle of a row `middle` high or from the top.

        The height it took.
        """
        wide, high = self.size(text, size, width, bold=bold, figures=figures)
        place = self.rect(*at, max(width, wide), max(high, middle))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        draw(
            self._where,
            self._painter,
            place,
            text,
            self._font(size, bold=bold, figures=figures),
            self._colour(tone),
            align=side,
            middle=bool(middle),
            wrap=True,
            direction=self._direction,
        )
        return high

    def figures_at_end(
        self,
        text: str,
        y: float,
        width: float,
        row: float,
        *,
        size: int = TEXT,
        bold: bool = False,
    ) -> None:
        """Figures in a column of that width at the reader's end side, in the middle of a row."""
        at = (self.width - SIDE - width, y)
        self.text(
            text,
            at,
            width,
            size,
            bold=bold,
            figures=True,
            middle=row,
            right=True,
        )

    def at_end(
        self,
        text: str,
        y: float,
        size: int,
        *,
        bold: bool = False,
        tone: str = "text",
        figures: bool = False,
    ) -> float:
        """Write one line that ends at the reader's end side; the width it took."""
        wide, high = self.size(text, size, bold=bold, figures=figures)
        place = self.rect(self.width - SIDE - wide - 2, y, wide + 2, high)
        draw(
            self._where,
            self._painter,
            place,
            text,
            self._font(size, bold=bold, figures=figures),
            self._colour(tone),
            direction=self._direction,
        )
        return wide

    def rule(
        self,
        x: float,
        y: float,
        width: float,
        tone: str = "hairline",
        thick: float = 1,
    ) -> None:
        """A line across."""
        self._painter.fillRect(
            self.rect(x, y, width, max(thick, 1 / self._unit)),
            self._colour(tone),
        )

    def upright(self, x: float, y: float, height: float) -> None:
        """A hairline down."""
        self._painter.fillRect(
            self.rect(x, y, max(1, 1 / self._unit), height),
            self._colour("hairline"),
        )

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str | None,
        outline: str | None = None,
    ) -> None:
        """A box, filled or outlined."""
        half = self._unit if outline else 0
        self._painter.setPen(
            QPen(self._colour(outline), 2 * self._unit)
            if outline
            else Qt.PenStyle.NoPen,
        )
        self._painter.setBrush(self._colour(fill) if fill else Qt.BrushStyle.NoBrush)
        radius = _RADIUS * self._unit
        place = self.rect(x, y, width, height).adjusted(half, half, -half, -half)
        self._painter.drawRoundedRect(place, radius, radius)

    def field(self, x: float, y: float, width: float, height: float) -> None:
        """An empty box to write or to fill in."""
        self.box(x, y, width, height, fill="field", outline="text")

    def cross(self, x: float, y: float, edge: float) -> None:
        """A cross as a hand makes it."""
        pen = QPen(
            self._colour("accent"),
            5 * self._unit,
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
        )
        place = self.rect(x, y, edge, edge)
        self._painter.setPen(pen)
        self._painter.drawLine(
            QPointF(place.left(), place.top()),
            QPointF(place.right(), place.bottom()),
        )
        self._painter.drawLine(
            QPointF(place.left(), place.bottom()),
            QPointF(place.right(), place.top()),
        )

    def mark(self, mark: Mark, x: float, y: float, edge: float) -> None:
        """A mark on a doubtful paper, as the hand made it in or beside its box."""
        paint_mark(
            self._painter,
            mark,
            self.rect(x, y, edge, edge),
            self._direction,
            self._colour("text"),
        )

    def icon(self, name: str, x: float, y: float, edge: float, tone: str) -> None:
        """A shape that says a state; a word says it too."""
        place = self.rect(x, y, edge, edge)
        at = (place.x(), place.y())
        pixels = round(place.width())
        draw_icon(self._painter, name, self._colour(tone), at, pixels, self._direction)

    def _colour(self, tone: str) -> QColor:
        return self._tones.colour(tone)
