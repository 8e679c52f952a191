"""Making a pack and signing it, where the hand works: a folder, a key, its passphrase.

Who has no key makes one here.

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
from pbdesk.pack.keys import fingerprint, load_key, make_key, public_of
from pbdesk.pack.refused import PackRefused
from pbdesk.ui.host import Host
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.render.drawing import OwnWidget
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Choice
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Words, plain, say

__all__ = ["PackingByHand"]


_SHORTEST = 12


class PackingByHand(OwnWidget):
    """Makes a pack in a folder, and adds signatures to the last one that was made."""

    signers: Mapping[str, Words]

    def __init__(self, host: Host, *first: FieldSpec) -> None:
        super().__init__(host)
        self.what = Form(list(first))
        self.make = Button(
            say("Make the pack"),
            "primary",
            icon="file-text",
            does=self._make,
        )
        roles = tuple(Choice(who, role) for who, role in self.signers.items())
        self.form = Form(
            [
                FieldSpec("who", say("Who signs"), "radios", choices=roles),
                FieldSpec(
                    "passphrase",
                    say("Passphrase of the key"),
                    "passphrase",
                ),
            ],
        )
        self.sign = Button(say("Choose the key and sign"), does=self._sign)
        self.new = Form(
            [
                FieldSpec(
                    "first",
                    say("New passphrase"),
                    "new-passphrase",
                    help=say("Twelve signs or more; several words are best."),
                ),
            ],
        )
        self.first = Button(
            say("Make a key first"),
            "quiet",
            icon="key-round",
            does=self._ask_for_a_new_one,
        )
        self.make_key = Button(
            say("Choose the folder and sign"),
            does=self._make_key,
        )
        self._print = Label("", "body")
        self._folder: Path | None = None
        self.add(
            self.what,
            Line(self.make),
            self.form,
            Line(self.sign, self.first),
            self.new,
            Line(self.make_key),
            self._print,
        )
        self._print.hide()
        self._show_making(asked=False)
        PackingByHand.refresh(self)  # what a kind of pack adds is not there yet

    @abstractmethod
    def pack(self, folder: Path) -> Made | Refusal:
        """Make the pack. Raises PackRefused and OSError."""

    @abstractmethod
    def waiting(self) -> str:
        """The file name of the pack that waits for signatures; empty without one."""

    @abstractmethod
    def signed(
        self,
        path: Path,
        who: str,
        key: Ed25519PrivateKey,
    ) -> Refusal | None:
        """Add a signature, and record it."""

    @override
    def refresh(self) -> None:
        """A signature is asked for once there is a pack."""
        waits = bool(self.waiting())
        for each in (self.form, self.sign, self.first):
            each.setVisible(waits)
        if not waits:
            self._show_making(asked=False)
            self._print.hide()

    def _make(self) -> None:
        if self.what.values() is None:
            return
        folder = self.host.ask_folder(say("Where the pack goes"))
        if folder is None:
            return
        wrong = self._packed(folder)
        if wrong is not None:
            self._say(wrong)
            return
        self._folder = folder
        self.refresh()

    def _packed(self, folder: Path) -> Words | None:
        """Make the pack; a sentence where it cannot be made."""
        try:
            made = self.pack(folder)
        except PackRefused as refused:
            return refused.words
        except OSError as error:
            return say(
                "The pack cannot be written: {why}.",
                why=error.strerror or "",
            )
        return spoken(made) if isinstance(made, Refusal) else None

    def _sign(self) -> None:
        who = self._signer()
        if who is None:
            return
        key = self.host.ask_open(say("The key of the signer"), "*.key")
        folder = self._folder or self.host.ask_folder(
            say("Where the pack lies"),
        )
        if key is None or folder is None:
            return
        opened = self._opened(key)
        if opened is not None:
            self._signed_by(folder, who, opened)

    def _opened(self, key: Path) -> Ed25519PrivateKey | None:
        """The key, by the passphrase that was typed; None where that is said to be wrong."""
        try:
            return load_key(key, str(self.form.value("passphrase") or ""))
        except PackRefused as refused:
            self.form.show_error("passphrase", refused.words)
            return None

    def _signed_by(
        self,
        folder: Path,
        who: str,
        key: Ed25519PrivateKey,
    ) -> None:
        refusal = self.signed(folder / self.waiting(), who, key)
        if refusal is not None:
            self._say(spoken(refusal))
        else:
            self.form.set_values({"passphrase": ""})
        self.refresh()

    def _show_making(self, *, asked: bool) -> None:
        for each in (self.new, self.make_key):
            each.setVisible(asked)

    def _ask_for_a_new_one(self) -> None:
        if self._signer() is not None:
            self._show_making(asked=True)
            self.new.go_to("first")

    def _signer(self) -> str | None:
        """Who signs; a sentence at the field where nobody was chosen."""
        who = self.form.value("who")
        if who not in self.signers:
            self.form.show_error("who", say("Choose who signs."))
            return None
        return str(who)

    def _make_key(self) -> None:
        given, who, file = self.new.values(), self._signer(), self.host.file
        if given is None or who is None or file is None:
            return
        passphrase = str(given["first"] or "")
        if len(passphrase) < _SHORTEST:
            short = say(
                "It is too short. Write {n} signs or more.",
                n=_SHORTEST,
            )
            self.new.show_error("first", short)
            return
        folder = self.host.ask_folder(say("Folder for the new key"))
        if folder is None:
            return
        try:
            key = make_key(
                folder / f"{who}.key",
                passphrase,
                f"{who}@{file.state.about.id}",
            )
        except PackRefused as refused:
            self.new.show_error("first", refused.words)
            return
        self.new.empty()
        self._show_making(asked=False)
        lead = say("The key is made. Fingerprint for the key card:")
        self._print.show_text(plain(fingerprint(public_of(key))), lead=lead)
        self._print.show()
        lies = self._folder or self.host.ask_folder(say("Where the pack lies"))
        if lies is not None:
            self._signed_by(lies, who, key)

    def _say(self, words: Words) -> None:
        self.host.banner(words, wrong=True)
