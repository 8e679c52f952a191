"""Session: which assembly is open. Opening says in a sentence what is wrong; the file that was open before stays then.

`changed` is told after each act and each opening and closing, `leaving` before a file is let go. A people file is made,
unlocked or locked anew by long work (`making`, `unlocking`, `relocking`): guessing its passphrase is meant to be slow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from pbdesk.app.chance import Source
from pbdesk.app.desk import DEAR, Desk, people_path
from pbdesk.app.jobs.progress import Progress
from pbdesk.assembly.decision import Refusal
from pbdesk.assembly.state import Assembly
from pbdesk.ledger.people import Cost
from pbdesk.ledger.refusals import LedgerError
from pbdesk.words import Words, say

__all__ = ["Beginning", "Session"]


@dataclass(frozen=True, slots=True)
class Beginning:
    """What an assembly begins with. `passphrase` is what will open its people file; `day` is ISO 8601."""

    name: str
    place: str
    day: str
    currency: str
    language: str
    passphrase: str
    rehearsal: bool = False


class Session(QObject):
    """The assembly that is open, or none. `source` and `cost` are the wall clock's and the dear one, but for tests."""

    changed = Signal()
    leaving = Signal()

    def __init__(self, *, source: Callable[[], Source] | None = None, cost: Cost = DEAR) -> None:
        super().__init__()
        self.desk: Desk | None = None
        self._source = source
        self.cost = cost

    @property
    def state(self) -> Assembly:
        """The assembly as it stands; an empty one while none is open."""
        return self.desk.state if self.desk else Assembly()

    @property
    def locked(self) -> bool:
        """Whether a people file stands beside the record and was not opened."""
        return self.desk is not None and self.desk.people is None and people_path(self.desk.record.path).exists()

    def begin(self, beginning: Beginning, path: Path) -> Refusal | None:
        """Begin an assembly in a new file. The people file is made afterwards, by `making`."""
        if people_path(path).exists():
            return Refusal(say("A people file called “{name}” is already there.", name=people_path(path).name),
                           say("Choose another name."))
        made = Desk.create(path, name=beginning.name, place=beginning.place, day=beginning.day,
                           currency=beginning.currency, language=beginning.language, rehearsal=beginning.rehearsal,
                           source=self._source() if self._source else None)
        if isinstance(made, Refusal):
            return made
        self._take(made)
        return None

    def open(self, path: Path) -> Words | None:
        """Open a file; a sentence where it cannot be, and nothing has changed."""
        if self.desk is not None and self.desk.record.path.absolute() == path.absolute():
            return None
        try:
            desk = Desk.open(path, self._source() if self._source else None)
        except LedgerError as error:
            return error.words
        self._take(desk)
        return None

    def close(self) -> None:
        """Let go of the file."""
        if self.desk is not None:
            self.leaving.emit()
            self.desk.close()
            self.desk = None
            self.changed.emit()

    def making(self, passphrase: str) -> Callable[[Progress], Words | None]:
        """Long work that makes the people file; its result is a sentence where that fails."""
        return self._slowly(say("Making the people file"), lambda desk: desk.make_people(passphrase, self.cost))

    def unlocking(self, passphrase: str) -> Callable[[Progress], Words | None]:
        """Long work that opens the people file; its result is a sentence where that fails."""
        return self._slowly(say("Opening the people file"), lambda desk: desk.unlock_people(passphrase, self.cost))

    def relocking(self, old: str, new: str) -> Callable[[Progress], Words | None]:
        """Long work that gives the open people file another passphrase; its result is a sentence where that fails."""
        def relock(desk: Desk) -> None:
            if desk.people is not None:
                desk.people.change_passphrase(old, new)

        return self._slowly(say("Changing the passphrase"), relock)

    def _slowly(self, words: Words, act: Callable[[Desk], None]) -> Callable[[Progress], Words | None]:
        desk = self.desk

        def work(progress: Progress) -> Words | None:
            progress(0, 1, words)
            return _told(desk, act)

        return work

    def _take(self, desk: Desk) -> None:
        if self.desk is not None:
            self.leaving.emit()
            self.desk.close()
        self.desk = desk
        desk.watch(self.changed.emit)
        self.changed.emit()


def _told(desk: Desk | None, act: Callable[[Desk], None]) -> Words | None:
    if desk is None:
        return None
    try:
        act(desk)
    except LedgerError as error:
        return error.words
    return None
