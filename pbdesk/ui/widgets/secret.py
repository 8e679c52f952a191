"""A passphrase on a form."""

from __future__ import annotations

from typing import override

from PySide6.QtWidgets import QLineEdit

from pbdesk.ui.theme import Text, px, theme
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.edits import OneLine
from pbdesk.ui.widgets.field import Field, Value
from pbdesk.ui.widgets.label import LINE
from pbdesk.words import Words, say

__all__ = ["SecretField"]


_SEEN = say(
    "It is shown as you write it, so once is enough. Let nobody read along; the room does not see "
    "it.",
)


def _told(help_: Text) -> Words:
    return say("{help} {seen}", help=help_, seen=_SEEN) if help_ else _SEEN


class SecretField(Field):
    """A passphrase, hidden until the person asks to see it. Its spaces count.

    A `new` one is shown as it is written: who sees what they write need not write it twice.
    """

    def __init__(
        self,
        label: Text = "",
        help: Text = "",
        *,
        new: bool = False,
        name: Text = "",
    ) -> None:
        self.edit = OneLine()
        self._eye = Button(say("Show"), "quiet", icon="eye")
        line = Line()
        line.fill(self.edit)
        line.add(self._eye)
        told = _told(help) if new else help
        super().__init__(
            line,
            label,
            told,
            heard=(self.edit,),
            name=name,
        )
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        if new:
            self._turn()
        self.edit.textEdited.connect(self._touched)
        self._eye.clicked.connect(self._turn)
        theme().keep_dressed(self._narrow)
        self.remember()

    def _narrow(self) -> None:
        """Together no wider than a field: the button stands beside what it shows."""
        self.control.setMaximumWidth(px(LINE))

    @override
    def _focus(self) -> None:
        """Where the focus is sent, something is to be written anew.

        What stands there unseen goes at the first key.
        """
        super()._focus()
        self.edit.selectAll()

    def _turn(self) -> None:
        if self.edit.echoMode() == QLineEdit.EchoMode.Password:
            self.edit.setEchoMode(QLineEdit.EchoMode.Normal)
            self._eye.show_text(say("Hide"), "eye-off")
        else:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
            self._eye.show_text(say("Show"), "eye")

    @override
    def value(self) -> Value:
        return self.edit.text() or None

    @override
    def set_value(self, value: Value) -> None:
        self.edit.setText("" if value is None else str(value))
        self.remember()
