"""Progress: how long work says where it is, and is told to stop."""

from __future__ import annotations

from typing import Protocol

from pbdesk.words import Words

__all__ = ["Cancelled", "Progress", "silent"]


class Cancelled(Exception):  # noqa: N818  a wish of the person, not an error
    """The work was stopped at the person's wish; nothing of it remains."""


class Progress(Protocol):
    """Called by long work between its steps; may raise `Cancelled`."""

    def __call__(self, done: int, total: int, words: Words, /) -> None:
        """`done` of `total` steps are done; `words` say what is being done now."""
        ...


def silent(_done: int, _total: int, _words: Words, /) -> None:
    """For callers who show nothing."""
