"""Searching the record: entry by entry, a little at a time, so that the window never waits.

A sentence is worded once; after that its letters are looked through.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from pbdesk.ui.pages.record.view import Found

__all__ = ["Searching"]

_STEP = 300
"""So many entries are worded between two turns of the event loop: less than anybody notices."""
_TOLD = 20
"""After so many steps the page is shown what was found so far."""


class Searching(QObject):
    """Looks through `count` entries for words or for a number. `went_on` tells that there is more.

    `text` gives the letters of the entry at a place, `number` its number.
    """

    went_on = Signal()

    def __init__(
        self,
        parent: QObject,
        text: Callable[[int], str],
        number: Callable[[int], int],
    ) -> None:
        super().__init__(parent)
        self._text, self._number = text, number
        self._letters: dict[int, str] = {}
        self._places: list[int] = []
        self._sought = ""
        self._looked = self._count = self._steps = 0
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._go_on)

    @property
    def found(self) -> Found | None:
        """What was found so far; None where nothing is sought."""
        return (
            Found(tuple(self._places), self._looked) if self._sought else None
        )

    def begin(self, sought: str, count: int, *, anew: bool = False) -> None:
        """Look for something else, or for nothing; `anew`: entries may read otherwise now."""
        if anew:
            self._letters.clear()
        self._next.stop()
        self._sought, self._count = sought.strip().casefold(), count
        self._places.clear()
        self._looked = self._steps = 0
        if self._sought:
            self._step()

    def _go_on(self) -> None:
        self._step()
        if self._looked == self._count or self._steps % _TOLD == 0:
            self.went_on.emit()

    def _step(self) -> None:
        self._steps += 1
        end = min(self._count, self._looked + _STEP)
        self._places += filter(self._is_met, range(self._looked, end))
        self._looked = end
        if end < self._count:
            self._next.start()

    def _is_met(self, place: int) -> bool:
        """Whether an entry holds what is looked for, or whether it is its number."""
        if str(self._number(place)) == self._sought:
            return True
        if place not in self._letters:
            self._letters[place] = self._text(place).casefold()
        return self._sought in self._letters[place]
