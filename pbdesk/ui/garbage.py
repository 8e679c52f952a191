"""Cyclic garbage is collected only while no thread of ours works: it is freed in the thread that happens to collect it.

Qt's objects may be freed in the window's thread only; freed in another, the program dies now and then.
"""

from __future__ import annotations

import gc

__all__ = ["hold", "let_go"]

_at_work: set[object] = set()


def hold(worker: object) -> None:
    """Collect nothing from now on, for `worker` has a thread at work. What nobody refers to is freed all the same."""
    _at_work.add(worker)
    gc.disable()


def let_go(worker: object) -> None:
    """The thread of `worker` has ended; with the last one garbage is collected again."""
    _at_work.discard(worker)
    if not _at_work:
        gc.enable()
