"""The pack that was made: its code, signatures, checks, copies, and who took it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pbdesk.app.jobs.checking import (
    Checked,
    check_pack,
    key_signers,
    signers_text,
)
from pbdesk.app.jobs.copying import copy_file, write_file
from pbdesk.minutes import handover
from pbdesk.minutes.decision import Refusal
from pbdesk.pack.bag import Bag
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.signers import Signer
from pbdesk.ui.host import Host
from pbdesk.ui.icons import DONE, NOT_STARTED, Shape
from pbdesk.ui.pages.pack.answering import Answering
from pbdesk.ui.pages.pack.auditing import AuditorCopy
from pbdesk.ui.pages.pack.rekeying import KeyChanges
from pbdesk.ui.pages.pack.signing import Signatures
from pbdesk.ui.pages.pack.stamping import Stamping
from pbdesk.ui.pages.pack.view import NOT_THERE, Finding, PackView, findings
from pbdesk.ui.pages.refusals import spoken, warn
from pbdesk.ui.pages.verify.view import found as chained
from pbdesk.ui.pages.verify.view import in_two_lines
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.chain import Chain
from pbdesk.ui.widgets.empty import Empty
from pbdesk.ui.widgets.field import TextField
from pbdesk.ui.widgets.folded import Folded
from pbdesk.ui.widgets.heading import Section
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Clock, Words, say

__all__ = ["MadePane"]

_WRONG = Shape("octagon-alert", "error")
_LINK = 128  # four links stand side by side in the pane
_DRAFT = "pack/to"


class MadePane(Column):
    """`reading` asks for the report, `finding` for the pack's place, `remaking` for a new pack."""

    reading = Signal()
    finding = Signal()
    remaking = Signal()

    def __init__(self, host: Host, pack: Callable[[], Path | None]) -> None:
        super().__init__()
        self._host, self._pack = host, pack
        self._code, self._bag = Label("", "figures"), None
        self._holder = ""
        self.signatures = Signatures(host, pack)
        self.rekeying = KeyChanges(host, self._keys)
        self.read, self.check = (
            Button(say("Open the report"), icon="file-text"),
            Button(say("Check the pack")),
        )
        self.copy_button, self.keys = (
            Button(say("Copy to a stick"), icon="usb"),
            Button(say("Save the list of keys")),
        )
        self.auditor, self.stamping = (
            AuditorCopy(host, self._there),
            Stamping(host, self._there),
        )
        self.answering = Answering(host)
        self._checked, self._copies, self._handed = (
            Column(),
            Column(),
            Label("", shape=DONE),
        )
        self.to, self.hand_over = (
            TextField(say("Who took it")),
            Button(say("Record that it was handed over")),
        )
        self._lost = Empty(
            say("The pack is not beside the record"),
            say(
                "It was made, and the record knows its code. Show where it is, or make it anew: "
                "then all sign again.",
            ),
            say("Show where it is"),
        )
        self._again = Button(say("Make it anew"))
        self._lost.add(self._again)
        self.because = TextField(
            say("Why it is made anew"),
            say(
                "It stands on the first page: which pack this one replaces, and why.",
            ),
        )
        self.anew = Button(say("Make the pack anew"))
        self._handing = Column(self.to, self.hand_over)
        self.add(
            self._lost,
            *self._code_and_report(),
            Rule(),
            self.signatures,
            Rule(),
            self._checked,
            Line(self.check),
            Rule(),
            *self._copying(),
            Rule(),
            Section(say("Hand over")),
            self._handed,
            self._handing,
            Rule(),
            self.answering,
            *self._seldom(),
        )
        self._connect()
        self._forget_checks()

    def _code_and_report(self) -> tuple[QWidget, ...]:
        same = say(
            "It names this bundle of files and stands at the foot of every page of it. What was "
            "decided has its own code, the result code, the same in every pack of this result.",
        )
        return (
            Section(say("Pack code")),
            self._code,
            Label(same, "help"),
            Line(self.read),
        )

    def _copying(self) -> tuple[QWidget, ...]:
        cards = say(
            "Whoever gets the list of keys compares each fingerprint with the key card on paper.",
        )
        return (
            Section(say("Copies")),
            self._copies,
            Line(self.copy_button, self.keys),
            Label(cards, "help"),
        )

    def _seldom(self) -> tuple[Folded, ...]:
        """What most evenings do without, each behind its line."""
        return (
            Folded(
                say("For the auditor"),
                say("a copy with every ballot that only auditors can open"),
                self.auditor,
            ),
            Folded(
                say("Time stamp"),
                say("an authority attests when it existed"),
                self.stamping,
            ),
            Folded(
                say("The pack is to be replaced"),
                say("make it anew with the reason; then all sign again"),
                Column(self.because, self.anew),
            ),
            Folded(
                say("A key was lost or given away"),
                say("replace or revoke it"),
                self.rekeying,
            ),
        )

    def _connect(self) -> None:
        self.read.clicked.connect(self.reading)
        self._lost.pressed.connect(self.finding)
        self._again.clicked.connect(self.remaking)
        self.anew.clicked.connect(self._replace)
        self.check.clicked.connect(self._check)
        self.copy_button.clicked.connect(self._copy)
        self.keys.clicked.connect(self._save_keys)
        self.hand_over.clicked.connect(self._hand_over)
        self.signatures.signed.connect(self._check_when_whole)
        self.stamping.stamped.connect(self._forget_checks)
        self.to.changed.connect(self._keep_draft)

    def _keep_draft(self) -> None:
        self._host.keep_draft(_DRAFT, str(self.to.raw()))

    def _replace(self) -> None:
        """A pack that others may hold is replaced only with a reason."""
        if self.because.value():
            self.because.show_error(None)
            self.remaking.emit()
            return
        self.because.refuse(say("Write why it is made anew."))

    def show_pack(self, seen: PackView, bag: Bag | None) -> None:
        """Show what was made; without `bag` it was not found on disk."""
        self._bag, self._holder = bag, seen.holder
        self._lost.setVisible(bag is None)
        self._code.show_text(in_two_lines(seen.code))
        self.signatures.show_signers(seen)
        self._show_handed(seen.handed)
        self.answering.show_answers(self._host.state)
        if not self.to.has_focus():
            kept = self._host.draft(_DRAFT)
            self.to.set_value(seen.holder if kept is None else kept)

    def _show_handed(self, handed: Words | None) -> None:
        """Ask who took it, or say it and ask for the answer."""
        self._handing.setVisible(handed is None)
        self._handed.show_text(handed or "", shape=DONE)
        self._handed.setVisible(handed is not None)
        self.answering.setVisible(handed is not None)

    def go_to(self, target: str | None) -> None:
        """Put the focus where something is missing: a signature, or who took it."""
        if target == "to":
            self.to.take_focus()
        elif not self.signatures.go_to_next():
            self.check.setFocus()

    def _keys(self) -> dict[str, bytes]:
        """The keys that signed the pack at hand."""
        return {signer.who: signer.public for signer in self._signers()}

    def _signers(self) -> tuple[Signer, ...]:
        """Who signed the pack at hand with a key."""
        if self._bag is None:
            return ()
        return key_signers(self._bag, self._host.state.mandate.id)

    # Checking

    def _forget_checks(self) -> None:
        """What was checked before a signature says nothing about the pack with it."""
        self._checked.clear()
        self._checked.add(Section(say("Not checked yet")))
        self.check.show_text(say("Check the pack"))

    def _check_when_whole(self, card: bool) -> None:
        """Once all have signed, it is checked by itself."""
        self._forget_checks()
        if not self.signatures.waiting():
            self._check_then(partial(self._whole, card=card))

    def _check(self) -> None:
        self._check_then(self.show_checked)

    def _check_then(self, done: Callable[[Checked], None]) -> None:
        path = self._there()
        if path is None:
            return
        work = partial(check_pack, path, self._host.state.mandate.id)
        title = say("Checking the pack")
        self._host.run(work, title=title, done=done)

    def _whole(self, checked: Checked, *, card: bool) -> None:
        """All have signed: the list of keys lies beside the pack, and somebody takes both.

        Where the card of a key is still to be printed, the focus stays there.
        """
        self.show_checked(checked)
        path = self._there()
        if path is not None and checked.signers:
            beside = path.with_suffix(".allowed_signers")
            _ = self._write_keys(beside, checked.signers)
        if not card:
            self._go_to_taker()

    def show_checked(self, checked: Checked) -> None:
        """Show what the checks found."""
        said, found = findings(checked.verification)
        title = say("What each check found")
        self._checked.clear()
        self._checked.add(
            Section(say("Checked at {time}", time=self._now())),
            Chain(
                [
                    replace(link, detail="")
                    for link in chained(checked.verification).links
                ],
                _LINK,
            ),
            Folded(title, said, Column(*map(_finding, found))),
        )
        self.check.show_text(say("Check again"))
        self._host.announce(said)

    def _now(self) -> Clock:
        return Clock(self._host.desk.moment().at)

    # Copies

    def _there(self) -> Path | None:
        """Where the pack lies; None after the page has said that it is not there."""
        path = self._pack()
        if path is None or not path.is_file():
            self._host.banner(NOT_THERE, wrong=True)
            return None
        return path

    def _copy(self) -> None:
        path = self._there()
        if path is None:
            return
        folder = self._host.ask_folder(say("The stick for the copy"))
        if folder is not None:
            work = partial(copy_file, path, folder)
            self._host.run(
                work,
                title=say("Copying the pack"),
                done=self._copied,
            )

    def _copied(self, target: Path) -> None:
        said = say(
            "Copied to “{folder}” at {time}, and read back the same.",
            folder=str(target.parent),
            time=self._now(),
        )
        self._tell_of_copy(said)

    def _tell_of_copy(self, said: Words) -> None:
        self._copies.add(Label(said, shape=DONE))
        self._host.announce(said)

    def _save_keys(self) -> None:
        """The clerk's list: one line for each who signed with a key."""
        if not self._signers():
            nobody = say("Nobody has signed with a key yet. Ink needs no list.")
            self._host.banner(nobody, wrong=True)
            return
        folder = self._host.ask_folder(say("Where the list of keys is written"))
        if folder is not None:
            path = folder / "allowed_signers"
            if self._write_keys(path, self._signers()):
                self._go_to_taker()

    def _write_keys(self, path: Path, signers: tuple[Signer, ...]) -> bool:
        """Whether the list of keys is there now; why it is not is said."""
        try:
            write_file(path, signers_text(signers))
        except PackRefused as refused:
            self._host.banner(refused.words, wrong=True)
            return False
        said = say(
            "The list of keys “{name}” is in “{folder}”.",
            name=path.name,
            folder=str(path.parent),
        )
        self._tell_of_copy(said)
        return True

    def _go_to_taker(self) -> None:
        if self._handing.isVisibleTo(self):
            self.to.take_focus()

    # Handing over

    def _hand_over(self) -> None:
        self.to.show_error(None)
        self._host.act(
            handover.handed_over,
            then=self._told,
            to=str(self.to.value() or ""),
        )

    def _told(self, refusal: Refusal | None) -> None:
        if refusal is None:
            self._recorded()
        elif refusal.where == "to":
            self.to.refuse(spoken(refusal))
        else:
            warn(self._host, refusal)

    def _recorded(self) -> None:
        if self._host.draft(_DRAFT) is not None:
            self._host.keep_draft(_DRAFT, None)
        self._host.announce(say("The handing over is recorded."))


def _finding(found: Finding) -> Label:
    shape = {True: DONE, False: _WRONG, None: NOT_STARTED}[found.passed]
    return Label(found.detail, lead=_sentence(found.words), shape=shape)


def _sentence(words: Words) -> Words:
    return say("{words}.", words=words)
