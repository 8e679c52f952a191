"""A table: a first column of names, figures right-aligned in columns of their own.

And lines across (the money line). Ctrl+C copies the whole table as tab-separated text, with titles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import override

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from pbdesk.ui.fit import measure
from pbdesk.ui.icons import draw_shape
from pbdesk.ui.theme import Role, Text, gap, px, theme, worded
from pbdesk.ui.widgets.ground import Ground
from pbdesk.ui.widgets.lines import Index, bare, mark
from pbdesk.ui.widgets.rows import MANY
from pbdesk.ui.widgets.table_model import TableColumn, TableModel, TableRow

__all__ = ["Table", "TableColumn", "TableRow"]

_START, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class _Paint(QStyledItemDelegate):
    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        /,
    ) -> None:
        row = self._table.shown.rows[index.row()]
        text = self._table.shown.texts[index.row()][index.column()]
        painter.save()
        if row.across:
            self._paint_across(painter, option, text)
        else:
            self._paint_ground(painter, option, index)
            self._paint_cell(painter, option, index.column(), row, text)
        painter.restore()

    def _paint_ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        """Tint, bar and ring of the chosen row, as one band over its cells."""
        if not option.state & QStyle.StateFlag.State_Selected:
            return
        area = QRectF(option.rect)
        whole = self._table.viewport().width()
        band = QRectF(0, area.y(), whole, area.height())
        ground = Ground(self._table, painter, band, option.direction)
        painter.setClipRect(area)
        mark(ground, focused=self._table.hasFocus())
        painter.setClipping(False)

    def _paint_across(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        text: str,
    ) -> None:
        area = QRectF(self._table.band(option.rect))
        ground = Ground(self._table, painter, area, option.direction)
        ground.write(text, area.adjusted(0, 0, 0, -2), "strong", wrap=True)
        ground.fill(
            QRectF(area.x(), area.bottom() - 2, area.width(), 2),
            "text",
        )

    def _paint_cell(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        column: int,
        row: TableRow,
        text: str,
    ) -> None:
        heading = self._table.headings[column]
        figures = bool(column and heading.figures)
        role: Role = "strong" if row.strong else "body"
        if figures:
            role = "figure"
        place = QRectF(self._table.inner(option.rect, column))
        ground = Ground(self._table, painter, place, option.direction)
        if column == 0 and row.shape is not None:
            edge = px(20)
            beside = px(28)
            at = ground.place(-1, ground.high / 2 - edge / 2, edge, edge)
            draw_shape(painter, row.shape, (at.x(), at.y()), edge)
            place = ground.place(beside, 0, ground.width - beside, ground.high)
        align = _RIGHT if figures else _START
        ground.write(
            text,
            place,
            role,
            heading.tone,
            align=align,
            wrap=column == 0,
        )


class _Head(QHeaderView):
    """The titles of the columns over a hairline."""

    def __init__(self, table: Table) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, px(17) + gap(12) + 1)

    @override
    def paintSection(
        self,
        painter: QPainter,
        rect: QRect,
        logicalIndex: int,
        /,
    ) -> None:
        inner = QRectF(self._table.inner(rect, logicalIndex))
        figures = bool(
            logicalIndex and self._table.headings[logicalIndex].figures,
        )
        area = inner.adjusted(0, 0, 0, -5)
        align = _RIGHT if figures else _START
        ground = Ground(self._table, painter, area, self.layoutDirection())
        title = self._table.shown.titles[logicalIndex]
        painter.save()
        ground.fill(QRectF(rect), "page")
        ground.write(title, area, "caption", "second", align=align)
        line = self._line_under(rect, logicalIndex)
        ground.fill(
            QRectF(line.x(), rect.bottom(), line.width(), 1),
            "hairline",
        )
        painter.restore()

    def _line_under(self, rect: QRect, column: int) -> QRectF:
        """Where the line below a title runs: no further than the rows, at both ends."""
        last = len(self._table.headings) - 1
        if last and column == last:
            return QRectF(rect) & QRectF(self._table.band(rect))
        return (
            QRectF(rect) if column else QRectF(self._table.inner(rect, column))
        )


class Table(QTableView):
    """The table. `chosen` tells a row's key; `in_pane` starts it 24 px in, as lists in a pane."""

    chosen = Signal(str)

    def __init__(
        self,
        headings: Sequence[TableColumn],
        rows: Sequence[TableRow] = (),
        *,
        name: Text = "",
        in_pane: bool = False,
    ) -> None:
        super().__init__()
        self.headings = tuple(headings)
        self._rows = tuple(rows)
        self._name = name
        self._start = (24, 12) if in_pane else (0, 0)
        self._quiet = False
        self.shown = TableModel(self)
        self.setModel(self.shown)
        self.setItemDelegate(_Paint(self))
        self.setHorizontalHeader(_Head(self))
        self._prepare()
        theme().keep_dressed(self._dress)

    def _prepare(self) -> None:
        bare(self)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)  # Tab leaves the table
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.setSelectionBehavior(
            QAbstractItemView.SelectionBehavior.SelectRows,
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        if self._start[0]:
            self.setVerticalScrollBarPolicy(
                Qt.ScrollBarPolicy.ScrollBarAlwaysOn,
            )

    def show_rows(
        self,
        rows: Sequence[TableRow],
        keep: str | None = None,
    ) -> None:
        """Show other rows; the row with key `keep`, else the one chosen before, stays chosen."""
        wanted = keep if keep is not None else self.key()
        before = self._rows
        self._rows = tuple(rows)
        if self._rows == before:
            self.choose(wanted)
        else:
            self._dress(wanted)

    def key(self) -> str | None:
        """The key of the chosen row."""
        index = self.currentIndex()
        if index.isValid():
            return self.shown.rows[index.row()].key or None
        return None

    def choose(self, key: str | None) -> None:
        """Choose a row without telling; a key that is not there chooses nothing."""
        keys = [row.key for row in self.shown.rows]
        self._quiet = True
        if key and key in keys:
            self.setCurrentIndex(self.shown.index(keys.index(key), 0))
        else:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        self._quiet = False

    def as_text(self) -> str:
        """The table as tab-separated lines, titles first."""
        lines = [self.shown.titles, *self.shown.texts]
        return "\n".join(_tabbed(line) for line in lines)

    # Where cells lie

    def inner(self, rect: QRect, column: int) -> QRect:
        """The part of a cell that holds its text.

        The first and last columns keep the table's sides.
        """
        start = gap(self._start[0]) if column == 0 else self._before(column)
        end = gap(self._start[1]) if column == len(self.headings) - 1 else 0
        right = self.isRightToLeft()
        return rect.adjusted(
            end if right else start,
            0,
            -start if right else -end,
            0,
        )

    def _before(self, column: int) -> int:
        """What keeps a column from the one before it: words would stick to figures."""
        sticks = (
            not self.headings[column].figures
            and self.headings[column - 1].figures
        )
        return gap(24 if sticks and column > 1 else 8)

    def band(self, rect: QRect) -> QRect:
        """The whole row of a cell, between the table's sides."""
        start = gap(self._start[0])
        end = gap(self._start[1])
        right = self.isRightToLeft()
        whole = QRect(0, rect.y(), self.viewport().width(), rect.height())
        return whole.adjusted(
            end if right else start,
            0,
            -start if right else -end,
            0,
        )

    def _dress(self, keep: str | None = None) -> None:
        wanted = keep if keep is not None else self.key()
        self.setAccessibleName(worded(self._name))
        self._quiet = True
        self.shown.replace(
            [worded(heading.title) for heading in self.headings],
            self._rows,
        )
        self.clearSpans()
        for place, row in enumerate(self.shown.rows):
            if row.across:
                self.setSpan(place, 0, 1, len(self.headings))
        self._quiet = False
        self._measure()
        self.choose(wanted)

    def _measure(self) -> None:
        """Columns as wide as what they hold, the first what is left.

        Rows as high as their text and 20.
        """
        header = self.horizontalHeader()
        widths = [
            self._column_width(column)
            for column in range(1, len(self.headings))
        ]
        for column, wide in enumerate(widths, start=1):
            header.resizeSection(column, wide)
        first = max(px(120), self.viewport().width() - sum(widths))
        header.resizeSection(0, first)
        self.verticalHeader().setDefaultSectionSize(self._row_height(None, 0))
        if len(self.shown.rows) <= MANY:
            for place, row in enumerate(self.shown.rows):
                self.setRowHeight(place, self._row_height(row, first))
        self.updateGeometry()

    def _column_width(self, column: int) -> int:
        texts = sorted({row[column] for row in self.shown.texts}, key=len)[-20:]
        held = max(
            (measure(text, theme().font("figure"))[0] for text in texts),
            default=0,
        )
        title = measure(self.shown.titles[column], theme().font("caption"))[0]
        end = gap(self._start[1]) if column == len(self.headings) - 1 else 0
        return round(max(held, title) + 2) + self._before(column) + gap(8) + end

    def _row_height(self, row: TableRow | None, width: int) -> int:
        plain = px(20) + gap(24) - 2
        if row is None:
            return plain
        font = theme().font("strong" if row.strong or row.across else "body")
        room = self.viewport().width() if row.across else width
        room -= gap(self._start[0]) + (px(28) if row.shape else 0)
        text = worded(row.across or row.cells[0])
        return max(
            plain,
            round(measure(text, font, max(1, room))[1]) + gap(24) - 2,
        )

    @override
    def currentChanged(self, current: Index, previous: Index, /) -> None:
        super().currentChanged(current, previous)
        key = self.shown.rows[current.row()].key if current.isValid() else ""
        if key and not self._quiet:
            self.chosen.emit(key)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.as_text())
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._measure()

    @override
    def sizeHint(self) -> QSize:
        rows = range(min(self.shown.rowCount(), MANY))
        high = self.horizontalHeader().sizeHint().height()
        high += sum(self.rowHeight(row) for row in rows)
        return QSize(px(400), high + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(80))


def _tabbed(line: Iterable[str]) -> str:
    return "\t".join(" ".join(cell.split()) for cell in line)
