"""Is the record whole? Chain, canonical bytes, sums, the root of each box, triggers.

And SQLite's own check of its pages. Flipping 1,500 random bits of a record with 150 ballots:
SQLite's check alone misses half of those that change content; the chain finds the entries', the
sums every other row's.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pbdesk.ledger import disk, sound, standing, trouble, urn
from pbdesk.ledger.chain import FIRST, Stored, entry_of, event_hash
from pbdesk.ledger.drafts import row_sum
from pbdesk.ledger.guards import box_of, cast, differing
from pbdesk.ledger.header import recognise, unsettled
from pbdesk.ledger.reading import unread
from pbdesk.ledger.refusals import Fault, RecordRefused, RecordUnread
from pbdesk.ledger.schema import SCHEMA, measured, prepare
from pbdesk.ledger.sqlite import (
    SQLITE_BUSY,
    SQLITE_IOERR,
    SQLITE_NOTADB,
    Error,
    File,
    error_code,
)
from pbdesk.ledger.standing import TABLES
from pbdesk.words import say

__all__ = [
    "Report",
    "SealedRoot",
    "check",
    "faults",
    "is_fleeting",
    "looked_through",
    "named_root",
]

_HEX = re.compile(r"[0-9a-f]{64}", re.ASCII)

type _Read = list[Stored]
type _Look = Callable[[File], Iterator[Fault]]
type _Looks = Sequence[tuple[str, _Look]]
type SealedRoot = Callable[[Stored], tuple[str, bytes] | None]
"""Gives a box and its root (32 bytes) if an entry is the one that sealed that box."""


@dataclass(frozen=True, slots=True)
class Report:
    """What `check` found.

    `head` is the newest entry's hash in hex, None where no entry could be read. `sound` is how many
    entries from the first on are proved by the chain: all, where the record is whole.
    """

    whole: bool
    entries: int
    sound: int
    head: str | None
    faults: tuple[Fault, ...]


def named_root(entry: Stored) -> tuple[str, bytes] | None:
    """A box and its root as the sealing entry gives them.

    64 hex digits under the key `urn_root`; empty for anything else there.
    """
    match entry.body.get("urn_root"):
        case str() as said if _HEX.fullmatch(said):
            return box_of(entry), bytes.fromhex(said)
        case None:
            return None
        case _:
            return box_of(entry), b""


def check(path: Path, *, sealed_root: SealedRoot = named_root) -> Report:
    """Look at a record without changing a byte of it, and without its lock.

    What is wrong is looked at twice: a disk that failed once is no damage. Raises RecordRefused
    where the file is not a record that this program knows, RecordUnread where the disk fails.
    """
    report = _look(path, sealed_root)
    if not report.whole and is_fleeting(path, sealed_root):
        raise RecordUnread(trouble.unsteady(path))
    return report


def is_fleeting(path: Path, sealed_root: SealedRoot) -> bool:
    """Whether what was wrong is the disk's: it gives no answer, or another one the second time."""
    return not disk.readable(path) or _look(path, sealed_root).whole


def _look(path: Path, sealed_root: SealedRoot) -> Report:
    recognise(path)
    if fault := unsettled(path):
        return _unread(fault)
    try:
        with closing(File(path, "ro")) as file:
            prepare(file, journal=None)
            return _report(file, sealed_root)
    except Error as error:
        if error_code(error) in {SQLITE_IOERR, SQLITE_BUSY}:
            raise unread(path, error) from error
        if error_code(error) == SQLITE_NOTADB:
            raise RecordRefused(
                say("“{name}” cannot be opened as a record.", name=path.name),
            ) from error
        return _unread(Fault(path.name, say("Its pages cannot be read.")))


def _unread(fault: Fault) -> Report:
    """A record of which nothing could be read."""
    return Report(whole=False, entries=0, sound=0, head=None, faults=(fault,))


def _report(file: File, sealed_root: SealedRoot) -> Report:
    found = faults(file, sealed_root)
    beginning = len(sound.entries(file)) if found else _head(file)[0]
    entries, head = 0, None
    if not {"event", "tables"} & {fault.where for fault in found}:
        entries, head = _head(file)
    return Report(not found, entries, beginning, head, found)


