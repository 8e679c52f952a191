"""Who was in the room: the equality slips, added up and merged until no figure is below ten."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from pbdesk.assembly.equality import LEAST
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.source import Source
from pbdesk.paper.typeset import Json, Section
from pbdesk.words import Words, say

__all__ = ["equality"]


def equality(source: Source) -> Sequence[Section]:
    """Question by question, with its answers; nothing before the slips were added up."""
    pen, asked = source.pen, source.figures.equality
    rows = [_rows(pen, question, answers) for question, answers in asked]
    half = sum(len(each) for each in rows) / 2
    left = next(
        (n for n in range(1, len(rows)) if sum(len(each) for each in rows[:n]) >= half - 1),
        len(rows),
    )
    columns: list[Json] = [
        {"head": pen(say("Answer")), "width": "1fr"},
        {"head": pen(say("Slips")), "width": "auto", "figures": True},
    ]
    beside: list[Json] = [
        {"title": "", "table": {"columns": columns, "rows": list(chain.from_iterable(part))}}
        for part in (rows[:left], rows[left:])
        if part
    ]
    return (
        [
            {
                "kind": "audit",
                "name": "equality",
                "title": pen(say("Who was in the room")),
                "lead": pen(
                    say(
                        "Asked on a slip of its own. Answers of fewer than {n} are taken together.",
                        n=LEAST,
                    )
                ),
                "parts": [{"title": "", "beside": beside}],
            }
        ]
        if rows
        else []
    )


def _rows(pen: Pen, question: Words, answers: Sequence[tuple[Words, int]]) -> list[Json]:
    """The question in bold above its answers, or above what is said of too few."""
    told: list[Json] = [{"cells": [pen(answer), pen.number(slips)]} for answer, slips in answers]
    few: list[Json] = [
        {"cells": [pen(say("Fewer than {n} answered it; nothing of it is told.", n=LEAST)), ""]}
    ]
    return [{"strong": True, "cells": [pen(question), ""]}, *(told or few)]
