"""Taking the numbers of the jury on whose list a case stands, from the jury's own file."""

from __future__ import annotations

from typing import override

from pbdesk.app.case_file import CaseFile
from pbdesk.app.jobs.lending import numbers_of
from pbdesk.ui.host import Host
from pbdesk.ui.pages.refusals import refused
from pbdesk.ui.render.drawing import OwnWidget
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Words, code_groups, say

__all__ = ["JuryNumbers"]


class JuryNumbers(OwnWidget):
    """Asks for the jury's file until the case goes by its numbers."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._told = Label("", "help")
        self.choose = Button(
            say("Take the numbers of the jury"),
            icon="folder-open",
        )
        self.add(self._told, Line(self.choose))
        self.choose.clicked.connect(self._choose)
        self.refresh()

    @property
    def _file(self) -> CaseFile:
        file = self.host.file
        if not isinstance(file, CaseFile):
            raise TypeError("no case is open")
        return file

    @override
    def refresh(self) -> None:
        """Say by whose numbers the case goes."""
        state = self._file.state
        taken = state.complaint.jury
        self._told.show_text(_by(taken))
        self.choose.setVisible(not taken and state.triage.looked_at is None)

    def _choose(self) -> None:
        path = self.host.ask_open(say("The file of the jury"), "*.pbjury")
        if path is None:
            return
        found = numbers_of(path, self._file.state.complaint.name)
        if isinstance(found, Words):
            self.host.banner(found, wrong=True)
            return
        refused(self.host, self._file.take_numbers(found))


def _by(taken: str) -> Words:
    if not taken:
        return say(
            "The case goes by the usual numbers until it takes those of its jury.",
        )
    code = " ".join(code_groups(bytes.fromhex(taken))[:4])
    return say(
        "The case goes by the sealed numbers of its jury: {code}.",
        code=code,
    )