def faults(
    file: File,
    sealed_root: SealedRoot = named_root,
) -> tuple[Fault, ...]:
    """All that is wrong in an open record; empty when it is whole."""
    return looked_through(file, sealed_root)[0]


def looked_through(
    file: File,
    sealed_root: SealedRoot = named_root,
) -> tuple[tuple[Fault, ...], _Read]:
    """All that is wrong in an open record, and the entries as they were read for that.

    Parsing is most of the work of an opening, so it is done once. A table that another program made
    into something else is not read: it may be a view that never ends. Raises the driver's Error
    where the disk gives no answer, which is no damage.
    """
    read: _Read = []
    found = [*_looked("pages", _pages, file), *_looked("tables", _tables, file)]
    changed = {fault.where for fault in found}
    for table, look in _looks(read):
        if not changed & {table, "tables"}:
            found += _looked(table, look, file)
    if not found:
        for where, look in _looks_together(read, sealed_root):
            found += _looked(where, look, file)
    return tuple(found), read


def _looks(read: _Read) -> _Looks:
    """How each table is looked at by itself; the entries that can be read go into `read`."""
    return (
        ("event", partial(_entries, read)),
        ("urn", _urn),
        ("urn_state", _urn_state),
        ("attachment", _attachments),
        ("said", _said),
        ("drafts", _drafts),
    )


def _looks_together(
    read: _Read,
    sealed_root: SealedRoot,
) -> _Looks:
    """How tables are held against each other and against the entries."""
    return (
        ("standing", _standing),
        ("urn", partial(_roots, sealed_root, read)),
        ("urn", partial(_cast, read)),
    )


def _looked(where: str, look: _Look, file: File) -> list[Fault]:
    try:
        return list(look(file))
    except Error as error:
        if error_code(error) in {SQLITE_IOERR, SQLITE_BUSY}:
            raise
        return [Fault(where, say("Cannot be read."))]


def _head(file: File) -> tuple[int, str | None]:
    try:
        match file.one("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1"):
            case (int() as seq, bytes() as newest):
                return seq, newest.hex()
            case _:
                return 0, None
    except Error as error:
        if error_code(error) == SQLITE_IOERR:
            raise
        return 0, None


def _pages(file: File) -> Iterator[Fault]:
    for said in file.column("PRAGMA integrity_check(20)"):
        if said != "ok":
            yield Fault("pages", say("SQLite finds: {said}", said=str(said)))


def _tables(file: File) -> Iterator[Fault]:
    held = dict(
        file.rows(
            "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
        ),
    )
    for name in SCHEMA.keys() - held.keys():
        yield Fault(
            name,
            say("A table or its guard was taken out of the file."),
        )
    for name in held.keys() - SCHEMA.keys():
        yield Fault(str(name), say("Another program put this into the file."))
    for name in SCHEMA.keys() & held.keys():
        if held[name] != SCHEMA[name]:
            yield Fault(
                name,
                say("Another program changed this table or its guard."),
            )


_ENTRY = measured("seq", "prev", "type", "body", "random", "hash")
_PAPER = measured("id", "box", "kind", "ballot", "sum")
_ATTACHMENT = measured("sha256", "media_type", "data", "sum")


def _entries(read: _Read, file: File) -> Iterator[Fault]:
    """Each entry's own bytes and its place in the chain; those that can be read go into `read`."""
    before = FIRST
    for seq, row in enumerate(
        file.rows(f"SELECT {_ENTRY} FROM event ORDER BY seq"),  # noqa: S608 - names of our own
        1,
    ):
        match row:
            case (
                int() as at,
                bytes() as prev,
                str(),
                str(),
                bytes(),
                bytes() as newest,
            ) if at == seq:
                entry = _said_by(row)
                if entry is not None:
                    read.append(entry)
                if entry is None or prev != before:
                    yield Fault(
                        f"entry {seq}",
                        say("It is not as it was written."),
                    )
                before = newest
            case _:
                yield Fault(
                    f"entry {seq}",
                    say("An entry is missing or cannot be read."),
                )
                return


