"""One record, one program: a second instance is refused.

The system lets go of the lock when the process dies. The lock is a file of its own beside the
record, `NAME.pbdesk.lock`: the record itself is replaced when the urn is sealed, and a lock on it
would go with the old file. It is left lying: taking it away would race with who comes next.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pbdesk.ledger.refusals import RecordRefused
from pbdesk.words import say

__all__ = ["Lock"]

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
    """Held from making it until `release`.

    Raises RecordRefused where another holds it or none can be made.
    """

    def __init__(self, record: Path) -> None:
        """Take the lock of `record`."""
        path = record.with_name(f"{record.name}.lock")
        try:
            self._handle: int | None = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise RecordRefused(
                say(
                    "“{name}” cannot be opened for writing: its folder takes no new file. "
                    "Copy it to a folder of your own.",
                    name=record.name,
                )
            ) from error
        try:
            _take(self._handle)
        except OSError as error:
            self.release()
            raise RecordRefused(
                say(
                    "“{name}” is open in another window or program. Go on there, or close it "
                    "first.",
                    name=record.name,
                )
            ) from error

    def release(self) -> None:
        """Let the next one in."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
