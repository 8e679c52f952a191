"""Two or three bars on one scale, each with its words before it and its figure behind it."""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from pbdesk.ui.fit import draw, measure
from pbdesk.ui.shown import BarLine
from pbdesk.ui.strokes import box
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.line_chart import LineChart

__all__ = ["BarLine", "Bars"]


class Bars(LineChart[BarLine]):
    """The bars, one a line; words and figures stand in columns."""

    @override
    def _heard(self) -> str:
        show = theme().render
        return ", ".join(f"{show(line.words)} {show(line.figure)}" for line in self._lines)

    def _columns(self) -> tuple[int, int]:
        """Widths of words and figures."""
        show = theme().render
        words = max(
            (measure(show(line.words), theme().font())[0] for line in self._lines), default=0
        )
        figures = max(
            (measure(show(line.figure), theme().font("figure"))[0] for line in self._lines),
            default=0,
        )
        return round(words + 1.5), round(figures + 1.5)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme().px(400), theme().px(32) * len(self._lines))

    @override
    def minimumSizeHint(self) -> QSize:
        words, figures = self._columns()
        return QSize(
            words + figures + theme().gap(16) * 2 + theme().px(40), self.sizeHint().height()
        )

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        (words, figures) = self._columns()
        most = max((line.size for line in self._lines), default=0) or 1
        for i, line in enumerate(self._lines):
            self._paint_line(painter, line, i * theme().px(32), words, figures, line.size / most)

    def _paint_line(
        self, painter: QPainter, line: BarLine, y: int, words: int, figures: int, share: float
    ) -> None:
        tones = theme().tones
        high = theme().px(32)
        show = theme().render
        draw(
            self,
            painter,
            self._place(0, y, words, high),
            show(line.words),
            theme().font(),
            tones.colour("text"),
            direction=self.layoutDirection(),
        )
        draw(
            self,
            painter,
            self._place(self.width() - figures, y, figures, high),
            show(line.figure),
            theme().font("figure"),
            tones.colour("text"),
            align=Qt.AlignmentFlag.AlignRight,
        )
        start = words + theme().gap(16)
        thick = theme().px(16)
        room = self.width() - figures - theme().gap(16) - start
        bar = self._place(start, y + (high - thick) / 2, max(2.0, room * share), thick)
        tone = "accent" if line.filled else "text"
        box(
            painter,
            bar,
            tones.colour("accent" if line.filled else "field"),
            tones.colour(tone),
            1.5,
            3,
        )
