"""A strip that says what concerns the whole page.

A rehearsal, a refusal that no field is about, what was just done.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from pbdesk.ui.icons import ATTENTION, NOTICE, Shape
from pbdesk.ui.theme import Text, worded
from pbdesk.ui.widgets.boxes import Line, Surface
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.label import Label

__all__ = ["Banner"]

type Kind = Literal["notice", "attention", "error"]
_SHAPES: dict[Kind, Shape] = {
    "notice": NOTICE,
    "attention": ATTENTION,
    "error": Shape("octagon-alert", "error"),
}


class Banner(Surface):
    """Hidden until it has something to say; `pressed` tells that its button was."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__(tone="rail", inset=(16, 8, 16, 8))
        self._label = Label("")
        self._button = Button("", does=self.pressed)
        line = Line()
        line.fill(self._label)
        line.add(self._button)
        self.add(line)
        self.clear_text()

    def show_text(
        self,
        text: Text,
        kind: Kind = "notice",
        *,
        lead: Text = "",
        button: Text = "",
    ) -> None:
        """Say something, and say it aloud; an empty text hides the banner."""
        self._label.show_text(text, lead=lead, shape=_SHAPES[kind])
        self._button.show_text(button)
        self._button.setVisible(bool(button))
        self.setVisible(bool(text))
        if text:
            self._say_aloud()

    def _say_aloud(self) -> None:
        told = QAccessibleAnnouncementEvent(self, self._label.text())
        QAccessible.updateAccessibility(told)

    def clear_text(self) -> None:
        """Nothing to say any more."""
        self.show_text("")

    @property
    def words(self) -> str:
        """What it says now."""
        return worded(self._label.text())
