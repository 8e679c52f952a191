"""Agenda: the running order of the evening: what comes when, and how many minutes it has.

Decisions  plan, present_projects, change, drop, move, draw_order, begin_at
Entries    ItemPlanned, ItemChanged, ItemDropped, RunningOrderSet, BeginningSet
Who speaks now, and for how long still, is `floor`. Every project is presented in equal time, in an
order drawn by lot
(or set by hand, and then the minutes say so).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.minutes.clock import no_time, time_of_day
from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry, FreeText, Id, clean, free
from pbdesk.minutes.growing import put
from pbdesk.voting.ties import Lot, lot_order
from pbdesk.words import Text, Words, say, several

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "KINDS",
    "Agenda",
    "AgendaEntry",
    "BeginningSet",
    "Item",
    "ItemChanged",
    "ItemDropped",
    "ItemPlanned",
    "Kind",
    "RunningOrderSet",
    "apply",
    "before_the_vote",
    "begin_at",
    "change",
    "draw_order",
    "drop",
    "item_title",
    "move",
    "plan",
    "present_projects",
    "table_words",
    "tell",
]

_ORDER = "presentations"
"""What the lot of the running order draws for: no question's ties."""

Kind = Literal["talk", "presentation", "tables", "break", "vote"]

KINDS: Mapping[str, Words] = MappingProxyType(
    {
        "talk": say("A talk to everybody"),
        "presentation": say("Presentation of a project"),
        "tables": say("Table deliberation"),
        "break": say("Break"),
        "vote": say("Vote"),
    },
)

_MOST_MINUTES, _MOST_TABLES = 240, 60


class ItemPlanned(Entry, frozen=True, tag="agenda.planned", kw_only=True):
    """An item was put at the end of the running order.

    `minutes` are those of each speaker; `tables` speak in turn.
    """

    item: Id
    kind: Kind
    title: str
    project: Id | None
    minutes: int
    tables: int  # 0: nobody speaks for a table
    speaker: FreeText  # a table or a role, never a name


class ItemChanged(Entry, frozen=True, tag="agenda.changed", kw_only=True):
    """An item was worded anew, or given other minutes."""

    item: Id
    title: str
    minutes: int
    tables: int
    speaker: FreeText


class ItemDropped(Entry, frozen=True, tag="agenda.dropped"):
    """An item that had not begun was taken off the running order."""

    item: Id


class RunningOrderSet(Entry, frozen=True, tag="agenda.order_set"):
    """The items were put in this order.

    By the lot drawn from `seed`, or by hand where it is empty.
    """

    items: tuple[Id, ...]
    seed: str


class BeginningSet(Entry, frozen=True, tag="agenda.begins"):
    """The evening is to begin at this minute after midnight."""

    minute: int


AgendaEntry = (
    ItemPlanned | ItemChanged | ItemDropped | RunningOrderSet | BeginningSet
)


@dataclass(frozen=True, slots=True)
class Item:
    """An item as it stands."""

    id: Id
    kind: Kind
    title: str
    project: Id | None
    minutes: int
    tables: int
    speaker: FreeText
    lasts: tuple[tuple[datetime, int], ...] = ()
    """Its minutes, of all its tables one after the other, from each time on that they were set."""

    @property
    def seconds(self) -> int:
        """The time of one speaker."""
        return 60 * self.minutes

    @property
    def whole(self) -> int:
        """The minutes of all its tables, one after the other."""
        return self.minutes * max(1, self.tables)

    def whole_at(self, at: datetime) -> int:
        """What `whole` was at that time; 0 where it was not planned yet."""
        return next(
            (minutes for since, minutes in reversed(self.lasts) if since <= at),
            0,
        )


