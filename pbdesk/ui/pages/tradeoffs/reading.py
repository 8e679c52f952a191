"""What the form says, as it is read aloud; whether it was confirmed.

And what was said on the way there.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal

from pbdesk.ui.icons import CHANGED, DONE, REFUSED, Shape
from pbdesk.ui.pages.slot import Slot
from pbdesk.ui.pages.tradeoffs.view import Detail, read_back
from pbdesk.ui.theme import Text
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.facts import Notes
from pbdesk.ui.widgets.heading import Section
from pbdesk.ui.widgets.label import Label
from pbdesk.words import say

__all__ = ["ReadBack"]


class ReadBack(Column):
    """The read-back of one trade-off, with the acts that settle it."""

    confirming, skipping, noting, showing = Signal(), Signal(), Signal(), Signal()

    def __init__(self) -> None:
        self._chose, self._said, self._nothing = (
            Label("", "lead"),
            Notes(),
            Label(say("What is written at the left stands here as it will be read aloud."), "help"),
        )
        self._confirmed, self._changed, self._skipped, self._typed = (
            Label(),
            Label(),
            Label(),
            Label(),
        )
        self.confirm, self.skip = (
            Button(say("Confirmed in the room")),
            Button(say("Skip it"), "quiet"),
        )
        self.note = Button(say("Note what is said"), "quiet", icon="plus")
        self.room = Button(say("Show in the room"), "quiet", icon="monitor")
        self.skip_form, self.note_form, self._arguments = Slot(), Slot(), Notes()
        super().__init__(
            Section(say("Read back")),
            self._chose,
            self._said,
            self._nothing,
            self._confirmed,
            self._changed,
            self._skipped,
            self._typed,
            Line(self.confirm, self.skip, self.room),
            self.skip_form,
            Section(say("What was said")),
            self._arguments,
            self.note,
            self.note_form,
        )
        self.confirm.clicked.connect(self.confirming)
        self.skip.clicked.connect(self.skipping)
        self.note.clicked.connect(self.noting)
        self.room.clicked.connect(self.showing)

    def show_detail(self, seen: Detail, *, locked: bool, doing: str) -> None:
        """Show how far a trade-off is; `doing` names the form that is open ("skip", "note")."""
        _show(self._confirmed, seen.confirmed, DONE)
        _show(self._changed, seen.changed, CHANGED)
        _show(
            self._skipped,
            say("Skipped: {reason}", reason=seen.skipped) if seen.skipped else None,
            REFUSED,
        )
        self.confirm.show_text(
            say("Confirm again") if seen.changed else say("Confirmed in the room")
        )
        self.confirm.setVisible(not locked and seen.worded and seen.group != "stands")
        self.skip.setVisible(not locked and seen.group == "open" and doing != "skip")
        self.room.setVisible(seen.worded and seen.group != "skipped")
        self.note.setVisible(not locked and doing != "note")
        self._arguments.setVisible(bool(seen.arguments))
        self._arguments.show_notes(seen.arguments)

    def show_written(self, seen: Detail, written: Mapping[str, str], *, recorded: bool) -> None:
        """Show the words of the form as they will be read."""
        said = read_back(seen, written)
        _show(self._chose, said.chose)
        self._said.show_notes(said.parts)
        self._said.setVisible(bool(said.parts))
        self._nothing.setVisible(said.chose is None and not said.parts)
        _show(self._typed, None if recorded else say("What is typed is not recorded yet."), CHANGED)


def _show(label: Label, words: Text | None, shape: Shape | None = None) -> None:
    label.show_text(words or "", shape=shape)
    label.setVisible(words is not None)
