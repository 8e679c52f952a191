"""The question line: which of several questions the window is turned to, and the ways to others."""

from __future__ import annotations

from typing import override

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPaintEvent

from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.ground import paint_band
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Words, say

__all__ = ["QuestionLine"]


class QuestionLine(Line):
    """Under the header, where a file asks several. `turned` tells how many on somebody goes."""

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__(inset=(20, 4, 24, 4), space=8)
        self._label = Label("", "strong")
        self._asked = ""
        self.before = Button(
            "",
            "quiet",
            icon="chevron-left",
            name=say("The question before"),
            does=lambda: self.turned.emit(-1),
        )
        self.after = Button(
            "",
            "quiet",
            icon="chevron-right",
            name=say("The next question"),
            does=lambda: self.turned.emit(1),
        )
        self.fill(self._label)
        self.add(self.before, self.after)

    @property
    def is_told(self) -> bool:
        """Whether there is more than one question."""
        return bool(self._label.text())

    def show_question(self, words: Words | None, asked: str) -> None:
        """Name the question that is shown, and say it aloud when it is another than before."""
        self._label.show_text(words or "")
        turned = bool(self._asked) and asked != self._asked
        self._asked = asked
        if words is not None and turned:
            QAccessible.updateAccessibility(
                QAccessibleAnnouncementEvent(self, self._label.text()),
            )

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        paint_band(self, "rail")
