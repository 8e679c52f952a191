"""Making a pack and signing it, where the hand works: a folder, a key, its passphrase.

What is packed, and who signs it, is said by the widget of each kind of pack.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import override

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pbdesk.app.jobs.packing import Made
from pbdesk.minutes.decision import Refusal
from pbdesk.pack.keys import load_key
from pbdesk.pack.refused import PackRefused
from pbdesk.ui.host import Host
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.render.drawing import OwnWidget
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Choice
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.words import Words, say

__all__ = ["PackingByHand"]


class PackingByHand(OwnWidget):
    """Makes a pack in a folder, and adds signatures to the last one that was made."""

    signers: Mapping[str, Words]

    def __init__(self, host: Host, *first: FieldSpec) -> None:
        super().__init__(host)
        self.what = Form(list(first))
        self.make = Button(say("Make the pack"), "primary", icon="file-text")
        roles = tuple(Choice(who, role) for who, role in self.signers.items())
        self.form = Form(
            [
                FieldSpec("who", say("Who signs"), "radios", choices=roles),
                FieldSpec("passphrase", say("Passphrase of the key"), "passphrase"),
            ]
        )
        self.sign = Button(say("Choose the key and sign"))
        self._folder: Path | None = None
        self.add(self.what, Line(self.make), self.form, Line(self.sign))
        self.make.clicked.connect(self._make)
        self.sign.clicked.connect(self._sign)
        self.refresh()

    @abstractmethod
    def pack(self, folder: Path) -> Made | Refusal:
        """Make the pack. Raises PackRefused and OSError."""

    @abstractmethod
    def waiting(self) -> str:
        """The file name of the pack that waits for signatures; empty without one."""

    @abstractmethod
    def signed(self, path: Path, who: str, key: Ed25519PrivateKey) -> Refusal | None:
        """Add a signature, and record it."""

    @override
    def refresh(self) -> None:
        """A signature is asked for once there is a pack."""
        for each in (self.form, self.sign):
            each.setVisible(bool(self.waiting()))

    def _make(self) -> None:
        if self.what.values() is None:
            return
        folder = self.host.ask_folder(say("Where the pack goes"))
        if folder is None:
            return
        try:
            made = self.pack(folder)
        except PackRefused as refused:
            self._say(refused.words)
            return
        except OSError as error:
            self._say(say("The pack cannot be written: {why}.", why=error.strerror or ""))
            return
        if isinstance(made, Refusal):
            self._say(spoken(made))
            return
        self._folder = folder
        self.refresh()

    def _sign(self) -> None:
        who = self.form.value("who")
        if who not in self.signers:
            self.form.show_error("who", say("Choose who signs."))
            return
        key = self.host.ask_open(say("The key of the signer"), "*.key")
        folder = self._folder or self.host.ask_folder(say("Where the pack lies"))
        if key is None or folder is None:
            return
        try:
            opened = load_key(key, str(self.form.value("passphrase") or ""))
        except PackRefused as refused:
            self.form.show_error("passphrase", refused.words)
            return
        refusal = self.signed(folder / self.waiting(), str(who), opened)
        if refusal is not None:
            self._say(spoken(refusal))
        else:
            self.form.set_values({"passphrase": ""})
        self.refresh()

    def _say(self, words: Words) -> None:
        self.host.banner(words, wrong=True)