@dataclass(frozen=True, slots=True)
class Agenda:
    """The items in their running order, and when the first is to begin.

    `starts` is in minutes after midnight; None where nobody said it. `dropped`: what was taken off,
    and when.
    """

    by_id: Mapping[Id, Item] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    starts: int | None = None
    dropped: tuple[tuple[datetime, Item], ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """In their running order."""
        return tuple(self.by_id.values())

    @property
    def presentations(self) -> tuple[Item, ...]:
        """The projects, in the order in which they are presented."""
        return tuple(item for item in self.items if item.kind == "presentation")

    @property
    def presented_in(self) -> int | None:
        """The minutes that every project gets; None where none is presented yet."""
        return next((item.minutes for item in self.presentations), None)


def table_words(table: int) -> Words:
    """A table by its number; 0 is all who are in the room."""
    return say("Table {n}", n=table) if table else say("The room")


def plan(
    state: Assembly,
    moment: Moment,
    *,
    kind: Kind,
    minutes: int | None,
    title: str = "",
    project: Id | None = None,
    tables: int | None = None,
    speaker: str = "",
) -> Decided:
    """Put an item at the end of the running order.

    One about a project bears its title where no other is given.
    """
    refusal = _unknown(state, kind, project)
    if refusal:
        return refusal
    worded = clean(title)
    if not worded and project is not None:
        worded = state.ideas.by_id[project].title
    refusal = _worded(worded, minutes, tables, kind)
    if refusal or minutes is None:
        return refusal or _no_minutes()
    presented = state.agenda.presented_in
    if kind == "presentation" and presented not in (None, minutes):
        return _unequal(presented)
    return Writing(
        ItemPlanned(
            item=Id(moment.new_id()),
            kind=kind,
            title=worded,
            project=project,
            minutes=minutes,
            tables=_tables(kind, tables),
            speaker=free(speaker),
        ),
    )


def _unknown(state: Assembly, kind: Kind, project: Id | None) -> Refusal | None:
    """Why an item cannot be about this project, or about none."""
    if kind == "presentation" and project is None:
        return Refusal(
            say("Nobody knows which project is presented."),
            say("Choose it."),
            "project",
        )
    if project is not None and project not in state.ideas.by_id:
        return Refusal(
            say("This project is not on the list."),
            say("Choose another."),
            "project",
        )
    return None


def _no_minutes() -> Refusal:
    return Refusal(
        say("An item needs its minutes."),
        say("Write a whole number from 1 to 240."),
        "minutes",
    )


def _unequal(minutes: int) -> Refusal:
    return Refusal(
        several(
            "Every project is presented in {n} minute.",
            "Every project is presented in {n} minutes.",
            minutes,
        ),
        say(
            "Give this one the same, or change it for all before the first begins.",
        ),
        "minutes",
    )


def _tables(kind: Kind, tables: int | None) -> int:
    return (tables or 0) if kind == "tables" else 0


def _worded(
    title: str,
    minutes: int | None,
    tables: int | None,
    kind: Kind,
) -> Refusal | None:
    if not title:
        return Refusal(
            say("The item has no title."),
            say("Write a few words; the room reads them."),
            "title",
        )
    if len(title) > 80:
        return Refusal(
            say("The title is longer than 80 letters."),
            say("Shorten it; the room reads one line."),
            "title",
        )
    if minutes is None or not 1 <= minutes <= _MOST_MINUTES:
        return _no_minutes()
    if kind == "tables" and not 1 <= (tables or 0) <= _MOST_TABLES:
        return Refusal(
            say("Nobody knows how many tables speak."),
            say("Write a whole number from 1 to 60."),
            "tables",
        )
    return None


def present_projects(
    state: Assembly,
    moment: Moment,
    *,
    minutes: int | None,
) -> Decided:
    """Plan a presentation of each project on the ballot.

    Equal time, in an order drawn by a lot of its own.
    """
    if not state.sheet.drawn_up:
        return Refusal(
            say("The ballot is not drawn up."),
            say("Draw it up: then its projects stand."),
            "minutes",
        )
    waiting = _not_presented(state)
    if not waiting:
        return Refusal(
            say("Every project has its presentation."),
            where="minutes",
        )
    if minutes is None or not 1 <= minutes <= _MOST_MINUTES:
        return _no_minutes()
    presented = state.agenda.presented_in
    if presented not in (None, minutes):
        return _unequal(presented)
    seed = moment.new_code()
    drawn = map(Id, lot_order(Lot(seed, _ORDER), waiting))
    planned = [
        _presentation(moment, each, waiting[each], minutes) for each in drawn
    ]
    fresh = [each.item for each in planned]
    order = _before(
        state,
        fresh,
        ("tables", "vote"),
    )  # presented before anybody weighs or votes
    return Writing(*planned, RunningOrderSet(order, seed))


def before_the_vote(state: Assembly, fresh: Sequence[Id]) -> RunningOrderSet:
    """The running order with these items put before the next vote."""
    return RunningOrderSet(_before(state, fresh, ("vote",)), "")


def _before(
    state: Assembly,
    fresh: Sequence[Id],
    kinds: Sequence[Kind],
) -> tuple[Id, ...]:
    """The items with fresh ones before the first of these kinds that has not begun."""
    there = [item.id for item in state.agenda.items]
    at = next(
        (
            i
            for i, item in enumerate(state.agenda.items)
            if item.kind in kinds and not state.floor.begun(item.id)
        ),
        len(there),
    )
    return (*there[:at], *fresh, *there[at:])


def _not_presented(state: Assembly) -> dict[Id, str]:
    """The titles of the projects on the ballot that have no presentation yet."""
    held = {item.project for item in state.agenda.presentations}
    return {
        line.project: line.title
        for line in state.sheet.lines
        if line.project not in held
    }


def _presentation(
    moment: Moment,
    project: Id,
    title: str,
    minutes: int,
) -> ItemPlanned:
    return ItemPlanned(
        item=Id(moment.new_id()),
        kind="presentation",
        title=title,
        project=project,
        minutes=minutes,
        tables=0,
        speaker=FreeText(""),
    )


def change(
    state: Assembly,
    _moment: Moment,
    *,
    item: Id,
    title: str,
    minutes: int | None,
    tables: int | None = None,
    speaker: str = "",
) -> Decided:
    """Word an item anew or give it other minutes.

    The minutes of one presentation are those of all.
    """
    found = state.agenda.by_id[item]
    refusal = _over(state, found) or _worded(
        clean(title),
        minutes,
        tables,
        found.kind,
    )
    if refusal or minutes is None:
        return refusal or _no_minutes()
    changed = ItemChanged(
        item=item,
        title=clean(title),
        minutes=minutes,
        tables=_tables(found.kind, tables),
        speaker=free(speaker),
    )
    if found.kind != "presentation" or minutes == found.minutes:
        return Writing(changed)
    if any(state.floor.begun(each.id) for each in state.agenda.presentations):
        return Refusal(
            several(
                "A project was presented already, in {n} minute.",
                "A project was presented already, in {n} minutes.",
                found.minutes,
            ),
            say("Every project gets the same time."),
            "minutes",
        )
    others = [each for each in state.agenda.presentations if each.id != item]
    return Writing(changed, *(_in_minutes(each, minutes) for each in others))


def _in_minutes(presentation: Item, minutes: int) -> ItemChanged:
    """A presentation as it was, in other minutes."""
    return ItemChanged(
        item=presentation.id,
        title=presentation.title,
        minutes=minutes,
        tables=0,
        speaker=presentation.speaker,
    )


def _over(state: Assembly, item: Item) -> Refusal | None:
    if not state.floor.over(item.id):
        return None
    return Refusal(
        say("“{title}” is over.", title=item.title),
        say("Plan another item."),
        "item",
    )


def drop(state: Assembly, _moment: Moment, *, item: Id) -> Decided:
    """Take an item that has not begun off the running order."""
    return _begun(state, state.agenda.by_id[item]) or Writing(ItemDropped(item))


def _begun(state: Assembly, item: Item) -> Refusal | None:
    if not state.floor.begun(item.id):
        return None
    return Refusal(
        say("“{title}” has begun.", title=item.title),
        say("End it; it stays in the minutes."),
        "item",
    )


def move(
    state: Assembly,
    _moment: Moment,
    *,
    item: Id,
    earlier: bool,
) -> Decided:
    """Move an item one place, by hand."""
    order = [each.id for each in state.agenda.items]
    at = order.index(item)
    to = at - 1 if earlier else at + 1
    if not 0 <= to < len(order):
        return Refusal(
            say("It is the first already.")
            if earlier
            else say("It is the last already."),
            where="item",
        )
    order[at], order[to] = order[to], order[at]
    return Writing(RunningOrderSet(tuple(order), ""))


def draw_order(state: Assembly, moment: Moment) -> Decided:
    """Draw the order of the presentations by lot; all else keeps its place."""
    held = state.agenda.presentations
    if len(held) < 2:
        return Refusal(
            say("There are no two presentations to put in an order."),
            say("Plan them first."),
        )
    if any(state.floor.begun(item.id) for item in held):
        return Refusal(
            say("The presentations have begun."),
            say("Their order stands; move one by hand if it must be."),
        )
    seed = moment.new_code()
    places = {item.project or item.id: item.id for item in held}
    drawn = iter(
        [
            places[Id(project)]
            for project in lot_order(Lot(seed, _ORDER), places)
        ],
    )
    return Writing(
        RunningOrderSet(
            tuple(
                next(drawn) if item.kind == "presentation" else item.id
                for item in state.agenda.items
            ),
            seed,
        ),
    )


def begin_at(_state: Assembly, _moment: Moment, *, time: str) -> Decided:
    """Say when the evening is to begin, as a time of day: 17:00, 9.30 or 17."""
    said = time_of_day(time)
    if said is None:
        return no_time(time)
    hour, minute = said
    return Writing(BeginningSet(hour * 60 + minute))


def apply(agenda: Agenda, entry: AgendaEntry, at: datetime) -> Agenda:
    """What the entry adds."""
    match entry:
        case ItemPlanned():
            planned = Item(
                entry.item,
                entry.kind,
                entry.title,
                entry.project,
                entry.minutes,
                entry.tables,
                entry.speaker,
            )
            return _with(agenda, planned, at)
        case ItemChanged(item=item):
            changed = replace(
                agenda.by_id[item],
                title=entry.title,
                minutes=entry.minutes,
                tables=entry.tables,
                speaker=entry.speaker,
            )
            return _with(agenda, changed, at)
        case ItemDropped(item=item):
            left = {
                key: kept for key, kept in agenda.by_id.items() if key != item
            }
            dropped = (*agenda.dropped, (at, agenda.by_id[item]))
            return replace(
                agenda,
                by_id=MappingProxyType(left),
                dropped=dropped,
            )
        case RunningOrderSet(items=items):
            ordered = {item: agenda.by_id[item] for item in items}
            return replace(agenda, by_id=MappingProxyType(ordered))
        case BeginningSet(minute=minute):
            return replace(agenda, starts=minute)
        case _:
            assert_never(entry)


def _with(agenda: Agenda, item: Item, at: datetime) -> Agenda:
    set_now = replace(item, lasts=(*item.lasts, (at, item.whole)))
    return replace(agenda, by_id=put(agenda.by_id, item.id, set_now))


def tell(entry: AgendaEntry, _state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case ItemPlanned(title=title, minutes=minutes):
            return several(
                "“{title}” was planned: {kind}, {n} minute.",
                "“{title}” was planned: {kind}, {n} minutes.",
                minutes,
                title=title,
                kind=KINDS[entry.kind],
            )
        case ItemChanged(title=title, minutes=minutes):
            return several(
                "“{title}” was changed on the agenda: {n} minute.",
                "“{title}” was changed on the agenda: {n} minutes.",
                minutes,
                title=title,
            )
        case ItemDropped():
            return say("An item was taken off the agenda.")
        case RunningOrderSet(seed=""):
            return say("The running order was changed by hand.")
        case BeginningSet(minute=minute):
            at = f"{minute // 60}:{minute % 60:02}"
            return say("The evening is to begin at {time}.", time=at)
        case RunningOrderSet(seed=seed):
            return say(
                "The order of the presentations was drawn by the lot {seed}.",
                seed=seed,
            )
        case _:
            assert_never(entry)


def item_title(state: Assembly, item: Id) -> Text:
    """An item's title; of one that was taken off, or whose planning was undone, only that."""
    found = state.agenda.by_id.get(item)
    return say("an item that was taken off") if found is None else found.title
