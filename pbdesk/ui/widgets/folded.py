"""Folded: what stands behind a line, out of sight until somebody wants it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pbdesk.ui.theme import Text
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.label import Label

__all__ = ["Folded"]


class Folded(Column):
    """A button that unfolds what is behind it, with a note beside it that sums it up."""

    def __init__(self, title: Text, note: Text, inside: QWidget) -> None:
        self.button, self._title, self._inside = Button(title, "quiet"), title, inside
        super().__init__(Line(self.button, Label(note, "caption", wrap=False)), inside)
        self.button.clicked.connect(lambda: self.unfold(wide=inside.isHidden()))
        self.unfold(wide=False)

    def unfold(self, *, wide: bool) -> None:
        """Show what is inside, or fold it again."""
        self.button.show_text(self._title, "chevron-down" if wide else "chevron-right")
        self._inside.setVisible(wide)
        self.measure_anew()
