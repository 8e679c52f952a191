"""Long work as the window shows it.

One piece at a time, progress and Stop at the foot, what goes wrong at the top.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from pbdesk.app.jobs.progress import Progress
from pbdesk.ui.frame import Frame
from pbdesk.ui.worker import Worker
from pbdesk.words import Words, say

__all__ = ["LongWork"]

_PATIENCE = 0.03  # seconds, shorter than anybody can see


class LongWork(QObject):
    """The window's one worker. `patience` is in seconds; tests and pictures have more of it."""

    def __init__(self, frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self._frame, self._worker = frame, Worker(self)
        self._done: Callable[[Any], None] | None = None
        self.patience = _PATIENCE
        frame.stopped.connect(self._worker.stop)
        self._worker.progress.connect(frame.show_progress)
        self._worker.finished.connect(self._finished)
        self._worker.failed.connect(self._failed)
        self._worker.cancelled.connect(self._cancelled)

    @property
    def busy(self) -> bool:
        """Whether something is being done."""
        return self._worker.busy

    def start(
        self,
        work: Callable[[Progress], Any],
        title: Words,
        done: Callable[[Any], None],
        *,
        quick: bool = False,
    ) -> None:
        """Do it; `done` gets its result. Where something else is under way, that is said instead.

        What is `quick` is nearly always over at once: the window waits `patience` for it before it
        shows progress.
        """
        if self._worker.busy:
            words = say(
                "Something else is still being done. Wait for it, or stop it first.",
            )
            self._frame.show_message(words, wrong=True)
            return
        self._frame.show_message("")
        self._frame.show_progress(0, 1, title)
        self._done = done
        self._worker.start(work)
        if quick:
            self._worker.wait(self.patience)

    def abandon(self) -> None:
        """Stop, and tell nobody: who asked for it is gone."""
        self._done = None
        self._worker.stop()

    def close(self) -> None:
        """Stop, and return once the thread has ended."""
        self._worker.close()

    def _finished(self, result: Any) -> None:
        self._frame.hide_progress()
        done = self._done
        self._done = None
        if done is not None:
            done(result)

    def _cancelled(self) -> None:
        self._frame.hide_progress()
        self._frame.show_message(say("Stopped. Nothing of it was kept."))

    def _failed(self, error: Exception) -> None:
        self._frame.hide_progress()
        words = _said(error)
        self._frame.show_message(
            words
            or say("This went wrong inside pbdesk. What was recorded is safe."),
            wrong=True,
        )
        if words is None:
            raise error


def _said(error: Exception) -> Words | None:
    """What a person is told of it; None where it is a fault of the program."""
    # every refusal of ledger and pack carries its sentence
    words = getattr(error, "words", None)
    if isinstance(words, Words):
        return words
    if isinstance(error, OSError):
        return say("This cannot be written: {why}.", why=error.strerror or "")
    return None
