"""Timetable: when each item of the agenda was to begin, and when it will as the evening goes.

Only entries are looked at: an evening that began an item ten minutes after its time is ten minutes
late until the next item begins. What the running clock shows is `deliberated`. The plan is the one
that stood when the first item began: who shortens an item after that makes up for lost time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from pbdesk.minutes.entries import Id
from pbdesk.words import Clock, Words, several

if TYPE_CHECKING:
    from pbdesk.assembly.agenda import Item
    from pbdesk.assembly.state import Assembly

__all__ = [
    "Slot",
    "Timetable",
    "behind",
    "clock",
    "lateness",
    "timetable",
]

_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Slot:
    """An item with its minutes, when it was to begin and when it began or will.

    Times are minutes after midnight; `was` are the minutes that were planned for it.
    """

    item: Id
    was: int
    minutes: int
    planned: int
    going: int


@dataclass(frozen=True, slots=True)
class Timetable:
    """The items in their order; the times at which the evening was to end, and will."""

    slots: tuple[Slot, ...]
    ends: int
    going_to_end: int

    @property
    def late(self) -> int:
        """Minutes by which it will end after its time; below 0: before."""
        return self.going_to_end - self.ends

    def of(self, item: Id) -> Slot:
        """The slot of an item. Raises KeyError."""
        return {slot.item: slot for slot in self.slots}[item]


def timetable(state: Assembly) -> Timetable | None:
    """The times of the evening; None while nobody said when it begins, or nothing is planned."""
    starts = state.agenda.starts
    if starts is None or not state.agenda.items:
        return None
    begun = _begun(state)
    slots: list[Slot] = []
    planned = going = starts
    for item in state.agenda.items:
        was = item.whole if begun is None else item.whole_at(begun)
        slot = Slot(
            item.id,
            was,
            item.whole,
            planned,
            _begins(state, item, going),
        )
        slots.append(slot)
        planned = planned + was
        going = _ends(state, slot)
    return Timetable(tuple(slots), planned + _taken_off(state, begun), going)


def _begun(state: Assembly) -> datetime | None:
    """When the first item began.

    None before, and where the laptop's clock was turned: it was not even planned by then.
    """
    begun = (
        (spoken.started, item) for item, spoken in state.floor.by_item.items()
    )
    for at, first in sorted(begun)[:1]:
        item = state.agenda.by_id.get(first)
        if item is not None and item.whole_at(at):
            return at
    return None


def _taken_off(state: Assembly, begun: datetime | None) -> int:
    """The minutes of what was on the plan, and was taken off once the evening had begun."""
    if begun is None:
        return 0
    return sum(
        item.whole_at(begun) for at, item in state.agenda.dropped if at > begun
    )


def _begins(state: Assembly, item: Item, after: int) -> int:
    """When it began, else when the item before it will be over."""
    spoken = state.floor.by_item.get(item.id)
    if spoken is None:
        return after
    return _minute(state, spoken.started)


def _ends(state: Assembly, slot: Slot) -> int:
    """When it was over, else when its minutes are."""
    ended = _ended(state, slot.item)
    if ended is None:
        return slot.going + slot.minutes
    return _minute(state, ended)


def _ended(state: Assembly, item: Id) -> datetime | None:
    spoken = state.floor.by_item.get(item)
    return None if spoken is None else spoken.ended


def _minute(state: Assembly, at: datetime) -> int:
    """Minutes after midnight; of an evening that goes on past it, after the midnight before."""
    minute = at.hour * 60 + at.minute
    starts = state.agenda.starts or 0
    if minute < starts - _DAY // 2:
        return minute + _DAY
    return minute


def behind(state: Assembly) -> int:
    """Minutes by which the evening will end after its time; up to one is none."""
    times = timetable(state)
    if times is None or times.late < 2 or lateness(state) is None:
        return 0
    return times.late


def lateness(state: Assembly) -> Words | None:
    """That the evening runs late, and when it will end; None where it does not, or all is over."""
    times = timetable(state)
    coming = any(not state.floor.over(item.id) for item in state.agenda.items)
    if times is None or times.late < 1 or not coming or not state.floor.by_item:
        return None
    return several(
        "{n} minute late: as it goes, the evening ends at {time}.",
        "{n} minutes late: as it goes, the evening ends at {time}.",
        times.late,
        time=clock(state, times.going_to_end),
    )


def clock(state: Assembly, minute: int) -> Clock:
    """A time of the evening's day."""
    at = time(minute % _DAY // 60, minute % 60)
    return Clock(datetime.combine(state.convened.day, at))
