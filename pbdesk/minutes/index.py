"""The record's index: under which chapter each entry stands, and which acts were taken back.

It grows with the record, so that turning to the page costs the same after three hundred thousand
entries as after three hundred. Lines are made of it one by one, of those that are shown.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from operator import attrgetter

from msgspec.inspect import type_info

from pbdesk.minutes.entries import Entry, Recorded, Undone
from pbdesk.minutes.erasure import WordsErased, holds_words
from pbdesk.minutes.fold import undone_acts
from pbdesk.minutes.kept import Enclosed, KeptForgotten, enclosed_in
from pbdesk.minutes.kinds import Kind, State
from pbdesk.words import Words

__all__ = ["Index", "MinuteLine"]

_WITH_ANOTHER = ""
"""The chapter of what takes another entry away: that of the other."""
_ENTRY, _NUMBER = attrgetter("entry"), attrgetter("seq")


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


class Index[S: State]:
    """A record as far as it was read. Places are those of its entries, from 0."""

    def __init__(self, kind: Kind[S]) -> None:
        self._kind = kind
        self._step_of: dict[type[Entry], str] = {
            Undone: _WITH_ANOTHER,
            **{entry: each.step for entry, each in kind.by_type.items()},
        }
        self.recorded: Sequence[Recorded] = ()
        self.steps: list[str] = []
        self._takings_back: list[Recorded] = []
        self._undone: Mapping[int, int] = {}

    def follow(self, recorded: Sequence[Recorded]) -> None:
        """Take in what is new of the record; all of it where it was read anew from the disk."""
        known = len(self.steps)
        if known and (
            len(recorded) < known or recorded[known - 1] is not self._last
        ):
            self.steps.clear()
            self._takings_back.clear()
            known = 0
        self.recorded = recorded
        fresh = recorded[known:]
        kinds = map(type, map(_ENTRY, fresh))
        self.steps += map(self._step_of.__getitem__, kinds)
        naming = list(_places_of(_WITH_ANOTHER, self.steps, known))
        for place in naming:
            named = self._named(place)
            # What a forged record names may not be there, or come later.
            self.steps[place] = self.steps[named if named < place else 0]
        self._takings_back += (
            recorded[n] for n in naming if isinstance(recorded[n].entry, Undone)
        )
        if naming or not known:
            self._undone = _undone(self._takings_back)
        self._last = recorded[-1] if recorded else None

    def _named(self, place: int) -> int:
        """Where the entry stands that the one there takes away: they share its chapter."""
        match self.recorded[place].entry:
            case Undone(undone=number) | WordsErased(number=number):
                return self.place(number)
            case KeptForgotten(ref=ref):
                return self._that_brought(ref, place)
            case _:
                return 0

    def _that_brought(self, ref: str, until: int) -> int:
        """Where the entry stands that what is kept under that reference came with."""
        earlier = range(until - 1, -1, -1)
        return next(
            (n for n in earlier if _brings(self.recorded[n].entry, ref)),
            0,
        )

    def place(self, number: int) -> int:
        """Where the entry of a number stands."""
        return bisect_left(self.recorded, number, key=_NUMBER)

    def lines(self, state: S, places: Iterable[int]) -> Iterable[MinuteLine]:
        """The entries at these places, in their order, as lines."""
        day: date | None = None
        before = None
        for place in places:
            each = self.recorded[place]
            if each.at is not None:
                day = each.at.date()
            elif before is None or place != before + 1:
                day = self._day(place)
            before = place
            yield MinuteLine(
                each.seq,
                day,
                each.at,
                partial(self._kind.tell, each.entry, state),
                self._undone.get(each.act),
                holds_words(each.entry),
            )

    def _day(self, place: int) -> date | None:
        """When the newest entry before was written that has a time."""
        earlier = (self.recorded[n].at for n in range(place, -1, -1))
        at = next((each for each in earlier if each is not None), None)
        return at.date() if at is not None else None

    @property
    def whole(self) -> bool:
        """Numbers without a gap are what the chain guarantees.

        It was checked when the file was opened.
        """
        found = self.recorded
        return bool(found) and found[-1].seq - found[0].seq + 1 == len(found)


def _places_of(step: str, steps: Sequence[str], start: int) -> Iterator[int]:
    """Where that stands, from a place on; of three hundred thousand in a few milliseconds."""
    with suppress(ValueError):
        while True:
            place = steps.index(step, start)
            yield place
            start = place + 1


def _brings(entry: Entry, ref: str) -> bool:
    return _can_bring(type(entry)) and any(
        each.ref == ref for each in enclosed_in(entry)
    )


@cache
def _can_bring(kind: type[Entry]) -> bool:
    """Whether anything can be enclosed in such an entry: of most nothing can."""
    return Enclosed.__name__ in repr(type_info(kind))


def _undone(takings_back: Sequence[Recorded]) -> Mapping[int, int]:
    """The entry that took an act back, for every act that is not in force."""
    skipped = undone_acts(takings_back)
    return {
        each.entry.undone: each.seq
        for each in takings_back
        if isinstance(each.entry, Undone) and each.act not in skipped
    }
