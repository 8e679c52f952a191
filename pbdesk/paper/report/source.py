"""What a report is made from.

The figures of one result, and what is known of its pack and its record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from pbdesk.assembly.figures import Figures
from pbdesk.paper.pen import Pen, page_of
from pbdesk.paper.typeset import Section
from pbdesk.questions.near_miss import NearMiss
from pbdesk.words import Words, say

__all__ = ["FEW", "FEW_TIES", "Part", "Source"]

FEW = 12
"""Up to so many projects, bars, money step by step and every reason stand in the report itself."""

FEW_TIES = 3
"""More ties than these are counted; each stands with the certificate of the lot."""


@dataclass(frozen=True)
class Source:
    """The result and its reader's pen.

    `code`: the 8 groups of the pack's code, `outcome` those of what was decided, whatever the
    pack. `replaces`: which pack this one takes the place of. `head` (hex) and `entries` name the
    record.
    `near_misses`: by project id, what would have won it, where that was found by counting again.
    `told`: the minutes, (time, sentence, number of the entry). `contents`: names of the pack's
    files. `large`: for large print. `outline`: names and titles of the document's sections;
    `codes`: the result code of each question; `annexed`: name of a section -> its number in the
    annex; `bound`: the annex stands behind the report, in one document. What is not known is empty,
    and the part about it is left out.
    """

    figures: Figures
    pen: Pen
    code: tuple[str, ...] = ()
    head: str = ""
    entries: int = 0
    version: str = ""
    pack_name: str = ""
    near_misses: Mapping[str, Sequence[NearMiss]] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    told: Sequence[tuple[datetime, Words, int]] = ()
    contents: Sequence[str] = ()
    large: bool = False
    outline: Sequence[tuple[str, str]] = ()
    codes: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    annexed: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    outcome: tuple[str, ...] = ()
    replaces: Words | None = None
    bound: bool = False

    @property
    def few(self) -> bool:
        """Whether every project has room in the report itself."""
        return len(self.figures.projects) <= FEW

    def where(self, name: str) -> Words:
        """Where the section `name` stands: a page of this document, or a part of the annex."""
        if name in self.annexed and not self.bound:
            return say("annex {n}", n=self.annexed[name])
        return say("page\u00a0{page}", page=page_of(name))


type Part = Callable[[Source], Sequence[Section]]
"""A part of the report: its sections, each beginning a page; none where there is nothing to say."""
