"""Ballot: what every voter had in hand, and how it was counted, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.paper.report.source import Source
from pbdesk.paper.typeset import Section
from pbdesk.voting.styles import STYLES
from pbdesk.words import say, several

__all__ = ["ballot"]


def ballot(source: Source) -> Sequence[Section]:
    """The question, the lines in the order of their codes with empty boxes, and the method."""
    figures = source.figures
    pen = source.pen
    lines = sorted(figures.projects, key=lambda p: p.code)
    return [
        {
            "kind": "ballot",
            "name": "ballot",
            "title": pen(say("The ballot and the method")),
            "lead": pen(
                several(
                    "Every ballot had this {n} line, on paper and at the kiosk.",
                    "Every ballot had these {n} lines, on paper and at the kiosk.",
                    len(lines),
                ),
            ),
            "question": pen(figures.question),
            "asked": pen(figures.poster.ballot),
            "help": pen(figures.help),
            "heads": [
                pen(STYLES[figures.style].head),
                pen(say("Code")),
                pen(say("Project")),
                pen(say("Cost")),
            ],
            "lines": [
                {"code": p.code, "title": pen(p.title), "cost": pen.money(p.cost)}
                for p in lines
            ],
            "method": {
                "title": pen(say("How it is counted")),
                "words": [pen(figures.poster.count), pen(figures.poster.ties)],
            },
        },
    ]
