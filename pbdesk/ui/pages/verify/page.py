"""Check a pack that somebody brought, by the clerk's list of keys and the assembly expected.

Every numbered check.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar, override

from pbdesk.app.jobs.checking import Brought, verify_brought
from pbdesk.minutes.decision import Refusal
from pbdesk.pack.verify import Verification
from pbdesk.ui.icons import DONE, NOT_STARTED, Shape
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.start.lobby import Lobby
from pbdesk.ui.pages.verify.view import CheckLine, found
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.doorstep import Indented
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.read_by_keys import read_by_keys
from pbdesk.ui.widgets.reading_order import keep_reading_order
from pbdesk.words import Words, say

__all__ = ["VerifyPage"]

_WRONG = Shape("octagon-alert", "error")
_ASKED = (
    FieldSpec(
        "pack",
        say("The pack"),
        help=say("The zip file as you received it. You can also drop it on the window."),
    ),
    FieldSpec(
        "assembly",
        say("The assembly"),
        help=say(
            "The id of the assembly whose result you expect: it stands on the key cards. Do not "
            "copy it from the pack."
        ),
    ),
    FieldSpec(
        "signers",
        say("The clerk’s list of keys"),
        help=say(
            "The file “allowed_signers”: who must have signed. Never take it from the pack or from "
            "whoever sent it."
        ),
    ),
)
_MORE = (
    FieldSpec(
        "revoked",
        say("Keys that no longer count"),
        help=say("A file of revoked keys, where the clerk has one."),
    ),
    FieldSpec(
        "ballots",
        say("The ballots of the auditor copy"),
        help=say("“assembly.pb”, to count again where the pack itself holds no ballots."),
    ),
)


_CHOSEN = (
    ("pack", say("Choose the pack"), "*.zip"),
    ("signers", say("Choose the list of keys"), "*"),
    ("revoked", say("Choose the revoked keys"), "*"),
    ("ballots", say("Choose the ballots"), "*.pb"),
)
"""The fields that a file can be chosen for: what the button says, and which files."""


class VerifyPage(Page):
    """Is a pack genuine, complete and signed? Nothing is recorded."""

    name: ClassVar[str] = "verify"
    label: ClassVar[Words] = say("Check a result pack")

    def __init__(self, lobby: Lobby) -> None:
        """Draw it once."""
        super().__init__(lobby)
        self.form, self.more = Form(_ASKED), Form(_MORE)
        self.check, self._back = Button(say("Check the pack")), Button(say("Go back"), "quiet")
        self._result = Column()
        self._scroll = scroll.Page(
            Indented(
                Heading(say("Nothing is recorded, and nothing leaves this computer."), self.label),
                self._result,
                self.form,
                Line(self.check, self._back),
                Rule(),
                Section(say("Only where you have them")),
                self.more,
            ),
            inset=(0, 24, 0, 32),
        )
        for name, words, pattern in _CHOSEN:
            button = Button(words, icon="folder-open")
            button.clicked.connect(partial(self._ask, name, pattern))
            self._form_of(name).field(name).add(button)
        self.body.addWidget(self._scroll)
        self.check.clicked.connect(self.begin)
        self._back.clicked.connect(lobby.leave)

    @override
    def refresh(self) -> None:
        """What is asked and found here has nothing to do with the assembly that is open."""

    @override
    def go_to(self, target: str | None) -> None:
        if target in self.form.names():
            self.form.go_to(target)

    def take(self, pack: Path) -> None:
        """A pack was dropped or chosen: the next empty field gets the focus."""
        self._result.clear()
        self.form.set_values({"pack": str(pack)}, keep_focused=False)
        empty = next((name for name in self.form.names() if self.form.value(name) is None), None)
        self.form.go_to(empty) if empty else self.check.setFocus()

    def _ask(self, field: str, pattern: str) -> None:
        path = self.host.ask_open(self.label, pattern)
        if path is None:
            return
        if field == "pack":
            self.take(path)
            return
        self._form_of(field).set_values({field: str(path)}, keep_focused=False)

    def _form_of(self, field: str) -> Form:
        return self.form if field in self.form.names() else self.more

    def begin(self) -> None:
        """Check, or say what is missing and go there."""
        self.form.clear_errors()
        self.more.clear_errors()
        self._result.clear()
        read_by_keys(self._scroll, "")
        given = {
            name: str(form.value(name) or "").strip()
            for form in (self.form, self.more)
            for name in form.names()
        }
        missing = {
            "pack": say("Choose the pack first."),
            "assembly": say("Write the id of the assembly you expect."),
            "signers": say("Choose the clerk’s list of keys."),
        }
        for name, why in missing.items():
            if not given[name]:
                self.form.show_error(name, why)
                self.form.go_to(name)
                return
        brought = Brought(
            Path(given["pack"]),
            given["assembly"],
            Path(given["signers"]),
            Path(given["revoked"]) if given["revoked"] else None,
            Path(given["ballots"]) if given["ballots"] else None,
        )
        self.host.run(
            partial(verify_brought, brought), title=say("Checking the pack"), done=self.show_found
        )

    def show_found(self, came: Verification | Refusal) -> None:
        """Show the verdict and every check; or what could not be read, beside its field."""
        if isinstance(came, Refusal):
            where = came.where or "pack"
            self._form_of(where).show_error(where, came.words)
            self._form_of(where).go_to(where)
            return
        seen = found(came)
        self._result.add(
            Section(seen.verdict),
            Label(seen.meaning, "strong", shape=DONE if seen.good else _WRONG),
            *(_line(line) for line in seen.lines),
            Rule(),
        )
        read_by_keys(self._scroll, seen.verdict)  # it stands above what was asked
        keep_reading_order(self)
        self._scroll.setFocus()
        self._scroll.verticalScrollBar().setValue(0)
        self.host.announce(say("{verdict}. {meaning}", verdict=seen.verdict, meaning=seen.meaning))


def _line(line: CheckLine) -> Label:
    shape = {True: DONE, False: _WRONG, None: NOT_STARTED}[line.passed]
    return Label(
        line.detail, lead=say("{name}, {word}.", name=line.name, word=line.word), shape=shape
    )
