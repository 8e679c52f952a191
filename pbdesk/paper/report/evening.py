"""Minutes and timings: the turning points of the assembly as the record tells them."""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.paper.report.source import Source
from pbdesk.paper.typeset import Json, Section
from pbdesk.words import Clock, Day, say

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
                {"strong": True, "cells": ["", pen.value(Day(day, weekday=True)), ""]},
            )
        rows.append({"cells": [pen.value(Clock(at)), pen(words), pen.number(number)]})
    columns: list[Json] = [
        {"head": pen(say("Time")), "width": 16},
        {"head": pen(say("What happened")), "width": "1fr"},
        {"head": pen(say("Entry")), "width": "auto", "figures": True},
    ]
    return (
        [
            {
                "kind": "table",
                "name": "minutes",
                "title": pen(say("Minutes and timings")),
                "lead": pen(
                    say("The turning points. The pack’s record.jsonl has every entry."),
                ),
                "table": {"columns": columns, "rows": rows},
            },
        ]
        if rows
        else []
    )
