"""Where text is written: one line, or as many as it takes.

They have the size the reader's scale asks for. What is written begins under its label, at the
reader's start side, also where it is a name in another script: Qt would go by the script, and where
nothing is written yet by the keyboard. Figures in a column stand at the right.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy

from pbdesk.ui.theme import Role, Text, colour, gap, px, theme, worded
from pbdesk.ui.widgets.button import is_enter
from pbdesk.ui.widgets.label import LINE
from pbdesk.ui.widgets.layouts import ACROSS

__all__ = ["OneLine", "Paragraph"]

_SHORT = 104


def _side(*, right: bool) -> Qt.AlignmentFlag:
    """That side, whatever script is written."""
    return (
        Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    ) | Qt.AlignmentFlag.AlignAbsolute


class OneLine(QLineEdit):
    """A line edit as tall and wide as the reader's scale asks for.

    Role "figure": one of a column.
    """

    def __init__(self, role: Role = "body", *, short: bool = False) -> None:
        super().__init__()
        self._role: Role = role
        self.short = short
        self.placeholder: Text = ""
        self.setAcceptDrops(
            False,
        )  # a file that is dropped is the window's, its path is no word
        self.setSizePolicy(
            QSizePolicy.Policy.Fixed if short else QSizePolicy.Policy.Expanding,
            QSizePolicy.Policy.Fixed,
        )
        theme().keep_dressed(self.dress)

    def dress(self) -> None:
        """Font, size and placeholder by the theme."""
        self.setFont(theme().font(self._role))
        self.setAlignment(
            _side(right=self._role == "figure" or theme().right_to_left),
        )
        self.setMaximumWidth(px(LINE))
        self.setPlaceholderText(worded(self.placeholder))
        self.updateGeometry()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Enter that is held is one Enter."""
        if not (is_enter(event) and event.isAutoRepeat()):
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(
            px(_SHORT if self.short else 280),
            super().sizeHint().height(),
        )

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(_SHORT), super().sizeHint().height())


class Paragraph(QPlainTextEdit):
    """Several lines: as tall as what is written, between `rows` and eight."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(*ACROSS)
        self.document().setDocumentMargin(5)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        theme().keep_dressed(self.dress)

    def dress(self) -> None:
        """Font, colours and height by the theme."""
        self.setFont(theme().font())
        palette = QPalette()
        palette.setColor(
            QPalette.ColorRole.Window,
            colour("field"),
        )  # what the scroll bar stands on
        self.setPalette(palette)
        option = self.document().defaultTextOption()
        option.setAlignment(_side(right=theme().right_to_left))
        self.document().setDefaultTextOption(option)
        self.setMaximumWidth(px(LINE))
        self._grow()

    def _grow(self) -> None:
        wanted = min(8, max(self._rows, round(self.document().size().height())))
        metrics = self.fontMetrics()
        if wanted == 8:
            bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        else:
            bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bar)
        height = wanted * metrics.lineSpacing() + 2 * (6 + 5) + gap(4) - 2
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
            self.updateGeometry()
