"""A list that is painted line by line: what rows, minutes and the rail have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, override

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from pbdesk.ui.strokes import ring
from pbdesk.ui.theme import Text, colour, theme, worded
from pbdesk.ui.widgets.ground import Ground

__all__ = ["Index", "LineModel", "LinePaint", "LineView", "bare", "mark"]

type Index = QModelIndex | QPersistentModelIndex

_KEY = Qt.ItemDataRole.UserRole


class Listed(Protocol):
    """A line, rendered. One without a key cannot be chosen; `said` is all that is read aloud."""

    @property
    def key(self) -> str:
        """What tells it from the others."""
        ...

    @property
    def title(self) -> str:
        """What it is found by when somebody types."""
        ...

    @property
    def said(self) -> tuple[str, ...]:
        """What it shows, in the order of reading."""
        ...


class LineModel[L: Listed](QAbstractListModel):
    """The lines, as Qt asks for them."""

    lines: Sequence[L] = ()

    def replace(self, lines: Sequence[L]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex(), /) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def flags(self, index: Index, /) -> Qt.ItemFlag:
        if not self.lines[index.row()].key:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(
        self,
        index: Index,
        role: int = Qt.ItemDataRole.DisplayRole,
        /,
    ) -> Any:
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(filter(None, line.said))
            case Qt.ItemDataRole.UserRole:
                return line.key
            case _:
                return None


class LineView[L: Listed](QListView):
    """The list itself. Subclasses paint with a `LinePaint`, and `_dress` by the theme."""

    def __init__(self, name: Text) -> None:
        super().__init__()
        self._name = name
        self._model = LineModel[L](self)
        self.setModel(self._model)
        bare(self)

    def line(self, index: Index) -> L:
        """What the line at an index shows."""
        return self._model.lines[index.row()]

    def begins_with(self, line: L) -> bool:
        """Whether the line is the first of all."""
        return self._model.lines[0] is line

    def key(self) -> str | None:
        """The key of the chosen line."""
        index = self.currentIndex()
        return index.data(_KEY) or None if index.isValid() else None

    def _dress(self) -> None:
        self.setAccessibleName(worded(self._name))


class LinePaint[V: LineView[Any]](QStyledItemDelegate):
    """Draws a line of the list."""

    def __init__(self, view: V) -> None:
        super().__init__(view)
        self._view = view

    def height(self, line: Any) -> int:
        """How high a line is."""
        raise NotImplementedError

    def draw(self, ground: Ground, line: Any, *, chosen: bool) -> None:
        """Paint a line."""
        raise NotImplementedError

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        return QSize(0, self.height(self._view.line(index)))

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        /,
    ) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        ground = Ground.of_line(self._view, painter, option)
        self.draw(ground, self._view.line(index), chosen=chosen)
        painter.restore()


def bare(view: QAbstractItemView) -> None:
    """No frame and no ground of its own; nothing to edit, and it scrolls by pixels, down only."""
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.viewport().setAutoFillBackground(False)


def mark(ground: Ground, *, focused: bool, bar: bool = True) -> None:
    """What is chosen: a tint with a bar, and a ring where the list has the focus."""
    ground.fill(ground.area, "chosen")
    if bar:
        ground.fill(ground.place(0, 0, 4, ground.high), "accent")
    if focused or theme().tones.outlined:
        ink = colour("focus" if focused else "outline")
        ring(ground.painter, ground.area, ink, 1)
