"""A paper at its own width and a column that takes the rest.

One under the other where the rest would be slim.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.layouts import Along

__all__ = ["PaperBeside", "PaperWithNote"]

_LEAST = 264
"""Least width of the column at 100 %, in pixels."""


class PaperBeside(Line):
    """`paper` keeps the width it wishes, `rest` fills the line.

    `first` puts the paper at the reader's start.
    """

    def __init__(
        self,
        paper: QWidget,
        rest: QWidget,
        *,
        first: bool = False,
    ) -> None:
        super().__init__(apart=True, top=True)
        assert isinstance(self._things, Along)
        self._things.share = _LEAST
        if first:
            self.add(paper)
        self.fill(rest)
        if not first:
            self.add(paper)


class PaperWithNote(Column):
    """A paper and a note under it, which wraps at the width of the paper."""

    def __init__(self, paper: QWidget, note: QWidget) -> None:
        self._paper = paper
        super().__init__(paper, note)

    @override
    def sizeHint(self) -> QSize:
        return QSize(
            self._paper.sizeHint().width(),
            super().sizeHint().height(),
        )
