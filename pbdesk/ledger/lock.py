"""One record, one program: a second instance is refused.

The system lets go of the lock when the process dies. The lock is a file of its own beside the
record, `NAME.pbdesk.lock`: the record itself is replaced when the urn is sealed, and a lock on it
would go with the old file. It is left lying: taking it away would race with who comes next. Where
the system keeps such locks apart from SQLite's (Linux) the record itself is held too, so that a
lock's file that somebody deleted lets nobody in.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pbdesk.ledger.refusals import RecordRefused
from pbdesk.words import say

__all__ = ["Lock", "one_name"]

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        # flock, not lockf: it belongs to this opening, so that it also holds against a second one
        # in this process.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """Held from making it until `release`. `record` is a resolved path.

    Raises RecordRefused where another holds it or none can be made.
    """

    def __init__(self, record: Path) -> None:
        """Take the lock of `record`."""
        self._record = record
        self._held: int | None = None
        path = record.with_name(f"{record.name}.lock")
        try:
            self._handle: int | None = os.open(
                path,
                os.O_CREAT | os.O_RDWR,
                0o600,
            )
        except OSError as error:
            raise RecordRefused(
                say(
                    "“{name}” cannot be opened for writing: its folder takes no new file. "
                    "Copy it to a folder of your own.",
                    name=record.name,
                ),
            ) from error
        try:
            _take(self._handle)
        except OSError as error:
            self.release()
            raise self._refused() from error

    def hold(self) -> None:
        """Hold the record's file too, as it is now; no connection to it may be open."""
        if sys.platform != "linux":
            return
        if self._held is not None:
            os.close(self._held)
        self._held = os.open(self._record, os.O_RDONLY)
        try:
            _take(self._held)
        except OSError as error:
            raise self._refused() from error

    def release(self) -> None:
        """Let the next one in."""
        for handle in (self._held, self._handle):
            if handle is not None:
                os.close(handle)
        self._held = self._handle = None

    def _refused(self) -> RecordRefused:
        return RecordRefused(
            say(
                "“{name}” is open in another window or program. Go on there, or close it first.",
                name=self._record.name,
            ),
        )


def one_name(record: Path) -> None:
    """Return when the file bears no second name: a lock beside it would not be seen beside that.

    Raises RecordRefused.
    """
    if record.stat().st_nlink > 1:
        raise RecordRefused(
            say(
                "“{name}” is one file under two names (a hard link), and could be open under the "
                "other. Copy it, and open the copy.",
                name=record.name,
            ),
        )
