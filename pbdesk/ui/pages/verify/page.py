"""Check a pack that somebody brought: by itself, then by the clerk's list and the assembly.

The verdict stands first, the links that carry it below; every numbered check is folded.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar, override

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from pbdesk.app.jobs.checking import Brought, verify_brought
from pbdesk.minutes.decision import Refusal
from pbdesk.pack.verify import Verification
from pbdesk.ui.icons import DONE, NOT_STARTED
from pbdesk.ui.pages.start.lobby import Lobby
from pbdesk.ui.pages.start.outside import OutsidePage
from pbdesk.ui.pages.verify.view import (
    FAILED,
    CheckLine,
    Found,
    found,
    in_two_lines,
)
from pbdesk.ui.shown import Labelled
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.chain import Chain, Verdict
from pbdesk.ui.widgets.facts import Notes
from pbdesk.ui.widgets.folded import Folded
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.read_by_keys import read_by_keys
from pbdesk.ui.widgets.reading_order import keep_reading_order
from pbdesk.words import Words, say

__all__ = ["VerifyPage"]

_ASKED = (
    FieldSpec(
        "pack",
        say("The pack"),
        help=say(
            "The zip file as you received it. You can also drop it on the window. It can be "
            "checked by itself.",
        ),
    ),
)
_OUTSIDE = (
    FieldSpec(
        "assembly",
        say("The assembly"),
        section=say("From outside the pack: whose result it is"),
        help=say(
            "The id of the assembly whose result you expect: it stands on the key cards. Do not "
            "copy it from the pack.",
        ),
    ),
    FieldSpec(
        "signers",
        say("The clerk’s list of keys"),
        help=say(
            "The file “allowed_signers”: who must have signed. Never take it from the pack or from "
            "whoever sent it.",
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
        help=say(
            "The opened copy, or its “assembly.pb”: to count again where the pack itself holds no "
            "ballots.",
        ),
    ),
)


_CHOSEN = (
    ("pack", say("Choose the pack"), "*.zip"),
    ("signers", say("Choose the list of keys"), "*"),
    ("revoked", say("Choose the revoked keys"), "*"),
    ("ballots", say("Choose the ballots"), "*.zip *.pb"),
)
"""The fields that a file can be chosen for: what the button says, and which files."""


class VerifyPage(OutsidePage):
    """Is a pack genuine, complete and signed? Nothing is recorded."""

    name: ClassVar[str] = "verify"
    label: ClassVar[Words] = say("Check a result pack")

    def __init__(self, lobby: Lobby) -> None:
        """Draw it once."""
        super().__init__(lobby, Button(say("Go back"), "quiet"))
        self.form, self.more = Form((*_ASKED, *_OUTSIDE)), Form(_MORE)
        self.check = Button(say("Check the pack"), does=self.begin)
        self._result = Column()
        self.put_up(
            Heading(
                say("Nothing is recorded, and nothing leaves this computer."),
                self.label,
            ),
            self._result,
            self.form,
            Line(self.check, self.back),
            Rule(),
            Section(say("Only where you have them")),
            self.more,
        )
        for name, words, pattern in _CHOSEN:
            button = Button(
                words,
                icon="folder-open",
                does=partial(self._ask, name, pattern),
            )
            self._form_of(name).field(name).add(button)

    @override
    def go_to(self, target: str | None) -> None:
        if target in self.form.names():
            self.form.go_to(target)

    def take(self, pack: Path) -> None:
        """A pack was dropped or chosen: it can be checked now."""
        self._result.clear()
        self.form.field("pack").set_value(str(pack))
        self.check.setFocus()

    def _ask(self, field: str, pattern: str) -> None:
        path = self.host.ask_open(self.label, pattern)
        if path is None:
            return
        if field == "pack":
            self.take(path)
            return
        self._form_of(field).field(field).set_value(str(path))

    def _form_of(self, field: str) -> Form:
        return self.form if field in self.form.names() else self.more

    def begin(self) -> None:
        """Check by what was brought, or say that the pack is missing and go there."""
        self.form.clear_errors()
        self.more.clear_errors()
        self._result.clear()
        read_by_keys(self.pane, "")
        given = self._given()
        if not given["pack"]:
            self._show_beside("pack", say("Choose the pack first."))
            return
        self.host.run(
            partial(verify_brought, _brought(given)),
            title=say("Checking the pack"),
            done=self.show_found,
        )

    def _given(self) -> dict[str, str]:
        """What stands in the fields of both forms."""
        return {
            name: str(form.value(name) or "").strip()
            for form in (self.form, self.more)
            for name in form.names()
        }

    def _show_beside(self, field: str, wrong: Words) -> None:
        form = self._form_of(field)
        form.show_error(field, wrong)
        form.go_to(field)

    def show_found(self, came: Verification | Refusal) -> None:
        """Show the verdict and what it rests on; or what could not be read, beside its field."""
        if isinstance(came, Refusal):
            self._show_beside(came.where or "pack", came.words)
            return
        seen = found(came)
        self._result.clear()
        self._result.add(*_found_blocks(seen))
        read_by_keys(
            self.pane,
            seen.verdict,
        )  # it stands above what was asked
        keep_reading_order(self)
        self.pane.setFocus()
        self._show_the_verdict()
        # after what Qt still scrolls to
        QTimer.singleShot(0, self, self._show_the_verdict)
        told = say(
            "{verdict}. {meaning}",
            verdict=seen.verdict,
            meaning=seen.meaning,
        )
        self.host.announce(told)

    def _show_the_verdict(self) -> None:
        self.pane.verticalScrollBar().setValue(0)


def _found_blocks(seen: Found) -> tuple[QWidget, ...]:
    """The verdict, what it rests on, and what is missing."""
    return (
        Verdict(seen.sign, seen.verdict, seen.meaning),
        Rule(),
        Chain(seen.links),
        Rule(),
        *_noted(say("What is missing, and where it comes from"), seen.missing),
        *_noted(say("What to do"), seen.to_do),
        *_code(seen),
        Folded(say("What each check looked at"), seen.tally, _lines(seen)),
        Rule(),
    )


def _brought(given: dict[str, str]) -> Brought:
    files = {
        name: Path(given[name]) if given[name] else None
        for name in ("signers", "revoked", "ballots")
    }
    return Brought(Path(given["pack"]), given["assembly"] or None, **files)


def _noted(
    heading: Words,
    notes: Labelled,
) -> tuple[QWidget, ...]:
    """A few notes under their heading; nothing where there are none."""
    if not notes:
        return ()
    return Section(heading), Notes(notes), Rule()


def _code(seen: Found) -> tuple[QWidget, ...]:
    """The pack code in two lines of four groups, to be held against the printed pages."""
    if not seen.code:
        return ()
    head = Section(say("Pack code"), say("Hold it against the printed pages."))
    return head, Label(in_two_lines(seen.code), "figures"), Rule()


def _lines(seen: Found) -> Column:
    return Column(*(_line(line) for line in seen.lines))


def _line(line: CheckLine) -> Label:
    lead = say("{name}, {word}.", name=line.name, word=line.word)
    return Label(line.detail, lead=lead, shape=_PASSED[line.passed])


_PASSED = {True: DONE, False: FAILED, None: NOT_STARTED}
