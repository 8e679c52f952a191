"""Ballot: what every voter had in hand, and how it was counted, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.assembly.figures import Figures, ProjectFigures
from pbdesk.canonical import Json
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.source import Source
from pbdesk.paper.section import section
from pbdesk.paper.typeset import Section
from pbdesk.voting.styles import STYLES
from pbdesk.words import Words, say, several

__all__ = ["ballot"]


def ballot(source: Source) -> Sequence[Section]:
    """The question, the lines in the order of their codes with empty boxes, and the method."""
    figures = source.figures
    pen = source.pen
    lines = sorted(figures.projects, key=lambda p: p.code)
    return [
        section(
            pen,
            "ballot",
            "ballot",
            say("The ballot and the method"),
            _how_many(lines),
            question=pen(figures.question),
            asked=pen(figures.poster.ballot),
            help=pen(figures.help),
            heads=_heads(pen, figures),
            lines=[_line(p, pen) for p in lines],
            method=_method(pen, figures),
        ),
    ]


def _method(pen: Pen, figures: Figures) -> Json:
    return {
        "title": pen(say("How it is counted")),
        "words": [pen(figures.poster.count), pen(figures.poster.ties)],
    }


def _line(p: ProjectFigures, pen: Pen) -> Json:
    return {"code": p.code, "title": pen(p.title), "cost": pen.money(p.cost)}


def _heads(pen: Pen, figures: Figures) -> list[str]:
    style = STYLES[figures.style]
    return [*map(pen, (style.head, say("Code"), say("Project"), say("Cost")))]


def _how_many(lines: list[ProjectFigures]) -> Words:
    return several(
        "Every ballot had this {n} line, on paper and at the kiosk.",
        "Every ballot had these {n} lines, on paper and at the kiosk.",
        len(lines),
    )
