"""The record of one assembly.

A chain of entries that only grows, an urn, and what may be forgotten.
    with Record.create(path, [Line("assembly.founded", {"name": "Ward 7"})]) as record:
        record.write([Line("urn.count", {"question": "q", "n": 1})], [Paper("counted", "A,C", "q")])

`write` is one durable transaction: all of it or nothing, on disk when it returns. One connection,
one writer; a second instance is refused. Errors are RecordRefused, RecordDamaged and
RecordNotWritten, each with its sentence; ValueError is a bug of the caller (a body that is no JSON,
a paper for a sealed box) and leaves the file as it was.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import (
    Callable,
    Generator,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Self

from pbdesk.ledger import disk, drafts, guards, trouble, urn
from pbdesk.ledger.chain import FIRST, Line, Stored, TooLong, entry_of, follow
from pbdesk.ledger.check import (
    SealedRoot,
    is_fleeting,
    looked_through,
    named_root,
)
from pbdesk.ledger.checkpoint import Checkpoint
from pbdesk.ledger.drafts import Draft, Removed, Said, erase
from pbdesk.ledger.header import recognise, unsettled
from pbdesk.ledger.lock import Lock, one_name
from pbdesk.ledger.reading import reading, unread
from pbdesk.ledger.refusals import (
    Fault,
    RecordDamaged,
    RecordNotWritten,
    RecordRefused,
    RecordUnread,
)
from pbdesk.ledger.schema import MOST_CELL, add_entry, prepare, tables
from pbdesk.ledger.seal import compact
from pbdesk.ledger.sqlite import (
    SQLITE_CORRUPT,
    SQLITE_IOERR,
    Error,
    File,
    error_code,
)
from pbdesk.ledger.urn import Ballot, Paper
from pbdesk.words import Words, say

__all__ = [
    "Attachment",
    "Draft",
    "Line",
    "Paper",
    "Record",
    "Removed",
    "Said",
    "Stored",
]


@dataclass(frozen=True, slots=True)
class Attachment:
    """Bytes that an entry names by their SHA-256."""

    media_type: str
    data: bytes


class Record:
    """An open record. Close it, or use it in a `with`.

    `unfinished` is None, or says what sealing could not finish yet: the record is good and goes on.
    """

    def __init__(
        self,
        path: Path,
        file: File,
        lock: Lock | None,
        sealed_root: SealedRoot,
    ) -> None:
        """For `create` and `open`: `file` is connected, `lock` is None for a reader."""
        self.path = path
        self.unfinished: Words | None = None
        self._file = file
        self._lock = lock
        self._sealed_root = sealed_root
        self._stuck: Words | None = None
        self._head = (0, FIRST)
        self._first_reading: list[Stored] | None = None
        self._held = Counter[str]()

    # Opening and closing

    @classmethod
    def create(
        cls,
        path: Path,
        first: Sequence[Line] = (),
        drafts: Sequence[Draft] = (),
        attachments: Sequence[Attachment] = (),
        said: Sequence[Said] = (),
        *,
        sealed_root: SealedRoot = named_root,
    ) -> Self:
        """Begin a record with its first entries and what goes with them, all in one transaction.

        Raises RecordRefused where the name is taken, RecordNotWritten.
        """
        path = path.resolve()
        with ExitStack() as undo:
            try:
                disk.create_private(path)
            except OSError as error:
                raise RecordRefused(trouble.not_made(path, error)) from error
            _ = undo.callback(path.unlink)
            lock = Lock(path)
            _ = undo.callback(lock.release)
            _ = undo.callback(Path(f"{path}-journal").unlink, missing_ok=True)
            lock.hold()
            record = cls(
                path,
                _connect(path, read_only=False),
                lock,
                sealed_root,
            )
            _ = undo.callback(record.close)
            with record._durably():
                tables(record._file)
                stored = record._put(first, (), drafts, attachments, said)
            disk.sync(path.parent)
            _ = undo.pop_all()
        _ = record._advance(stored)
        return record

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        sealed_root: SealedRoot = named_root,
    ) -> Self:
        """Open a record and look whether it is whole; finish a seal that was cut short.

        A reader takes no lock and writes nothing. Raises RecordRefused (the file is as it was) and
        RecordDamaged, where it is so at a second look too.
        """
        path = path.resolve()
        try:
            return cls._opened(path, sealed_root, read_only=read_only)
        except RecordDamaged as damaged:
            if is_fleeting(path, sealed_root):
                raise RecordUnread(trouble.unsteady(path)) from damaged
            raise

    @classmethod
    def _opened(
        cls,
        path: Path,
        sealed_root: SealedRoot,
        *,
        read_only: bool,
    ) -> Self:
        recognise(path)
        if read_only and (fault := unsettled(path)):
            raise RecordRefused(fault.words)
        with ExitStack() as undo:
            lock = None if read_only else Lock(path)
            if lock is not None:
                _ = undo.callback(lock.release)
                _settle(path)
                one_name(path)
                lock.hold()
            record = cls(
                path,
                _connect(path, read_only=read_only),
                lock,
                sealed_root,
            )
            _ = undo.callback(record.close)
            record._begin()
            _ = undo.pop_all()
        return record

    def close(self) -> None:
        """Let go of the file and of its lock."""
        self._file.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        """The record itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    # Writing

    def write(
        self,
        lines: Sequence[Line],
        papers: Sequence[Paper] = (),
        drafts: Sequence[Draft] = (),
        attachments: Sequence[Attachment] = (),
        said: Sequence[Said] = (),
        removed: Mapping[str, Removed] = MappingProxyType({}),
    ) -> tuple[Stored, ...]:
        """Put all of it on disk, or nothing; the entries in their places.

        `removed`: free text to blank, by its id. Raises RecordNotWritten, ValueError for a body
        that is no JSON or a paper after sealing, and KeyError for free text of which nothing is
        left to blank.
        """
        with self._durably():
            for said_id, why in removed.items():
                erase(self._file, said_id, why)
            if papers and urn.total(self._file) != sum(self._held.values()):
                raise self._gone()
            stored = self._put(lines, papers, drafts, attachments, said)
            cast = self._held + Counter(paper.box for paper in papers)
            if papers and Counter(guards.cast(stored, self._held)) != cast:
                raise ValueError(
                    "who casts papers records how many the box then holds",
                )
        if removed or any(draft.body is None for draft in drafts):
            self._forget()
        return self._advance(stored)

    def seal_urn(
        self,
        lines_for: Callable[[Mapping[str, tuple[bytes, int]]], Sequence[Line]],
        boxes: Sequence[str],
        papers: Sequence[Paper] = (),
        drafts: Sequence[Draft] = (),
        attachments: Sequence[Attachment] = (),
        said: Sequence[Said] = (),
    ) -> tuple[Stored, ...]:
        """Move the last papers, close `boxes` for ever, all together.

        And rewrite the file once so that no order remains. `lines_for` gives the entries that say
        so, from each box's root (32 bytes) and number of papers; they must name each root once, as
        `sealed_root` reads it. `said` may be a list that `lines_for` adds to. The rewriting may
        fail, on a full disk say: then `unfinished` says so, and the next opening does it. Raises
        RecordNotWritten and ValueError as `write`, and where a box is sealed already.
        """
        with self._durably():
            if not boxes or not {paper.box for paper in papers} <= set(boxes):
                raise ValueError(
                    "who seals names each box, and moves papers into no other",
                )
            if urn.count(self._file) != self._held:
                raise self._gone()
            urn.put(self._file, papers)
            sealed = urn.seal(self._file, boxes)
            stored = self._put(lines_for(sealed), (), drafts, attachments, said)
            self._refuse_other_roots(stored, sealed)
        self._compact()
        for box, (_, papers_in_it) in sealed.items():
            self._held[box] = papers_in_it
        return self._advance(stored)

    def _refuse_other_roots(
        self,
        stored: Sequence[Stored],
        sealed: Mapping[str, tuple[bytes, int]],
    ) -> None:
        named = [
            each for each in map(self._sealed_root, stored) if each is not None
        ]
        if sorted(named) != sorted(
            (box, root) for box, (root, _) in sealed.items()
        ):
            raise ValueError(
                "the entries that seal boxes name the root of each once",
            )

    # Reading

    @property
    def head(self) -> tuple[int, bytes]:
        """Number and hash of the newest entry; (0, 32 zero bytes) before the first."""
        return self._head

    @reading
    def entries(self, after: int = 0) -> Iterator[Stored]:
        """The entries whose number is greater than `after`, oldest first."""
        rows = self._file.rows(
            "SELECT seq, prev, type, body, random, hash FROM event WHERE seq > ? ORDER BY seq",
            [after],
        )
        return map(entry_of, rows)

    def first_reading(self) -> Iterable[Stored]:
        """All entries; once those that the opening read to look whether the file is whole."""
        read = self._first_reading
        self._first_reading = None
        if read is None or self._head[0] != len(read):
            return self.entries()
        return read

    @reading
    def holds(self, earlier: Checkpoint) -> bool:
        """Whether a head that left the laptop is in this chain.

        If not, an older or another file was put here.
        """
        there = self._file.one(
            "SELECT hash FROM event WHERE seq = ?",
            [earlier.seq],
        ) or (FIRST,)
        return there == (earlier.hash,)

    @reading
    def draft(self, kind: str) -> dict[str, str]:
        """All drafts of a kind: key -> body."""
        return drafts.drafts(self._file, kind)

    @reading
    def attachment(self, sha256: bytes) -> Attachment:
        """What an entry names by its SHA-256 (32 bytes). Raises KeyError."""
        match self._file.one(
            "SELECT media_type, data FROM attachment WHERE sha256 = ?",
            [sha256],
        ):
            case (str() as media_type, bytes() as data):
                return Attachment(media_type, data)
            case _:
                raise KeyError(sha256.hex())

    @reading
    def said(self, said_id: str) -> str | None:
        """Free text by its id; None once it was erased.

        Raises KeyError for an id that never was.
        """
        return drafts.heard(self._file, said_id)

    @reading
    def all_said(self) -> dict[str, tuple[bytes, str] | None]:
        """Salt and text of all free text by its id; None once it was erased."""
        return drafts.all_heard(self._file)

    @reading
    def removed(self, said_id: str) -> Removed | None:
        """When and why free text was erased; None while it stands."""
        return drafts.was_removed(self._file, said_id)

    @reading
    def sealed(self, box: str) -> bool:
        """Whether a box is closed for ever."""
        return urn.sealed(self._file, box)

    @reading
    def urn_count(self, box: str | None = None) -> int:
        """How many papers are in a box, or in all: what may be known before it is sealed."""
        if box is None:
            return urn.total(self._file)
        return urn.count(self._file)[box]

    @reading
    def ballots(self, box: str) -> Iterator[Ballot]:
        """All papers of a box by their random ids. Raises ValueError before it is sealed."""
        return iter(list(urn.ballots(self._file, box)))

    # Inside

    def _begin(self) -> None:
        try:
            found, read = looked_through(self._file, self._sealed_root)
            if found:
                raise RecordDamaged(trouble.damaged(self.path), found)
            self._head, self._held = self._newest(), urn.count(self._file)
            to_compact = urn.to_rewrite(self._file)
        except Error as error:
            raise unread(self.path, error) from error
        self._first_reading = read
        if self._lock is None:
            return
        self._forget()
        if to_compact:
            self._compact()

    def _newest(self) -> tuple[int, bytes]:
        seq, newest = self._file.one(
            "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1",
        ) or (
            0,
            FIRST,
        )
        return seq, newest

    @contextmanager
    def _durably(self) -> Generator[None]:
        """A transaction whose failure is told in words.

        After a failing disk nothing is written until reopened: what the disk then holds is not
        known, and a second fsync may succeed without having written.
        """
        if self._lock is None:
            raise RecordNotWritten(trouble.reader(self.path))
        if self._stuck is not None:
            raise RecordNotWritten(self._stuck)
        try:
            with self._file.transaction():
                yield
        except Error as error:
            words, final = trouble.not_saved(self.path, error)
            self._stuck = words if final else None
            raise RecordNotWritten(words) from error

    def _put(
        self,
        lines: Sequence[Line],
        papers: Sequence[Paper],
        changes: Sequence[Draft],
        attachments: Sequence[Attachment],
        said: Sequence[Said],
    ) -> tuple[Stored, ...]:
        if self._newest() != self._head:
            raise RecordNotWritten(trouble.overtaken(self.path))
        urn.put(self._file, papers)
        drafts.keep(self._file, changes)
        drafts.say_down(self._file, said)
        for each in attachments:
            self._attach(each)
        return self._append(lines)

    def _append(self, lines: Sequence[Line]) -> tuple[Stored, ...]:
        seq, prev = self._head
        stored: list[Stored] = []
        for line in lines:
            entry, text = _following(seq, prev, line)
            add_entry(self._file, entry, text)
            seq = entry.seq
            prev = entry.hash
            stored.append(entry)
        return tuple(stored)

    def _attach(self, attachment: Attachment) -> None:
        if len(attachment.data) > MOST_CELL:
            raise ValueError("an attachment is larger than a record takes")
        sha256 = hashlib.sha256(attachment.data).digest()
        if not self._has_attachment(sha256):
            kind = attachment.media_type
            cells = {
                "sha256": sha256,
                "media_type": kind,
                "data": attachment.data,
            }
            checksum = drafts.row_sum(sha256, kind)
            drafts.add_summed(self._file, "attachment", cells, checksum)

    def _has_attachment(self, sha256: bytes) -> bool:
        held = "SELECT 1 FROM attachment WHERE sha256 = ?"
        return self._file.one(held, [sha256]) is not None

    def _advance(self, stored: tuple[Stored, ...]) -> tuple[Stored, ...]:
        if stored:
            self._head = (stored[-1].seq, stored[-1].hash)
            self._held = Counter(guards.cast(stored, self._held))
        return stored

    def _gone(self) -> RecordNotWritten:
        self._stuck = trouble.not_cast(self.path)
        return RecordNotWritten(self._stuck)

    def _forget(self) -> None:
        """Write over the journal: it holds pages as they were before something was erased."""
        try:
            disk.blank(disk.journal_of(self.path))
        except OSError:
            self.unfinished = trouble.remembered(self.path)

    def _compact(self) -> None:
        try:
            compact(self._file, self.path, self._sealed_root)
        except (Error, OSError, RecordDamaged):
            self.unfinished = trouble.unsealed_copy(self.path)
        finally:
            self._file.close()
            self._forget()
            if self._lock is not None:
                self._lock.hold()
            self._file = _connect(self.path, read_only=False)


