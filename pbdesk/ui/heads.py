"""Heads leave the laptop.

Onto the stick at open, close, seal and declaration and by hand, and onto printed slips. The stick's
folder is remembered for each assembly. At opening it is asked what it has seen: an older or another
file is told at the top of the page. What goes wrong with the stick never keeps anything from being
recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.mirror import keep, objection
from pbdesk.app.jobs.slips import checkpoint, checkpoint_sheet
from pbdesk.minutes.decision import Refusal
from pbdesk.questions.count import UrnSealed
from pbdesk.questions.declaration import Declared
from pbdesk.questions.vote import VoteClosed, VoteOpened
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.theme import theme
from pbdesk.words import Words, say

if TYPE_CHECKING:
    from pbdesk.ui.shell import Shell

__all__ = ["Heads"]

_LATER = 200
"""Milliseconds until the stick is tried again: the record is being written just now."""

_MOMENTS = (VoteOpened, VoteClosed, UrnSealed, Declared)


class Heads(QObject):
    """Watches a shell's session for the moments at which a head is kept."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._desk: Desk | None = None
        self._seen = 0
        shell.session.changed.connect(self._look)

    @property
    def folder(self) -> Path | None:
        """Where the open assembly's heads are kept, if a stick was ever chosen."""
        desk = self._shell.session.desk
        if desk:
            return self._shell.settings.heads_folder(desk.state.mandate.id)
        return None

    def choose(self) -> None:
        """Ask for the stick, remember it for this assembly, and keep a head there at once."""
        folder = self._shell.host.ask_folder(
            say("The stick that keeps the record’s codes"),
        )
        if folder is not None:
            self._keep_in(folder)

    def _keep_in(self, folder: Path) -> None:
        shell = self._shell
        shell.settings.keep_heads_folder(shell.host.state.mandate.id, folder)
        shell.menus.refresh()
        self.keep_now()

    def keep_now(self) -> None:
        """Keep the newest head, and say so."""
        desk = self._shell.host.desk
        self._ask(
            desk,
            keep,
            say(
                "The code of entry {n} is on the stick. Keep the stick away from the laptop.",
                n=desk.entries,
            ),
        )

    def compare(self) -> None:
        """Say at the top of the page what the stick has seen otherwise.

        Nothing where it agrees or is not there.
        """
        desk = self._shell.session.desk
        if desk is not None:
            self._ask(desk, _compared)

    def print_slip(self) -> None:
        """Draw the checkpoint slip of this moment off the window's thread, and show it."""
        slip = checkpoint(self._shell.host.desk)
        host = self._shell.host
        name = f"checkpoint-{slip.number}-entry-{slip.entry}.pdf"
        host.run(
            lambda _progress: checkpoint_sheet(slip, theme().locale),
            title=say("Drawing the slip"),
            done=lambda pdf: host.preview(say("Checkpoint slip"), pdf, name),
        )

    def _look(self) -> None:
        """Something was opened, closed or written."""
        desk = self._shell.session.desk
        if desk is None or desk is not self._desk:
            self._desk = desk
            self._seen = desk.entries if desk else 0
            return
        fresh = desk.recorded[self._seen :]
        self._seen = len(desk.recorded)
        if self.folder is not None and any(
            isinstance(each.entry, _MOMENTS) for each in fresh
        ):
            # After the page has had its say: a banner about the stick is not to be wiped away by
            # it.
            QTimer.singleShot(0, self, partial(self._ask, desk, keep))

    def _ask(
        self,
        desk: Desk,
        act: Callable[[Desk, Path], Refusal | None],
        said: Words | None = None,
    ) -> None:
        """Do something with the stick, however slow it is.

        What it says against it stands at the top of the page.
        """
        folder = self.folder
        saving = self._shell.saving
        if folder is None or self._shell.session.desk is not desk:
            return
        if saving.busy:
            QTimer.singleShot(_LATER, self, partial(self._ask, desk, act, said))
            return

        def told(outcome: Callable[[], Refusal | None]) -> None:
            refusal = outcome()
            words = said if refusal is None else spoken(refusal)
            if words is not None:
                self._shell.host.banner(words, wrong=refusal is not None)

        saving.put(desk, partial(act, desk, folder), told)


def _compared(desk: Desk, folder: Path) -> Refusal | None:
    """What a stick that is there says against the record."""
    if folder.is_dir():
        return objection(desk, folder)
    return None
