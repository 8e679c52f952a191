"""How a line of a list is drawn.

The head of a section, or a row with title, sub-title, figure and shape.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pbdesk.ui.fit import draw, measure
from pbdesk.ui.icons import draw_shape
from pbdesk.ui.strokes import ring
from pbdesk.ui.theme import Role, theme
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
        if line.shape is not None:
            return inset + theme().px(26)
        return inset + (theme().px(26) if line.number else 0)

    def _title_room(self, line: RowLine) -> int:
        taken = self._view.figure_width + theme().gap(12) if line.figure else 0
        return self._view.viewport().width() - self._start(line) - theme().gap(4) - taken

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        return QSize(0, self.height(self._view.line(index), wrap=not self._view.uniformItemSizes()))

    def height(self, line: RowLine, *, wrap: bool = True) -> int:
        """A head is 42 px, the first 34; a row is the height of its text and 20."""
        if line.is_head:
            return theme().px(18) + theme().gap(16 if self._view.begins_with(line) else 24)
        font = theme().font(self._title_role(line))
        room = self._title_room(line) if wrap else 0
        high = round(measure(line.title, font, max(1, room) if wrap else 0)[1] + 0.25)
        if line.sub:
            sub_room = self._view.viewport().width() - self._start(line) - theme().gap(4)
            high += round(
                measure(line.sub, theme().font("help"), max(1, sub_room) if wrap else 0)[1]
            )
        return high + theme().gap(16) + 4

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        line = self._view.line(index)
        painter.save()
        if line.is_head:
            self._paint_head(painter, option, line)
        else:
            self._paint_ground(painter, option)
            self._paint_row(painter, option, line)
        painter.restore()

    def _place(
        self, option: QStyleOptionViewItem, x: float, y: float, width: float, height: float
    ) -> QRectF:
        """A rectangle by its distance from the row's start side, turned with the direction."""
        area = QRectF(option.rect)
        left = area.right() - x - width if self._mirrored(option) else area.left() + x
        return QRectF(left, area.top() + y, width, height)

    def _mirrored(self, option: QStyleOptionViewItem) -> bool:
        return option.direction == Qt.LayoutDirection.RightToLeft

    def _paint_head(self, painter: QPainter, option: QStyleOptionViewItem, line: RowLine) -> None:
        tones = theme().tones
        high = option.rect.height()
        tone = line.shape.tone if line.shape and line.shape.tone != "second" else "text"
        inset = theme().gap(24)
        edge = theme().px(20)
        middle = high - theme().px(17)
        if line.shape is not None:
            at = self._place(option, inset - 1, middle - edge / 2, edge, edge)
            draw_shape(painter, line.shape, (at.x(), at.y()), edge)
        start = self._start(line)
        text = theme().px(20)
        words = self._place(option, start, middle - text / 2, option.rect.width() - start - 4, text)
        draw(
            self._view,
            painter,
            words,
            line.title,
            theme().font("label"),
            tones.colour(tone),
            direction=option.direction,
        )
        rule = self._place(option, inset, high - 1, option.rect.width() - inset - theme().gap(4), 1)
        painter.fillRect(rule, tones.colour("hairline"))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """The tint and bar of the chosen row, and the ring where the list has the focus."""
        if not option.state & QStyle.StateFlag.State_Selected:
            return
        tones = theme().tones
        area = QRectF(option.rect)
        painter.fillRect(area, tones.colour("chosen"))
        painter.fillRect(self._place(option, 0, 0, 4, area.height()), tones.colour("accent"))
        if self._view.hasFocus():
            ring(painter, area, tones.colour("focus"), 1)
        elif tones.outlined:
            ring(painter, area, tones.colour("outline"), 1)

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, line: RowLine) -> None:
        tones = theme().tones
        top = (theme().gap(16) + 4) / 2
        width = option.rect.width()
        font = theme().font(self._title_role(line))
        start = self._start(line)
        room = self._title_room(line)
        wrap = not self._view.uniformItemSizes()
        high = measure(line.title, font, max(1, room) if wrap else 0)[1]
        title = self._place(option, start, top, room, high + 1)
        draw(
            self._view,
            painter,
            title,
            line.title,
            font,
            tones.colour(line.tone),
            middle=False,
            wrap=wrap,
            direction=option.direction,
        )
        if line.sub:
            sub_room = width - start - theme().gap(4)
            below = self._place(
                option, start, top + round(high + 0.25), sub_room, option.rect.height() - top - high
            )
            draw(
                self._view,
                painter,
                below,
                line.sub,
                theme().font("help"),
                tones.colour("second"),
                middle=False,
                wrap=wrap,
                direction=option.direction,
            )
        self._paint_edges(painter, option, line, top)

    def _paint_edges(
        self, painter: QPainter, option: QStyleOptionViewItem, line: RowLine, top: float
    ) -> None:
        """The figure at the end, the shape or number at the start."""
        tones = theme().tones
        figures = theme().font("figure")
        first = theme().px(20)
        if line.figure:
            wide = self._view.figure_width
            at = self._place(option, option.rect.width() - wide - theme().gap(4), top, wide, first)
            draw(self._view, painter, at, line.figure, figures, tones.colour("text"), align=_FIGURE)
        if line.shape is not None:
            at = self._place(option, theme().gap(24) - 1, top, first, first)
            draw_shape(painter, line.shape, (at.x(), at.y()), theme().px(20))
        elif line.number:
            at = self._place(option, theme().gap(24) - theme().px(6), top, theme().px(24), first)
            draw(
                self._view, painter, at, line.number, figures, tones.colour("second"), align=_FIGURE
            )
