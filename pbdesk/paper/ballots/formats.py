"""The sheets that a ballot is printed on, and what one of them holds.

A ballot is one sheet, printed on one side or both: loose sheets are lost, mixed up and counted
apart. Large and giant print are booklets, whose pages say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pbdesk.words import Words, say, several

__all__ = ["EDITIONS", "FORMATS", "SIDES", "Format", "Needed", "refusal"]

SIDES = 2


@dataclass(frozen=True, slots=True)
class Format:
    """A sheet in mm: what it is called, its size, and the margin at its start and end."""

    label: Words
    width: float
    height: float
    margin: float = 20.0

    @property
    def end(self) -> float:
        """Where lines end."""
        return self.width - self.margin

    @property
    def foot(self) -> float:
        """The lowest baseline."""
        return self.height - 15

    @property
    def wide(self) -> float:
        """What a line of text may take."""
        return self.width - 2 * self.margin


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "a5": Format(say("A5"), 148.0, 210.0, 12.0),
        "a4": Format(say("A4"), 210.0, 297.0),
        "letter": Format(say("Letter"), 215.9, 279.4),
        "a3": Format(say("A3"), 297.0, 420.0),
    },
)
"""The sheets, by the word that is kept."""


EDITIONS: Mapping[str, Words] = MappingProxyType(
    {
        "standard": say("Ballot paper, standard print"),
        "large": say("Ballot paper, large print"),
        "giant": say("Ballot paper, giant print"),
    },
)
"""What a torn-off paper says of itself, by the word that is kept."""


@dataclass(frozen=True, slots=True)
class Needed:
    """The sheet that a ballot of some length needs, and how many sides of it; None: loose ones."""

    format: str | None
    sides: int
    lines: int

    @property
    def words(self) -> Words:
        """What the page says before anything is sealed."""
        if self.format is None:
            return refusal(self.lines)
        sheet = FORMATS[self.format].label
        return several(
            "A ballot of {lines} lines is one sheet of {sheet}, printed on {n} side.",
            "A ballot of {lines} lines is one sheet of {sheet}, printed on {n} sides.",
            self.sides,
            lines=self.lines,
            sheet=sheet,
        )


def refusal(lines: int) -> Words:
    """Why no paper is printed for so many lines."""
    return say(
        "{lines} lines have no room on one sheet, not even on both sides of A3. A ballot of loose "
        "sheets is not printed: papers get lost and mixed up. Ask in two questions, shorten the "
        "titles, or vote at the kiosk alone.",
        lines=lines,
    )
