"""The ground that a widget or one line of a list paints on, seen from the reader's start side."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from pbdesk.ui.fit import draw
from pbdesk.ui.theme import Role, Tone, colour, theme

__all__ = ["Ground", "paint_band"]


def paint_band(widget: QWidget, tone: str) -> None:
    """Fill a band across the window, with a hairline at its foot."""
    painter = QPainter(widget)
    painter.fillRect(widget.rect(), colour(tone))
    painter.fillRect(
        0,
        widget.height() - 1,
        widget.width(),
        1,
        colour("hairline"),
    )


@dataclass(frozen=True, slots=True)
class Ground:
    """An area of a widget with the painter of this painting, and the direction of its reader."""

    where: QWidget
    painter: QPainter
    area: QRectF
    direction: Qt.LayoutDirection

    @classmethod
    def of(cls, widget: QWidget, painter: QPainter) -> Ground:
        """All of a widget."""
        area = QRectF(0, 0, widget.width(), widget.height())
        return cls(widget, painter, area, widget.layoutDirection())

    @classmethod
    def of_line(
        cls,
        view: QWidget,
        painter: QPainter,
        option: QStyleOptionViewItem,
    ) -> Ground:
        """One line of a list."""
        return cls(view, painter, QRectF(option.rect), option.direction)

    @property
    def width(self) -> float:
        """How wide it is, in pixels."""
        return self.area.width()

    @property
    def high(self) -> float:
        """How high it is, in pixels."""
        return self.area.height()

    @property
    def mirrored(self) -> bool:
        """Whether the reader starts at the right."""
        return self.direction == Qt.LayoutDirection.RightToLeft

    def place(self, x: float, y: float, width: float, height: float) -> QRectF:
        """A rectangle by its distance from the reader's start side and from the top."""
        return QRectF(self._left(x, width), self.area.top() + y, width, height)

    def _left(self, x: float, width: float) -> float:
        if self.mirrored:
            return self.area.right() - x - width
        return self.area.left() + x

    def fill(self, place: QRectF, tone: str) -> None:
        """Fill a rectangle."""
        self.painter.fillRect(place, colour(tone))

    def write(
        self,
        text: str,
        place: QRectF,
        role: Role = "body",
        tone: Tone = "text",
        *,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        middle: bool = True,
        wrap: bool = False,
    ) -> None:
        """Write into a rectangle, as `fit.draw` does, in the font of a role."""
        draw(
            self.where,
            self.painter,
            place,
            text,
            theme().font(role),
            colour(tone),
            align=align,
            middle=middle,
            wrap=wrap,
            direction=self.direction,
        )
