"""Exporting: the button that fixes a vote in several halls for good, and the one that saves it."""

from __future__ import annotations

from typing import override

from pbdesk.app.halls import ParentDesk, export_bytes, write_export
from pbdesk.halls import named
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.render.drawing import OwnWidget
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.words import Words, say

__all__ = ["Exporting"]

_FIXED = say(
    "Questions, options, order, codes, rules and halls are then fixed for good: every hall begins "
    "from this export.",
)


class Exporting(OwnWidget):
    """Makes the export, and writes it to a folder."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.make = Button(say("Make the export"), "primary", icon="lock")
        self.save = Button(say("Save the export"), icon="file-text")
        self.add(Line(self.make, self.save))
        self.make.clicked.connect(self._make)
        self.save.clicked.connect(self._save)
        self.refresh()

    @property
    def _desk(self) -> ParentDesk:
        desk = self.host.file
        if not isinstance(desk, ParentDesk):
            raise TypeError("no vote in several halls is open")
        return desk

    @override
    def refresh(self) -> None:
        """It is made once, and saved as often as anybody likes."""
        made = bool(self._desk.parent.halls.digest)
        self.make.setVisible(not made)
        self.save.setVisible(made)

    def _make(self) -> None:
        export = export_bytes(self._desk)
        if isinstance(export, Refusal):
            self._told(export)
            return
        verb = say("Make the export")
        self.host.final(_FIXED, verb, named.fix, self._told, export=export)

    def _save(self) -> None:
        folder = self.host.ask_folder(say("Where the export goes"))
        if folder is None:
            return
        path = folder / f"{self._desk.state.about.id}.pbhalls"
        refused = write_export(self._desk, path)
        self._told(refused)
        if refused is None:
            self.host.banner(say("Saved as “{name}”.", name=path.name))

    def _told(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            self._say(spoken(refusal))
        self.refresh()

    def _say(self, words: Words) -> None:
        self.host.banner(words, wrong=True)
