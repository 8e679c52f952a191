"""What can be forgotten.

Keyed papers and half-filled forms, and what people said in their own words. Drafts are durable at
once and erased without trace. Free text stands here under its digest's name, the record holds only
that salted digest: erasing takes text and salt, so that nobody can try what it might have been.
Each row carries a sum against bit rot.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pbdesk.ledger.sqlite import File, Value
from pbdesk.ledger.standing import Table, taken

__all__ = [
    "Draft",
    "Removed",
    "Said",
    "all_heard",
    "drafts",
    "erase",
    "heard",
    "keep",
    "row_sum",
    "say_down",
    "was_removed",
]


@dataclass(frozen=True, slots=True)
class Draft:
    """Something durable that is no record yet; a `body` of None erases it."""

    key: str
    kind: str
    body: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """Free text, its salt and the name under which an entry knows it (the salted digest)."""

    id: str
    salt: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Removed:
    """When and why free text was erased."""

    day: date
    reason: str


def row_sum(*cells: str | bytes | None) -> bytes:
    """32 bytes over a row's cells, each with its length before it."""
    hashed = hashlib.sha256(b"\x00pbdesk/row/1\x00")
    for cell in cells:
        hashed.update(_with_length(cell))
    return hashed.digest()


def _with_length(cell: str | bytes | None) -> bytes:
    """A cell behind its length; a cell of nothing has a length that none has."""
    if cell is None:
        return (2**64 - 1).to_bytes(8)
    said = cell.encode() if isinstance(cell, str) else cell
    return len(said).to_bytes(8) + said


def add_summed(
    file: File,
    table: Table,
    cells: Mapping[str, Value],
    checksum: bytes,
) -> None:
    """Add a row under its sum, inside the caller's transaction."""
    file.add(table, {**cells, "sum": checksum})
    taken(file, table, added=checksum)


def keep(file: File, changes: Iterable[Draft]) -> None:
    """Write, replace or erase drafts, inside the caller's transaction."""
    for draft in changes:
        _forget(file, draft.key)
        if draft.body is not None:
            checksum = row_sum(draft.key, draft.kind, draft.body)
            cells = {"key": draft.key, "kind": draft.kind, "body": draft.body}
            add_summed(file, "drafts", cells, checksum)


def _forget(file: File, key: str) -> None:
    match file.one("SELECT sum FROM drafts WHERE key = ?", [key]):
        case (bytes() as checksum,):
            file.run("DELETE FROM drafts WHERE key = ?", [key])
            taken(file, "drafts", removed=checksum)
        case _:
            pass


def drafts(file: File, kind: str) -> dict[str, str]:
    """All drafts of a kind by key."""
    return dict(
        file.rows(
            "SELECT key, body FROM drafts WHERE kind = ? ORDER BY key",
            [kind],
        ),
    )


def say_down(file: File, said: Iterable[Said]) -> None:
    """Keep free text, inside the caller's transaction. The same id twice is the same text."""
    for each in said:
        if file.one("SELECT 1 FROM said WHERE id = ?", [each.id]) is None:
            checksum = row_sum(each.id, each.salt, each.text, None, None)
            cells = {"id": each.id, "salt": each.salt, "body": each.text}
            add_summed(file, "said", cells, checksum)


def heard(file: File, said_id: str) -> str | None:
    """The text, or None once it was erased. Raises KeyError for an id that never was."""
    match file.one("SELECT body, erased FROM said WHERE id = ?", [said_id]):
        case (str() as body, erased):
            if erased is None:
                return body
            return None
        case _:
            raise KeyError(said_id)


def all_heard(file: File) -> dict[str, tuple[bytes, str] | None]:
    """Salt and text of all free text by its id; None once it was erased."""
    rows = file.rows("SELECT id, salt, body, erased FROM said")
    return {
        said_id: (salt, body) if erased is None else None
        for said_id, salt, body, erased in rows
    }


def was_removed(file: File, said_id: str) -> Removed | None:
    """When and why the text was erased; None while it stands."""
    match file.one(
        "SELECT erased, reason FROM said WHERE id = ? AND erased IS NOT NULL",
        [said_id],
    ):
        case (str() as day, str() as reason):
            return Removed(date.fromisoformat(day), reason)
        case _:
            return None


def erase(file: File, said_id: str, removed: Removed) -> None:
    """Blank text and salt, inside the caller's transaction.

    Raises KeyError where there is nothing left to erase.
    """
    before = file.one(
        "SELECT sum FROM said WHERE id = ? AND erased IS NULL",
        [said_id],
    )
    if before is None:
        raise KeyError(said_id)
    day = removed.day.isoformat()
    checksum = row_sum(said_id, b"", "", day, removed.reason)
    file.run(
        "UPDATE said SET salt = x'', body = '', erased = ?, reason = ?, sum = ? WHERE id = ?",
        [day, removed.reason, checksum, said_id],
    )
    taken(file, "said", removed=before[0])
    taken(file, "said", added=checksum)
