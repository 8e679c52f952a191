"""When cyclic garbage is freed, and whose turn it is while a thread of ours works.

Qt's objects may be freed in the window's thread only, and not while Qt is in the middle of telling
them something: garbage that is collected then takes them away under it, and the program dies now
and then. So nothing is collected in a thread of ours, and the window collects between two events.
"""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QObject, QThread, QTimer

__all__ = [
    "begins",
    "collect_between_events",
    "ended",
    "keep_loaded",
    "let_go_of_loaded",
]

_TURN = 0.0001
"""Seconds after which a thread at work gives way; a fiftieth of what is usual.

A call into Qt gives Python's lock away, and the window waits so long to have it back: some sixty
times in a turn in which a page is shown.
"""

_SWEEP = 2_000
"""Milliseconds between two looks whether there is garbage enough."""

_at_work: set[object] = set()
_usual = sys.getswitchinterval()
_collects = True


def collect_between_events(owner: QObject) -> None:
    """Garbage is collected by a timer of `owner` alone from now on."""
    gc.disable()
    timer = QTimer(owner)
    timer.timeout.connect(_sweep)
    timer.start(_SWEEP)


def _sweep() -> None:
    """Collect the oldest generation that has had as much as would have set it off.

    Not within a loop of events in another one: the event that began it is still under way.
    """
    if QThread.currentThread().loopLevel() > 1:
        return
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            _ = gc.collect(generation)
            return


def keep_loaded() -> None:
    """What was read of a file stays until it is closed: no search for garbage goes through it.

    With three hundred thousand entries it would stop the window for 0.7 s.
    """
    gc.freeze()


def let_go_of_loaded() -> None:
    """A file is closed: what was read of it may be garbage now."""
    gc.unfreeze()


def begins(worker: object) -> None:
    """A thread of `worker` begins: nothing is collected now.

    What nobody refers to is freed all the same.
    """
    global _collects  # noqa: PLW0603 - one process has one collector
    if not _at_work:
        _collects = gc.isenabled()
    _at_work.add(worker)
    gc.disable()
    sys.setswitchinterval(_TURN)


def ended(worker: object) -> None:
    """The thread of `worker` has ended; after the last one all is as usual."""
    if worker not in _at_work:
        return
    _at_work.discard(worker)
    if not _at_work:
        if _collects:
            gc.enable()
        sys.setswitchinterval(_usual)
