"""The one place where long work leaves the window's thread.

A plain function, its progress, and Stop. Every signal arrives in the window's thread. The job never
touches a widget or the ledger's connection; work that holds Python's lock for long (one big sort,
one big JSON) must be cut in pieces, or the window stalls all the same.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event
from typing import Any, Concatenate

from PySide6.QtCore import QObject, Qt, Signal

from pbdesk.app.jobs.progress import Cancelled, Progress
from pbdesk.ui import threads
from pbdesk.words import Words

__all__ = ["Worker"]

_PAUSE = 0.05  # seconds between two reports that are shown: more cannot be read


class Worker(QObject):
    """Runs one job at a time.

    `finished` brings its result, `failed` its exception, `cancelled` that it was stopped.
    """

    progress = Signal(int, int, object)
    """done, total, Words"""
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    _came = Signal(object)
    _told = Signal(int, int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = Event()
        self._future: Future[Any] | None = None
        self._last = 0.0
        # Queued, so that what is emitted in the job's thread arrives in ours, whoever listens.
        self._came.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a job is under way."""
        return self._future is not None

    def start[**P](
        self,
        job: Callable[Concatenate[Progress, P], object],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Run `job(progress, *args, **kwargs)`.

        Raises RuntimeError while another job is under way.
        """
        if self._future is not None:
            raise RuntimeError("a job is under way")
        self._stop.clear()
        self._last = 0.0
        threads.begins(self)
        with_one = ThreadPoolExecutor(1, thread_name_prefix="job")
        self._future = with_one.submit(job, self._report, *args, **kwargs)
        self._future.add_done_callback(self._came.emit)
        with_one.shutdown(
            wait=False,
        )  # the thread ends with its job: none idles while the window is open

    def wait(self, seconds: float) -> None:
        """Wait so long at most for the job; where it is over by then, its end is told at once."""
        future = self._future
        if future is not None and wait([future], seconds).done:
            self._end(future)

    def stop(self) -> None:
        """Ask the job to end at its next report."""
        self._stop.set()

    def close(self) -> None:
        """Stop and wait until the job has ended (the window closes). Nobody is told any more."""
        self.stop()
        self.blockSignals(True)
        if self._future is not None:
            wait([self._future])
        threads.ended(self)

    def _report(self, done: int, total: int, words: Words, /) -> None:
        """Progress, in the job's thread."""
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if done >= total or now - self._last >= _PAUSE:
            self._last = now
            self._told.emit(done, total, words)

    def _tell(self, done: int, total: int, words: Words) -> None:
        if self._future is not None and not self._stop.is_set():
            self.progress.emit(done, total, words)

    def _end(self, future: Future[Any]) -> None:
        if future is not self._future:
            return  # waited for, and told already
        self._future = None
        threads.ended(self)
        error = future.exception()
        if error is None:
            self.finished.emit(future.result())
        elif isinstance(error, Cancelled):
            self.cancelled.emit()
        else:
            self.failed.emit(error)
