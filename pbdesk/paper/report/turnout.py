"""Turnout: who could come, who came, and of whom every share is."""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.assembly.figures import Figures
from pbdesk.paper.report.source import Source
from pbdesk.paper.typeset import Json, Section
from pbdesk.words import Share, Words, say

__all__ = ["turnout"]


def turnout(source: Source) -> Sequence[Section]:
    """Each figure with its base in words; the ways to vote, where they are told apart."""
    figures, pen = source.figures, source.pen
    ways = figures.channels
    given, back = sum(way.given for way in ways), sum(way.returned for way in ways)
    rows: list[tuple[Words, int, int | None, Words | str]] = [
        (say("People in the register"), figures.register, None, ""),
        (say("Took a ballot"), figures.people, figures.register, say("of the register")),
        (say("Ballots given out"), given, None, ""),
        *(
            (way.name, way.given, given, say("of the ballots given out"))
            for way in ways[1:] and ways
        ),
        (say("Ballots returned"), back, given, say("of the ballots given out")),
        (say("Valid ballots"), figures.valid, back, say("of the ballots returned")),
    ]
    columns: list[Json] = [
        {"head": pen(say("Who, and what")), "width": "1fr"},
        {"head": pen(say("All")), "width": 24, "figures": True},
        {"head": pen(say("Share")), "width": 24, "figures": True},
        {"head": pen(say("Of what")), "width": 54, "small": True},
    ]
    lines: list[Json] = [
        {"cells": [pen(what), pen.number(n), _share(source, n, base), pen(of)]}
        for what, n, base, of in rows
    ]
    return [
        {
            "kind": "audit",
            "name": "turnout",
            "title": pen(say("Who took part")),
            "lead": pen(_lead(figures)),
            "parts": [{"title": "", "table": {"stacked": True, "columns": columns, "rows": lines}}],
        }
    ]


def _lead(figures: Figures) -> Words:
    told = say(
        "Shares of projects in this pack are of the {valid} valid ballots.", valid=figures.valid
    )
    if not figures.invited:
        return told
    return say("{told} How people were invited: {invited}.", told=told, invited=figures.invited)


def _share(source: Source, n: int, base: int | None) -> str:
    return source.pen.value(Share(n, base, 1)) if base else ""
