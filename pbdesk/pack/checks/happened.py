"""Check 26: what a supplement tells is what its record tells, entry by entry and sum by sum.

Every public entry in force that tells what followed the result is there once, in its order, with
each digest of somebody's words given as the words and their salt; and the sums of the open book are
those of the entries about money.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Annotated, cast

import msgspec

from pbdesk.pack.checks.case import Case
from pbdesk.pack.checks.said import alike, erased_digests
from pbdesk.pack.contents import Json, canonical, canonically_read
from pbdesk.pack.record import (
    Told,
    ToldLines,
    in_force,
    of_type,
    otherwise,
    untold,
)
from pbdesk.pack.refused import PackRefused
from pbdesk.words import Words, say, several

__all__ = ["FOLLOWING", "happened"]

FOLLOWING = frozenset(
    {
        "answer.reminded",
        "follow_up.lesson",
        "follow_up.looked_at",
        "follow_up.reopened",
        "money.allocated",
        "money.help",
        "money.milestone",
        "money.paid",
        "money.returned",
        "money.stopped",
        "pack.answered",
    },
)
"""The types of entries that tell what followed the result."""

_SUMS = ("allocated", "paid", "paid_back", "returned", "hours")


_OPEN_BOOK = "data/open-book.json"

type _Sum = Annotated[int, msgspec.Meta(ge=0)]


class _Started(msgspec.Struct, frozen=True):
    id: str
    rehearsal: bool


class _Spent(msgspec.Struct, frozen=True):
    item: str
    sum: _Sum


class _Helped(msgspec.Struct, frozen=True):
    item: str
    hours: _Sum


class _Returned(msgspec.Struct, frozen=True):
    item: str
    sum: _Sum
    source: str
    to_item: str | None


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    entry: int
    type: str
    body: dict[str, object]


class _Line(msgspec.Struct, frozen=True):
    id: str
    allocated: int
    spent: int
    returned: int
    left: int
    paid: int
    paid_back: int
    hours: int


class _Book(msgspec.Struct, frozen=True):
    items: list[_Line]


class _Follows(msgspec.Struct, frozen=True):
    happened: list[_Row]
    book: _Book


def happened(case: Case) -> Words:
    """What followed is told as the record has it."""
    said = _read(canonically_read(case.bag.result), _Follows)
    told = in_force(case.record.told)
    _refuse_another_record(case, told)
    _refuse_another_book(case)
    lines = [line for line in told if line.type in FOLLOWING]
    _refuse_others(said.happened, lines, told)
    _refuse_other_sums(said.book.items, lines)
    return several(
        "{n} entry of the record tells what followed; it stands here word for word.",
        "{n} entries of the record tell what followed; they stand here word for word.",
        len(lines),
    )


def _read[T: msgspec.Struct](value: object, kind: type[T]) -> T:
    try:
        return msgspec.convert(value, kind)
    except ValueError as error:
        raise PackRefused(say("What followed cannot be read.")) from error


def _refuse_another_record(case: Case, told: ToldLines) -> None:
    """The record begins as that of the assembly which the pack is of, rehearsed or not."""
    begun = _begun(told)
    started = _read(begun.body, _Started)
    rehearsed = case.stated.stage == "rehearsal"
    if (started.id, started.rehearsal) != (case.stated.assembly, rehearsed):
        raise otherwise(begun.type, begun.seq)


def _begun(told: ToldLines) -> Told:
    begun = of_type("assembly.started", told)
    if len(begun) != 1:
        raise untold("assembly.started")
    return begun[0]


def _refuse_another_book(case: Case) -> None:
    """open-book.json is the book of result.json."""
    found = case.bag.files.get(_OPEN_BOOK)
    if found not in (None, canonical(_told_book(case))):
        raise PackRefused(
            say("“{name}” has other figures than the result.", name=_OPEN_BOOK),
        )


def _told_book(case: Case) -> object:
    told = canonically_read(case.bag.result)
    return cast("Json", told)["book"]


def _refuse_others(
    rows: Sequence[_Row],
    lines: ToldLines,
    told: ToldLines,
) -> None:
    erased = erased_digests(told)
    shown = {row.entry: row for row in rows}
    for line in lines:
        row = shown.get(line.seq)
        same = row is not None and row.type == line.type
        if row is None or not same or not alike(row.body, line.body, erased):
            raise PackRefused(
                say(
                    "Entry {seq} is told otherwise than it was recorded.",
                    seq=line.seq,
                ),
            )
    if [row.entry for row in rows] != [line.seq for line in lines]:
        raise PackRefused(
            say("It tells what the record does not, or in another order."),
        )


def _refuse_other_sums(items: Sequence[_Line], lines: ToldLines) -> None:
    sums = _added_up(lines)
    if len({line.id for line in items}) != len(items):
        raise PackRefused(say("A project stands in the result twice."))
    if sums.keys() - {line.id for line in items}:
        raise PackRefused(say("The open book leaves an item out."))
    for line in items:
        here = sums[line.id]
        spent = here["paid"] - here["paid_back"]
        said = {name: getattr(line, name) for name in _SUMS}
        left = here["allocated"] - spent - here["returned"]
        if said != {name: here[name] for name in _SUMS} or (
            line.spent,
            line.left,
        ) != (
            spent,
            left,
        ):
            raise PackRefused(
                say(
                    "The sums of “{item}” are not those of the record.",
                    item=line.id,
                ),
            )


def _added_up(lines: ToldLines) -> defaultdict[str, dict[str, int]]:
    """Item -> its sums, by name."""
    sums = defaultdict[str, dict[str, int]](lambda: dict.fromkeys(_SUMS, 0))
    for line in lines:
        match line.type:
            case "money.allocated":
                given = _read(line.body, _Spent)
                sums[given.item]["allocated"] += given.sum
            case "money.paid":
                given = _read(line.body, _Spent)
                sums[given.item]["paid"] += given.sum
            case "money.help":
                helped = _read(line.body, _Helped)
                sums[helped.item]["hours"] += helped.hours
            case "money.returned":
                _give_back(sums, _read(line.body, _Returned))
            case _:
                pass
    return sums


def _give_back(sums: Mapping[str, dict[str, int]], back: _Returned) -> None:
    if back.source == "paid back":
        sums[back.item]["paid_back"] += back.sum
    if back.to_item == back.item:
        return
    sums[back.item]["returned"] += back.sum
    if back.to_item is not None:
        sums[back.to_item]["allocated"] += back.sum
