"""How a line of a list is drawn.

The head of a section, or a row with title, sub-title, figure and shape.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from pbdesk.ui.fit import measure
from pbdesk.ui.icons import draw_shape
from pbdesk.ui.strokes import ring
from pbdesk.ui.theme import Role, Tone, theme
from pbdesk.ui.widgets.ground import Ground
from pbdesk.ui.widgets.row_lines import Index, RowLine

__all__ = ["RowPaint", "RowsView"]

_FIGURE = Qt.AlignmentFlag.AlignRight


class RowsView(QListView):
    """What the painter asks of the list it paints in."""

    figure_width = 0
    """Width of the column of figures, in pixels."""

    def line(self, index: Index) -> RowLine:
        """What the line at an index shows."""
        raise NotImplementedError

    def begins_with(self, line: RowLine) -> bool:
        """Whether the line is the first of all."""
        raise NotImplementedError


class RowPaint(QStyledItemDelegate):
    """Draws a line of the list."""

    def __init__(self, view: RowsView) -> None:
        super().__init__(view)
        self._view = view

    def _title_role(self, line: RowLine) -> Role:
        if line.is_head:
            return "label"
        if line.strong:
            return "strong"
        return "body"

    def _start(self, line: RowLine) -> int:
        """How far from the row's start its title begins."""
        inset = theme().gap(24)
        if line.shape is not None or line.number:
            return inset + theme().px(26)
        return inset

    def _title_room(self, line: RowLine) -> int:
        room = (
            self._view.viewport().width() - self._start(line) - theme().gap(4)
        )
        if line.figure:
            return room - self._view.figure_width - theme().gap(12)
        return room

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        return QSize(
            0,
            self.height(
                self._view.line(index),
                wrap=not self._view.uniformItemSizes(),
            ),
        )

    def height(self, line: RowLine, *, wrap: bool = True) -> int:
        """A head is 42 px, the first 34; a row is the height of its text and 20."""
        if line.is_head:
            return theme().px(18) + theme().gap(
                16 if self._view.begins_with(line) else 24,
            )
        font = theme().font(self._title_role(line))
        room = self._title_room(line) if wrap else 0
        high = round(
            measure(line.title, font, max(1, room) if wrap else 0)[1] + 0.25,
        )
        if line.sub:
            sub_room = (
                self._view.viewport().width()
                - self._start(line)
                - theme().gap(4)
            )
            high += round(
                measure(
                    line.sub,
                    theme().font("help"),
                    max(1, sub_room) if wrap else 0,
                )[1],
            )
        return high + theme().gap(16) + 4

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        /,
    ) -> None:
        line = self._view.line(index)
        ground = Ground.of_line(self._view, painter, option)
        painter.save()
        if line.is_head:
            self._paint_head(ground, line)
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                self._paint_chosen(ground)
            self._paint_row(ground, line)
        painter.restore()

    def _paint_head(self, ground: Ground, line: RowLine) -> None:
        inset = theme().gap(24)
        edge = theme().px(20)
        middle = ground.high - theme().px(17)
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
            ground.width - inset - theme().gap(4),
            1,
        )
        ground.fill(rule, "hairline")

    def _paint_chosen(self, ground: Ground) -> None:
        """The tint and bar of the chosen row, and the ring where the list has the focus."""
        tones = theme().tones
        ground.fill(ground.area, "chosen")
        ground.fill(ground.place(0, 0, 4, ground.high), "accent")
        if self._view.hasFocus():
            ring(ground.painter, ground.area, tones.colour("focus"), 1)
        elif tones.outlined:
            ring(ground.painter, ground.area, tones.colour("outline"), 1)

    def _paint_row(self, ground: Ground, line: RowLine) -> None:
        top = (theme().gap(16) + 4) / 2
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
            sub_room = ground.width - start - theme().gap(4)
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
        first = theme().px(20)
        if line.figure:
            wide = self._view.figure_width
            at = ground.place(
                ground.width - wide - theme().gap(4),
                top,
                wide,
                first,
            )
            ground.write(line.figure, at, "figure", align=_FIGURE)
        if line.shape is not None:
            at = ground.place(theme().gap(24) - 1, top, first, first)
            draw_shape(ground.painter, line.shape, (at.x(), at.y()), first)
        elif line.number:
            at = ground.place(
                theme().gap(24) - theme().px(6),
                top,
                theme().px(24),
                first,
            )
            ground.write(line.number, at, "figure", "second", align=_FIGURE)
