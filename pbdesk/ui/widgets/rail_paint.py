"""How a line of the rail is drawn.

Shape and words of a step, the thread to the next, the pages of the chosen one.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pbdesk.ui.fit import draw, measure
from pbdesk.ui.icons import draw_icon
from pbdesk.ui.strokes import ring
from pbdesk.ui.theme import Tone, theme
from pbdesk.ui.widgets.rail_lines import RailLine, Step, StepPage
from pbdesk.ui.widgets.row_lines import Index

__all__ = ["RailPaint", "RailView"]


class RailView(QListView):
    """What the painter asks of the rail it paints in."""

    def line(self, index: Index) -> RailLine:
        """What the line at an index shows."""
        raise NotImplementedError


class RailPaint(QStyledItemDelegate):
    """Draws a line of the rail."""

    def __init__(self, view: RailView) -> None:
        super().__init__(view)
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        line = self._view.line(index)
        px = theme().px
        gap = theme().gap
        if line.step is None:
            return QSize(0, gap(24) + 1)
        if line.page is not None:
            return QSize(0, px(20) + gap(12))
        lines = measure(theme().render(line.step.state), theme().font("caption"), self._room())[1]
        return QSize(0, px(20) + max(px(17), round(lines)) + gap(12) + 1)

    def _room(self) -> int:
        """Width of a step's words."""
        return self._view.viewport().width() - self._start() - theme().gap(8)

    def _start(self) -> int:
        return theme().gap(20) + theme().px(20) + theme().gap(12)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        line = self._view.line(index)
        painter.save()
        if line.step is None:
            side = theme().gap(16)
            rule = self._place(option, side, theme().gap(12), option.rect.width() - 2 * side, 1)
            painter.fillRect(rule, theme().tones.colour("hairline"))
        else:
            self._paint_ground(painter, option, line)
            self._paint_thread(painter, option, line)
            if line.page is not None:
                self._paint_page(painter, option, line.page, chosen=line.chosen)
            else:
                self._paint_step(painter, option, line.step)
        painter.restore()

    def _place(
        self, option: QStyleOptionViewItem, x: float, y: float, width: float, height: float
    ) -> QRectF:
        area = QRectF(option.rect)
        right = option.direction == Qt.LayoutDirection.RightToLeft
        return QRectF(
            area.right() - x - width if right else area.left() + x, area.top() + y, width, height
        )

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, line: RailLine
    ) -> None:
        tones = theme().tones
        area = QRectF(option.rect)
        if line.open:
            painter.fillRect(area, tones.colour("field"))
        if line.chosen:
            painter.fillRect(self._place(option, 0, 0, 4, area.height()), tones.colour("accent"))
            if tones.outlined:
                ring(painter, area, tones.colour("outline"), 1)
        if option.state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            ring(painter, area, tones.colour("focus"), 1)

    def _paint_thread(
        self, painter: QPainter, option: QStyleOptionViewItem, line: RailLine
    ) -> None:
        """The line from this shape towards the next: one way through."""
        if not line.thread:
            return
        x = theme().gap(20) + theme().px(10)
        high = option.rect.height()
        top = 0 if line.page is not None else theme().gap(8) + theme().px(23)
        painter.fillRect(
            self._place(option, x, top, 1, high - top), theme().tones.colour("outline")
        )

    def _paint_step(self, painter: QPainter, option: QStyleOptionViewItem, step: Step) -> None:
        tones = theme().tones
        edge = theme().px(20 if step.aside else 22)
        around = (theme().px(22) - edge) / 2
        at = self._place(
            option, theme().gap(20) - 1 + around, theme().gap(8) - 2 + around, edge, edge
        )
        draw_icon(painter, step.shape.icon, tones.colour(step.shape.tone), (at.x(), at.y()), edge)
        room = self._room()
        top = theme().gap(8) - 1
        name = self._place(option, self._start(), top, room, theme().px(20))
        draw(
            self._view,
            painter,
            name,
            theme().render(step.name),
            theme().font("strong"),
            tones.colour("text"),
            direction=option.direction,
        )
        below = self._place(
            option, self._start(), top + theme().px(20), room, option.rect.height() - theme().px(24)
        )
        tone: Tone = step.shape.tone if step.shape.tone in ("attention", "error") else "second"
        draw(
            self._view,
            painter,
            below,
            theme().render(step.state),
            theme().font("caption"),
            tones.colour(tone),
            middle=False,
            wrap=True,
            direction=option.direction,
        )

    def _paint_page(
        self, painter: QPainter, option: QStyleOptionViewItem, page: StepPage, *, chosen: bool
    ) -> None:
        font = theme().font("strong" if chosen else "body")
        words = self._place(option, self._start(), 0, self._room(), option.rect.height())
        draw(
            self._view,
            painter,
            words,
            theme().render(page.name),
            font,
            theme().tones.colour("text"),
            direction=option.direction,
        )