def _said_by(row: Sequence[Any]) -> Stored | None:
    """The entry in a row; None where its hash is not that of these bytes."""
    try:
        entry = entry_of(row)
        true = event_hash(entry.seq, entry.prev, entry.digest)
    except ValueError:
        return None
    if true == entry.hash:
        return entry
    return None


def _urn_state(file: File) -> Iterator[Fault]:
    for row in file.rows("SELECT box, state FROM urn_state"):
        match row:
            case (str(), "open" | "sealed" | "compacted"):
                pass
            case _:
                yield _unsaid()


def _unsaid() -> Fault:
    return Fault("urn", say("Whether it is sealed cannot be read."))


def _urn(file: File) -> Iterator[Fault]:
    for row in file.rows(f"SELECT {_PAPER} FROM urn"):  # noqa: S608 - names of our own
        match row:
            case (
                bytes() as paper,
                str() as box,
                str() as kind,
                str() as ballot,
                leaf,
            ) if urn.leaf(paper, box, kind, ballot) == leaf:
                pass
            case _:
                yield Fault("urn", say("A paper is not as it was cast."))


def _attachments(file: File) -> Iterator[Fault]:
    for row in file.rows(f"SELECT {_ATTACHMENT} FROM attachment"):  # noqa: S608 - names of our own
        match row:
            case (
                bytes() as sha256,
                str() as kind,
                bytes() as data,
                bytes() as checksum,
            ) if (
                hashlib.sha256(data).digest() == sha256
                and row_sum(sha256, kind) == checksum
            ):
                pass
            case _:
                yield Fault(
                    "attachment",
                    say("An attachment is not as it was written."),
                )


def _said(file: File) -> Iterator[Fault]:
    yield from _summed(
        file,
        "said",
        "sum",
        "id",
        "salt",
        "body",
        "erased",
        "reason",
    )


def _drafts(file: File) -> Iterator[Fault]:
    yield from _summed(file, "drafts", "sum", "key", "kind", "body")


def _summed(file: File, table: str, *columns: str) -> Iterator[Fault]:
    rows = file.rows(f"SELECT {measured(*columns)} FROM {table}")  # noqa: S608 - names of our own
    for checksum, *cells in rows:
        if (
            any(isinstance(cell, int | float) for cell in cells)
            or row_sum(*cells) != checksum
        ):
            yield Fault(table, say("A row is not as it was written."))


def _standing(file: File) -> Iterator[Fault]:
    for table in TABLES:
        told = standing.told(file, table)
        there = standing.standing(file, table)
        if told is None:
            yield Fault(
                table,
                say("How many rows it should hold cannot be read."),
            )
        elif told.rows != there.rows:
            yield Fault(
                table,
                say(
                    "It holds {there} rows, and {told} were written: a page was lost or put back, "
                    "or another program changed it.",
                    there=there.rows,
                    told=told.rows,
                ),
            )
        elif told != there:
            yield Fault(
                table,
                say(
                    "Its rows are not the newest that were written: a page was put back, or "
                    "another program changed it.",
                ),
            )


def _cast(read: _Read, file: File) -> Iterator[Fault]:
    """Each open box against the number that the record says was cast into it."""
    held = urn.count(file)
    sealed = _sealed(file)
    open_boxes = urn.states(file).keys() - sealed
    if held.keys() - sealed != open_boxes:
        yield _unsaid()
    for _, told, there in differing(cast(read), held, sealed):
        yield Fault("urn", trouble.papers_differ(told, there))


def _roots(sealed_root: SealedRoot, read: _Read, file: File) -> Iterator[Fault]:
    """Each sealed box against the root that the record names once."""
    named = [each for each in map(sealed_root, read) if each is not None]
    boxes = Counter(box for box, _ in named)
    sealed = _sealed(file)
    for _ in boxes.keys() ^ sealed:
        yield Fault(
            "urn",
            say(
                "The record and the ballots do not agree whether they are sealed.",
            ),
        )
    for box, root in dict(named).items():
        if box in sealed and (
            boxes[box] > 1 or root != urn.root_in(file, box)[0]
        ):
            yield Fault(
                "urn",
                say("The papers are not those that the record sealed."),
            )


def _sealed(file: File) -> set[str]:
    return {box for box, state in urn.states(file).items() if state != "open"}
