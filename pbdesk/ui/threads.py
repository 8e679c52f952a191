"""While a thread of ours works, the window comes first.

It gets its turn sooner, and only it frees cyclic garbage. Qt's objects may be freed in the window's
thread only; garbage that is collected in another frees them there, and the program dies now and
then.
"""

from __future__ import annotations

import gc
import sys

__all__ = ["begins", "ended"]

_TURN = 0.0005
"""Seconds after which a thread at work gives way; a tenth of what is usual."""

_at_work: set[object] = set()
_usual = sys.getswitchinterval()


def begins(worker: object) -> None:
    """A thread of `worker` begins: nothing is collected now.

    What nobody refers to is freed all the same.
    """
    _at_work.add(worker)
    gc.disable()
    sys.setswitchinterval(_TURN)


def ended(worker: object) -> None:
    """The thread of `worker` has ended; after the last one all is as usual."""
    _at_work.discard(worker)
    if not _at_work:
        gc.enable()
        sys.setswitchinterval(_usual)
