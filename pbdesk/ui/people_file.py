"""The people file's own acts, from the menu Assembly.

Another passphrase, a recovery sheet, and its destruction.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QObject
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from pbdesk.app.desk import Desk, still_saving
from pbdesk.app.jobs.destruction import destroying
from pbdesk.minutes.decision import Refusal
from pbdesk.questions.register import may_be_destroyed
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.pages.start.outside import too_weak
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.confirm import ConfirmSheet
from pbdesk.ui.widgets.field import Field, TextField
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.secret import SecretField
from pbdesk.ui.widgets.sheet import Sheet
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.ui.shell import Shell

__all__ = ["OncePassphrase", "PassphraseSheet", "PeopleFile"]


_SHEET_IS_WORTHLESS = say(
    "The sheet then opens the file no more: destroy it, and print another.",
)
_OLD_ONES_ARE_WORTHLESS = say(
    "The old passphrase and the recovery sheet then open the file no more. Copies "
    "of it that were made "
    "before still open with them.",
)


def _what_opens_it(*, sheet: bool) -> TextField | SecretField:
    """The field for the code on the recovery sheet, or for the passphrase until now."""
    if not sheet:
        return SecretField(say("Passphrase until now"))
    how = say("14 groups of 4. Spaces and capitals do not matter.")
    return TextField(say("Code on the sheet"), how, role="figures")


class PassphraseSheet(Sheet):
    """Asks for what opens the file and for a new passphrase.

    It stays until `is_busy` says the work is done.
    What opens it is the old passphrase, or with `sheet` the code on the recovery sheet.
    """

    def __init__(
        self,
        change: Callable[[str, str], None],
        is_busy: Callable[[], bool],
        parent: QWidget,
        *,
        sheet: bool = False,
    ) -> None:
        title = (
            say("Use the recovery sheet")
            if sheet
            else say("Change the passphrase")
        )
        super().__init__(title, parent, alone=True)
        self._change = change
        self._is_busy = is_busy
        self.old = _what_opens_it(sheet=sheet)
        self.new = SecretField(
            say("New passphrase"),
            say(
                "Take four words or more and write them down: nobody can find them again.",
            ),
            new=True,
        )
        verb = say("Set the new passphrase") if sheet else title
        self.button = Button(verb, "primary", does=self.change)
        cancel = Button(say("Cancel"), does=self.reject)
        self.new.edit.returnPressed.connect(self.change)
        self.fill(
            Heading(say("People's names"), title),
            Label(_SHEET_IS_WORTHLESS if sheet else _OLD_ONES_ARE_WORTHLESS),
            self.old,
            self.new,
            Line(self.button, cancel),
            width=560,
            height=560,
        )

    def change(self) -> None:
        """Hand both over, or say beside a field what is wrong with it."""
        old = str(self.old.value() or "")
        new = str(self.new.value() or "")
        weak = too_weak(new)
        if self._is_busy():
            return
        if not old:
            self._refuse(self.old, say("Write what opens the file now."))
        elif weak is not None:
            self._refuse(self.new, weak)
        else:
            self._change(old, new)

    def tell(self, wrong: Words | None) -> None:
        """It was changed, or why not."""
        if wrong is None:
            self.accept()
        else:
            self._refuse(self.old, wrong)

    def _refuse(self, field: Field, words: Words) -> None:
        field.refuse(words)

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self.old.take_focus()

    @override
    def reject(self) -> None:
        """Esc and Cancel wait for the work: meanwhile nobody can look into the file."""
        if not self._is_busy():
            super().reject()


class OncePassphrase(Sheet):
    """Asks for the passphrase before the recovery sheet is shown.

    Who has only the open window does not get it.
    """

    def __init__(self, show: Callable[[str], None], parent: QWidget) -> None:
        title = say("Print the recovery sheet")
        super().__init__(title, parent, alone=True)
        self._show = show
        self.field = SecretField(say("Passphrase"))
        self.button = Button(title, "primary", does=self.ask)
        cancel = Button(say("Cancel"), does=self.reject)
        self.field.edit.returnPressed.connect(self.ask)
        self.fill(
            Heading(say("People's names"), title),
            Label(
                say(
                    "The sheet opens the people file when the passphrase is forgotten. Print it "
                    "once, seal it in an "
                    "envelope, and give it to whoever may read the names. Do not save it on this "
                    "laptop.",
                ),
            ),
            self.field,
            Line(self.button, cancel),
            width=560,
            height=400,
        )

    def ask(self) -> None:
        """Hand the passphrase over."""
        if self.field.value():
            self._show(str(self.field.value()))
        else:
            self.refuse(say("Write what opens the file now."))

    def refuse(self, words: Words) -> None:
        """Say beside the field what is wrong."""
        self.field.refuse(words)

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self.field.take_focus()


class PeopleFile(QObject):
    """What the menu does with the people file of a shell's assembly."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell

    def change(self) -> None:
        """Ask for the passphrases and lock the file anew."""
        shell = self._shell
        if shell.long_work.busy:
            shell.host.banner(_BUSY, wrong=True)
            return
        sheet = PassphraseSheet(
            lambda old, new: self._relock(sheet, old, new),
            lambda: shell.long_work.busy,
            shell,
        )
        sheet.open()

    def _relock(self, sheet: PassphraseSheet, old: str, new: str) -> None:
        def done(wrong: Words | None) -> None:
            sheet.tell(wrong)
            if wrong is None:
                self._shell.host.banner(
                    say("The people file opens with the new passphrase."),
                )

        self._shell.host.run(
            self._shell.session.relocking(old, new),
            title=say("Changing the passphrase"),
            done=done,
        )

    def recover(self) -> None:
        """The passphrase is forgotten: ask for the code on the sheet and for a new passphrase."""
        shell = self._shell

        def recover(code: str, new: str) -> None:
            shell.host.run(
                shell.session.recovering(code, new),
                title=say("Opening the people file"),
                done=done,
            )

        def done(wrong: Words | None) -> None:
            sheet.tell(wrong)
            if wrong is None:
                shell.refresh()
                shell.host.leave()
                shell.host.banner(_RECOVERED)
                self.tell_what_differs()

        sheet = PassphraseSheet(
            recover,
            lambda: shell.long_work.busy,
            shell,
            sheet=True,
        )
        sheet.open()

    def tell_what_differs(self) -> None:
        """Say what the open people file and the record say against each other."""
        file = self._shell.session.file
        if file is not None and file.people_told is not None:
            self._shell.host.banner(file.people_told, wrong=True)

    def print_sheet(self) -> None:
        """Ask for the passphrase, and show the recovery sheet that stands in for it."""
        shell = self._shell
        sheet = OncePassphrase(
            lambda passphrase: shell.host.run(
                shell.session.printing_recovery(passphrase, theme().locale),
                title=say("Drawing the recovery sheet"),
                done=done,
            ),
            shell,
        )

        def done(made: Words | bytes) -> None:
            if isinstance(made, Words):
                sheet.refuse(made)
            else:
                sheet.accept()
                shell.preview(
                    say("Recovery sheet"),
                    made,
                    "recovery-sheet.pdf",
                    print_only=True,
                )

        sheet.open()

    def destroy(self) -> None:
        """Ask once, then destroy the file and record it.

        Before its time is over, say until when it is kept.
        """
        desk = self._shell.host.desk
        shell = self._shell
        refusal = may_be_destroyed(desk.state, desk.moment().at.date())
        if refusal is not None:
            shell.host.banner(spoken(refusal), wrong=True)
            return
        sentence = say(
            "All names and streets of the register are overwritten and gone for good, also for "
            "whoever "
            "knows the passphrase. The record stays, and says that they were destroyed.",
        )
        sheet = ConfirmSheet(
            say("This cannot be undone"),
            sentence,
            say("Destroy the people file"),
            parent=shell,
        )
        sheet.confirmed.connect(self._destroy)
        sheet.open()

    def _destroy(self) -> None:
        desk = self._shell.host.desk
        if desk.saving:
            self._destroyed(desk, still_saving())
            return
        self._shell.saving.go_through(
            desk,
            destroying(desk),
            partial(self._destroyed, desk),
        )

    def _destroyed(self, desk: Desk, refusal: Refusal | None) -> None:
        host = self._shell.host
        self._shell.refresh()
        if refusal is not None:
            host.banner(spoken(refusal), wrong=True)
        elif desk.state.door.destroyed is not None:
            host.banner(
                several(
                    "The people file is destroyed. It held {n} person; entry {entry} certifies it.",
                    "The people file is destroyed. It held {n} people; entry {entry} certifies it.",
                    desk.state.door.destroyed.people,
                    entry=desk.entries,
                ),
            )


_BUSY = say(
    "Something else is still being done. Wait for it, or stop it first.",
)
_RECOVERED = say(
    "The people file opens with the new passphrase. Print a new recovery sheet.",
)
