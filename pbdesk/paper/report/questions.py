"""Questions: what each one came to, and how; for evenings that ask more than where money goes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pbdesk.assembly.reported import Answer
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.source import Source
from pbdesk.paper.typeset import Json, Section
from pbdesk.words import Words, say

__all__ = ["decided", "each_question", "gave", "what_each_got"]

_STAGES = 8
"""More stages than these do not stand side by side: the last are shown, the record has all."""


def decided(source: Source) -> Sequence[Section]:
    """The first page: every question with what came out, what follows, and its code."""
    pen, figures = source.pen, source.figures
    parts = [_in_short(source, each) for each in figures.answers]
    return [
        {
            "kind": "rules",
            "name": "decided",
            "title": pen(say("What was decided")),
            "lead": pen(
                say(
                    "{name}, {place}. Straw polls are no results and have no code.",
                    name=figures.name,
                    place=figures.place,
                )
            ),
            "parts": parts,
        }
    ]


def gave(source: Source) -> Sequence[Section]:
    """The first page of one hall of several: what it gave, and that the sum of all decides."""
    pen, figures = source.pen, source.figures
    return [
        {
            "kind": "rules",
            "name": "decided",
            "title": pen(say("What this hall gave")),
            "lead": pen(
                say(
                    "{hall}, {place}: one hall of “{name}”. Nothing is decided here: no quorum and "
                    "no lot of one hall counts. The sum of all halls decides.",
                    hall=figures.hall.hall,
                    place=figures.place,
                    name=figures.hall.of,
                )
            ),
            "parts": [_in_short(source, each) for each in figures.answers],
        }
    ]


def what_each_got(source: Source) -> Sequence[Section]:
    """A section for each question of one hall: its options in the order of the sheet."""
    return [_section(source, each) for each in source.figures.answers]


def _in_short(source: Source, answer: Answer) -> Json:
    pen = source.pen
    code = source.codes.get(answer.id)
    rows = [
        _row(pen, say("What follows"), answer.follows),
        _row(pen, say("How"), answer.taken),
    ]
    if not source.figures.hall.parent:
        rows.insert(0, _row(pen, say("Result"), answer.came))
    part: dict[str, Json] = {"title": pen(_heading(answer)), "rows": rows}
    if code:
        part["code"] = list(code)
        part["note"] = pen(say("The code of this result: the same in every pack that holds it."))
    return part


def _row(pen: Pen, label: Words, words: Words) -> Json:
    return [pen(label), pen(words)]


def _heading(answer: Answer) -> Words:
    return say("{number}. {wording}", number=answer.id, wording=answer.wording)


def each_question(source: Source) -> Sequence[Section]:
    """A section for each question: its options with what they got, and every stage of the count."""
    told = [each for each in source.figures.answers if each.kind != "fund"]
    return [_section(source, each) for each in told]


def _section(source: Source, answer: Answer) -> Section:
    pen = source.pen
    method = " ".join(pen(words) for words in answer.method)
    notes = [method, *(pen(words) for words in answer.notes)]
    if code := source.codes.get(answer.id):
        notes.insert(0, pen(say("The code of this result: {code}.", code=" ".join(code))))
    shown = answer.stages[-_STAGES:]
    notes += [
        pen(say("Stage {n}: {told}", n=n, told=stage.told))
        for n, stage in enumerate(answer.stages, 1)
    ]
    return {
        "kind": "table",
        "name": f"question-{answer.id}",
        "title": pen(_heading(answer)),
        "lead": pen(answer.came),
        "table": _table(pen, answer, len(answer.stages) - len(shown)),
        "notes": notes,
    }


def _table(pen: Pen, answer: Answer, hidden: int) -> Json:
    shown = answer.stages[hidden:]
    columns: list[Json] = [
        {"head": pen(say("On the sheet")), "width": 14},
        {"head": pen(say("Option")), "width": "1fr"},
    ]
    heads = [pen(say("Stage {n}", n=n)) for n in range(hidden + 1, hidden + len(shown) + 1)]
    columns += [
        {"head": head, "width": "auto", "figures": True} for head in heads or [pen(say("Answers"))]
    ]
    rows: list[Json] = []
    for place, line in enumerate(answer.lines):
        sums = [_sum(pen, stage.sums[place]) for stage in shown] or [pen.number(line.support)]
        rows.append({"strong": line.chosen, "cells": [line.code, pen(line.title), *sums]})
    return {"compact": True, "columns": columns, "rows": rows}


def _sum(pen: Pen, figure: int | Fraction | None) -> str:
    return "–" if figure is None else pen.number(figure)
