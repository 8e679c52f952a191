"""Minutes and timings: the turning points of the assembly as the record tells them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from pbdesk.canonical import Json
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.source import Source
from pbdesk.paper.section import section
from pbdesk.paper.typeset import Section
from pbdesk.words import Clock, Day, Words, say

__all__ = ["minutes"]


def minutes(source: Source) -> Sequence[Section]:
    """When, what, and the number of the entry; a day is named where it begins.

    Nothing where nothing is told.
    """
    pen = source.pen
    told = source.told
    rows: list[Json] = []
    day = None
    for at, words, number in told:
        if at.date() != day:
            day = at.date()
            rows.append(
                _day(pen, day),
            )
        rows.append(_row(pen, at, words, number))
    columns: list[Json] = _columns(pen)
    return (
        [
            section(
                pen,
                "table",
                "minutes",
                say("Minutes and timings"),
                say(
                    "The turning points. The pack’s record.jsonl has every entry.",
                ),
                table={"columns": columns, "rows": rows},
            ),
        ]
        if rows
        else []
    )


def _columns(pen: Pen) -> list[Json]:
    return [
        {"head": pen(say("Time")), "width": 16},
        {"head": pen(say("What happened")), "width": "1fr"},
        {"head": pen(say("Entry")), "width": "auto", "figures": True},
    ]


def _row(pen: Pen, at: datetime, words: Words, number: int) -> Json:
    return {"cells": [pen.value(Clock(at)), pen(words), pen.number(number)]}


def _day(pen: Pen, day: date) -> Json:
    return {
        "strong": True,
        "cells": ["", pen.value(Day(day, weekday=True)), ""],
    }
