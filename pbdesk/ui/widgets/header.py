"""The head of the window: assembly, place and date, what is saved, and the way on.

The button says where the next thing to do is ("Go to Door"), and is absent there: what is done
there is said by the page. It never writes, and Enter never presses it.
"""

from __future__ import annotations

from typing import override

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent

from pbdesk.ui.icons import Shape
from pbdesk.ui.theme import Text, theme, worded
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.ground import paint_band
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.split import is_narrow
from pbdesk.words import say

__all__ = ["NOT_SAVED", "SAVED", "Header"]

SAVED = Shape("check", "second")
NOT_SAVED = Shape("triangle-alert", "attention")


class Header(Line):
    """`going` is told when the button is pressed."""

    going = Signal()

    def __init__(self) -> None:
        super().__init__(inset=(20, 12, 24, 12), space=24)
        self._assembly = Label("", "section")
        self._assembly.flow = "tight"
        self._place = Label("", "caption")
        self._saved = Label("", "caption", wrap=False, shape=SAVED)
        self._button = Button(
            "",
            "primary",
            icon="arrow-right",
            after=True,
            enters=False,
            does=self.going,
        )
        self._waits: Text = ""
        theme().keep_dressed(self._describe)
        self.fill(Column(self._assembly, self._place))
        self.add(self._saved, self._button)

    def show_assembly(self, name: Text, place: Text) -> None:
        """Whose assembly, where and when."""
        self._assembly.show_text(name)
        self._place.show_text(place)

    def show_saved(self, text: Text, shape: Shape = SAVED) -> None:
        """What is saved: "All saved, entry 214"."""
        self._saved.show_text(text, shape=shape)

    def show_next(self, text: Text | None, waits: Text = "") -> None:
        """Where the button leads, and what waits there; None where it leads nowhere else."""
        self._waits = waits
        self._button.setVisible(text is not None)
        self._button.show_text(text or "", "arrow-right")
        self._describe()

    def _describe(self) -> None:
        """Page buttons record; for those who only hear this one, it says that it does not."""
        told = worded(say("Goes there; changes nothing."))
        waits = worded(self._waits)
        if waits:
            told = f"{waits}. {told}"
        self._button.setAccessibleDescription(told)
        self._button.setToolTip(waits)

    @property
    def button(self) -> Button:
        """The one primary button."""
        return self._button

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._place.setVisible(not is_narrow(self))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        paint_band(self, "field")
