"""Speakers: who wants to speak on the item that is under way, by table or group and never by name.

Decisions  ask, call, withdraw      Entries  SpeakerAsked, SpeakerCalled, SpeakerLeft
Who has spoken least is called first: among those who wait, whose table and group have had the
fewest turns this evening; among equals, who asked first.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, assert_never

from pbdesk.assembly.agenda import item_title, table_words
from pbdesk.assembly.steering import INTERESTS, Interest
from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry, Id
from pbdesk.words import Words, say

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "Speaker",
    "SpeakerAsked",
    "SpeakerCalled",
    "SpeakerEntry",
    "SpeakerLeft",
    "Speakers",
    "apply",
    "ask",
    "call",
    "called",
    "queue",
    "tell",
    "turns",
    "withdraw",
]

_MOST_TABLES = 60


class SpeakerAsked(Entry, frozen=True, tag="speaker.asked", kw_only=True):
    """Somebody at a table (0: at none), or of a group, wants to speak on an item."""

    speaker: Id
    item: Id
    table: int
    group: Interest | None


class SpeakerCalled(Entry, frozen=True, tag="speaker.called"):
    """It was their turn."""

    speaker: Id


class SpeakerLeft(Entry, frozen=True, tag="speaker.left"):
    """They want to speak no more."""

    speaker: Id


SpeakerEntry = SpeakerAsked | SpeakerCalled | SpeakerLeft


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who wants to speak, or had their turn."""

    id: Id
    item: Id
    table: int
    group: Interest | None


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who waits, in the order in which they asked, and who had their turn."""

    waiting: tuple[Speaker, ...] = ()
    heard: tuple[Speaker, ...] = ()


def called(speaker: Speaker) -> Words:
    """How somebody is called up: by table, by group, or by both."""
    if speaker.group is None:
        return table_words(speaker.table)
    group = INTERESTS[speaker.group]
    if not speaker.table:
        return group
    return say(
        "{table}, {group}",
        table=table_words(speaker.table),
        group=group,
    )


def turns(state: Assembly) -> tuple[tuple[Words, int], ...]:
    """How many turns each table and each group had this evening, the most first."""
    tables = Counter(each.table for each in state.speakers.heard if each.table)
    groups: Counter[Interest] = Counter(
        each.group for each in state.speakers.heard if each.group is not None
    )
    return (
        *((table_words(table), n) for table, n in tables.most_common()),
        *((INTERESTS[group], n) for group, n in groups.most_common()),
    )


def queue(state: Assembly) -> tuple[Speaker, ...]:
    """Who waits on the item that is under way, whoever is called next first."""
    now = state.floor.now
    tables = Counter(each.table for each in state.speakers.heard if each.table)
    groups: Counter[Interest | None] = Counter(
        each.group for each in state.speakers.heard if each.group is not None
    )
    waiting = [
        each for each in state.speakers.waiting if now and each.item == now.item
    ]
    ordered: list[Speaker] = []
    while waiting:
        found = min(
            waiting,
            key=lambda each: tables[each.table] + groups[each.group],
        )
        waiting.remove(found)
        ordered.append(found)
        tables[found.table] += bool(found.table)
        groups[found.group] += found.group is not None
    return tuple(ordered)


def ask(
    state: Assembly,
    moment: Moment,
    *,
    table: int | None = None,
    group: Interest | None = None,
) -> Decided:
    """Put somebody down who wants to speak: by their table, their group, or both."""
    now = state.floor.now
    if now is None:
        return Refusal(
            say("No item is under way."),
            say("Begin one on the agenda."),
            "table",
        )
    if not table and group is None:
        return Refusal(
            say("Nobody knows where this speaker sits."),
            say("Write the table, or choose the group; no name."),
            "table",
        )
    if table is not None and not 0 <= table <= _MOST_TABLES:
        return Refusal(
            say("There are at most 60 tables."),
            say("Write a whole number."),
            "table",
        )
    return Writing(
        SpeakerAsked(
            speaker=Id(moment.new_id()),
            item=now.item,
            table=table or 0,
            group=group,
        ),
    )


def call(state: Assembly, _moment: Moment) -> Decided:
    """Give whoever is next their turn."""
    waiting = queue(state)
    if not waiting:
        return _NOBODY
    return Writing(SpeakerCalled(waiting[0].id))


_NOBODY = Refusal(say("Nobody waits to speak."))


def withdraw(state: Assembly, _moment: Moment, *, speaker: Id) -> Decided:
    """Take somebody off who wants to speak no more."""
    if any(each.id == speaker for each in state.speakers.waiting):
        return Writing(SpeakerLeft(speaker))
    return _NOBODY


def apply(speakers: Speakers, entry: SpeakerEntry, _at: datetime) -> Speakers:
    """What the entry adds."""
    if isinstance(entry, SpeakerAsked):
        asked = Speaker(entry.speaker, entry.item, entry.table, entry.group)
        return replace(speakers, waiting=(*speakers.waiting, asked))
    left = tuple(each for each in speakers.waiting if each.id != entry.speaker)
    found = tuple(each for each in speakers.waiting if each.id == entry.speaker)
    match entry:
        case SpeakerCalled():
            return Speakers(left, (*speakers.heard, *found))
        case SpeakerLeft():
            return replace(speakers, waiting=left)
        case _:
            assert_never(entry)


def tell(entry: SpeakerEntry, state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case SpeakerAsked(item=item, table=table, group=group):
            who = called(Speaker(entry.speaker, item, table, group))
            return say(
                "Asked to speak on “{title}”: {who}.",
                title=item_title(state, item),
                who=who,
            )
        case SpeakerCalled(speaker=speaker):
            found = next(
                (each for each in state.speakers.heard if each.id == speaker),
                None,
            )
            who = called(found) if found else say("Somebody")
            return say("Had the floor from the speakers' list: {who}.", who=who)
        case SpeakerLeft():
            return say("Somebody was taken off the speakers' list.")
        case _:
            assert_never(entry)
