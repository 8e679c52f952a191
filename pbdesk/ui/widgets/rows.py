"""A list of things to choose from, with sections: title, what is said under it, and a figure at the right.

The rows are a model painted by a delegate, not widgets. Titles wrap in lists of up to `MANY` rows; longer lists have
rows of one height, so that a hundred thousand paint as fast as ten. Arrow keys choose; Enter or a click opens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, override

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from pbdesk.ui.fit import draw, measure
from pbdesk.ui.icons import Shape, draw_shape
from pbdesk.ui.strokes import ring
from pbdesk.ui.theme import Role, Text, Tone, theme
from pbdesk.words import say

__all__ = ["MANY", "Group", "Row", "Rows"]

MANY = 200
"""Rows up to which titles wrap and heights differ."""

_KEY = Qt.ItemDataRole.UserRole
_FIGURE = Qt.AlignmentFlag.AlignRight
type _Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Group:
    """A section of a list: its state in words and shape. The count is added."""

    title: Text
    shape: Shape | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `key` is what `chosen` tells; `number` stands before the title, in the second tone."""

    key: str
    title: Text
    sub: Text = ""
    figure: Text = ""
    shape: Shape | None = None
    section: Group | None = None
    number: Text = ""
    tone: Tone = "text"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """What one line of the list shows, rendered. A line without a key is a section's head."""

    key: str
    title: str
    sub: str = ""
    figure: str = ""
    shape: Shape | None = None
    number: str = ""
    tone: Tone = "text"
    strong: bool = False

    @property
    def is_head(self) -> bool:
        return not self.key

    @property
    def heard(self) -> str:
        return ", ".join(part for part in (self.number, self.title, self.sub, self.figure) if part)


def _lines(rows: Iterable[Row]) -> list[_Line]:
    """Rows as lines, each section with its head and count."""
    show, made = theme().render, list[_Line]()
    for section, group in groupby(rows, key=lambda row: row.section):
        members = list(group)
        if section is not None:
            title = show(say("{title} ({n})", title=show(section.title), n=len(members)))
            made.append(_Line("", title, shape=section.shape))
        made += [
            _Line(r.key, show(r.title), show(r.sub), show(r.figure), r.shape, show(r.number), r.tone, r.strong)
            for r in members
        ]
    return made


class _Model(QAbstractListModel):
    """The lines, as Qt asks for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[_Line] = []
        self.places: dict[str, int] = {}

    def replace(self, lines: list[_Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = lines
        self.places = {line.key: i for i, line in enumerate(lines) if line.key}
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex(), /) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def flags(self, index: _Index, /) -> Qt.ItemFlag:
        if self.lines[index.row()].is_head:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return line.heard
            case Qt.ItemDataRole.UserRole:
                return line.key
            case _:
                return None


class _Paint(QStyledItemDelegate):
    """Draws a line of the list."""

    def __init__(self, view: Rows) -> None:
        super().__init__(view)
        self._view = view

    def _title_role(self, line: _Line) -> Role:
        return "label" if line.is_head else "strong" if line.strong else "body"

    def _start(self, line: _Line) -> int:
        """How far from the row's start its title begins."""
        inset = theme().gap(24)
        if line.shape is not None:
            return inset + theme().px(26)
        return inset + (theme().px(26) if line.number else 0)

    def _title_room(self, line: _Line) -> int:
        taken = self._view.figure_width + theme().gap(12) if line.figure else 0
        return self._view.viewport().width() - self._start(line) - theme().gap(4) - taken

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index, /) -> QSize:
        return QSize(0, self.height(self._view.line(index), wrap=not self._view.uniformItemSizes()))

    def height(self, line: _Line, *, wrap: bool = True) -> int:
        """A head is 42 px, the first 34; a row is the height of its text and 20."""
        if line.is_head:
            return theme().px(18) + theme().gap(16 if self._view.begins_with(line) else 24)
        font = theme().font(self._title_role(line))
        room = self._title_room(line) if wrap else 0
        high = round(measure(line.title, font, max(1, room) if wrap else 0)[1] + 0.25)
        if line.sub:
            sub_room = self._view.viewport().width() - self._start(line) - theme().gap(4)
            high += round(measure(line.sub, theme().font("help"), max(1, sub_room) if wrap else 0)[1])
        return high + theme().gap(16) + 4

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, /) -> None:
        line = self._view.line(index)
        painter.save()
        if line.is_head:
            self._paint_head(painter, option, line)
        else:
            self._paint_ground(painter, option)
            self._paint_row(painter, option, line)
        painter.restore()

    def _place(self, option: QStyleOptionViewItem, x: float, y: float, width: float, height: float) -> QRectF:
        """A rectangle by its distance from the row's start side, turned with the direction."""
        area = QRectF(option.rect)
        left = area.right() - x - width if self._mirrored(option) else area.left() + x
        return QRectF(left, area.top() + y, width, height)

    def _mirrored(self, option: QStyleOptionViewItem) -> bool:
        return option.direction == Qt.LayoutDirection.RightToLeft

    def _paint_head(self, painter: QPainter, option: QStyleOptionViewItem, line: _Line) -> None:
        tones, high = theme().tones, option.rect.height()
        tone = line.shape.tone if line.shape and line.shape.tone != "second" else "text"
        inset, edge = theme().gap(24), theme().px(20)
        middle = high - theme().px(17)
        if line.shape is not None:
            at = self._place(option, inset - 1, middle - edge / 2, edge, edge)
            draw_shape(painter, line.shape, (at.x(), at.y()), edge)
        start, text = self._start(line), theme().px(20)
        words = self._place(option, start, middle - text / 2, option.rect.width() - start - 4, text)
        draw(self._view, painter, words, line.title, theme().font("label"), tones.colour(tone),
             direction=option.direction)
        rule = self._place(option, inset, high - 1, option.rect.width() - inset - theme().gap(4), 1)
        painter.fillRect(rule, tones.colour("hairline"))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """The tint and bar of the chosen row, and the ring where the list has the focus."""
        if not option.state & QStyle.StateFlag.State_Selected:
            return
        tones, area = theme().tones, QRectF(option.rect)
        painter.fillRect(area, tones.colour("chosen"))
        painter.fillRect(self._place(option, 0, 0, 4, area.height()), tones.colour("accent"))
        if self._view.hasFocus():
            ring(painter, area, tones.colour("focus"), 1)
        elif tones.outlined:
            ring(painter, area, tones.colour("outline"), 1)

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, line: _Line) -> None:
        tones, top, width = theme().tones, (theme().gap(16) + 4) / 2, option.rect.width()
        font, start = theme().font(self._title_role(line)), self._start(line)
        room, wrap = self._title_room(line), not self._view.uniformItemSizes()
        high = measure(line.title, font, max(1, room) if wrap else 0)[1]
        title = self._place(option, start, top, room, high + 1)
        draw(self._view, painter, title, line.title, font, tones.colour(line.tone), middle=False, wrap=wrap,
             direction=option.direction)
        if line.sub:
            sub_room = width - start - theme().gap(4)
            below = self._place(option, start, top + round(high + 0.25), sub_room, option.rect.height() - top - high)
            draw(self._view, painter, below, line.sub, theme().font("help"), tones.colour("second"), middle=False,
                 wrap=wrap, direction=option.direction)
        self._paint_edges(painter, option, line, top)

    def _paint_edges(self, painter: QPainter, option: QStyleOptionViewItem, line: _Line, top: float) -> None:
        """The figure at the end, the shape or number at the start."""
        tones, figures, first = theme().tones, theme().font("figure"), theme().px(20)
        if line.figure:
            wide = self._view.figure_width
            at = self._place(option, option.rect.width() - wide - theme().gap(4), top, wide, first)
            draw(self._view, painter, at, line.figure, figures, tones.colour("text"), align=_FIGURE)
        if line.shape is not None:
            at = self._place(option, theme().gap(24) - 1, top, first, first)
            draw_shape(painter, line.shape, (at.x(), at.y()), theme().px(20))
        elif line.number:
            at = self._place(option, theme().gap(24) - theme().px(6), top, theme().px(24), first)
            draw(self._view, painter, at, line.number, figures, tones.colour("second"), align=_FIGURE)


