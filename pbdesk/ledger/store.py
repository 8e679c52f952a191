"""What somebody brought and may ask to have forgotten: it stands in the people file, row by row.

Imported files, scans, receipts, photos and the words of a case. The record holds the reference and
a salted digest only:
    digest = SHA-256(00 "pbdesk/kept/1" 00 salt data)
A row is written first, waiting for the entry that names it; a row whose entry never came is taken
out when the file is next opened. To forget it blanks data and salt: nobody can then try what it
might have been. The day stays.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pbdesk.ledger.cleaned import Brought
from pbdesk.ledger.sqlite import File

__all__ = ["TABLE", "Kept", "digest_of", "forget", "get", "keep", "settle"]

_SALT = 16

TABLE = """CREATE TABLE kept (
    ref TEXT PRIMARY KEY NOT NULL,
    media_type TEXT NOT NULL,
    salt BLOB NOT NULL,
    data BLOB NOT NULL,
    pending INTEGER NOT NULL CHECK (pending IN (0, 1)),
    forgotten TEXT
) STRICT"""


@dataclass(frozen=True, slots=True)
class Kept:
    """How the record names what is kept: a random reference, and the salted digest in hex."""

    ref: str
    digest: str


def digest_of(salt: bytes, data: bytes) -> str:
    """The salted digest, 64 hex digits."""
    return hashlib.sha256(b"\x00pbdesk/kept/1\x00" + salt + data).hexdigest()


def keep(
    file: File,
    ref: str,
    brought: Brought,
    salt: bytes | None = None,
) -> Kept:
    """Write a row that waits for its entry, inside the caller's transaction.

    Without a salt a fresh one is drawn. Raises ValueError for a reference that is taken.
    """
    if file.one("SELECT 1 FROM kept WHERE ref = ?", [ref]):
        raise ValueError("this reference is taken")
    salt = salt or secrets.token_bytes(_SALT)
    cells = {
        "ref": ref,
        "media_type": brought.media_type,
        "salt": salt,
        "data": brought.data,
    }
    file.add("kept", {**cells, "pending": 1})
    return Kept(ref, digest_of(salt, brought.data))


def get(file: File, kept: Kept) -> Brought | None:
    """What is kept; None once it was forgotten.

    Raises KeyError where it never was, ValueError where it is not what the record names.
    """
    match file.one(
        "SELECT media_type, salt, data, forgotten FROM kept WHERE ref = ?",
        [kept.ref],
    ):
        case (str() as media_type, bytes() as salt, bytes() as data, None):
            if digest_of(salt, data) != kept.digest:
                raise ValueError("what is kept is not what the record names")
            return Brought(media_type, data)
        case (_, _, _, str()):
            return None
        case _:
            raise KeyError(kept.ref)


def forget(file: File, ref: str, day: date) -> None:
    """Blank a row, inside the caller's transaction. Raises KeyError where nothing is left."""
    changed = file.change(
        "UPDATE kept SET media_type = '', salt = x'', data = x'', pending = 0, forgotten = ? "
        "WHERE ref = ? AND forgotten IS NULL",
        [day.isoformat(), ref],
    )
    if changed != 1:
        raise KeyError(ref)


def settle(file: File, recorded: Callable[[str], bool]) -> tuple[str, ...]:
    """Confirm waiting rows that `recorded` knows, inside the transaction; take out the others."""
    waiting = file.column("SELECT ref FROM kept WHERE pending = 1")
    lost = tuple(ref for ref in waiting if not recorded(ref))
    for ref in waiting:
        statement = "DELETE FROM kept WHERE ref = ?"
        if recorded(ref):
            statement = "UPDATE kept SET pending = 0 WHERE ref = ?"
        file.run(statement, [ref])
    return lost
