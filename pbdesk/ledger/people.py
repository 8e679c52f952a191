"""The people file, `NAME.people`.

All personal data of an assembly, encrypted (SQLCipher), apart from the record. The record holds
random references; to forget somebody is to blank the row here, to forget everybody is to destroy
the file. A row is written first, as `pending` on an entry, and confirmed once that entry is on
disk; what was never confirmed is swept when the file is next opened.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Self

from pbdesk.ledger import consent, disk, locked, recovery, staff, store, trouble
from pbdesk.ledger.checkpoint import Checkpoint
from pbdesk.ledger.cleaned import Brought, cleaned
from pbdesk.ledger.consent import Consent
from pbdesk.ledger.locked import DEAR, Cost
from pbdesk.ledger.memory import keep_to_memory
from pbdesk.ledger.reading import reading, unread
from pbdesk.ledger.refusals import (
    Fault,
    RecordDamaged,
    RecordNotWritten,
    RecordRefused,
)
from pbdesk.ledger.roster import Particulars, Preview, fold
from pbdesk.ledger.sqlite import Error, File
from pbdesk.ledger.staff import Staff
from pbdesk.ledger.store import Kept
from pbdesk.words import say

__all__ = [
    "Brought",
    "Consent",
    "Cost",
    "Destroyed",
    "Kept",
    "Particulars",
    "People",
    "Person",
    "Preview",
    "Staff",
    "clear",
    "fold",
]

_APPLICATION = 0x50424450
_FOUND_AT_MOST = 100
_TABLES = (
    """CREATE TABLE person (
        ref TEXT PRIMARY KEY NOT NULL,
        name TEXT NOT NULL,
        street TEXT NOT NULL,
        note TEXT NOT NULL,
        pending TEXT,
        erased TEXT,
        folded TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    consent.TABLE,
    store.TABLE,
    staff.TABLE,
    "CREATE TABLE confirmed (one INTEGER PRIMARY KEY CHECK (one = 1), head INTEGER NOT NULL) "
    "STRICT",
    "INSERT INTO confirmed VALUES (1, 0)",
    """CREATE TABLE bound (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        assembly TEXT NOT NULL,
        generation TEXT NOT NULL,
        expected TEXT NOT NULL,
        seq INTEGER NOT NULL,
        hash BLOB NOT NULL
    ) STRICT""",
    "INSERT INTO bound VALUES (1, '', '', '', 0, zeroblob(32))",
    f"PRAGMA application_id = {_APPLICATION}",
    "PRAGMA user_version = 1",
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the register.

    `ref` is random; `pending` names the entry that the row waits for.
    """

    ref: str
    name: str
    street: str = ""
    note: str = ""
    pending: str | None = None
    erased: date | None = None


@dataclass(frozen=True, slots=True)
class Destroyed:
    """The certificate of a destroyed file.

    Its name, the day, how many people it held, how many were erased before.
    """

    name: str
    day: date
    people: int
    erased: int


class People:
    """An open people file. Close it, or use it in a `with`. Writing raises RecordNotWritten."""

    def __init__(self, path: Path, file: File, cost: Cost) -> None:
        """For `create` and `open`."""
        keep_to_memory()
        self.path = path
        self._file = file
        self._cost = cost

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: str,
        *,
        assembly: str = "",
        cost: Cost = DEAR,
    ) -> Self:
        """Make an empty people file, which belongs to the assembly of that id.

        Raises RecordRefused where the name is taken, RecordNotWritten.
        """
        try:
            disk.create_private(path)
        except OSError as error:
            raise RecordRefused(trouble.not_made(path, error)) from error
        with ExitStack() as undo:
            _ = undo.callback(path.unlink)
            people = cls(path, locked.create(path, passphrase, cost), cost)
            _ = undo.callback(people.close)
            with people._durably():
                for statement in _TABLES:
                    people._file.run(statement)
                people._file.run("UPDATE bound SET assembly = ?", [assembly])
            disk.sync(path.parent)
            _ = undo.pop_all()
        return people

    @classmethod
    def open(cls, path: Path, passphrase: str, *, cost: Cost = DEAR) -> Self:
        """Open a people file.

        Raises RecordRefused (wrong passphrase, no such file) and RecordDamaged.
        """
        clear(path)
        with ExitStack() as undo:
            people = cls(path, locked.connect(path, passphrase, cost), cost)
            _ = undo.callback(people.close)
            try:
                people._recognise()
            except Error as error:
                raise unread(path, error) from error
            people._forget()
            _ = undo.pop_all()
        return people

    @classmethod
    def recover(
        cls,
        path: Path,
        code: str,
        new: str,
        *,
        cost: Cost = DEAR,
    ) -> Self:
        """Open a people file by its recovery code and lock it under a new passphrase.

        And so with a new code. Raises RecordRefused (no such code, not of this file, `new` empty),
        RecordNotWritten, RecordDamaged.
        """
        _relock(path, recovery.key_of(code), new, cost)
        return cls.open(path, new, cost=cost)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    @reading
    def belongs_to(self, assembly: str) -> bool:
        """Whether the file was made for the assembly of that id, or for none."""
        return self._bound("assembly") in {"", assembly}

    @reading
    def knows(self, generation: str) -> bool:
        """Whether the file is as new as the record's newest word of it.

        The reference that was registered or forgotten last, done or on its way; "" is none.
        """
        waiting = self._file.column(
            "SELECT ref FROM person WHERE pending IS NOT NULL",
        )
        return generation in (
            *waiting,
            self._bound("generation"),
            self._bound("expected"),
        )

    @reading
    def seen(self) -> Checkpoint | None:
        """The newest head of the record that this file has seen; None before the first."""
        match self._file.one("SELECT seq, hash FROM bound"):
            case (int() as seq, bytes() as newest) if seq:
                return Checkpoint(seq, newest)
            case _:
                return None

    @reading
    def lacking(self, refs: Iterable[str]) -> tuple[str, ...]:
        """Those of these references that the file has no row for."""
        there = self._file.column("SELECT ref FROM person")
        return tuple(sorted(set(refs).difference(there)))

    def see(self, head: Checkpoint) -> None:
        """Keep a head of the record, so that an older copy of it is told."""
        with self._durably():
            self._file.run(
                "UPDATE bound SET seq = ?, hash = ?",
                [head.seq, head.hash],
            )

    def expect(self, generation: str) -> None:
        """The record is about to name `generation`: somebody is forgotten there first."""
        with self._durably():
            self._file.run("UPDATE bound SET expected = ?", [generation])

    def _bound(self, column: str) -> str:
        (said,) = self._file.one(f"SELECT {column} FROM bound") or ("",)  # noqa: S608 - names of our own
        return said

    def recovery_code(self, passphrase: str) -> tuple[str, ...]:
        """What opens the file when its passphrase is forgotten, 14 groups of 4.

        Raises RecordRefused: a wrong one.
        """
        return recovery.code_of(
            locked.key_of(self.path, passphrase, self._cost),
        )

    def change_passphrase(self, old: str, new: str) -> None:
        """Lock the file under another passphrase, with a new salt; the old one opens it no more.

        Raises RecordRefused where `old` is wrong or `new` is empty, RecordNotWritten; then the old
        one still holds.
        """
        _relock(self.path, old, new, self._cost)
        self._file.close()
        self._file = locked.connect(self.path, new, self._cost)

    def destroy(self, day: date) -> Destroyed:
        """Forget everybody for ever: the file is overwritten, salt first, and gone.

        What the record says stays.
        Raises RecordNotWritten where the disk fails; the file may then not open any more.
        """
        certificate = Destroyed(
            self.path.name,
            day,
            self.count(),
            self.erased(),
        )
        self.close()
        try:
            locked.destroy(self.path)
        except OSError as error:
            raise RecordNotWritten(
                say(
                    "“{name}” could not be destroyed: {why}. Close pbdesk, delete the file by hand "
                    "and empty the bin.",
                    name=self.path.name,
                    why=error.strerror or "",
                ),
            ) from error
        return certificate

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, person: Person) -> None:
        """Put somebody into the register; on disk when it returns.

        Raises ValueError for a reference that is taken.
        """
        self.add_all([person])

    def add_all(self, persons: Iterable[Person]) -> None:
        """Put people into the register, all or none."""
        rows = [_row(person) for person in persons]
        refs = [row["ref"] for row in rows]
        with self._durably():
            if any(map(self._is_taken, refs)) or len(set(refs)) < len(refs):
                raise ValueError("this reference is taken")
            self._file.add_all("person", rows)

    def _is_taken(self, ref: str) -> bool:
        return (
            self._file.one("SELECT 1 FROM person WHERE ref = ?", [ref])
            is not None
        )

    def confirm(self, refs: Iterable[str], head: int) -> None:
        """The entries that these rows waited for are on disk.

        `head` is the record's newest entry number.
        """
        with self._durably():
            for ref in refs:
                self._file.run(
                    "UPDATE person SET pending = NULL WHERE ref = ?",
                    [ref],
                )
                self._file.run("UPDATE bound SET generation = ?", [ref])
            self._file.run("UPDATE confirmed SET head = max(head, ?)", [head])

    def sweep(
        self,
        recorded: Callable[[str], bool],
        head: int,
    ) -> tuple[str, ...]:
        """Settle rows that still wait.

        Confirm those whose entry `recorded` knows, take out the others. Nothing is taken out when
        the record's `head` is older than the last confirmed one: then an old copy of the record was
        put back, and its entries may come again. Returns the references that were taken out.
        """
        waiting = self._file.rows(
            "SELECT ref, pending FROM person WHERE pending IS NOT NULL",
        )
        (confirmed,) = self._file.one("SELECT head FROM confirmed") or (0,)
        lost = [ref for ref, pending in waiting if not recorded(pending)]
        self.confirm(
            [ref for ref, pending in waiting if recorded(pending)],
            min(head, confirmed),
        )
        if not lost or head < confirmed:
            return ()
        with self._durably(forgetting=True):
            for ref in lost:
                self._file.run(
                    "DELETE FROM person WHERE ref = ? AND pending IS NOT NULL",
                    [ref],
                )
        return tuple(lost)

    def keep(
        self,
        ref: str,
        brought: Brought,
        salt: bytes | None = None,
    ) -> Kept:
        """Keep what somebody brought, cleaned of what it tells besides; on disk when it returns.

        It waits for the entry that names it (`settle_kept`). Raises RecordRefused: it cannot be
        cleaned. ValueError for a reference that is taken.
        """
        return self.keep_all(((ref, brought, salt),))[0]

    def keep_all(
        self,
        several: Iterable[tuple[str, Brought, bytes | None]],
    ) -> list[Kept]:
        """Keep what several brought, all of it or nothing: (reference, what, salt) as in `keep`."""
        clean = [
            (ref, cleaned(brought), salt) for ref, brought, salt in several
        ]
        with self._durably():
            return [
                store.keep(self._file, ref, brought, salt)
                for ref, brought, salt in clean
            ]

    @reading
    def kept(self, kept: Kept) -> Brought | None:
        """What the record names; None once it was forgotten.

        Raises KeyError where it never was, RecordDamaged where it is not what was kept.
        """
        try:
            return store.get(self._file, kept)
        except ValueError as error:
            fault = Fault(
                "kept",
                say("A file that was kept is not the one the record names."),
            )
            raise RecordDamaged(trouble.damaged(self.path), (fault,)) from error

    def forget_kept(self, ref: str, day: date) -> None:
        """Forget what somebody brought: the row stays, empty, with the day. Raises KeyError."""
        with self._durably(forgetting=True):
            store.forget(self._file, ref, day)

    def settle_kept(self, recorded: Callable[[str], bool]) -> tuple[str, ...]:
        """Confirm what entries name, and take out what was never recorded: those references."""
        with self._durably(forgetting=True):
            return store.settle(self._file, recorded)

    def name_staff(
        self,
        who: str,
        name: str,
        *,
        printed: bool | None = None,
    ) -> None:
        """Write down who has a role, or the name as it should have been; on disk when it returns.

        A new row waits for the entry that names the role (`confirm_staff`). `printed`: they agreed
        that the name stands beside their signature; None leaves it. Raises KeyError: forgotten.
        """
        with self._durably(forgetting=True):
            staff.name(self._file, who, name, printed=printed)

    def confirm_staff(self, roles: Iterable[str]) -> None:
        """The entries that name these roles are on disk."""
        with self._durably():
            for who in roles:
                staff.confirm(self._file, who)

    def settle_staff(self, named: Collection[str]) -> None:
        """Confirm the names of roles that entries name, and take out what was never recorded."""
        with self._durably(forgetting=True):
            staff.settle(self._file, named)

    def forget_staff(self, roles: Iterable[str], day: date) -> None:
        """Forget the names of those who had these roles; the rows stay, empty, with the day."""
        with self._durably(forgetting=True):
            for who in roles:
                staff.forget(self._file, who, day)

    @reading
    def staff(self) -> tuple[Staff, ...]:
        """Everybody who counts or signs; a forgotten name is empty."""
        return staff.staff(self._file)

    def replay(self, refs: Iterable[str], day: date) -> tuple[str, ...]:
        """Forget again whom the record names as forgotten; those whom the file still knew.

        They are there where an older copy of the file was put back, or a kill came in between.
        """
        known = self._file.column("SELECT ref FROM person WHERE erased IS NULL")
        again = tuple(sorted(set(refs).intersection(known)))
        for ref in again:
            self.erase(ref, day)
        return again

    def erase(self, ref: str, day: date) -> None:
        """Forget somebody: the row stays, empty, with the day. Raises KeyError."""
        with self._durably(forgetting=True):
            consent.forget(self._file, ref)
            changed = self._file.change(
                "UPDATE person SET name = '', street = '', note = '', folded = '', erased = ? "
                "WHERE ref = ? AND erased IS NULL",
                [day.isoformat(), ref],
            )
            if changed != 1:
                raise KeyError(ref)
            self._file.run("UPDATE bound SET generation = ?", [ref])

    def correct(self, ref: str, name: str, street: str) -> None:
        """Write a name or street as it should have been; what stood there before is gone.

        Raises KeyError: nobody of that reference, or somebody who was forgotten.
        """
        with self._durably(forgetting=True):
            changed = self._file.change(
                "UPDATE person SET name = ?, street = ?, folded = ? "
                "WHERE ref = ? AND erased IS NULL",
                [name, street, fold(f"{name} {street}"), ref],
            )
            if changed != 1:
                raise KeyError(ref)

    def consent(self, ref: str, given: Consent) -> None:
        """Somebody agrees to a purpose, in the words that were shown.

        Raises KeyError; ValueError if given already.
        """
        _ = self.get(ref)
        with self._durably():
            consent.give(self._file, ref, given)

    def withdraw(self, ref: str, purpose: str, day: date) -> None:
        """Somebody takes a consent back. Raises KeyError where none is in force."""
        with self._durably():
            consent.withdraw(self._file, ref, purpose, day)

    @reading
    def consents(self, ref: str) -> tuple[Consent, ...]:
        """All that somebody agreed to, oldest first, taken back or not."""
        return consent.consents(self._file, ref)

    @reading
    def get(self, ref: str) -> Person:
        """The person of a reference; an erased one is empty. Raises KeyError."""
        for row in self._file.where("person", "ref = ?", [ref]):
            return _person(row)
        raise KeyError(ref)

    @reading
    def names(self) -> dict[str, str]:
        """The names of all who are not forgotten, by reference, read at once."""
        return dict(
            self._file.rows(
                "SELECT ref, name FROM person WHERE erased IS NULL",
            ),
        )

    @reading
    def search(self, text: str) -> list[Person]:
        """Who has all of these words, or parts of words, in name or street: at most 100, by name.

        Case and accents do not matter. Fewer than three letters find nobody: the register is not
        for leafing through.
        """
        words = sorted(fold(text).split(), key=len)
        if sum(map(len, words)) < 3:
            return []
        found = self._file.where(
            "person",
            "erased IS NULL AND instr(folded, ?) > 0",
            [words[-1]],
            "folded",
        )
        return [
            _person(row)
            for row in islice(
                (
                    row
                    for row in found
                    if all(word in row["folded"] for word in words)
                ),
                _FOUND_AT_MOST,
            )
        ]

    @reading
    def agreed(self, purpose: str) -> list[Person]:
        """Everybody who agreed to that purpose and has not taken it back, by reference."""
        found = self._file.where(
            "person",
            "erased IS NULL AND pending IS NULL AND ref IN "
            "(SELECT ref FROM consent WHERE purpose = ? AND withdrawn IS NULL)",
            [purpose],
            "ref",
        )
        return [_person(row) for row in found]

    @reading
    def count(self) -> int:
        """How many people are in the register, without those who were erased."""
        (n,) = self._file.one(
            "SELECT count(*) FROM person WHERE erased IS NULL",
        ) or (0,)
        return n

    @reading
    def erased(self) -> int:
        """How many people were erased one by one."""
        (n,) = self._file.one(
            "SELECT count(*) FROM person WHERE erased IS NOT NULL",
        ) or (0,)
        return n

    @reading
    def new_in(self, preview: Preview) -> Preview:
        """What of a list (`read_roster`) is new here.

        Who is in the register already is left out without a word.
        So the same list may be read twice.
        """
        there = set(
            self._file.column("SELECT folded FROM person WHERE erased IS NULL"),
        )
        return replace(
            preview,
            rows=tuple(
                each
                for each in preview.rows
                if fold(f"{each.name} {each.street}") not in there
            ),
        )

    def _recognise(self) -> None:
        if self._file.one("PRAGMA application_id") != (_APPLICATION,):
            raise RecordRefused(
                say("“{name}” is not a people file.", name=self.path.name),
            )
        if self._file.one("PRAGMA user_version") != (1,):
            raise RecordRefused(
                say(
                    "“{name}” was made by a later version of pbdesk. Open it with that version.",
                    name=self.path.name,
                ),
            )
        locked.refuse_damaged(self.path, self._file)

    @contextmanager
    def _durably(self, *, forgetting: bool = False) -> Generator[None]:
        try:
            with self._file.transaction():
                yield
        except Error as error:
            words, _ = trouble.not_saved(self.path, error)
            raise RecordNotWritten(words) from error
        if forgetting:
            self._forget()

    def _forget(self) -> None:
        """Write over the journal: it holds rows as they were before somebody was erased."""
        try:
            disk.blank(disk.journal_of(self.path))
        except OSError as error:
            raise RecordNotWritten(trouble.remembered(self.path)) from error


def clear(path: Path) -> None:
    """Take away what a change of passphrase that was cut short left beside a people file.

    Raises RecordRefused where the disk does not let it be written over.
    """
    try:
        locked.clear(path)
    except OSError as error:
        raise RecordRefused(
            say(
                "A copy of “{name}” that a change of passphrase left cannot be written over: "
                "{why}. Delete what is called “{name}.relocking” or “{name}.before” by hand.",
                name=path.name,
                why=error.strerror or "",
            ),
        ) from error


def _relock(path: Path, old: str | bytes, new: str, cost: Cost) -> None:
    if not new:
        raise RecordRefused(say("A passphrase needs at least a few words."))
    try:
        locked.relock(path, old, new, cost)
    except (Error, OSError) as error:
        raise RecordNotWritten(trouble.not_saved(path, error)[0]) from error


def _row(person: Person) -> dict[str, Any]:
    """The row of somebody who is new."""
    return {
        "ref": person.ref,
        "name": person.name,
        "street": person.street,
        "note": person.note,
        "pending": person.pending,
        "erased": None,
        "folded": fold(f"{person.name} {person.street}"),
    }


def _person(row: Mapping[str, Any]) -> Person:
    erased = (
        None if row["erased"] is None else date.fromisoformat(row["erased"])
    )
    return Person(
        row["ref"],
        row["name"],
        row["street"],
        row["note"],
        row["pending"],
        erased,
    )
