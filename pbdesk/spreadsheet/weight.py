"""What a spreadsheet weighs before its reader makes anything of it, and how much it may weigh."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pbdesk.words import Words, say

__all__ = ["MOST_BYTES", "Errors", "SpreadsheetRefused", "Weight", "too_heavy"]

type Errors = Mapping[tuple[int, int], str]
"""What stands in the cells (row, column, from 0) of a sheet that show an error, such as #N/A."""

MOST_BYTES = 64_000_000
"""What a file may be, or unpack to."""

_MOST_CELLS = 2_000_000
"""The rectangle from the first filled cell to the last, over all sheets: a reader lays it out."""

_MOST_TEXT = 64_000_000
"""Letters in all cells, a text that stands in many counted each time: a reader copies it."""


class SpreadsheetRefused(ValueError):
    """The file is not read, and nothing of it is kept; `words` say why."""

    def __init__(self, words: Words) -> None:
        """Keep the sentence for whoever shows it."""
        super().__init__(words.text)
        self.words = words


def too_heavy() -> SpreadsheetRefused:
    """The refusal of what would take more room or time than a list or table can."""
    return SpreadsheetRefused(
        say(
            "The spreadsheet holds more than can be read here. Take the sheet that is "
            "needed into a file of its own.",
        ),
    )


@dataclass(slots=True)
class Weight:
    """What was found so far. Every addition raises SpreadsheetRefused once it is too much.

    `errors`: by the name of the sheet. The reader shows such a cell as empty; who gets a mark or a
    name from it must know better.
    """

    cells: int = 0
    text: int = 0
    errors: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    _name: str = ""
    _top: int = -1
    _left: int = 0
    _bottom: int = 0
    _right: int = 0

    def sheet(self, name: str) -> None:
        """Another sheet begins: the next cell opens a rectangle of its own."""
        if self._top >= 0:
            self.cells += self._area()
        self._top = -1
        self._name = name

    def error(self, row: int, column: int, shown: str) -> None:
        """A cell shows an error."""
        self.errors.setdefault(self._name, {})[row, column] = shown or "#ERROR!"

    def filled(self, row: int, column: int) -> None:
        """A cell that is not empty; both are counted from 0."""
        if self._top < 0:
            self._top = self._bottom = row
            self._left = self._right = column
        self._top, self._bottom = min(self._top, row), max(self._bottom, row)
        self._left, self._right = (
            min(self._left, column),
            max(self._right, column),
        )
        if self.cells + self._area() > _MOST_CELLS:
            raise too_heavy()

    def letters(self, n: int) -> None:
        """So many letters stand in cells."""
        self.text += n
        if self.text > _MOST_TEXT:
            raise too_heavy()

    def _area(self) -> int:
        return (self._bottom - self._top + 1) * (self._right - self._left + 1)
