"""TimeUp: a sound when the time of who has the floor is up, whichever page is open.

The system's own soft tone; where it makes none, nothing sounds. It needs no thread.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from pbdesk.assembly.public import Speaking

__all__ = ["TimeUp"]


class TimeUp(QObject):
    """Rings once at 0:00; what was over its time already when it came to be seen stays silent."""

    def __init__(
        self,
        now: Callable[[], datetime],
        ring: Callable[[], None],
        parent: QObject,
    ) -> None:
        """`now` is the clock of the open record."""
        super().__init__(parent)
        self._now, self._ring = now, ring
        self._seen: Speaking | None = None
        self._wait = QTimer(self, singleShot=True)
        self._wait.timeout.connect(self.look)

    @property
    def waits(self) -> bool:
        """Whether somebody's time runs that is not up."""
        return self._wait.isActive()

    def follow(self, seen: Speaking | None) -> None:
        """Wait for the time of whoever has the floor now; nobody's while the clock stands still."""
        was_waiting = self.waits
        self._wait.stop()
        self._seen = (
            seen if seen is not None and seen.since is not None else None
        )
        if self._seen is not None and (was_waiting or self._left(self._seen)):
            self.look()

    def look(self) -> None:
        """Ring where the time is up, else wait for what is left of it."""
        if self._seen is None:
            return
        left = self._left(self._seen)
        if left:
            self._wait.start(left * 1000)
        else:
            self._wait.stop()
            self._seen = None
            self._ring()

    def _left(self, seen: Speaking) -> int:
        return seen.left(self._now())
