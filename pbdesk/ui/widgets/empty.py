"""An empty page teaches: what belongs here, and the button that makes the first one."""

from __future__ import annotations

from PySide6.QtCore import Signal

from pbdesk.ui.theme import Text, px, theme
from pbdesk.ui.widgets.boxes import Surface
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.label import LINE, Label

__all__ = ["Empty"]


class Empty(Surface):
    """Title, a sentence or two, and a button. `pressed` tells that the button was."""

    pressed = Signal()

    def __init__(
        self,
        title: Text,
        sentence: Text,
        button: Text = "",
        *,
        icon: str = "",
    ) -> None:
        heading = Label(title, "strong")
        heading.flow = "label"
        super().__init__(heading, Label(sentence, tone="second"))
        self.button = Button(button, icon=icon, does=self.pressed)
        self.add(self.button)
        self.button.setVisible(bool(button))
        theme().keep_dressed(self._limit)

    def _limit(self) -> None:
        self.setMaximumWidth(px(LINE))
