"""Session: which file is open.

Opening says in a sentence what is wrong; the file that was open before stays then. `changed` is
told after each act and each opening and closing, `leaving` before a file is let go. A people file
is made, unlocked or locked anew by long work (`making`, `unlocking`, `relocking`): guessing its
passphrase is meant to be slow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from pbdesk.app.chance import Source
from pbdesk.app.desk import DEAR, Desk, OpenFile, people_path, still_saving
from pbdesk.app.halls import begin_hall
from pbdesk.app.jobs.progress import Progress
from pbdesk.app.jobs.register import recovery_sheet
from pbdesk.app.kinds import kind_tagged
from pbdesk.app.opening import desk_for, open_file
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.assembly.state import Assembly
from pbdesk.halls.kind import PARENT
from pbdesk.i18n import Locale
from pbdesk.ledger.header import unsettled
from pbdesk.ledger.people import Cost
from pbdesk.ledger.refusals import LedgerError
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import Id
from pbdesk.questions.terms import KindName
from pbdesk.ui import threads
from pbdesk.words import Words, say, several

__all__ = ["Beginning", "Hall", "Session"]


@dataclass(frozen=True, slots=True)
class Hall:
    """One hall of several: the export that it begins from, and its id there."""

    export: bytes
    id: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a file begins with.

    `passphrase` is what will open its people file; `day` is ISO 8601; `kind` is a kind's tag.
    `asks`: of which kind the first question of an assembly is. `hall`: what is asked stands in the
    export that this hall begins from.
    """

    name: str
    place: str
    day: str
    currency: str
    language: str
    passphrase: str
    rehearsal: bool = False
    kind: str = ASSEMBLY.tag
    asks: KindName = "fund"
    hall: Hall | None = None


type Work = Callable[[Progress], Words | None]
"""Long work; it yields a sentence where it fails."""

