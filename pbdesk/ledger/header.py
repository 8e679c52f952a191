"""Whose file is it? Read from its first hundred bytes and from what lies beside it.

Before SQLite sees anything. Nothing here changes a byte: a foreign file is left as it was, an
interrupted write is reported and not rolled back. Source: the SQLite file format, 1.3 (header) and
3 (rollback journal).
"""

from __future__ import annotations

import time
from pathlib import Path

from pbdesk.ledger.refusals import Fault, RecordRefused
from pbdesk.ledger.schema import APPLICATION, VERSION
from pbdesk.words import say

__all__ = ["recognise", "unsettled"]

_SETTLED = {b"", b"\0"}
"""How a journal begins of which SQLite takes no notice: it is emptied, or its head is zeroed."""


def recognise(path: Path) -> None:
    """Return when `path` is a record of a form that we know.

    Raises RecordRefused, which says what it is instead.
    """
    header = _start(path, 100)
    if not header:
        raise RecordRefused(
            say(
                "“{name}” is empty: making it was interrupted. Delete it and begin again.",
                name=path.name,
            ),
        )
    if (
        header[:16] != b"SQLite format 3\x00"
        or int.from_bytes(header[68:72]) != APPLICATION
    ):
        raise RecordRefused(
            say("“{name}” is not a pbdesk record.", name=path.name),
        )
    if int.from_bytes(header[60:64]) != VERSION:
        raise RecordRefused(
            say(
                "“{name}” was made by a later version of pbdesk. Open it with that version.",
                name=path.name,
            ),
        )


def unsettled(path: Path) -> Fault | None:
    """What a reader cannot settle without writing.

    An interrupted write, or another tool's write-ahead log.
    """
    journal = path.with_name(f"{path.name}-journal")
    if _stays_hot(journal):
        return Fault(
            journal.name,
            say(
                "A write was interrupted, or is under way. "
                "Open “{name}” in pbdesk once: that undoes it.",
                name=path.name,
            ),
        )
    if _start(path, 20)[18:20] != b"\x01\x01":
        return Fault(
            path.name,
            say(
                "Another program gave the file a write-ahead log. "
                "Open “{name}” in pbdesk once: that takes it back.",
                name=path.name,
            ),
        )
    return None


def _stays_hot(journal: Path) -> bool:
    # A window that is casting ballots has a journal for a millisecond each time: look again before
    # calling it broken.
    for _ in range(6):
        if not journal.exists() or _start(journal, 1) in _SETTLED:
            return False
        time.sleep(0.05)
    return True


def _start(path: Path, length: int) -> bytes:
    """The first bytes of a file; of a pipe or a device nothing is read, it might never answer."""
    if path.exists() and not path.is_file():
        raise RecordRefused(
            say(
                "“{name}” cannot be read: it is no file.",
                name=path.name or str(path),
            ),
        )
    try:
        with path.open("rb") as file:
            return file.read(length)
    except OSError as error:
        raise RecordRefused(
            say(
                "“{name}” cannot be read: {why}.",
                name=path.name,
                why=error.strerror or "",
            ),
        ) from error
