"""Folded: what stands behind a line, out of sight until somebody wants it."""

from __future__ import annotations

from typing import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from pbdesk.ui.shown import Shape
from pbdesk.ui.theme import Text
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.label import Label

__all__ = ["Folded"]


class _Line(Button):
    """The button of a fold; `reached` tells that somebody came to it with Tab."""

    reached = Signal()

    @override
    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self.reached.emit()


class Folded(Column):
    """A button that unfolds what is behind it, with a note beside it that sums it up.

    Who goes on with Tab finds it unfolded, so that no field is passed by. `unfolded` tells that a
    person did so.
    """

    flow = "fold"
    unfolded = Signal()

    def __init__(
        self,
        title: Text,
        note: Text,
        inside: QWidget,
        shape: Shape | None = None,
    ) -> None:
        self.button = _Line(title, "quiet", role="strong")
        self._title = title
        self.inside = inside
        self._note = Label(note, "caption", shape=shape, wrap=False)
        super().__init__(Line(self.button, self._note), inside)
        self.button.clicked.connect(self._press)
        self.button.reached.connect(self.reveal)
        self.button.setProperty("folds", True)
        self.unfold(wide=False)

    def show_note(self, note: Text, shape: Shape | None) -> None:
        """Say something else beside the button."""
        self._note.show_text(note, shape=shape)

    def reveal(self) -> None:
        """Unfold it, for what is inside."""
        if self.inside.isHidden():
            self.unfold(wide=True)
            self.unfolded.emit()

    def _press(self) -> None:
        if self.inside.isHidden():
            self.reveal()
        else:
            self.unfold(wide=False)

    def unfold(self, *, wide: bool) -> None:
        """Show what is inside, or fold it again."""
        self.button.show_text(
            self._title,
            "chevron-down" if wide else "chevron-right",
        )
        self.inside.setVisible(wide)
        self.measure_anew()