type OnFile = Callable[[OpenFile[Any]], None]


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was read.

    `cut_short`: its last write never ended, and was undone by opening it.
    """

    desk: OpenFile[Any]
    cut_short: bool


class Session(QObject):
    """The file that is open, or none.

    `source` and `cost` are the wall clock's and the dear one, but for tests.
    """

    changed = Signal()
    leaving = Signal()

    def __init__(
        self,
        *,
        source: Callable[[], Source] | None = None,
        cost: Cost = DEAR,
    ) -> None:
        super().__init__()
        self.file: OpenFile[Any] | None = None
        self._source = source
        self.cost = cost
        self.cut_short = False

    @property
    def desk(self) -> Desk | None:
        """The open file, where it is an assembly."""
        if isinstance(self.file, Desk):
            return self.file
        return None

    @property
    def state(self) -> Assembly:
        """The assembly as it stands; an empty one while none is open."""
        if self.desk:
            return self.desk.state
        return Assembly()

    @property
    def locked(self) -> bool:
        """Whether a people file stands beside the record and was not opened."""
        return (
            self.file is not None
            and self.file.people is None
            and people_path(self.file.record.path).exists()
        )

    def begin(self, beginning: Beginning, path: Path) -> Refusal | None:
        """Begin a new file. The people file is made afterwards, by `making`."""
        if people_path(path).exists():
            return _there_already(people_path(path))
        made = self._begun(beginning, path)
        if isinstance(made, Refusal):
            return made
        self._take(made)
        return None

    def _begun(
        self,
        beginning: Beginning,
        path: Path,
    ) -> OpenFile[Any] | Refusal:
        source = self._new_source()
        if beginning.hall is not None:
            return _begun_hall(beginning, beginning.hall, path, source)
        kind = kind_tagged(beginning.kind)
        asks = beginning.kind in {ASSEMBLY.tag, PARENT.tag}
        first: dict[str, Any] = {"asks": beginning.asks} if asks else {}
        return desk_for(kind).create(
            path,
            name=beginning.name,
            place=beginning.place,
            day=beginning.day,
            currency=beginning.currency,
            language=beginning.language,
            rehearsal=beginning.rehearsal,
            kind=kind,
            source=source,
            **first,
        )

    def turn(self, question: Id) -> Refusal | None:
        """Turn the window to a question; never while something about another is being saved."""
        if self.desk is None or question not in self.state.order:
            return Refusal(say("This question does not stand any more."))
        if self.desk.saving:
            return still_saving()
        self.desk.turn(question)
        return None

    def open(self, path: Path) -> Words | None:
        """Open a file at once; a sentence where it cannot be, and nothing has changed."""
        return self.opened(None if self._stands(path) else self._read(path))

    def opening(
        self,
        path: Path,
    ) -> Callable[[Progress], Opened | Words | None]:
        """Long work that reads a file; its result goes to `opened`."""
        there = self._stands(path)

        def work(progress: Progress) -> Opened | Words | None:
            progress(0, 1, say("Opening “{name}”", name=path.name))
            if there:
                return None
            return self._read(path)

        return work

    def opened(self, found: Opened | Words | None) -> Words | None:
        """Take what opening found; a sentence where it cannot be opened.

        None is the file that is open already.
        """
        if isinstance(found, Words):
            return found
        if found is not None:
            self._take(found.desk)
            self.cut_short = found.cut_short
        return None

    @property
    def kept(self) -> Words | None:
        """What is there after a write that was cut short; None where nothing was."""
        if self.file is not None and self.file.people_told is not None:
            return self.file.people_told
        if not self.cut_short or self.file is None:
            return None
        return _kept(self.file.entries, self.file.record.urn_count())

    def _stands(self, path: Path) -> bool:
        return self.file is not None and self.file.record.path == path.resolve()

    def _read(self, path: Path) -> Opened | Words:
        try:
            cut_short = path.is_file() and unsettled(path) is not None
            file = open_file(path, self._new_source())
            # The page of the record would do it while somebody waits.
            file.index.follow(file.recorded)
            return Opened(file, cut_short)
        except LedgerError as error:
            return error.words

    def _new_source(self) -> Source | None:
        return self._source() if self._source else None

    def close(self) -> None:
        """Let go of the file."""
        if self.file is not None:
            self.leaving.emit()
            self.file.close()
            self.file = None
            threads.let_go_of_loaded()
            self.changed.emit()

    def making(self, passphrase: str) -> Work:
        """Long work that makes the people file; its result is a sentence where that fails."""
        return self._slowly(
            say("Making the people file"),
            lambda desk: desk.make_people(passphrase, self.cost),
        )

    def unlocking(self, passphrase: str) -> Work:
        """Long work that opens the people file; its result is a sentence where that fails."""
        return self._slowly(
            say("Opening the people file"),
            lambda desk: desk.unlock_people(passphrase, self.cost),
        )

    def relocking(self, old: str, new: str) -> Work:
        """Long work that gives the open people file another passphrase.

        Its result is a sentence where that fails.
        """

        def relock(desk: OpenFile[Any]) -> None:
            if desk.people is not None:
                desk.people.change_passphrase(old, new)

        return self._slowly(say("Changing the passphrase"), relock)

    def recovering(self, code: str, new: str) -> Work:
        """Long work that opens the people file by its recovery code, under a new passphrase."""
        return self._slowly(
            say("Opening the people file"),
            lambda desk: desk.recover_people(code, new, self.cost),
        )

    def printing_recovery(
        self,
        passphrase: str,
        locale: Locale,
    ) -> Callable[[Progress], Words | bytes]:
        """Long work that draws the recovery sheet.

        Its result is the PDF, or a sentence where that fails.
        """
        file = self.file

        def work(progress: Progress) -> Words | bytes:
            progress(0, 1, say("Drawing the recovery sheet"))
            try:
                if file:
                    return recovery_sheet(file, passphrase, locale)
                return say("The people file is locked.")
            except LedgerError as error:
                return error.words

        return work

    def _slowly(
        self,
        words: Words,
        act: OnFile,
    ) -> Work:
        file = self.file

        def work(progress: Progress) -> Words | None:
            progress(0, 1, words)
            return _told(file, act)

        return work

    def _take(self, file: OpenFile[Any]) -> None:
        self.cut_short = False
        if self.file is not None:
            self.leaving.emit()
            self.file.close()
            threads.let_go_of_loaded()
        self.file = file
        threads.keep_loaded()
        file.watch(self.changed.emit)
        self.changed.emit()


def _told(
    file: OpenFile[Any] | None,
    act: OnFile,
) -> Words | None:
    if file is None:
        return None
    try:
        act(file)
    except LedgerError as error:
        return error.words
    return None


def _there_already(people: Path) -> Refusal:
    return Refusal(
        say(
            "A people file called “{name}” is already there.",
            name=people.name,
        ),
        say("Choose another name."),
    )


def _begun_hall(
    beginning: Beginning,
    hall: Hall,
    path: Path,
    source: Source | None,
) -> OpenFile[Any] | Refusal:
    return begin_hall(
        path,
        hall.export,
        hall.id,
        place=beginning.place,
        day=beginning.day,
        language=beginning.language,
        source=source,
    )


def _kept(entries: int, ballots: int) -> Words:
    return say(
        "The last write was cut short and undone. Kept are all entries up to {entry} and "
        "{ballots}: all "
        "that was ever shown as recorded.",
        entry=entries,
        ballots=several("{n} ballot", "{n} ballots", ballots),
    )
