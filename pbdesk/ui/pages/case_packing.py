"""Making and signing the pack of a case, where the hand works: folder, key, passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import override

from pbdesk.app.case_file import CaseFile
from pbdesk.app.jobs.case_pack import make_case_pack
from pbdesk.app.jobs.signing import sign_pack
from pbdesk.jury.state import SIGNERS
from pbdesk.minutes import handover
from pbdesk.minutes.decision import Refusal
from pbdesk.pack.keys import load_key
from pbdesk.pack.refused import PackRefused
from pbdesk.ui.host import Host
from pbdesk.ui.pages.case_words import choices
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.render.drawing import OwnWidget
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.words import Words, say

__all__ = ["CasePacking"]

_FIELDS = (
    FieldSpec("who", say("Who signs"), "radios", choices=choices(SIGNERS)),
    FieldSpec("passphrase", say("Passphrase of the key"), "passphrase"),
)


class CasePacking(OwnWidget):
    """Makes the pack in a folder, and adds a signature to it."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.make = Button(say("Make the pack"), "primary", icon="file-text")
        self.form, self.sign = Form(list(_FIELDS)), Button(say("Choose the key and sign"))
        self._folder: Path | None = None
        self.add(Line(self.make), self.form, Line(self.sign))
        self.make.clicked.connect(self._make)
        self.sign.clicked.connect(self._sign)
        self.refresh()

    @property
    def _file(self) -> CaseFile:
        file = self.host.file
        if not isinstance(file, CaseFile):
            raise TypeError("no case is open")
        return file

    @override
    def refresh(self) -> None:
        """A signature is asked for once there is a pack."""
        made = self._file.state.handover
        waiting = bool(made.made) and len(made.signatures) < len(SIGNERS)
        for each in (self.form, self.sign):
            each.setVisible(waiting)

    def _make(self) -> None:
        folder = self.host.ask_folder(say("Where the pack goes"))
        if folder is None:
            return
        file = self._file
        try:
            made = make_case_pack(file, folder, locale=theme().locale, made=file.moment().at.date())
        except PackRefused as refused:
            self._say(refused.words)
            return
        if isinstance(made, Refusal):
            self._say(spoken(made))
            return
        self._folder = folder
        self.host.act(handover.made, self._told, file=made.path.name, result=made.result)

    def _sign(self) -> None:
        who = self.form.value("who")
        if who not in SIGNERS:
            self.form.show_error("who", say("Choose who signs."))
            return
        key = self.host.ask_open(say("The key of the signer"), "*.key")
        folder = self._folder or self.host.ask_folder(say("Where the pack lies"))
        if key is None or folder is None:
            return
        passphrase = str(self.form.value("passphrase") or "")
        try:
            opened = load_key(key, passphrase)
        except PackRefused as refused:
            self.form.show_error("passphrase", refused.words)
            return
        path = folder / self._file.state.handover.file
        self._told(sign_pack(self._file, path, str(who), opened))

    def _told(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            self._say(spoken(refusal))
        self.refresh()

    def _say(self, words: Words) -> None:
        self.host.banner(words, wrong=True)