class Rows(QListView):
    """The list. `chosen` tells a key when the choice moves, `opened` when a row is clicked or Enter is pressed."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, rows: Sequence[Row] = (), *, name: Text = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows, self._name = tuple(rows), name
        self._model = _Model(self)
        self._quiet = False
        self.figure_width = 0
        self._paint = _Paint(self)
        self.setModel(self._model)
        self.setItemDelegate(self._paint)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # figures do not move when it is needed
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(lambda index: self.opened.emit(index.data(_KEY)))
        theme().changed.connect(self._dress)
        self._dress()

    def show_rows(self, rows: Sequence[Row], keep: str | None = None) -> None:
        """Show other rows. The row with key `keep` is chosen (without telling), else the one chosen before stays."""
        wanted = keep if keep is not None else self.key()
        self._rows = tuple(rows)
        self._dress(wanted)

    def key(self) -> str | None:
        """The key of the chosen row."""
        index = self.currentIndex()
        return index.data(_KEY) if index.isValid() else None

    def choose(self, key: str | None) -> None:
        """Choose a row without telling; a key that is not there chooses nothing."""
        place = self._model.places.get(key or "")
        self._quiet = True
        if place is None:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        else:
            self.setCurrentIndex(self._model.index(place))
        self._quiet = False

    def line(self, index: _Index) -> _Line:
        """What the line at an index shows."""
        return self._model.lines[index.row()]

    def begins_with(self, line: _Line) -> bool:
        """Whether the line is the first of all."""
        return bool(self._model.lines) and self._model.lines[0] is line

    def _dress(self, keep: str | None = None) -> None:
        wanted = keep if keep is not None else self.key()
        many = len(self._rows) > MANY
        self.setAccessibleName(theme().render(self._name))
        self.setUniformItemSizes(many)
        self._quiet = True
        lines = _lines(self._rows)
        longest = sorted({line.figure for line in lines}, key=len)[-20:]
        self.figure_width = round(max((measure(f, theme().font("figure"))[0] for f in longest), default=0) + 1.5)
        self._model.replace(lines)
        self._quiet = False
        self.setResizeMode(QListView.ResizeMode.Fixed if many else QListView.ResizeMode.Adjust)
        self.verticalScrollBar().setSingleStep(theme().px(20))
        self.choose(wanted)

    @override
    def currentChanged(self, current: _Index, previous: _Index, /) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._quiet:
            self.chosen.emit(current.data(_KEY))

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (key := self.key()):
            self.opened.emit(key)
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(120))

    @override
    def sizeHint(self) -> QSize:
        """Tall enough for all rows: a short list that stands on a page does not scroll by itself."""
        first = self._model.lines[:MANY]
        return QSize(theme().px(320), max(theme().px(60), sum(self._paint.height(line) for line in first)))
