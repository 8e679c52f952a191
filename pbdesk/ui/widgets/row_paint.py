"""How a line of a list is drawn.

The head of a section, or a row with title, sub-title, figure and shape.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import Qt

from pbdesk.ui.fit import measure
from pbdesk.ui.icons import draw_shape
from pbdesk.ui.theme import Role, Tone, gap, px, theme
from pbdesk.ui.widgets.ground import Ground
from pbdesk.ui.widgets.lines import LinePaint, LineView, mark
from pbdesk.ui.widgets.row_lines import RowLine

__all__ = ["RowPaint", "RowsView"]

_FIGURE = Qt.AlignmentFlag.AlignRight


class RowsView(LineView[RowLine]):
    """What the painter asks of the list it paints in."""

    figure_width = 0
    """Width of the column of figures, in pixels."""


class RowPaint(LinePaint[RowsView]):
    """Draws a line of the list."""

    def _title_role(self, line: RowLine) -> Role:
        if line.is_head:
            return "label"
        if line.strong:
            return "strong"
        return "body"

    def _start(self, line: RowLine) -> int:
        """How far from the row's start its title begins."""
        inset = gap(24)
        if line.shape is not None or line.number:
            return inset + px(26)
        return inset

    def _title_room(self, line: RowLine) -> int:
        room = self._view.viewport().width() - self._start(line) - gap(4)
        if line.figure:
            return room - self._view.figure_width - gap(12)
        return room

    @override
    def height(self, line: RowLine) -> int:
        """A head is 42 px, the first 34; a row is the height of its text and 20."""
        if line.is_head:
            return px(18) + gap(
                16 if self._view.begins_with(line) else 24,
            )
        wrap = not self._view.uniformItemSizes()
        font = theme().font(self._title_role(line))
        room = self._title_room(line) if wrap else 0
        high = round(
            measure(line.title, font, max(1, room) if wrap else 0)[1] + 0.25,
        )
        if line.sub:
            sub_room = (
                self._view.viewport().width() - self._start(line) - gap(4)
            )
            high += round(
                measure(
                    line.sub,
                    theme().font("help"),
                    max(1, sub_room) if wrap else 0,
                )[1],
            )
        return high + gap(16) + 4

    @override
    def draw(self, ground: Ground, line: RowLine, *, chosen: bool) -> None:
        if line.is_head:
            self._paint_head(ground, line)
            return
        if chosen:
            mark(ground, focused=self._view.hasFocus())
        self._paint_row(ground, line)

    def _paint_head(self, ground: Ground, line: RowLine) -> None:
        inset = gap(24)
        edge = px(20)
        middle = ground.high - px(17)
        tone: Tone = "text"
        if line.shape is not None:
            at = ground.place(inset - 1, middle - edge / 2, edge, edge)
            draw_shape(ground.painter, line.shape, (at.x(), at.y()), edge)
            if line.shape.tone != "second":
                tone = line.shape.tone
        start = self._start(line)
        words = ground.place(
            start,
            middle - edge / 2,
            ground.width - start - 4,
            edge,
        )
        ground.write(line.title, words, "label", tone)
        rule = ground.place(
            inset,
            ground.high - 1,
            ground.width - inset - gap(4),
            1,
        )
        ground.fill(rule, "hairline")

    def _paint_row(self, ground: Ground, line: RowLine) -> None:
        top = (gap(16) + 4) / 2
        role = self._title_role(line)
        start = self._start(line)
        room = self._title_room(line)
        wrap = not self._view.uniformItemSizes()
        high = measure(
            line.title,
            theme().font(role),
            max(1, room) if wrap else 0,
        )[1]
        title = ground.place(start, top, room, high + 1)
        ground.write(
            line.title,
            title,
            role,
            line.tone,
            middle=False,
            wrap=wrap,
        )
        if line.sub:
            sub_room = ground.width - start - gap(4)
            y = top + round(high + 0.25)
            below = ground.place(start, y, sub_room, ground.high - top - high)
            ground.write(
                line.sub,
                below,
                "help",
                "second",
                middle=False,
                wrap=wrap,
            )
        self._paint_edges(ground, line, top)

    def _paint_edges(self, ground: Ground, line: RowLine, top: float) -> None:
        """The figure at the end, the shape or number at the start."""
        first = px(20)
        if line.figure:
            wide = self._view.figure_width
            at = ground.place(
                ground.width - wide - gap(4),
                top,
                wide,
                first,
            )
            ground.write(line.figure, at, "figure", align=_FIGURE)
        if line.shape is not None:
            at = ground.place(gap(24) - 1, top, first, first)
            draw_shape(ground.painter, line.shape, (at.x(), at.y()), first)
        elif line.number:
            at = ground.place(
                gap(24) - px(6),
                top,
                px(24),
                first,
            )
            ground.write(line.number, at, "figure", "second", align=_FIGURE)
