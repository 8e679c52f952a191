"""Pots: the same pot filled in several ways, each a bar cut into what it pays for."""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from pbdesk.ui.fit import draw, measure
from pbdesk.ui.shown import PotLine
from pbdesk.ui.strokes import box
from pbdesk.ui.theme import Text, theme
from pbdesk.ui.widgets.line_chart import LineChart

__all__ = ["PotLine", "Pots"]

_HEAD = 26
_BAR = 28
_APART = 14


class Pots(LineChart[PotLine]):
    """Each pot with its words above it, and at their end what is left in it."""

    @override
    def _heard(self) -> str:
        show = theme().render
        return "; ".join(
            f"{show(line.words)}: {', '.join(show(part) for part, _ in line.parts)}. "
            f"{show(line.rest)}"
            for line in self._lines
        )

    @override
    def sizeHint(self) -> QSize:
        high = (_HEAD + _BAR) * len(self._lines) + _APART * max(0, len(self._lines) - 1)
        return QSize(theme().px(360), theme().px(high))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(200), self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        y = 0
        for line in self._lines:
            self._paint_head(painter, line, y)
            self._paint_pot(painter, line, y + theme().px(_HEAD))
            y += theme().px(_HEAD + _BAR + _APART)

    def _paint_head(self, painter: QPainter, line: PotLine, y: int) -> None:
        show = theme().render
        tones = theme().tones
        high = theme().px(_HEAD)
        rest = show(line.rest)
        font = theme().font("caption")
        wide = measure(rest, font)[0] + 2
        place = self._place(self.width() - wide, y, wide, high)
        draw(self, painter, place, rest, font, tones.colour("second"))
        room = self._place(0, y, self.width() - wide - theme().gap(12), high)
        role = theme().font("strong" if line.marked else "body")
        draw(
            self,
            painter,
            room,
            show(line.words),
            role,
            tones.colour("text"),
            direction=self.layoutDirection(),
        )

    def _paint_pot(self, painter: QPainter, line: PotLine, y: int) -> None:
        tones = theme().tones
        high = theme().px(_BAR)
        pen = QPen(tones.colour("text"), 1.2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(self._place(1, y + 1, self.width() - 2, high - 2), 3, 3)
        x = self.width() * line.before / max(1, line.whole)
        for words, size in line.parts:
            wide = self.width() * size / max(1, line.whole)
            part = self._place(x, y, wide - 2, high)
            box(painter, part, tones.colour("accent"), tones.colour("accent"), 1.5, 3)
            self._paint_words(painter, words, part)
            x += wide

    def _paint_words(self, painter: QPainter, words: Text, part: QRectF) -> None:
        """The name of a part in it, as many words as have room; who listens hears it all."""
        inside = part.adjusted(theme().px(4), 0, -theme().px(4), 0)
        text = theme().render(words)
        font = theme().font()
        while text and measure(text, font)[0] > inside.width():
            text = text.rpartition(" ")[0]
        if text:
            draw(
                self,
                painter,
                inside,
                text,
                font,
                theme().tones.colour("on_accent"),
                direction=self.layoutDirection(),
            )
