"""Reading from a file that is open: a disk that fails meanwhile is said in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, Protocol

from pbdesk.ledger import trouble
from pbdesk.ledger.refusals import RecordUnread
from pbdesk.ledger.sqlite import Error

__all__ = ["reading", "unread"]


class _Opened(Protocol):
    path: Path


def reading[Opened: _Opened, **P, Found](
    look: Callable[Concatenate[Opened, P], Found],
) -> Callable[Concatenate[Opened, P], Found]:
    """A method that reads: it raises RecordUnread, never the driver's Error."""

    @wraps(look)
    def read(self: Opened, *args: P.args, **kwargs: P.kwargs) -> Found:
        try:
            return look(self, *args, **kwargs)
        except Error as error:
            raise unread(self.path, error) from error

    return read


def unread(path: Path, error: Exception) -> RecordUnread:
    """Why a file that was recognised cannot be read now. Whether it is damaged, opening tells."""
    return RecordUnread(trouble.not_read(path, error))
