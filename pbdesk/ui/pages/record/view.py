"""The record as minutes.

Its chapters with their counts, and the sentences of the chosen one, oldest first; of many a part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pbdesk.minutes.index import Index, MinuteLine
from pbdesk.minutes.kinds import Kind, State
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.ui.render.view import Here

__all__ = [
    "ALL",
    "PART",
    "ChapterLine",
    "Found",
    "MinuteLine",
    "RecordView",
    "view",
]

ALL = "all"
"""The key of all chapters together."""
PART = 100
"""So many lines are shown at once: who wants another searches, or turns on."""


@dataclass(frozen=True, slots=True)
class ChapterLine:
    """A chapter and how many entries it has, of those that a search finds."""

    key: str
    label: Words
    entries: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a search has found so far, and how many entries it has looked through."""

    places: Sequence[int]
    looked: int


@dataclass(frozen=True, slots=True)
class RecordView:
    """The minutes as they stand. `nothing` is said where a search finds no entry.

    `places` are those of all entries that are told, `lines` the part of them from `start` on;
    `part` says which, where it is not all.
    """

    caption: Words
    chapters: tuple[ChapterLine, ...]
    chosen: str
    title: Words
    about: Words
    places: Sequence[int]
    start: int
    lines: tuple[MinuteLine, ...]
    part: Words | None
    nothing: Words | None


def view[S: State](
    kind: Kind[S],
    state: S,
    index: Index[S],
    here: Here,
    found: Found | None = None,
    start: int = 0,
) -> RecordView:
    """The record as it stands; `here.chosen` is a chapter. `found` is what a search found."""
    steps = index.steps
    n = len(steps)
    held = Counter(steps)
    met = (
        held
        if found is None
        else Counter(steps[place] for place in found.places)
    )
    lines = (
        ChapterLine(ALL, say("All chapters"), met.total()),
        *(
            ChapterLine(step.name, step.label, met[step.name])
            for step in kind.steps
            if held[step.name]
        ),
    )
    chosen = here.chosen if here.chosen in {line.key for line in lines} else ALL
    told = range(n) if found is None else found.places
    if chosen != ALL:
        told = [place for place in told if steps[place] == chosen]
    start = max(0, min(start, (len(told) - 1) // PART * PART))
    finished = found is None or found.looked == n
    return RecordView(
        _whole(index),
        lines,
        chosen,
        next(line.label for line in lines if line.key == chosen),
        _about(index, told) if finished else _looking(found, n),
        told,
        start,
        tuple(index.lines(state, told[start : start + PART])),
        _part(start, len(told)),
        say("No entry says “{search}”.", search=here.search.strip())
        if found is not None and finished and not told
        else None,
    )


def _whole(index: Index[Any]) -> Words:
    counted = several("{n} entry", "{n} entries", len(index.recorded))
    return (
        say("{entries}, none missing", entries=counted)
        if index.whole
        else counted
    )


def _about(index: Index[Any], told: Sequence[int]) -> Words:
    if not told:
        return say("No entry")
    counted = several("{n} entry", "{n} entries", len(told))
    first, last = (index.recorded[told[end]].seq for end in (0, -1))
    if len(told) == 1:
        return say("{entries}, number {first}", entries=counted, first=first)
    return say(
        "{entries}, {first} to {last}",
        entries=counted,
        first=first,
        last=last,
    )


def _looking(found: Found | None, n: int) -> Words:
    looked = found.looked if found is not None else 0
    return say("Searched {looked} of {n} entries so far", looked=looked, n=n)


def _part(start: int, told: int) -> Words | None:
    """Which of the lines are shown, where it is not all of them."""
    if told <= PART:
        return None
    return say(
        "{first} to {last} of {n}",
        first=start + 1,
        last=min(told, start + PART),
        n=told,
    )
