"""Clock: who has the floor, and how long they spoke. What it showed stands in the minutes.

Decisions  pause, end            Entries  ClockStarted, ClockPaused, ItemEnded
Who may begin, and in which turn, is for the kind of file to say. What nobody ended in the evening
is ended later by saying when it was over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry, Id, clean
from pbdesk.minutes.growing import put
from pbdesk.words import Clock, say

if TYPE_CHECKING:
    from pbdesk.minutes.about import Minuted

__all__ = [
    "ClockPaused",
    "ClockStarted",
    "Floor",
    "FloorEntry",
    "ItemEnded",
    "Running",
    "Spoken",
    "apply",
    "end",
    "no_time",
    "pause",
    "time_of_day",
]

_TIME = re.compile(r"([0-9]{1,2})(?:[:.h]([0-9]{2}))?")


class ClockStarted(Entry, frozen=True, tag="agenda.clock_started"):
    """Somebody has the floor from now on. `table` is 0 where no table speaks."""

    item: Id
    table: int


class ClockPaused(Entry, frozen=True, tag="agenda.clock_paused"):
    """The clock stands still; who speaks keeps the floor."""

    item: Id


class ItemEnded(Entry, frozen=True, tag="agenda.ended"):
    """An item is over: since this entry, or since `over` (ISO) where that was said afterwards."""

    item: Id
    over: str = ""


FloorEntry = ClockStarted | ClockPaused | ItemEnded


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was spoken on an item: seconds by table of all that is over, and which table began.

    Table 0: no table.
    """

    started: datetime
    first: int = 0
    used: Mapping[int, int] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    ended: datetime | None = None

    @property
    def seconds(self) -> int:
        """In all, without what runs now."""
        return sum(self.used.values())


@dataclass(frozen=True, slots=True)
class Running:
    """Who has the floor: item, table, and since when the clock runs.

    Table 0: none. Without a time the clock stands still.
    """

    item: Id
    table: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Floor:
    """All that was spoken, by item, and who has the floor now."""

    by_item: Mapping[Id, Spoken] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    now: Running | None = None

    def begun(self, item: Id) -> bool:
        """Whether the clock of an item was ever started."""
        return item in self.by_item

    def over(self, item: Id) -> bool:
        """Whether an item was ended."""
        return item in self.by_item and self.by_item[item].ended is not None

    def used(self, item: Id, table: int) -> int:
        """Seconds that a table has spoken on an item, without those since the clock runs."""
        if item in self.by_item:
            return self.by_item[item].used.get(table, 0)
        return 0


def pause(state: Minuted, _moment: Moment) -> Decided:
    """Stop the clock; who speaks keeps the floor."""
    now = state.floor.now
    if now is None or now.since is None:
        return Refusal(say("No clock is running."))
    return Writing(ClockPaused(now.item))


def end(state: Minuted, moment: Moment, *, time: str = "") -> Decided:
    """End the item that has the floor: now, or at the time of day when it was over."""
    now = state.floor.now
    if now is None:
        return Refusal(say("No item is under way."))
    if not clean(time):
        return Writing(ItemEnded(now.item))
    since = now.since or state.floor.by_item[now.item].started
    over = _at(since, time)
    if over is None:
        return no_time(time)
    if over > moment.at:
        return Refusal(
            say(
                "It was begun at {begun}, and now it is {now}: it cannot have ended at {time}.",
                begun=Clock(since),
                now=Clock(moment.at),
                time=Clock(over),
            ),
            say("Write when it was over."),
            "time",
        )
    return Writing(ItemEnded(now.item, over.isoformat(timespec="seconds")))


def no_time(text: str) -> Refusal:
    """That this says no time of day."""
    return Refusal(
        say("“{time}” is no time of day.", time=text),
        say("Write it as 17:00."),
        "time",
    )


def time_of_day(text: str) -> tuple[int, int] | None:
    """Hour and minute of what is written as 17:00, 9.30 or 17; None where it is neither."""
    found = _TIME.fullmatch(clean(text))
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return (hour, minute) if hour <= 23 and minute <= 59 else None


def _at(since: datetime, text: str) -> datetime | None:
    """The first such time of day from then on, perhaps after midnight; None where it is none."""
    said = time_of_day(text)
    if said is None:
        return None
    hour, minute = said
    at = since.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if at < since.replace(second=0, microsecond=0):
        at += timedelta(days=1)
    return max(at, since.replace(microsecond=0))


def apply(floor: Floor, entry: FloorEntry, at: datetime) -> Floor:
    """What the entry adds."""
    if isinstance(entry, ItemEnded) and entry.over:
        at = datetime.fromisoformat(entry.over)
    stopped = _stopped(floor, at)
    match entry:
        case ClockStarted(item=item, table=table):
            spoken = stopped.by_item.get(item) or Spoken(at, table)
            used = MappingProxyType({table: 0, **spoken.used})
            return Floor(
                _with(stopped, item, replace(spoken, used=used)),
                Running(item, table, at),
            )
        case ClockPaused():
            return replace(
                stopped,
                now=replace(stopped.now, since=None) if stopped.now else None,
            )
        case ItemEnded(item=item):
            return Floor(
                _with(stopped, item, replace(stopped.by_item[item], ended=at)),
            )
        case _:
            assert_never(entry)


def _stopped(floor: Floor, at: datetime) -> Floor:
    """The floor with the time that ran until `at` written down to who spoke."""
    now = floor.now
    if now is None or now.since is None:
        return floor
    spoken = floor.by_item[now.item]
    seconds = floor.used(now.item, now.table) + max(
        0,
        round((at - now.since).total_seconds()),
    )
    used = put(spoken.used, now.table, seconds)
    return replace(
        floor,
        by_item=_with(floor, now.item, replace(spoken, used=used)),
    )


def _with(floor: Floor, item: Id, spoken: Spoken) -> Mapping[Id, Spoken]:
    return put(floor.by_item, item, spoken)
