"""Floor: whose turn it is on an item of the agenda, and how the minutes tell the clock.

Decision  begin            Entries: those of the clock (`minutes.clock`)
Beginning an item ends the one before. Tables speak in turn, and another one begins each time.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, assert_never

from pbdesk.assembly.agenda import Item, item_title, table_words
from pbdesk.minutes.clock import (
    ClockPaused,
    ClockStarted,
    FloorEntry,
    ItemEnded,
)
from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Id
from pbdesk.words import Clock, Text, Words, say

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = ["begin", "still_running", "tell", "to_come"]


def to_come(state: Assembly, item: Item) -> tuple[int, ...]:
    """The tables that have not spoken on an item yet, in their turn."""
    spoken = state.floor.by_item.get(item.id)
    first = spoken.first if spoken else _first_table(state, item)
    turns = ((first - 1 + i) % item.tables + 1 for i in range(item.tables))
    return tuple(
        table for table in turns if spoken is None or table not in spoken.used
    )


def still_running(state: Assembly) -> tuple[Item, datetime] | None:
    """The item that is under way, and since when; the vote itself may be one until it closed."""
    now = state.floor.now
    if now is None:
        return None
    item = state.agenda.by_id[now.item]
    if item.kind == "vote" and not state.vote.closed:
        return None
    return item, state.floor.by_item[now.item].started


def begin(
    state: Assembly,
    _moment: Moment,
    *,
    item: Id,
    table: int = 0,
) -> Decided:
    """Start the clock of an item, or let it go on; what ran before is over.

    Without a table the next one speaks.
    """
    found = state.agenda.by_id[item]
    now = state.floor.now
    if state.floor.over(item):
        return Refusal(
            say("“{title}” is over.", title=found.title),
            say("Plan another item."),
            "item",
        )
    same = now if now is not None and now.item == item else None
    if same is not None and same.since and table in (0, same.table):
        return Refusal(say("The clock is running."), where="item")
    turn = table or (same.table if same else _first_table(state, found))
    started = ClockStarted(item, turn)
    if now is None or same:
        return Writing(started)
    return Writing(ItemEnded(now.item), started)


def _first_table(state: Assembly, item: Item) -> int:
    """Another table begins each time, so that none always speaks last."""
    if not item.tables:
        return 0
    return _at_tables(state).index(item.id) % item.tables + 1


def _at_tables(state: Assembly) -> list[Id]:
    """The items about which the tables speak, in their order."""
    return [each.id for each in state.agenda.items if each.kind == "tables"]


def tell(entry: FloorEntry, state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    title = item_title(state, entry.item)
    match entry:
        case ClockStarted(table=0):
            return say("The clock of “{title}” was started.", title=title)
        case ClockStarted(table=table):
            return say(
                "{who} has the floor: “{title}”.",
                who=table_words(table),
                title=title,
            )
        case ClockPaused():
            return say("The clock of “{title}” was stopped.", title=title)
        case ItemEnded(over=over) if over:
            at = Clock(datetime.fromisoformat(over))
            return say(
                "It was said afterwards: “{title}” was over at {time}.",
                title=title,
                time=at,
            )
        case ItemEnded(item=item):
            return _ended(state, item, title)
        case _:
            assert_never(entry)


def _ended(state: Assembly, item: Id, title: Text) -> Words:
    """A project is presented first and weighed at the tables later, under the same title."""
    found = state.agenda.by_id.get(item)
    match None if found is None else found.kind:
        case "presentation":
            return say("“{title}” was presented.", title=title)
        case "tables":
            return say("The tables had spoken about “{title}”.", title=title)
        case _:
            return say("“{title}” was ended.", title=title)
