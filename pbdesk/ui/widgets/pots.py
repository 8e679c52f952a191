"""Pots: the same pot filled in several ways, each a bar cut into what it pays for."""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from pbdesk.ui.fit import measure
from pbdesk.ui.shown import PotLine
from pbdesk.ui.strokes import box
from pbdesk.ui.theme import Text, gap, px, theme, worded
from pbdesk.ui.widgets.ground import Ground
from pbdesk.ui.widgets.line_chart import LineChart

__all__ = ["PotLine", "Pots"]

_HEAD = 26
_BAR = 28
_APART = 14


class Pots(LineChart[PotLine]):
    """Each pot with its words above it, and at their end what is left in it."""

    @override
    def _heard(self) -> str:
        return "; ".join(_heard(line) for line in self._lines)

    @override
    def sizeHint(self) -> QSize:
        high = (_HEAD + _BAR) * len(self._lines) + _APART * max(
            0,
            len(self._lines) - 1,
        )
        return QSize(px(360), px(high))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        ground = Ground.of(self, QPainter(self))
        y = 0
        for line in self._lines:
            self._paint_head(ground, line, y)
            self._paint_pot(ground, line, y + px(_HEAD))
            y += px(_HEAD + _BAR + _APART)

    def _paint_head(self, ground: Ground, line: PotLine, y: int) -> None:
        high = px(_HEAD)
        show = theme().render
        rest = show(line.rest)
        wide = measure(rest, theme().font("caption"))[0] + 2
        ground.write(
            rest,
            ground.place(ground.width - wide, y, wide, high),
            "caption",
            "second",
        )
        room = ground.place(0, y, ground.width - wide - gap(12), high)
        ground.write(
            show(line.words),
            room,
            "strong" if line.marked else "body",
        )

    def _paint_pot(self, ground: Ground, line: PotLine, y: int) -> None:
        painter = ground.painter
        tones = theme().tones
        high = px(_BAR)
        painter.setPen(QPen(tones.colour("text"), 1.2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(
            ground.place(1, y + 1, ground.width - 2, high - 2),
            3,
            3,
        )
        a_unit = ground.width / max(1, line.whole)
        x = a_unit * line.before
        for words, size in line.parts:
            part = ground.place(x, y, a_unit * size - 2, high)
            box(
                painter,
                part,
                tones.colour("accent"),
                tones.colour("accent"),
                1.5,
                3,
            )
            _paint_words(ground, words, part)
            x += a_unit * size


def _paint_words(ground: Ground, words: Text, part: QRectF) -> None:
    """The name of a part in it, as many words as have room; who listens hears it all."""
    inside = part.adjusted(px(4), 0, -px(4), 0)
    text = worded(words)
    font = theme().font()
    while text and measure(text, font)[0] > inside.width():
        text = text.rpartition(" ")[0]
    if text:
        ground.write(text, inside, tone="on_accent")


def _heard(line: PotLine) -> str:
    show = theme().render
    parts = ", ".join(show(part) for part, _ in line.parts)
    return f"{show(line.words)}: {parts}. {show(line.rest)}"
