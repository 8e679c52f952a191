"""The chosen item or interest: what it is, its time, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from pbdesk.ui.icons import ATTENTION, DONE, NOT_STARTED, NOTICE, UNDER_WAY, Shape
from pbdesk.ui.pages.agenda.view import Chosen
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.facts import Facts, Notes
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.label import Label
from pbdesk.words import say

__all__ = ["SHAPES", "DetailPane"]

SHAPES: dict[str, Shape] = {
    "now": UNDER_WAY,
    "to-come": NOT_STARTED,
    "over": DONE,
    "interest": NOTICE,
}
"""The shape of where an item stands."""


class DetailPane(Column):
    """Heading, facts and acts. The buttons tell what the person wants."""

    beginning, changing, dropping = Signal(), Signal(), Signal()
    moving = Signal(bool)

    def __init__(self) -> None:
        self._head, self._note, self._facts, self._words = Heading(), Label(), Facts(), Notes()
        self.begin, self.change = (
            Button(say("Begin"), icon="play"),
            Button(say("Change"), "quiet", icon="pencil"),
        )
        self._earlier, self._later = (
            Button(say("Earlier"), "quiet", icon="arrow-up"),
            Button(say("Later"), "quiet", icon="arrow-down"),
        )
        self._drop = Button(say("Take it off"), "quiet")
        super().__init__(
            self._head,
            self._note,
            self._facts,
            self._words,
            Line(self.begin, self.change, self._earlier, self._later, self._drop),
        )
        self.begin.clicked.connect(self.beginning)
        self.change.clicked.connect(self.changing)
        self._drop.clicked.connect(self.dropping)
        self._earlier.clicked.connect(lambda: self.moving.emit(True))
        self._later.clicked.connect(lambda: self.moving.emit(False))

    def show_chosen(self, seen: Chosen) -> None:
        """Show an item with its acts, or an interest with the one that it has."""
        self._head.show_text(seen.caption, seen.title, shape=SHAPES[seen.group], state=seen.state)
        self._note.show_text(seen.note or "", shape=ATTENTION if seen.note else None)
        self._note.setVisible(seen.note is not None)
        self._facts.show_facts(seen.facts)
        self._words.setVisible(bool(seen.words))
        self._words.show_notes(seen.words)
        waits = seen.group == "to-come"
        for button in (self.begin, self._earlier, self._later, self._drop):
            button.setVisible(waits)
        self.change.setVisible(seen.group != "over")
        self.change.show_text(
            say("Handle it otherwise") if seen.group == "interest" else say("Change"), "pencil"
        )
