"""Part of check 25: the time of each item of the agenda, and what was asked at the tables.

Both follow from the record: when a clock was started and stopped, and which questions were put and
answered. Their words stand there by digests alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from pbdesk.pack.contents import Deliberated, ToldQuestion
from pbdesk.pack.record import ToldLines

__all__ = [
    "Corrected",
    "Noted",
    "TakenUp",
    "is_as_spoken",
    "titles_on_the_agenda",
]

type _Row = tuple[object, ...]


class _Planned(msgspec.Struct, frozen=True):
    item: str
    title: str
    minutes: int
    tables: int


class _OfItem(msgspec.Struct, frozen=True):
    item: str


class _Ordered(msgspec.Struct, frozen=True):
    items: list[str]


class _Clock(msgspec.Struct, frozen=True):
    item: str
    at: str
    over: str = ""


class Noted(msgspec.Struct, frozen=True):
    """Something was said at a table about a trade-off."""

    argument: str
    tradeoff: str
    kind: str
    table: int


class Corrected(msgspec.Struct, frozen=True):
    """What it is was put right."""

    argument: str
    kind: str


class _Answered(msgspec.Struct, frozen=True):
    argument: str


class TakenUp(msgspec.Struct, frozen=True):
    """A project was taken up, to weigh what it costs others."""

    tradeoff: str
    project: str


def is_as_spoken(told: ToldLines, said: Deliberated) -> bool:
    """Whether the agenda took the time, and the tables put the questions, that the record tells."""
    timings: list[_Row] = [
        (each.title, each.minutes, each.tables, each.took)
        for each in said.timings
    ]
    asked = _questions(told)
    return (
        timings == _timings(told)
        and len(asked) == len(said.questions)
        and all(
            one.tells(other)
            for one, other in zip(asked, said.questions, strict=True)
        )
    )


def titles_on_the_agenda(told: ToldLines) -> dict[str, str]:
    """The title of each item that stands on the agenda, by its id."""
    return {item: each.title for item, each in _agenda(told).items()}


def _agenda(told: ToldLines) -> dict[str, _Planned]:
    """The items in their running order."""
    found = dict[str, _Planned]()
    for line in told:
        match line.type:
            case "agenda.planned" | "agenda.changed":
                each = msgspec.convert(line.body, _Planned)
                if line.type == "agenda.changed":
                    _ = found[each.item]
                found[each.item] = each
            case "agenda.dropped":
                del found[msgspec.convert(line.body, _OfItem).item]
            case "agenda.order_set":
                order = msgspec.convert(line.body, _Ordered).items
                found = {item: found[item] for item in order}
            case _:
                pass
    return found


def _timings(told: ToldLines) -> list[_Row]:
    """Title, minutes, tables and the seconds it took, of each item that began."""
    took = _spoken(told)
    agenda = _agenda(told).items()
    return [_timing(each, took[item]) for item, each in agenda if item in took]


def _timing(each: _Planned, seconds: object) -> _Row:
    return each.title, each.minutes, each.tables, seconds


def _spoken(told: ToldLines) -> dict[str, int]:
    """How many seconds each item took, without what was never stopped."""
    took = dict[str, int]()
    item, since = "", None
    for line in told:
        if line.type in {
            "agenda.clock_started",
            "agenda.clock_paused",
            "agenda.ended",
        }:
            clock = msgspec.convert(line.body, _Clock)
            at = _moment(clock.over or clock.at)
            if since is not None:
                took[item] += max(0, round((at - since).total_seconds()))
                since = None
            if line.type == "agenda.clock_started":
                item, since = clock.item, at
                took[item] = took.get(item, 0)
            elif line.type == "agenda.ended":
                _ = took[clock.item]
    return took


_MOMENT = re.compile(
    "[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    "[+-](?:[01][0-9]|2[0-3]):[0-5][0-9]",
)


def _moment(text: str) -> datetime:
    """A time as entries have it. Raises ValueError for one in any other form."""
    if _MOMENT.fullmatch(text) is None:
        raise ValueError("no time as entries have it")
    return datetime.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class _Question:
    """Something said at a table, as the record has it."""

    kind: str
    tradeoff: str
    table: int
    answered: bool = False
    project: str | None = None

    def tells(self, said: ToldQuestion) -> bool:
        """Whether the result says the same. Words that were erased are null there."""
        place = (said.project, said.table) == (self.project, self.table)
        return place and (
            self.answered or said.answer is said.answered_by is None
        )


def _questions(told: ToldLines) -> list[_Question]:
    found = dict[str, _Question]()
    projects = dict[str, str]()
    for line in told:
        match line.type:
            case "tradeoff.taken_up":
                taken = msgspec.convert(line.body, TakenUp)
                projects[taken.tradeoff] = taken.project
            case "argument.noted":
                noted = msgspec.convert(line.body, Noted)
                found[noted.argument] = _Question(
                    noted.kind,
                    noted.tradeoff,
                    noted.table,
                )
            case "argument.corrected":
                corrected = msgspec.convert(line.body, Corrected)
                before = found[corrected.argument]
                found[corrected.argument] = replace(before, kind=corrected.kind)
            case "argument.answered":
                argument = msgspec.convert(line.body, _Answered).argument
                found[argument] = replace(found[argument], answered=True)
            case _:
                pass
    return [
        replace(each, project=projects.get(each.tradeoff))
        for each in found.values()
        if each.kind == "question"
    ]
