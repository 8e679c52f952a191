"""Progress: long counts tell how far they are, and may be stopped.

Without every rule handing that on. `Rule.count(…, progress=f)` listens; deep inside, `tell` reaches
f. What f raises ends the count: that is how it is cancelled. Counts without a listener pay one
look-up for each `tell`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar

from pbdesk.words import Words

__all__ = ["Progress", "listening", "tell"]

type Progress = Callable[[int, int, Words], None]
"""(steps done, steps in all or 0 where nobody knows, what is being done).

May raise to stop the work.
"""

_listener: ContextVar[Progress | None] = ContextVar("listener", default=None)


@contextmanager
def listening(progress: Progress | None) -> Generator[None]:
    """Within, `tell` goes to `progress`; None leaves who listens already."""
    if progress is None:
        yield
        return
    token = _listener.set(progress)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(done: int, of: int, words: Words) -> None:
    """Say how far a long count is. Raises whatever the listener raises."""
    progress = _listener.get()
    if progress is not None:
        progress(done, of, words)
