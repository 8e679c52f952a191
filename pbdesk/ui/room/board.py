"""The board that the room is drawn on: 1280 wide or more, 720 high or more, scaled to the window.

Sizes are those of the design at 1280: 24 the least, 28, 40, 56. Places are measured from the
reader's start side and turn with the direction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from pbdesk.ui import fonts
from pbdesk.ui.fit import draw, fit, measure
from pbdesk.ui.icons import draw_icon
from pbdesk.ui.theme import Tones
from pbdesk.ui.widgets.paper import paint_mark

if TYPE_CHECKING:
    from pbdesk.ui.shown import Mark

from pbdesk.words import Text

__all__ = ["BIG", "HUGE", "LEAST", "SIDE", "TEXT", "At", "Board", "Render"]

LEAST, TEXT, BIG, HUGE = 24, 28, 40, 56
SIDE = 56
"""White space at both sides."""

_WIDE, _HIGH, _RADIUS = 1280, 720, 4
_AIR = 0.15

type At = tuple[float, float]
"""A place: how far from the reader's start side and from the top, in the room's units."""

type Render = Callable[[Text], str]
"""Gives words in the room's language."""


class Board:
    """A painter that knows the room's units, tones, language and direction.

    `width` and `height` are in those units.
    """

    def __init__(
        self,
        where: QWidget,
        painter: QPainter,
        tones: Tones,
        show: Render,
    ) -> None:
        """Draw on the whole of `where`."""
        self._where = where
        self._painter = painter
        self._tones = tones
        self._show = show
        self._unit = _unit(where.size())
        self.width = where.width() / self._unit
        self.height = where.height() / self._unit
        self._direction = where.layoutDirection()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    @property
    def inner(self) -> float:
        """The width between both sides."""
        return self.width - 2 * SIDE

    # Measuring

    def size(
        self,
        words: Text,
        size: int,
        width: float = 0,
        *,
        bold: bool = False,
        figures: bool = False,
    ) -> tuple[float, float]:
        """Width and height of a text, on one line or wrapped at `width`."""
        font = self._font(size, bold=bold, figures=figures)
        wide, high = measure(self._show(words), font, width * self._unit)
        return wide / self._unit, high / self._unit

    def high_across(
        self,
        words: Text,
        size: int,
        *,
        bold: bool = False,
    ) -> float:
        """How high a text is that goes from side to side."""
        return self.size(words, size, self.inner, bold=bold)[1]

    def widest(self, texts: Iterable[Text], least: float = 0) -> float:
        """How wide a column of figures is; `least` where there are none."""
        wide = (self.size(words, TEXT, figures=True)[0] for words in texts)
        return max(wide, default=least) + 4

    def largest(
        self,
        texts: Iterable[Text],
        sizes: Sequence[int],
        room: tuple[float, float],
        *,
        bold: bool = False,
    ) -> int:
        """The first of `sizes` at which every text fits into `room`, wrapped; else the last."""
        longest = sorted(set(map(self._show, texts)), key=len)[-30:]
        for size in sizes:
            if all(self._fits(text, size, room, bold=bold) for text in longest):
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
        return fonts.font(
            max(1, round(size * self._unit)),
            bold=bold,
            figures=figures,
        )

    def rect(self, x: float, y: float, width: float, height: float) -> QRectF:
        """A place, by its distance from the reader's start side, in pixels."""
        if self._direction == Qt.LayoutDirection.RightToLeft:
            x = self.width - x - width
        unit = self._unit
        return QRectF(x * unit, y * unit, width * unit, height * unit)

    # Drawing

    def text(
        self,
        words: Text,
        at: At,
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
        wide, high = self.size(words, size, width, bold=bold, figures=figures)
        if (
            middle
        ):  # the air of a line may reach into the next row, its letters not
            room = middle + size * _AIR
            fit(self._where, self._show(words), (0, high), (0, room))
        draw(
            self._where,
            self._painter,
            self.rect(*at, max(width, wide), max(high, middle)),
            self._show(words),
            self._font(size, bold=bold, figures=figures),
            self._colour(tone),
            align=Qt.AlignmentFlag.AlignRight
            if right
            else Qt.AlignmentFlag.AlignLeft,
            middle=bool(middle),
            wrap=True,
            direction=self._direction,
        )
        return high

    def across(
        self,
        words: Text,
        y: float,
        size: int,
        *,
        bold: bool = False,
        tone: str = "text",
    ) -> float:
        """Write from side to side; the height it took."""
        return self.text(
            words,
            (SIDE, y),
            self.inner,
            size,
            bold=bold,
            tone=tone,
        )

    def text_to_fit(
        self,
        words: Text,
        at: At,
        sizes: Sequence[int],
        room: tuple[float, float],
        *,
        bold: bool = False,
    ) -> float:
        """Write in the first of `sizes` at which it fits into `room`; the height it took."""
        size = self.largest([words], sizes, room, bold=bold)
        return self.text(words, at, room[0], size, bold=bold)

    def label(self, words: Text, at: At, width: float) -> float:
        """Write small and pale: what stands by it is named so. The height it took."""
        return self.text(words, at, width, LEAST, tone="second")

    def figures_at_end(
        self,
        words: Text,
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
            words,
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
        words: Text,
        y: float,
        size: int,
        *,
        bold: bool = False,
        tone: str = "text",
        figures: bool = False,
    ) -> float:
        """Write one line that ends at the reader's end side; the width it took.

        What reaches below the line (an Arabic tail) has room.
        """
        wide, high = self.size(words, size, bold=bold, figures=figures)
        draw(
            self._where,
            self._painter,
            self.rect(self.width - SIDE - wide - 2, y, wide + 2, 1.5 * high),
            self._show(words),
            self._font(size, bold=bold, figures=figures),
            self._colour(tone),
            middle=False,
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
        """A line across, one pixel thick at least."""
        self._fill(self.rect(x, y, width, max(thick, 1 / self._unit)), tone)

    def upright(self, x: float, y: float, height: float) -> None:
        """A hairline down."""
        self._fill(self.rect(x, y, max(1, 1 / self._unit), height), "hairline")

    def _fill(self, place: QRectF, tone: str) -> None:
        self._painter.fillRect(place, self._colour(tone))

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str,
        outline: str | None = None,
    ) -> None:
        """A box, filled or outlined."""
        self._painter.setPen(self._outline(outline))
        self._painter.setBrush(self._colour(fill))
        radius = _RADIUS * self._unit
        half = self._unit if outline else 0
        place = self.rect(x, y, width, height).adjusted(
            half,
            half,
            -half,
            -half,
        )
        self._painter.drawRoundedRect(place, radius, radius)

    def _outline(self, tone: str | None) -> QPen:
        if tone is None:
            return QPen(Qt.PenStyle.NoPen)
        return QPen(self._colour(tone), 2 * self._unit)

    def filled(self, x: float, y: float, width: float, height: float) -> None:
        """A box in the accent's colour."""
        self.box(x, y, width, height, fill="accent")

    def tint(self, y: float, row: float) -> None:
        """Set off a row that is under way, or was just revealed."""
        self.box(SIDE - 24, y, self.inner + 48, row, fill="chosen")

    def field(self, x: float, y: float, width: float, height: float) -> None:
        """An empty box to write or to fill in."""
        self.box(x, y, width, height, fill="field", outline="text")

    def hatch(self, x: float, y: float, width: float, height: float) -> None:
        """A box that is hatched in ink: time over, money given, votes that moved."""
        place, unit = self.rect(x, y, width, height), self._unit
        self._painter.save()
        self._painter.setClipRect(place)
        self._painter.setPen(QPen(self._colour("text"), 4 * unit))
        step, high = 14 * unit, place.height()
        for n in range(ceil((place.width() + high) / step) + 1):
            foot = place.left() + n * step
            self._painter.drawLine(
                QPointF(foot - high, place.bottom()),
                QPointF(foot, place.top()),
            )
        self._painter.restore()
        self._painter.setPen(self._outline("text"))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(place.adjusted(unit, unit, -unit, -unit))

    def dashes(self, x: float, y: float, height: float) -> None:
        """A dashed line down: what it takes."""
        line = QPen(self._colour("text"), 2 * self._unit, Qt.PenStyle.DashLine)
        self._painter.setPen(line)
        place = self.rect(x, y, 0, height)
        self._painter.drawLine(place.topLeft(), place.bottomLeft())

    def cross(self, x: float, y: float, edge: float) -> None:
        """A cross as a hand makes it."""
        self._painter.setPen(self._strokes())
        place = self.rect(x, y, edge, edge)
        self._painter.drawLine(place.topLeft(), place.bottomRight())
        self._painter.drawLine(place.bottomLeft(), place.topRight())

    def _strokes(self) -> QPen:
        line, cap = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap
        return QPen(self._colour("accent"), 5 * self._unit, line, cap)

    def mark(self, mark: Mark, x: float, y: float, edge: float) -> None:
        """A mark on a doubtful paper, as the hand made it in or beside its box."""
        paint_mark(
            self._painter,
            mark,
            self.rect(x, y, edge, edge),
            self._direction,
            self._colour("text"),
        )

    def icon(
        self,
        name: str,
        x: float,
        y: float,
        edge: float,
        tone: str,
    ) -> None:
        """A shape that says a state; a word says it too."""
        place = self.rect(x, y, edge, edge)
        at = (place.x(), place.y())
        pixels = round(place.width())
        draw_icon(
            self._painter,
            name,
            self._colour(tone),
            at,
            pixels,
            self._direction,
        )

    def icon_of_row(self, name: str, y: float, row: float, tone: str) -> None:
        """A shape at the reader's start side, in the middle of a row."""
        self.icon(name, SIDE, y + (row - 30) / 2, 30, tone)

    def _colour(self, tone: str) -> QColor:
        return self._tones.colour(tone)


def _unit(size: QSize) -> float:
    """How many pixels one unit of the room is."""
    return max(0.05, min(size.width() / _WIDE, size.height() / _HIGH))
