"""The passphrase of the people file, asked once at opening.

It can be skipped: then the door stays shut.
"""

from __future__ import annotations

from typing import ClassVar, override

from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.start.lobby import Lobby
from pbdesk.ui.rehearsal import passphrase_of
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.secret import SecretField
from pbdesk.words import Words, say

__all__ = ["UnlockPage"]

_COUNT = say("Capitals and spaces count.")


class UnlockPage(Page):
    """Opens the people file."""

    name: ClassVar[str] = "unlock"
    label: ClassVar[Words] = say("The people file is locked")

    def __init__(self, lobby: Lobby) -> None:
        """Draw it once."""
        super().__init__(lobby)
        self.lobby = lobby
        self.field = SecretField(say("Passphrase"), _COUNT)
        self.button = Button(
            say("Unlock people"),
            icon="key-round",
            does=self.unlock,
        )
        skip = Button(say("Go on without people"), "quiet", does=lobby.leave)
        self.forgotten = Button(
            say("Use the recovery sheet"),
            "quiet",
            does=lobby.recover,
        )
        self.field.edit.returnPressed.connect(self.unlock)
        self._file = Heading("", self.label)
        self.body.addWidget(
            scroll.Page(
                self._file,
                Label(
                    say(
                        "It holds the names and streets of the register. The door needs them; "
                        "every other page works "
                        "without. You can unlock it later, in the menu Assembly.",
                    ),
                ),
                self.field,
                Line(self.button, skip, self.forgotten),
            ),
        )

    @override
    def refresh(self) -> None:
        self._file.show_text(
            self.host.file.record.path.with_suffix(".people").name,
            self.label,
        )
        known = passphrase_of(self.host.state.mandate)
        self.field.show_help(_COUNT if known is None else _made_up(known))

    @override
    def go_to(self, target: str | None) -> None:
        self.field.take_focus()

    def unlock(self) -> None:
        """Try the passphrase."""
        passphrase = str(self.field.value() or "")
        if not passphrase:
            self._show_error(
                say("Write the passphrase, or go on without people."),
            )
            return
        self.button.setEnabled(False)
        self.lobby.unlock(passphrase, then=self._tried)

    def _tried(self, wrong: Words | None) -> None:
        self.button.setEnabled(True)
        if wrong is None:
            self.field.set_value(None)
            self.lobby.leave()
        else:
            self._show_error(wrong)

    def _show_error(self, wrong: Words) -> None:
        self.field.refuse(wrong)


def _made_up(passphrase: str) -> Words:
    return say(
        "This neighbourhood is made up. Its people file opens with “{passphrase}”, unless "
        "you changed that.",
        passphrase=passphrase,
    )
