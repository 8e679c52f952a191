"""Agenda: the running order by what is over and what is to come, the interests.

And the chosen one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbdesk.assembly.agenda import KINDS, Item
from pbdesk.assembly.deliberated import as_written, spoken_seconds
from pbdesk.assembly.interests import HANDLED, ROLES, Interest, late
from pbdesk.assembly.state import Assembly
from pbdesk.words import Clock, Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.ui.pages.here import Here

__all__ = ["GROUPS", "AgendaView", "Chosen", "Listed", "chosen_interest", "chosen_item", "view"]

GROUPS: Mapping[str, Words] = MappingProxyType(
    {
        "now": say("Now"),
        "to-come": say("To come"),
        "over": say("Over"),
        "interest": say("Interests declared"),
    }
)
"""The sections of the list, in their order."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list: an item with its minutes, or an interest."""

    id: str
    group: str
    title: Words
    under: Words
    figure: Words


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chosen item or interest.

    `group` is where it stands; `note` what must be said about it.
    """

    id: str
    group: str
    caption: Words
    title: Words
    state: Words
    facts: tuple[tuple[Words, Words], ...]
    words: tuple[tuple[Words, Words], ...]
    note: Words | None


@dataclass(frozen=True, slots=True)
class AgendaView:
    """The page. `unplanned`: how many projects on the ballot have no presentation; `drawable`.

    A lot may order them.
    """

    caption: Words
    back: Words
    lines: tuple[Listed, ...]
    chosen: Chosen | None
    unplanned: int
    drawable: bool


def view(state: Assembly, here: Here) -> AgendaView:
    """The page as it stands: `here.chosen` is an item or an interest."""
    items, held = state.agenda.items, {item.project for item in state.agenda.presentations}
    lines = [_listed(state, item) for item in items] + [
        _interest_line(state, i) for i in _interests(state)
    ]
    item, interest = chosen_item(state, here), chosen_interest(state, here)
    begun = any(state.floor.begun(each.id) for each in state.agenda.presentations)
    return AgendaView(
        caption=_caption(items),
        back=several("{n} item", "All {n} items", len(lines)),
        lines=tuple(line for group in GROUPS for line in lines if line.group == group),
        chosen=_interest(state, interest) if interest else _item(state, item) if item else None,
        unplanned=sum(line.project not in held for line in state.vote.lines),
        drawable=len(state.agenda.presentations) > 1 and not begun,
    )


def chosen_item(state: Assembly, here: Here) -> Item | None:
    """The chosen item.

    Without a choice the one that is under way, else the first that is to come, else the last.
    """
    items = {str(item.id): item for item in state.agenda.items}
    if here.chosen in items:
        return items[here.chosen]
    if chosen_interest(state, here) is not None:
        return None
    now = state.floor.now
    waiting = (item for item in items.values() if not state.floor.begun(item.id))
    return items[now.item] if now else next(waiting, next(reversed(items.values()), None))


def chosen_interest(state: Assembly, here: Here) -> Interest | None:
    """The chosen interest."""
    return next((each for each in _interests(state) if each.id == here.chosen), None)


def _interests(state: Assembly) -> tuple[Interest, ...]:
    return tuple(state.interests.by_id.values())


def _caption(items: tuple[Item, ...]) -> Words:
    if not items:
        return say("Nothing planned yet")
    hours, minutes = divmod(sum(item.minutes * max(1, item.tables) for item in items), 60)
    if not hours:
        return several(
            "{n} item, {minutes} min", "{n} items, {minutes} min", len(items), minutes=minutes
        )
    return several(
        "{n} item, {hours} h {minutes} min",
        "{n} items, {hours} h {minutes} min",
        len(items),
        hours=hours,
        minutes=minutes,
    )


def _group(state: Assembly, item: Item) -> str:
    now = state.floor.now
    if now is not None and now.item == item.id:
        return "now"
    return "over" if state.floor.begun(item.id) else "to-come"


def _listed(state: Assembly, item: Item) -> Listed:
    under = (
        KINDS[item.kind]
        if not item.tables
        else several("{kind}, {n} table", "{kind}, {n} tables", item.tables, kind=KINDS[item.kind])
    )
    return Listed(
        item.id,
        _group(state, item),
        plain(item.title),
        under,
        say("{n} min", n=item.minutes * max(1, item.tables)),
    )


def _interest_line(state: Assembly, each: Interest) -> Listed:
    title = state.ideas.by_id[each.project].title if each.project else ""
    under = (
        say("{handled}: {title}", handled=HANDLED[each.handled], title=title)
        if title
        else HANDLED[each.handled]
    )
    return Listed(each.id, "interest", ROLES[each.role], under, say("{time}", time=Clock(each.at)))


def _item(state: Assembly, item: Item) -> Chosen:
    group, number = _group(state, item), [each.id for each in state.agenda.items].index(item.id) + 1
    each = several("{n} minute", "{n} minutes", item.minutes)
    facts = [
        (
            say("Time", context="how long"),
            say("{minutes} for each table", minutes=each) if item.tables else each,
        )
    ]
    if item.tables:
        facts.append((say("Tables"), say("{n}", n=item.tables)))
    if item.speaker.text != "":
        facts.append((say("Speaks"), as_written(item.speaker)))
    if state.floor.begun(item.id):
        facts.append(
            (say("Began"), say("{time}", time=Clock(state.floor.by_item[item.id].started)))
        )
    used = spoken_seconds(state, item.id)
    if used is not None and group == "over":
        facts.append((say("Took"), _minutes(used)))
    return Chosen(
        item.id,
        group,
        say(
            "Item {n} of {all}, {kind}",
            n=number,
            all=len(state.agenda.items),
            kind=KINDS[item.kind],
        ),
        plain(item.title),
        GROUPS[group],
        tuple(facts),
        _by_table(state, item),
        None,
    )


def _minutes(seconds: int) -> Words:
    return say("{n} min", n=f"{seconds // 60}:{seconds % 60:02}")


def _by_table(state: Assembly, item: Item) -> tuple[tuple[Words, Words], ...]:
    """What each table that spoke has taken."""
    spoken = state.floor.by_item.get(item.id)
    if spoken is None or not item.tables:
        return ()
    now = state.floor.now
    speaks = now.table if now is not None and now.item == item.id else 0
    return tuple(
        (say("Table {n}", n=table), _minutes(seconds))
        for table, seconds in sorted(spoken.used.items())
        if table != speaks
    )


def _interest(state: Assembly, each: Interest) -> Chosen:
    title = state.ideas.by_id[each.project].title if each.project else say("More than one project")
    words = [(say("Interest"), as_written(each.what))]
    if each.reason.text != "":
        words.append((say("Reason"), as_written(each.reason)))
    return Chosen(
        each.id,
        "interest",
        say("Interest declared at {time}", time=Clock(each.at)),
        ROLES[each.role],
        HANDLED[each.handled],
        ((say("About"), plain(title) if isinstance(title, str) else title),),
        tuple(words),
        say("It was declared after the project was discussed. The pack says so.")
        if late(state, each)
        else None,
    )
