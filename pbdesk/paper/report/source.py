"""What a report is made from.

The figures of one result, and what is known of its pack and its record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from pbdesk.assembly.figures import Figures
from pbdesk.paper.pen import Pen
from pbdesk.paper.typeset import Json
from pbdesk.questions.near_miss import NearMiss
from pbdesk.words import Words

__all__ = ["Part", "Source"]


@dataclass(frozen=True)
class Source:
    """The result and its reader's pen.

    `code`: the 8 groups of the results code. `head` (hex) and `entries` name the record.
    `near_misses`: by project id, what would have won it, where that was found by counting again.
    `told`: the minutes, (time, sentence, number of the entry). `contents`: names of the pack's
    files. `large`: for large print. What is not known is empty, and the part about it is left out.
    """

    figures: Figures
    pen: Pen
    code: tuple[str, ...] = ()
    head: str = ""
    entries: int = 0
    version: str = ""
    pack_name: str = ""
    near_misses: Mapping[str, Sequence[NearMiss]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    told: Sequence[tuple[datetime, Words, int]] = ()
    contents: Sequence[str] = ()
    large: bool = False


type Part = Callable[[Source], Sequence[Json]]
"""A part of the report: its sections, each beginning a page; none where there is nothing to say."""