def _settle(path: Path) -> None:
    """Finish writing over what a seal replaced, where that was cut short."""
    try:
        disk.settle(path)
    except OSError as error:
        raise RecordRefused(trouble.not_opened(path, error)) from error


def _following(seq: int, prev: bytes, line: Line) -> tuple[Stored, str]:
    """The entry that a line makes after another, and its text."""
    try:
        return follow(seq, prev, line)
    except TooLong as error:
        raise RecordNotWritten(
            say("This is longer than the record takes at once. Shorten it."),
        ) from error


def _connect(path: Path, *, read_only: bool) -> File:
    try:
        file = File(path, "ro" if read_only else "rw")
    except Error as error:
        raise _not_connected(path, error) from error
    try:
        prepare(file, journal=None if read_only else "PERSIST")
    except Error as error:
        file.close()
        raise _not_connected(path, error) from error
    return file


def _not_connected(
    path: Path,
    error: Exception,
) -> RecordRefused | RecordDamaged:
    match error_code(error):
        case code if code == SQLITE_CORRUPT:
            fault = Fault(path.name, say("Its pages cannot be read."))
            return RecordDamaged(trouble.damaged(path), (fault,))
        case code if code == SQLITE_IOERR:
            return RecordUnread(trouble.not_read(path, error))
        case _:
            return RecordRefused(trouble.not_opened(path, error))
