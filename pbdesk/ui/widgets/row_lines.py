"""What a list shows: rows, sections, and the lines they become, as Qt's model asks for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, override

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QWidget

from pbdesk.ui.icons import Shape
from pbdesk.ui.shown import Group, Row
from pbdesk.ui.theme import Tone, theme
from pbdesk.words import say

__all__ = ["Group", "Index", "Row", "RowLine", "RowModel", "row_lines"]

type Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class RowLine:
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
        """Whether it is the head of a section."""
        return not self.key

    @property
    def heard(self) -> str:
        """All it shows, as it is read aloud."""
        return ", ".join(
            part
            for part in (self.number, self.title, self.sub, self.figure)
            if part
        )


def row_lines(rows: Iterable[Row]) -> list[RowLine]:
    """Rows as lines, each section with its head and count."""
    show = theme().render
    made = list[RowLine]()
    for section, group in groupby(rows, key=lambda row: row.section):
        members = list(group)
        if section is not None:
            title = show(
                say("{title} ({n})", title=show(section.title), n=len(members)),
            )
            made.append(RowLine("", title, shape=section.shape))
        made += [
            RowLine(
                r.key,
                show(r.title),
                show(r.sub),
                show(r.figure),
                r.shape,
                show(r.number),
                r.tone,
                r.strong,
            )
            for r in members
        ]
    return made


class RowModel(QAbstractListModel):
    """The lines, as Qt asks for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[RowLine] = []
        self.places: dict[str, int] = {}

    def replace(self, lines: list[RowLine]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = lines
        self.places = {line.key: i for i, line in enumerate(lines) if line.key}
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex(), /) -> int:
        if parent.isValid():
            return 0
        return len(self.lines)

    @override
    def flags(self, index: Index, /) -> Qt.ItemFlag:
        if self.lines[index.row()].is_head:
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
                return line.heard
            case Qt.ItemDataRole.UserRole:
                return line.key
            case _:
                return None
