"""The record as minutes.

Its chapters with their counts, and the sentences of the chosen one, oldest first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from pbdesk.minutes.entries import Recorded, Undone
from pbdesk.minutes.erasure import WordsErased, holds_words
from pbdesk.minutes.fold import undone_acts
from pbdesk.minutes.kinds import Kind, State
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.ui.pages.here import Here

__all__ = ["ALL", "ChapterLine", "MinuteLine", "RecordView", "view"]

ALL = "all"
"""The key of all chapters together."""


@dataclass(frozen=True, slots=True)
class ChapterLine:
    """A chapter and how many entries it has, of those that a search finds."""

    key: str
    label: Words
    entries: int


@dataclass(frozen=True, slots=True)
class MinuteLine:
    """An entry as a sentence.

    `day` is when it was written, or the entry before it where it has no time. `said` makes the
    sentence when it is needed: of ten thousand, thirty are seen. `undone` is the number of the
    entry that took this one back. `words`: somebody's own words stand in it.
    """

    seq: int
    day: date | None
    at: datetime | None
    said: Callable[[], Words]
    undone: int | None
    words: bool


@dataclass(frozen=True, slots=True)
class RecordView:
    """The minutes as they stand. `nothing` is said where a search finds no entry."""

    caption: Words
    chapters: tuple[ChapterLine, ...]
    chosen: str
    title: Words
    about: Words
    lines: tuple[MinuteLine, ...]
    nothing: Words | None


def view[S: State](
    kind: Kind[S],
    state: S,
    recorded: Sequence[Recorded],
    here: Here,
    show: Callable[[MinuteLine], str],
) -> RecordView:
    """The record as it stands; `here.chosen` is a chapter.

    `show` gives the text that a search looks through.
    """
    chapters = _chapters(kind, recorded)
    every = _minutes(kind, state, recorded)
    met = _searched(every, here.search.strip().casefold(), show)
    held = Counter(chapters.values())
    counted = Counter(chapters[line.seq] for line in met)
    lines = (
        ChapterLine(ALL, say("All chapters"), len(met)),
        *(
            ChapterLine(step.name, step.label, counted[step.name])
            for step in kind.steps
            if held[step.name]
        ),
    )
    chosen = here.chosen if here.chosen in {line.key for line in lines} else ALL
    searched = tuple(line for line in met if chosen in (ALL, chapters[line.seq]))
    title = next(line.label for line in lines if line.key == chosen)
    nothing = (
        say("No entry says “{search}”.", search=here.search.strip())
        if here.search.strip() and not searched
        else None
    )
    return RecordView(
        _whole(recorded),
        lines,
        chosen,
        title,
        _about(searched),
        searched,
        nothing,
    )


def _whole(recorded: Sequence[Recorded]) -> Words:
    """Numbers without a gap are what the chain guarantees.

    It was checked when the file was opened.
    """
    whole = bool(recorded) and recorded[-1].seq - recorded[0].seq + 1 == len(recorded)
    counted = several("{n} entry", "{n} entries", len(recorded))
    return say("{entries}, none missing", entries=counted) if whole else counted


def _chapters(kind: Kind[Any], recorded: Sequence[Recorded]) -> Mapping[int, str]:
    """The chapter of each entry, by number.

    An undo or an erasure stands in the chapter of what it takes away.
    """
    by_act: dict[int, str] = {}
    by_seq: dict[int, str] = {}
    for each in recorded:
        found = _step_of(kind, each, by_act, by_seq)
        _ = by_act.setdefault(each.act, found)
        by_seq[each.seq] = found
    return by_seq


def _step_of(
    kind: Kind[Any],
    each: Recorded,
    by_act: Mapping[int, str],
    by_seq: Mapping[int, str],
) -> str:
    entry = each.entry
    if isinstance(entry, Undone):
        return by_act[entry.undone]
    if isinstance(entry, WordsErased):
        return by_seq[entry.number]
    return kind.by_type[type(entry)].step


def _minutes(
    kind: Kind[Any],
    state: State,
    recorded: Sequence[Recorded],
) -> tuple[MinuteLine, ...]:
    undone, holding = (
        _undone(recorded),
        {each.seq for each in recorded if holds_words(each.entry)},
    )
    found: list[MinuteLine] = []
    day: date | None = None
    for each in recorded:
        day = each.at.date() if each.at is not None else day
        found.append(
            MinuteLine(
                each.seq,
                day,
                each.at,
                partial(kind.tell, each.entry, state),
                undone.get(each.act),
                each.seq in holding,
            ),
        )
    return tuple(found)


def _undone(recorded: Sequence[Recorded]) -> Mapping[int, int]:
    """The entry that took an act back, for every act that is not in force."""
    skipped = undone_acts(recorded)
    return {
        each.entry.undone: each.seq
        for each in recorded
        if isinstance(each.entry, Undone) and each.act not in skipped
    }


def _searched(
    lines: tuple[MinuteLine, ...],
    looked_for: str,
    show: Callable[[MinuteLine], str],
) -> tuple[MinuteLine, ...]:
    """The lines whose sentence holds what is looked for, or whose number it is."""
    if not looked_for:
        return lines
    return tuple(
        line
        for line in lines
        if str(line.seq) == looked_for or looked_for in show(line).casefold()
    )


def _about(lines: Sequence[MinuteLine]) -> Words:
    if not lines:
        return say("No entry")
    counted = several("{n} entry", "{n} entries", len(lines))
    if len(lines) == 1:
        return say("{entries}, number {first}", entries=counted, first=lines[0].seq)
    return say(
        "{entries}, {first} to {last}",
        entries=counted,
        first=lines[0].seq,
        last=lines[-1].seq,
    )
