"""The auditor copy.

Every ballot and the whole record, locked to keys that only auditors can open.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal

from pbdesk.app.jobs.auditor import copy_of, lock_copy
from pbdesk.app.jobs.progress import Progress
from pbdesk.i18n import locale_of
from pbdesk.pack.age import Recipient, recipient
from pbdesk.pack.refused import PackRefused
from pbdesk.ui.host import Host
from pbdesk.ui.icons import DONE
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.field import TextField
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Words, say

__all__ = ["AuditorCopy"]


class AuditorCopy(Column):
    """Asks for auditors' public keys and writes the copy beside the pack that `there` finds.

    `made` tells its place.
    """

    made = Signal(object)

    def __init__(self, host: Host, there: Callable[[], Path | None]) -> None:
        super().__init__()
        self._host, self._there = host, there
        self.keys = TextField(
            say("The auditor’s public key"),
            say(
                "It begins with “age1”. Several keys: a space between them. Whoever has one of "
                "them opens the copy.",
            ),
        )
        self.make = Button(say("Make the auditor copy"), does=self._make)
        self._told = Label("", shape=DONE)
        self._told.hide()
        self.add(
            Label(
                say(
                    "Every counted ballot and the whole record, to count again with other "
                    "software. In a small room a whole "
                    "ballot can tell who wrote it, so only auditors can open this copy.",
                ),
                "help",
            ),
            self.keys,
            Line(self.make),
            self._told,
        )

    def _make(self) -> None:
        self.keys.show_error(None)
        recipients = self._recipients()
        pack = self._there() if recipients else None
        if pack is not None:
            self._lock(pack, recipients)

    def _recipients(self) -> list[Recipient]:
        """Whose keys were written; none after it was said why."""
        try:
            found = [
                recipient(key) for key in str(self.keys.value() or "").split()
            ]
        except PackRefused as refused:
            self._refuse(refused.words)
            return []
        if not found:
            self._refuse(
                say("Write the auditor’s public key. “age-keygen” makes one."),
            )
        return found

    def _lock(self, pack: Path, recipients: list[Recipient]) -> None:
        locale = locale_of(self._host.state.mandate.language)
        files = copy_of(self._host.desk, pack, locale)

        def work(progress: Progress) -> Path:
            progress(0, 1, say("Locking the auditor copy"))
            return lock_copy(files(), recipients, pack)

        self._host.run(
            work,
            title=say("Making the auditor copy"),
            done=self._made,
        )

    def _refuse(self, words: Words) -> None:
        self.keys.refuse(words)

    def _made(self, path: Path) -> None:
        said = _written(path)
        self._told.show_text(said, shape=DONE)
        self._told.show()
        self._host.announce(said)
        self.made.emit(path)


def _written(path: Path) -> Words:
    return say(
        "“{name}” is in “{folder}”. It is no part of the pack.",
        name=path.name,
        folder=str(path.parent),
    )
