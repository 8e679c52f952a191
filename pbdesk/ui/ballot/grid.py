"""The lines of a ballot that gives numbers.

Code, title, cost, what is pressed, and what it comes to, in columns.
Where there is no room for all of it side by side, each project takes two rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import override

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSlider, QWidget

from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.split import is_narrow

__all__ = ["Cells", "Grid"]

_TITLE = 160  # a title has at least this room beside its numbers, at 100 %
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Cells:
    """One line: its code, title and cost, the `tool` that is pressed.

    And at the end words and figures.
    """

    code: QWidget
    title: QWidget
    cost: QWidget
    tool: QWidget
    ends: tuple[QWidget, ...]

    def all(self) -> tuple[QWidget, ...]:
        """Every cell, in reading order."""
        return (self.code, self.title, self.cost, self.tool, *self.ends)


class Grid(QWidget):
    """Lines in columns under a head."""

    flow = "block"

    def __init__(self, head: Cells | None, lines: Sequence[Cells]) -> None:
        super().__init__()
        self._head, self._lines, self._shown = head, tuple(lines), frozenset(range(len(lines)))
        self._grid = QGridLayout(self)
        for cells in (*((head,) if head else ()), *lines):
            for cell in cells.all():
                cell.setParent(
                    self
                )  # before it is shown, or it would be a window of its own for a moment
        self._narrow: bool | None = None
        theme().changed.connect(self.settle)

    def show_lines(self, shown: Sequence[int]) -> None:
        """Show the lines at these places only."""
        self._shown = frozenset(shown)
        self._narrow = None
        self.settle()

    def settle(self) -> None:
        """Put every cell in its place for the width there is."""
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().gap(24))
        self._grid.setVerticalSpacing(theme().gap(12))
        self._grid.setColumnMinimumWidth(0, theme().px(16))
        for cells in self._lines:
            for steps in cells.tool.findChildren(QSlider):
                steps.updateGeometry()  # a ladder is shorter where there is little room
        if self._narrow != self._is_narrow():
            self._narrow = self._is_narrow()
            self._place()

    def _is_narrow(self) -> bool:
        """Whether a line has no room for its title beside everything else."""
        cells = self._lines[0]
        beside = [cell.sizeHint().width() for cell in cells.all() if cell is not cells.title]
        wanted = sum(beside) + len(beside) * theme().gap(24) + theme().px(_TITLE)
        return wanted > self.width() or is_narrow(self)

    def _place(self) -> None:
        while self._grid.takeAt(0) is not None:
            pass
        self._grid.setColumnStretch(1, 1)
        row = 0
        if self._head is not None:
            for cell in self._head.all():
                cell.setVisible(not self._narrow)
            row = 0 if self._narrow else self._in_one(self._head, 0)
        for place, cells in enumerate(self._lines):
            for cell in cells.all():
                cell.setVisible(place in self._shown)
            if place in self._shown:
                row = self._in_two(cells, row) if self._narrow else self._in_one(cells, row)

    def _in_one(self, cells: Cells, row: int) -> int:
        for column, cell in enumerate(cells.all()):
            self._grid.addWidget(cell, row, column, _MIDDLE)
        return row + 1

    def _in_two(self, cells: Cells, row: int) -> int:
        self._grid.addWidget(cells.code, row, 0, _MIDDLE)
        self._grid.addWidget(cells.title, row, 1, _MIDDLE)
        self._grid.addWidget(cells.cost, row, 2, 1, len(cells.ends), _MIDDLE)
        self._grid.addWidget(cells.tool, row + 1, 1, _MIDDLE)
        for column, cell in enumerate(cells.ends, 2):
            self._grid.addWidget(cell, row + 1, column, _MIDDLE)
        return row + 2

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.settle()
