"""Signing: with a key from the signer's own stick.

In ink beside the code, or after making a key first.
Passphrases stand in their fields only: they are never kept as a draft.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import Signal

from pbdesk.app.jobs.progress import Progress
from pbdesk.app.jobs.signing import sign_pack
from pbdesk.assembly.retained import Signer
from pbdesk.minutes import handover
from pbdesk.minutes.decision import Refusal
from pbdesk.pack.keys import fingerprint, load_key, make_key, public_of
from pbdesk.pack.refused import PackRefused
from pbdesk.ui.host import Host
from pbdesk.ui.icons import DONE, NOT_STARTED, Shape
from pbdesk.ui.pages.pack.keys import SHORTEST, asked, print_card
from pbdesk.ui.pages.pack.view import NOT_THERE, PackView, SignerLine
from pbdesk.ui.pages.refusals import warn
from pbdesk.ui.theme import worded
from pbdesk.ui.widgets.boxes import Column, Line, Surface
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.heading import Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.secret import SecretField
from pbdesk.words import Words, plain, say

__all__ = ["Signatures"]

_INK = Shape("pen-line")

type Found = Ed25519PrivateKey | Words


class Signatures(Column):
    """Who has signed, and for the others how they can. `pack` says where it lies.

    `signed` tells that somebody did, and whether the card of a key has the focus.
    """

    signed = Signal(bool)

    def __init__(self, host: Host, pack: Callable[[], Path | None]) -> None:
        super().__init__()
        self._host, self._pack = host, pack
        self._lines, self.form = Column(), _KeyForm(host)
        self._shown: tuple[SignerLine, ...] = ()
        self.add(self._lines, self.form)
        self.form.hide()
        self.form.made.connect(self._opened)
        self.form.signing.connect(self._sign)

    def show_signers(self, seen: PackView) -> None:
        """Show who has signed; an open form stays while its signer has not."""
        # else the button that has the focus would lose it
        if seen.signers != self._shown:
            self._show_lines(seen)
        who = self.form.who
        if who is not None and who not in {line.who for line in self.waiting()}:
            self.form.leave()

    def _show_lines(self, seen: PackView) -> None:
        self._shown = seen.signers
        self._lines.clear()
        self._lines.add(Section(seen.signed))
        for line in map(self._line, seen.signers):
            self._lines.add(line)
            line.show()  # at once: the focus may go there before Qt's next turn

    def _line(self, line: SignerLine) -> Label | Column:
        lead = _called(line)
        if line.signed is not None:
            return Label(
                line.signed,
                lead=lead,
                shape=_INK if line.ink else DONE,
            )
        waits = Label(say("has not signed yet"), lead=lead, shape=NOT_STARTED)
        return Column(waits, Line(*self._ways_to_sign(line)))

    def _ways_to_sign(self, line: SignerLine) -> tuple[Button, Button, Button]:
        key = Button(
            say("Sign with a key"),
            icon="key-round",
            does=partial(self.open_form, line),
        )
        new = Button(
            say("Make a key and sign"),
            "quiet",
            icon="plus",
            does=partial(self.open_form, line, making=True),
        )
        ink = Button(
            say("Signed in ink"),
            "quiet",
            icon="pen-line",
            does=partial(self._sign_in_ink, line),
        )
        for button in (key, new, ink):
            button.setAccessibleDescription(worded(_called(line)))
        return key, new, ink

    def go_to_next(self) -> bool:
        """To whoever signs next; False where nobody has to."""
        first = next(iter(self._lines.findChildren(Button)), None)
        if first is not None:
            first.setFocus()
        return first is not None

    def waiting(self) -> tuple[SignerLine, ...]:
        """Who has not signed yet."""
        return tuple(line for line in self._shown if line.signed is None)

    def open_form(self, line: SignerLine, *, making: bool = False) -> None:
        """Ask for the key of somebody, or for the passphrase of a new one."""
        self.form.open_for(line, making=making)

    def _sign_in_ink(self, line: SignerLine) -> None:
        self._host.final(
            _seen_in_ink(line),
            say("Signed in ink"),
            handover.signed,
            then=self._told_of_ink,
            who=line.who,
            ink=True,
        )

    def _sign(self, path: Path, passphrase: str) -> None:
        self._host.run(
            partial(_loaded, path, passphrase),
            title=say("Opening the key"),
            done=self._opened,
        )

    def _opened(self, found: Found) -> None:
        pack, who = self._pack(), self.form.who
        if isinstance(found, Words):
            self.form.fields.show_error("passphrase", found)
        elif pack is None or who is None:
            self._host.banner(NOT_THERE, wrong=True)
        else:
            self._told(sign_pack(self._host.desk, pack, who, found))

    def _told(self, refusal: Refusal | None) -> None:
        if self._is_recorded(refusal):
            card = self.form.go_to_card()
            self.signed.emit(card)
            _ = card or self.go_to_next()

    def _told_of_ink(self, refusal: Refusal | None) -> None:
        if self._is_recorded(refusal):
            self.signed.emit(False)
            _ = self.go_to_next()

    def _is_recorded(self, refusal: Refusal | None) -> bool:
        if refusal is not None:
            warn(self._host, refusal)
            return False
        self.form.leave()
        self._host.announce(say("The signature is recorded."))
        return True


_OF_A_KEY = [
    FieldSpec("key", say("Key file"), help=say("On the signer's own stick.")),
    FieldSpec("passphrase", say("Passphrase"), "passphrase"),
]
_OF_A_NEW_KEY = [
    FieldSpec(
        "first",
        say("New passphrase"),
        "new-passphrase",
        help=say("Twelve signs or more; several words are best."),
    ),
]


class _KeyForm(Surface):
    """The key of one signer: its file and passphrase, or a new one.

    `signing` brings both; `made` a key that was made just now, to sign with: its passphrase is not
    asked for again.
    """

    signing = Signal(object, str)
    made = Signal(object)

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self.who: Signer | None = None
        self._line: SignerLine | None = None
        self._key: bytes | None = None
        self._title, self._print = Label("", "strong"), Label("", "body")
        self.fields, self.new = Form(_OF_A_KEY), Form(_OF_A_NEW_KEY)
        self._signing, self._making = self._to_sign(), self._to_make()
        for form, name, act in (
            (self.fields, "passphrase", self.sign),
            (self.new, "first", self._make),
        ):
            cast("SecretField", form.field(name)).edit.returnPressed.connect(
                act,
            )
        self._card = Button(
            say("Print the key card"),
            icon="printer",
            does=self._print_card,
        )
        close = Button(say("Close"), "quiet", does=self.close_form)
        self._made_it = Column(self._print, Line(self._card, close))
        self.add(self._title, self._made_it, self._signing, self._making)

    def _to_sign(self) -> Column:
        """The fields of a key that there is, and what one does with it."""
        return Column(
            self.fields,
            Line(
                Button(
                    say("Choose the key file"),
                    icon="folder-open",
                    does=self._choose,
                ),
                Button(say("Sign the pack"), does=self.sign),
                self._cancel(),
            ),
        )

    def _cancel(self) -> Button:
        return Button(say("Cancel"), "quiet", does=self.close_form)

    def _to_make(self) -> Column:
        """The passphrase of a new key, and where that goes."""
        choose = say("Choose the folder and sign")
        return Column(
            self.new,
            Label(
                say(
                    "The key goes onto the signer's own stick, not onto this laptop.",
                ),
                "help",
            ),
            Line(
                Button(choose, icon="folder-open", does=self._make),
                self._cancel(),
            ),
        )

    def open_for(self, line: SignerLine, *, making: bool = False) -> None:
        """Ask this person."""
        if self.who != line.who:
            self.close_form()
        self.who, self._line = line.who, line
        self._title.show_text(say("{role} signs with a key", role=line.role))
        self.show()
        self._show(making=making)

    def close_form(self) -> None:
        """Ask nobody; what was typed is forgotten."""
        self.who = None
        for form in (self.fields, self.new):
            form.empty()
            form.clear_errors()
        self._key = None
        self._made_it.hide()
        self.hide()

    def leave(self) -> None:
        """It is signed: nobody is asked any more; the card of a new key can still be printed."""
        if self._key is None:
            self.close_form()
            return
        self.who = None
        self._signing.hide()
        self._making.hide()

    def go_to_card(self) -> bool:
        """To the card of a key that was made just now, if there is one: it is next."""
        if self._key is not None:
            self._card.setFocus()
        return self._key is not None

    def _show(self, *, making: bool) -> None:
        self._signing.setVisible(not making)
        self._making.setVisible(making)
        (self.new if making else self.fields).go_to(
            "first" if making else "key",
        )

    def _choose(self) -> None:
        path = self._host.ask_open(say("The signer's key file"), "*")
        if path is not None:
            self.fields.field("key").set_value(str(path))
            self.fields.go_to("passphrase")

    def sign(self) -> None:
        """Ask for the signature with what stands in the fields, or say what is missing."""
        form = self.fields
        given = form.values()
        if given is None or not asked(
            form,
            "key",
            say("Choose the key file first."),
        ):
            return
        if asked(form, "passphrase", say("Write the passphrase of this key.")):
            self.signing.emit(Path(str(given["key"])), str(given["passphrase"]))

    def _make(self) -> None:
        given, who = self.new.values(), self.who
        if given is None or who is None:
            return
        passphrase = str(given["first"] or "")
        if len(passphrase) < SHORTEST:
            short = say("It is too short. Write {n} signs or more.", n=SHORTEST)
            self.new.show_error("first", short)
            return
        folder = self._host.ask_folder(say("Folder for the new key"))
        if folder is not None:
            self._make_in(folder, who, passphrase)

    def _make_in(self, folder: Path, who: Signer, passphrase: str) -> None:
        path, comment = folder / f"{who}.key", self._principal(who)
        self._host.run(
            partial(_made, path, passphrase, comment),
            title=say("Making the key"),
            done=partial(self._made, path),
        )

    def _principal(self, who: Signer) -> str:
        """The signer's name in the list of keys."""
        return f"{who}@{self._host.state.mandate.id}"

    def _made(self, path: Path, found: Found) -> None:
        if isinstance(found, Words):
            self.new.show_error("first", found)
            return
        self.fields.field("key").set_value(str(path))
        self.new.empty()
        self._show_key(public_of(found))
        self._show(making=False)
        self.made.emit(found)

    def _show_key(self, key: bytes) -> None:
        """The fingerprint of the key that was made, which its card is to bear."""
        lead = say("The key is made. Fingerprint for the key card:")
        self._key = key
        self._print.show_text(plain(fingerprint(key)), lead=lead)
        self._made_it.show()

    def _print_card(self) -> None:
        line, key = self._line, self._key
        if line is not None and key is not None:
            print_card(self._host, line, self._principal(line.who), key)


def _called(line: SignerLine) -> Words:
    if not line.name:
        return line.role
    return say("{role}, {name}", role=line.role, name=line.name)


def _seen_in_ink(line: SignerLine) -> Words:
    return say(
        "You saw {name} sign in ink beside the pack code on the printed report.",
        name=line.name or worded(line.role),
    )


def _loaded(path: Path, passphrase: str, progress: Progress) -> Found:
    progress(0, 1, say("Opening the key"))
    try:
        return load_key(path, passphrase)
    except PackRefused as refused:
        return refused.words


def _made(
    path: Path,
    passphrase: str,
    comment: str,
    progress: Progress,
) -> Found:
    progress(0, 1, say("Making the key"))
    try:
        return make_key(path, passphrase, comment)
    except PackRefused as refused:
        return refused.words
