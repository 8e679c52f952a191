"""A list of things to choose from, with sections.

Title, what is said under it, and a figure at the right. The rows are a model painted by a delegate,
not widgets. Titles wrap in lists of up to `MANY` rows; longer lists have rows of one height, so
that a hundred thousand paint as fast as ten. Arrow keys choose; Enter or a click opens.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from pbdesk.ui.fit import measure
from pbdesk.ui.theme import Text, px, theme
from pbdesk.ui.widgets.lines import Index
from pbdesk.ui.widgets.row_lines import Group, Row, row_lines
from pbdesk.ui.widgets.row_paint import RowPaint, RowsView

__all__ = ["MANY", "Group", "Row", "Rows"]

MANY = 200
"""Rows up to which titles wrap and heights differ."""

_KEY = Qt.ItemDataRole.UserRole


class Rows(RowsView):
    """The list. `chosen` tells a key when the choice moves.

    `opened` when a row is clicked or Enter is pressed.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(
        self,
        rows: Sequence[Row] = (),
        *,
        name: Text = "",
    ) -> None:
        super().__init__(name)
        self._rows = tuple(rows)
        self._places: dict[str, int] = {}
        self._quiet = False
        self._paint = RowPaint(self)
        self.setItemDelegate(self._paint)
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOn,
        )  # figures do not move when it is needed
        self.clicked.connect(lambda index: self.opened.emit(index.data(_KEY)))
        theme().keep_dressed(self._dress)

    def show_rows(self, rows: Sequence[Row], keep: str | None = None) -> None:
        """Show other rows.

        The row with key `keep` is chosen (without telling), else the one chosen before stays.
        """
        wanted = keep if keep is not None else self.key()
        before = self._rows
        self._rows = tuple(rows)
        if self._rows == before:
            self.choose(wanted)
        else:
            self._dress(wanted)

    def choose(self, key: str | None) -> None:
        """Choose a row without telling; a key that is not there chooses nothing."""
        self._quiet = True
        self._go_to(self._places.get(key or ""))
        self._quiet = False

    def _go_to(self, place: int | None) -> None:
        if place is None:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        else:
            self.setCurrentIndex(self._model.index(place))

    @override
    def _dress(self, keep: str | None = None) -> None:
        wanted = keep if keep is not None else self.key()
        many = len(self._rows) > MANY
        super()._dress()
        self.setUniformItemSizes(many)
        self._quiet = True
        lines = row_lines(self._rows)
        longest = sorted({line.figure for line in lines}, key=len)[-20:]
        self.figure_width = round(
            max(
                (measure(f, theme().font("figure"))[0] for f in longest),
                default=0,
            )
            + 1.5,
        )
        self._places = {line.key: i for i, line in enumerate(lines) if line.key}
        self._model.replace(lines)
        self._quiet = False
        self.setResizeMode(
            QListView.ResizeMode.Fixed if many else QListView.ResizeMode.Adjust,
        )
        self.verticalScrollBar().setSingleStep(px(20))
        self.choose(wanted)
        self.updateGeometry()

    @override
    def currentChanged(self, current: Index, previous: Index, /) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._quiet:
            self.chosen.emit(current.data(_KEY))

    @override
    def moveCursor(
        self,
        action: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
        /,
    ) -> QModelIndex:
        """Home leads to the first row.

        Qt would stay where it is, because a section's head stands at the top.
        """
        index = super().moveCursor(action, modifiers)
        first = (
            action == QAbstractItemView.CursorAction.MoveHome
            and index.isValid()
            and self.line(index).is_head
        )
        if first:
            return self._model.index(index.row() + 1)
        return index

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in _ENTER and (key := self.key()):
            self.opened.emit(key)
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()  # lines wrap at another width

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(120))

    @override
    def sizeHint(self) -> QSize:
        """Tall enough for all rows.

        A short list that stands on a page does not scroll by itself.
        """
        return QSize(px(320), max(px(60), self._high()))

    def _high(self) -> int:
        """How high the rows are together; of many, which are alike, what `MANY` take."""
        lines = self._model.lines
        if self.uniformItemSizes():
            return MANY * self._paint.height(lines[-1])
        return sum(self._paint.height(line) for line in lines)


_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
