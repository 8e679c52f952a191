"""The head of a pane or page.

Caption above title, with the state beside the caption and perhaps a button at the end.
Captions stand above titles in both panes, so that the titles share a line.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pbdesk.ui.icons import Shape
from pbdesk.ui.theme import Text, worded
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.label import Label

__all__ = ["Heading", "Section"]


class Heading(Column):
    """Caption, state and title. `tail` are widgets at the end side (a button, a note)."""

    flow = "heading"

    def __init__(
        self,
        caption: Text = "",
        title: Text = "",
        *,
        shape: Shape | None = None,
        state: Text = "",
        tail: tuple[QWidget, ...] = (),
    ) -> None:
        self._caption = Label("", "caption")
        self._state = Label("", "label", wrap=False)
        self._title = Label("", "title")
        above = Line(self._caption, self._state)
        above.flow = "label"
        words = Column(above, self._title)
        super().__init__()
        if tail:
            line = Line()
            line.fill(words)
            line.add(*tail)
            self.add(line)
        else:
            self.add(words)
        self.show_text(caption, title, shape=shape, state=state)

    def show_text(
        self,
        caption: Text,
        title: Text,
        *,
        shape: Shape | None = None,
        state: Text = "",
    ) -> None:
        """Show another subject."""
        self._caption.show_text(caption)
        self._title.show_text(title)
        self._state.show_text(state, shape=shape)
        self._state.setVisible(bool(state))
        self.setAccessibleName(worded(title))


class Section(Line):
    """The title of a section, with a note at the end side ("Quorum 120: reached")."""

    flow = "section"

    def __init__(
        self,
        title: Text,
        note: Text = "",
    ) -> None:
        super().__init__()
        self._title = Label("", "section")
        self._note: Label | None = None
        self.fill(self._title)
        self.show_text(title, note)

    def show_text(self, title: Text, note: Text = "") -> None:
        """Show another title. Few have a note, and the others no label for it."""
        self._title.show_text(title)
        if self._note is None and note:
            self._note = Label("", "caption", wrap=False)
            self.add(self._note)
        if self._note is not None:
            self._note.show_text(note)
            self._note.setVisible(bool(note))
