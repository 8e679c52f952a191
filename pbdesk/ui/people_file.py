"""The people file's own acts, from the menu Assembly: another passphrase, and its destruction when its time is over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from pbdesk.app.jobs.destruction import destroy_people
from pbdesk.assembly.door import may_be_destroyed
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.pages.start.begin import too_weak
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.confirm import ConfirmSheet
from pbdesk.ui.widgets.field import SecretField
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.ui.shell import Shell

__all__ = ["PassphraseSheet", "PeopleFile"]


class PassphraseSheet(QDialog):
    """Asks for the old passphrase and twice for the new one. It stays until `is_busy` says that the work is done."""

    def __init__(self, change: Callable[[str, str], None], is_busy: Callable[[], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._change, self._is_busy = change, is_busy
        title = say("Change the passphrase")
        self.setWindowTitle(theme().render(title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.old, self.again = SecretField(say("Passphrase until now")), SecretField(say("The same passphrase again"))
        self.new = SecretField(say("New passphrase"), say("Take four words or more and write them down: nobody can "
                                                          "find them again."))
        self.button, cancel = Button(say("Change the passphrase"), "primary"), Button(say("Cancel"))
        self.button.clicked.connect(self.change)
        self.again.edit.returnPressed.connect(self.change)
        cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll.Page(
            Heading(say("People's names"), title),
            Label(say("The old passphrase then opens the file no more. Copies of it that were made before still open "
                      "with the old one.")),
            self.old, self.new, self.again, Line(self.button, cancel)))
        self.resize(min(theme().px(560), parent.width()), min(theme().px(560), parent.height()))

    def change(self) -> None:
        """Hand both over, or say beside a field what is wrong with it."""
        old, new = str(self.old.value() or ""), str(self.new.value() or "")
        weak = too_weak(new, str(self.again.value() or ""))
        if self._is_busy():
            return
        if not old:
            self._refuse(self.old, say("Write the passphrase that opens the file now."))
        elif weak is not None:
            self._refuse({"passphrase": self.new, "again": self.again}[weak[0]], weak[1])
        else:
            self._change(old, new)

    def tell(self, wrong: Words | None) -> None:
        """It was changed, or why not."""
        if wrong is None:
            self.accept()
        else:
            self._refuse(self.old, wrong)

    def _refuse(self, field: SecretField, words: Words) -> None:
        field.show_error(words)
        field.take_focus()

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self.old.take_focus()

    @override
    def reject(self) -> None:
        """Esc and Cancel wait for the work: meanwhile nobody can look into the file."""
        if not self._is_busy():
            super().reject()


class PeopleFile(QObject):
    """What the menu does with the people file of a shell's assembly."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell

    def change(self) -> None:
        """Ask for the passphrases and lock the file anew."""
        shell = self._shell
        if shell.long_work.busy:
            shell.host.banner(say("Something else is still being done. Wait for it, or stop it first."), wrong=True)
            return
        sheet = PassphraseSheet(lambda old, new: self._relock(sheet, old, new), lambda: shell.long_work.busy, shell)
        sheet.open()

    def _relock(self, sheet: PassphraseSheet, old: str, new: str) -> None:
        def done(wrong: Words | None) -> None:
            sheet.tell(wrong)
            if wrong is None:
                self._shell.host.banner(say("The people file opens with the new passphrase."))

        self._shell.host.run(self._shell.session.relocking(old, new), title=say("Changing the passphrase"), done=done)

    def destroy(self) -> None:
        """Ask once, then destroy the file and record it; before its time is over, say until when it is kept."""
        desk, shell = self._shell.host.desk, self._shell
        refusal = may_be_destroyed(desk.state, desk.moment().at.date())
        if refusal is not None:
            shell.host.banner(spoken(refusal), wrong=True)
            return
        sentence = say("All names and streets of the register are overwritten and gone for good, also for whoever "
                       "knows the passphrase. The record stays, and says that they were destroyed.")
        sheet = ConfirmSheet(say("This cannot be undone"), sentence, say("Destroy the people file"), parent=shell)
        sheet.confirmed.connect(self._destroy)
        sheet.open()

    def _destroy(self) -> None:
        desk, host = self._shell.host.desk, self._shell.host
        refusal = destroy_people(desk)
        self._shell.refresh()
        if refusal is not None:
            host.banner(spoken(refusal), wrong=True)
        elif desk.state.door.destroyed is not None:
            host.banner(several("The people file is destroyed. It held {n} person; entry {entry} certifies it.",
                                "The people file is destroyed. It held {n} people; entry {entry} certifies it.",
                                desk.state.door.destroyed.people, entry=desk.entries))
