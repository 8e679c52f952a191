"""The sheet before what is final (seal, close, declare, sign).

One sentence says what will be fixed for good.
Cancel has the focus, so that a stray Enter or Esc changes nothing. There is nothing to type.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pbdesk.ui.theme import Text, px, worded
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.sheet import OUTLINE, Framed
from pbdesk.words import say

__all__ = ["ConfirmSheet"]

_WIDTH = 480


class ConfirmSheet(Framed):
    """Asks once. `open()` shows it; `confirmed` tells that the person pressed the verb."""

    confirmed = Signal()

    def __init__(
        self,
        title: Text,
        sentence: Text,
        verb: Text,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(worded(title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._cancel = Button(say("Cancel"), does=self.reject)
        self._verb = Button(verb, "primary", does=self._confirm)
        self._words = Column(
            Label(title, "section"),
            Label(sentence),
            Line(self._verb, self._cancel),
            inset=(32, 24, 32, 24),
        )
        self.setAccessibleDescription(worded(sentence))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(OUTLINE, OUTLINE, OUTLINE, OUTLINE)
        layout.addWidget(self._words)
        self._fit()

    def _fit(self) -> None:
        """As wide as all sheets that ask, and as high as its words need."""
        wide = px(_WIDTH)
        inner = self._words.layout()
        assert inner is not None
        high = inner.totalHeightForWidth(wide)
        self.setFixedSize(wide + 2 * OUTLINE, high + 2 * OUTLINE)

    def _confirm(self) -> None:
        self.accept()
        self.confirmed.emit()

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._cancel.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
