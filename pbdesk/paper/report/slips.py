"""Slips with several items: who was in the room, and what else was added up without a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from pbdesk.canonical import Json
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.source import Source
from pbdesk.paper.section import section
from pbdesk.paper.typeset import Section
from pbdesk.words import Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.assembly.figures import AddedUp

__all__ = ["slips"]


def slips(source: Source) -> Sequence[Section]:
    """Each question that was only added up, item by item; nothing before it was."""
    pen = source.pen
    return [
        section(
            pen,
            "audit",
            f"slips-{n}",
            plain(each.wording),
            _lead(each),
            parts=_parts(pen, each),
        )
        for n, each in enumerate(source.figures.added_up, 1)
    ]


def _parts(pen: Pen, each: AddedUp) -> list[Json]:
    return [{"title": "", "beside": list(_columns(pen, each))}]


def _lead(added: AddedUp) -> Words:
    if not added.came:
        return say(
            "Fewer than {n} slips came in; nothing of them is told.",
            n=added.least,
        )
    if _hidden(added):
        return several(
            "Scored on a slip without a name, of which {n} came in. Only the middle is told.",
            "Scored on slips without a name, of which {n} came in. Only the middle is told.",
            added.came,
        )
    return _asked(added)


def _asked(added: AddedUp) -> Words:
    return several(
        "Asked on a slip without a name, of which {n} came in. Answers of fewer than {least} are "
        "taken together.",
        "Asked on slips without a name, of which {n} came in. Answers of fewer than {least} are "
        "taken together.",
        added.came,
        least=added.least,
    )


def _hidden(added: AddedUp) -> bool:
    return any(n is None for _, answers in added.items for _, n in answers)


def _columns(pen: Pen, added: AddedUp) -> Iterator[Json]:
    """The items in two columns of about the same height."""
    rows = [
        _rows(pen, added.least, item, answers) for item, answers in added.items
    ]
    half = sum(len(each) for each in rows) / 2
    left = next(
        (
            n
            for n in range(1, len(rows))
            if sum(len(each) for each in rows[:n]) >= half - 1
        ),
        len(rows),
    )
    columns: list[Json] = [
        {"head": pen(say("Answer")), "width": "1fr"},
        {"head": pen(say("Slips")), "width": "auto", "figures": True},
    ]
    for part in filter(None, (rows[:left], rows[left:])):
        table = {"columns": columns, "rows": list(chain.from_iterable(part))}
        yield {"title": "", "table": table}


def _rows(
    pen: Pen,
    least: int,
    item: Words,
    answers: Sequence[tuple[Words, int | None]],
) -> list[Json]:
    """The item in bold above its answers, or above what is said of too few."""
    told: list[Json] = _told_of_answers(pen, answers)
    few: list[Json] = _too_few(pen, least)
    return [{"strong": True, "cells": [pen(item), ""]}, *(told or few)]


def _too_few(pen: Pen, least: int) -> list[Json]:
    return [
        {
            "cells": [
                pen(
                    say(
                        "Fewer than {n} answered it; nothing of it is told.",
                        n=least,
                    ),
                ),
                "",
            ],
        },
    ]


def _told_of_answers(
    pen: Pen,
    answers: Sequence[tuple[Words, int | None]],
) -> list[Json]:
    return [_told_of(answer, slips, pen) for answer, slips in answers]


def _told_of(answer: Words, slips: int | None, pen: Pen) -> Json:
    return {"cells": [pen(answer), "" if slips is None else pen.number(slips)]}
