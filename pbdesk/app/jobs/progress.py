"""How long work tells where it is, and how it is stopped.

A job is a plain function with a `progress` argument that it calls between pieces of work. Whoever
runs it (the window's worker, the command line, a test) passes the function; it may raise
`Cancelled` to end the job there.
"""

from __future__ import annotations

from typing import Protocol

from pbdesk.words import Words

__all__ = ["Cancelled", "Progress", "silent"]


class Cancelled(Exception):
    """The person stopped the job. What it had done so far is thrown away."""


class Progress(Protocol):
    """`done` of `total` pieces, and what is being done now. Raises Cancelled."""

    def __call__(self, done: int, total: int, words: Words, /) -> None:
        """Say it."""
        ...


def silent(done: int, total: int, words: Words, /) -> None:
    """Progress that nobody listens to."""
