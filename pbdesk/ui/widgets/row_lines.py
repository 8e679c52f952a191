"""What a list shows: rows, sections, and the lines they become."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import groupby

from pbdesk.ui.shown import Group, Row
from pbdesk.ui.theme import Tone, worded
from pbdesk.words import say

__all__ = ["Group", "Row", "RowLine", "row_lines"]


class RowLine:
    """What one line of the list shows. A line without a key is a section's head.

    It is rendered once somebody looks at it: of a long list few lines are ever seen.
    """

    def __init__(self, row: Row) -> None:
        """The line of a row."""
        self._row = row
        self.key = row.key
        self.shape = row.shape
        self.tone: Tone = row.tone
        self.strong = row.strong

    @property
    def title(self) -> str:
        """What it is about."""
        return self._title

    @cached_property
    def _title(self) -> str:
        return worded(self._row.title)

    @cached_property
    def sub(self) -> str:
        """What is said under the title."""
        return worded(self._row.sub)

    @cached_property
    def figure(self) -> str:
        """What stands at the right."""
        return worded(self._row.figure)

    @cached_property
    def number(self) -> str:
        """What stands before the title."""
        return worded(self._row.number)

    @property
    def is_head(self) -> bool:
        """Whether it is the head of a section."""
        return not self.key

    @property
    def said(self) -> tuple[str, ...]:
        """All it shows, in the order of reading."""
        return self.number, self.title, self.sub, self.figure


def row_lines(rows: Iterable[Row]) -> list[RowLine]:
    """Rows as lines, each section with its head and count."""
    made = list[RowLine]()
    for section, group in groupby(rows, key=lambda row: row.section):
        members = list(group)
        if section is not None:
            title = worded(section.title)
            counted = say("{title} ({n})", title=title, n=len(members))
            made.append(RowLine(Row("", counted, shape=section.shape)))
        made += map(RowLine, members)
    return made
