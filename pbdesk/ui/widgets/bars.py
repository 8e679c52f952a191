"""Two or three bars on one scale, each with its words before it and its figure behind it."""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from pbdesk.ui.fit import measure
from pbdesk.ui.shown import BarLine
from pbdesk.ui.strokes import box
from pbdesk.ui.theme import gap, px, theme
from pbdesk.ui.widgets.ground import Ground
from pbdesk.ui.widgets.line_chart import LineChart

__all__ = ["BarLine", "Bars"]


class Bars(LineChart[BarLine]):
    """The bars, one a line; words and figures stand in columns."""

    @override
    def _heard(self) -> str:
        show = theme().render
        return ", ".join(
            f"{show(line.words)} {show(line.figure)}" for line in self._lines
        )

    def _columns(self) -> tuple[int, int]:
        """Widths of words and figures."""
        show = theme().render
        words = max(
            (
                measure(show(line.words), theme().font())[0]
                for line in self._lines
            ),
            default=0,
        )
        figures = max(
            (
                measure(show(line.figure), theme().font("figure"))[0]
                for line in self._lines
            ),
            default=0,
        )
        return round(words + 1.5), round(figures + 1.5)

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(400), px(32) * len(self._lines))

    @override
    def minimumSizeHint(self) -> QSize:
        wide = sum(self._columns()) + gap(16) * 2 + px(40)
        return QSize(wide, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        ground = Ground.of(self, QPainter(self))
        words, figures = self._columns()
        most = (
            max((max(line.size, line.whole) for line in self._lines), default=0)
            or 1
        )
        for i, line in enumerate(self._lines):
            y = i * px(32)
            self._paint_words(ground, line, y, words, figures)
            self._paint_bar(ground, line, y, (words, figures), line.size / most)

    def _paint_words(
        self,
        ground: Ground,
        line: BarLine,
        y: int,
        words: int,
        figures: int,
    ) -> None:
        """What the bar shows at its start, how much at its end."""
        high = px(32)
        show = theme().render
        ground.write(show(line.words), ground.place(0, y, words, high))
        at = ground.place(ground.width - figures, y, figures, high)
        ground.write(
            show(line.figure),
            at,
            "figure",
            align=Qt.AlignmentFlag.AlignRight,
        )

    def _paint_bar(
        self,
        ground: Ground,
        line: BarLine,
        y: int,
        columns: tuple[int, int],
        share: float,
    ) -> None:
        """The bar between both columns, filled in the accent or outlined."""
        (words, figures), beside = columns, gap(16)
        start = words + beside
        thick = px(16)
        room = ground.width - figures - beside - start
        top = y + (px(32) - thick) / 2
        bar = ground.place(start, top, max(2.0, room * share), thick)
        tones = theme().tones
        fill = tones.colour("accent" if line.filled else "field")
        outline = tones.colour("accent" if line.filled else "text")
        box(ground.painter, bar, fill, outline, 1.5, 3)
