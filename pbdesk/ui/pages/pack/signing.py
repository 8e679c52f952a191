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
from pbdesk.pack.keys import fingerprint, load_key, make_key, public_line, public_of
from pbdesk.pack.refused import PackRefused
from pbdesk.ui.host import Host
from pbdesk.ui.icons import DONE, NOT_STARTED, Shape
from pbdesk.ui.pages.pack.view import PackView, SignerLine
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.pages.staffing import printed_in
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.boxes import Column, Line, Surface
from pbdesk.ui.widgets.button import Button, Kind
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.heading import Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.secret import SecretField
from pbdesk.words import Words, plain, say

__all__ = ["Signatures"]

_INK = Shape("pen-line")
_SHORTEST = 12

type Found = Ed25519PrivateKey | Words


class Signatures(Column):
    """Who has signed, and for the others how they can. `pack` says where it lies.

    `signed` tells that somebody did.
    """

    signed = Signal()

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
        if (
            seen.signers != self._shown
        ):  # else the button that has the focus would lose it
            self._shown = seen.signers
            self._lines.clear()
            self._lines.add(Section(seen.signed))
            for line in map(self._line, seen.signers):
                self._lines.add(line)
                line.show()  # at once: the focus may go there before Qt's next turn
        who = self.form.who
        if who is not None and who not in {line.who for line in self.waiting()}:
            self.form.leave()

    def _line(self, line: SignerLine) -> Label | Column:
        lead = (
            say("{role}, {name}", role=line.role, name=line.name)
            if line.name
            else line.role
        )
        if line.signed is not None:
            return Label(line.signed, lead=lead, shape=_INK if line.ink else DONE)
        key = Button(say("Sign with a key"), icon="key-round")
        new = Button(say("Make a key and sign"), "quiet", icon="plus")
        ink = Button(say("Signed in ink"), "quiet", icon="pen-line")
        for button in (key, new, ink):
            button.setAccessibleDescription(theme().render(lead))
        key.clicked.connect(partial(self.open_form, line))
        new.clicked.connect(partial(self.open_form, line, making=True))
        ink.clicked.connect(partial(self._sign_in_ink, line))
        waits = Label(say("has not signed yet"), lead=lead, shape=NOT_STARTED)
        return Column(waits, Line(key, new, ink))

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
        sentence = say(
            "You saw {name} sign in ink beside the pack code on the printed report.",
            name=line.name or theme().render(line.role),
        )
        self._host.final(
            sentence,
            say("Signed in ink"),
            handover.signed,
            then=self._told,
            who=line.who,
            ink=True,
        )

    def _sign(self, path: Path, passphrase: str) -> None:
        def load(progress: Progress) -> Found:
            progress(0, 1, say("Opening the key"))
            try:
                return load_key(path, passphrase)
            except PackRefused as refused:
                return refused.words

        self._host.run(load, title=say("Opening the key"), done=self._opened)

    def _opened(self, found: Found) -> None:
        pack, who = self._pack(), self.form.who
        if isinstance(found, Words):
            self.form.fields.show_error("passphrase", found)
        elif pack is None or who is None:
            self._host.banner(
                say("The pack is not where it was. Show where it is first."),
                wrong=True,
            )
        else:
            self._told(sign_pack(self._host.desk, pack, who, found))

    def _told(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            self._host.banner(spoken(refusal), wrong=True)
            return
        self.form.leave()
        self._host.announce(say("The signature is recorded."))
        self.signed.emit()
        if not self.form.go_to_card():
            _ = self.go_to_next()


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
        self.fields = Form(
            [
                FieldSpec(
                    "key",
                    say("Key file"),
                    help=say("On the signer's own stick."),
                ),
                FieldSpec("passphrase", say("Passphrase"), "passphrase"),
            ],
        )
        self._signing = Column(
            self.fields,
            Line(
                _button(say("Choose the key file"), self._choose, icon="folder-open"),
                _button(say("Sign the pack"), self.sign),
                _button(say("Cancel"), self.close_form, "quiet"),
            ),
        )
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
        self._making = Column(
            self.new,
            Label(
                say("The key goes onto the signer's own stick, not onto this laptop."),
                "help",
            ),
            Line(
                _button(
                    say("Choose the folder and sign"),
                    self._make,
                    icon="folder-open",
                ),
                _button(say("Cancel"), self.close_form, "quiet"),
            ),
        )
        for form, name, act in (
            (self.fields, "passphrase", self.sign),
            (self.new, "first", self._make),
        ):
            cast("SecretField", form.field(name)).edit.returnPressed.connect(act)
        self._card = _button(
            say("Print the key card"),
            self._print_card,
            icon="printer",
        )
        close = _button(say("Close"), self.close_form, "quiet")
        self._made_it = Column(self._print, Line(self._card, close))
        self.add(self._title, self._made_it, self._signing, self._making)

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
            form.set_values(dict.fromkeys(form.names()), keep_focused=False)
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
        (self.new if making else self.fields).go_to("first" if making else "key")

    def _choose(self) -> None:
        path = self._host.ask_open(say("The signer's key file"), "*")
        if path is not None:
            self.fields.set_values({"key": str(path)}, keep_focused=False)
            self.fields.go_to("passphrase")

    def sign(self) -> None:
        """Ask for the signature with what stands in the fields, or say what is missing."""
        given = self.fields.values()
        if given is None or not _asked(
            self.fields,
            "key",
            say("Choose the key file first."),
        ):
            return
        if _asked(self.fields, "passphrase", say("Write the passphrase of this key.")):
            self.signing.emit(Path(str(given["key"])), str(given["passphrase"]))

    def _make(self) -> None:
        given, who = self.new.values(), self.who
        if given is None or who is None:
            return
        passphrase = str(given["first"] or "")
        if len(passphrase) < _SHORTEST:
            short = say("It is too short. Write {n} signs or more.", n=_SHORTEST)
            self.new.show_error("first", short)
            return
        folder = self._host.ask_folder(say("Folder for the new key"))
        if folder is None:
            return
        path, comment = folder / f"{who}.key", f"{who}@{self._host.state.mandate.id}"
        self._host.run(
            partial(_made, path, passphrase, comment),
            title=say("Making the key"),
            done=partial(self._made, path),
        )

    def _made(self, path: Path, found: Found) -> None:
        if isinstance(found, Words):
            self.new.show_error("first", found)
            return
        self.fields.set_values({"key": str(path)}, keep_focused=False)
        self.new.set_values(dict.fromkeys(self.new.names()), keep_focused=False)
        lead = say("The key is made. Fingerprint for the key card:")
        self._key = public_of(found)
        self._print.show_text(plain(fingerprint(self._key)), lead=lead)
        self._made_it.show()
        self._show(making=False)
        self.made.emit(found)

    def _print_card(self) -> None:
        """The card that the clerk keeps on paper, to know this key by."""
        from pbdesk.paper.keycards import key_card_pdf

        line, key, mandate = self._line, self._key, self._host.state.mandate
        if line is None or key is None:
            return
        pdf = key_card_pdf(
            name=mandate.name,
            assembly=mandate.id,
            day=mandate.day,
            signer=printed_in(self._host.people).get(line.who, ""),
            role=line.role,
            principal=f"{line.who}@{mandate.id}",
            fingerprint=fingerprint(key),
            public=public_line(key),
            locale=theme().locale,
        )
        self._host.preview(say("Key card"), pdf, f"key-card-{line.who}.pdf")


def _button(
    words: Words,
    act: Callable[[], object],
    kind: Kind = "plain",
    *,
    icon: str = "",
) -> Button:
    button = Button(words, kind, icon=icon)
    button.clicked.connect(lambda _checked=False: act())
    return button


def _made(path: Path, passphrase: str, comment: str, progress: Progress) -> Found:
    progress(0, 1, say("Making the key"))
    try:
        return make_key(path, passphrase, comment)
    except PackRefused as refused:
        return refused.words


def _asked(form: Form, name: str, why: Words) -> bool:
    """Whether the field holds something; if not, it says why it must."""
    return form.value(name) is not None or not form.show_error(name, why)
