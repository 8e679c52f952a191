"""What a table shows: columns and rows, as Qt's model asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, override

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from pbdesk.ui.shown import TableColumn, TableRow
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.lines import Index

__all__ = ["TableColumn", "TableModel", "TableRow"]


class TableModel(QAbstractTableModel):
    """The rows, rendered, in the order that is shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.titles: list[str] = []
        self.rows: Sequence[TableRow] = ()
        self.texts: list[list[str]] = []

    def replace(self, titles: list[str], rows: Sequence[TableRow]) -> None:
        """Show other rows."""
        show = theme().render
        self.beginResetModel()
        self.titles = titles
        self.rows = rows
        blank = [""] * (len(titles) - 1)
        self.texts = [
            [show(r.across), *blank]
            if r.across
            else [show(cell) for cell in r.cells]
            for r in rows
        ]
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex(), /) -> int:
        if parent.isValid():
            return 0
        return len(self.rows)

    @override
    def columnCount(self, parent: Index = QModelIndex(), /) -> int:
        if parent.isValid():
            return 0
        return len(self.titles)

    @override
    def flags(self, index: Index, /) -> Qt.ItemFlag:
        if self.rows[index.row()].across:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
        /,
    ) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole:
            return self.titles[section]
        return None

    def _heard(self, row: int, column: int) -> str:
        """A cell as it is read aloud: figures with the title of their column."""
        texts = self.texts[row]
        if not column or self.rows[row].across:
            return texts[0]
        title = self.titles[column]
        if texts[column]:
            return f"{title}: {texts[column]}"
        return title

    @override
    def data(
        self,
        index: Index,
        role: int = Qt.ItemDataRole.DisplayRole,
        /,
    ) -> Any:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.texts[row][column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._heard(row, column)
        return None
