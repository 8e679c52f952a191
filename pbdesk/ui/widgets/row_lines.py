"""What a list shows: rows, sections, and the lines they become."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from pbdesk.ui.icons import Shape
from pbdesk.ui.shown import Group, Row
from pbdesk.ui.theme import Tone, theme
from pbdesk.words import say

__all__ = ["Group", "Row", "RowLine", "row_lines"]


@dataclass(frozen=True, slots=True)
class RowLine:
    """What one line of the list shows, rendered. A line without a key is a section's head."""

    key: str
    title: str
    sub: str = ""
    figure: str = ""
    shape: Shape | None = None
    number: str = ""
    tone: Tone = "text"
    strong: bool = False

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
    show = theme().render
    made = list[RowLine]()
    for section, group in groupby(rows, key=lambda row: row.section):
        members = list(group)
        if section is not None:
            title = show(
                say("{title} ({n})", title=show(section.title), n=len(members)),
            )
            made.append(RowLine("", title, shape=section.shape))
        made += [
            RowLine(
                r.key,
                show(r.title),
                show(r.sub),
                show(r.figure),
                r.shape,
                show(r.number),
                r.tone,
                r.strong,
            )
            for r in members
        ]
    return made
