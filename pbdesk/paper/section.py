"""A section of a page, and the tables in it, as the template (`resources/report`) reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pbdesk.assembly.figures import ProjectFigures
from pbdesk.canonical import Json
from pbdesk.paper.pen import Pen
from pbdesk.words import Text, Words

__all__ = [
    "Labelled",
    "column",
    "columns_of_figures",
    "labelled",
    "left_after",
    "priced",
    "row",
    "section",
]

type Labelled = Sequence[tuple[Words, Text]]
"""Texts, each beside its label."""


def section(
    pen: Pen,
    kind: str,
    name: str,
    title: Text,
    lead: Text,
    **more: Json,
) -> dict[str, Json]:
    """What the template draws as `kind`; page numbers are asked for by `name`."""
    return {
        "kind": kind,
        "name": name,
        "title": pen(title),
        "lead": pen(lead),
        **more,
    }


def priced(projects: Sequence[ProjectFigures], pen: Pen) -> list[Json]:
    """Each project with what it costs, a row each."""
    return [[pen(each.title), pen.money(each.cost)] for each in projects]


def left_after(project: ProjectFigures, pen: Pen) -> str:
    """What was left of the pot after a project; a dash where it was not funded."""
    return "–" if project.left_after is None else pen.money(project.left_after)


def labelled(rows: Labelled, pen: Pen) -> list[Json]:
    """Each text beside its label, a row each."""
    return [[pen(label), pen(text)] for label, text in rows]


def column(
    head: str,
    width: str | int = "auto",
    *,
    figures: bool = False,
    small: bool = False,
) -> Json:
    """A column of a table. `width`: "auto", a share of what is left ("1fr"), or millimetres."""
    return {"head": head, "width": width, "figures": figures, "small": small}


def columns_of_figures(first: str, heads: Iterable[str]) -> list[Json]:
    """A column for names, as wide as there is room, and one of figures for each head."""
    return [
        column(first, "1fr"),
        *(column(head, figures=True) for head in heads),
    ]


def row(
    cells: Sequence[Json],
    *,
    strong: bool = False,
    line: bool = False,
) -> dict[str, Json]:
    """A row of a table, in bold where it is `strong`, below a `line` where there is one."""
    return {"strong": strong, "line": line, "cells": cells}
