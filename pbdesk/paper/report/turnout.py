"""Turnout: who could come, who came, and of whom every share is."""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.assembly.figures import Figures
from pbdesk.canonical import Json
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.source import Source
from pbdesk.paper.section import column, row, section
from pbdesk.paper.typeset import Section
from pbdesk.words import Share, Text, Words, say

__all__ = ["turnout"]


def turnout(source: Source) -> Sequence[Section]:
    """Each figure with its base in words; the ways to vote, where they are told apart."""
    figures = source.figures
    pen = source.pen
    columns: list[Json] = _columns(pen)
    lines: list[Json] = [
        _row(source, pen, what, n, base, of)
        for what, n, base, of in _counted(figures)
    ]
    table = {"stacked": True, "columns": columns, "rows": lines}
    parts: list[Json] = [{"title": "", "table": table}]
    title = say("Who took part")
    return [
        section(pen, "audit", "turnout", title, _lead(figures), parts=parts),
    ]


def _row(
    source: Source,
    pen: Pen,
    what: Words,
    n: int,
    base: int | None,
    of: Text,
) -> Json:
    return row([pen(what), pen.number(n), _share(source, n, base), pen(of)])


def _columns(pen: Pen) -> list[Json]:
    return [
        column(pen(say("Who, and what")), "1fr"),
        column(pen(say("All")), 24, figures=True),
        column(pen(say("Share")), 24, figures=True),
        column(pen(say("Of what")), 54, small=True),
    ]


def _counted(figures: Figures) -> list[tuple[Words, int, int | None, Text]]:
    """What was counted, how many, of how many, and of what."""
    ways = figures.channels
    given = sum(way.given for way in ways)
    back = sum(way.returned for way in ways)
    of_given = say("of the ballots given out")
    rows: list[tuple[Words, int, int | None, Text]] = [
        (say("People in the register"), figures.register, None, ""),
        (
            say("Took a ballot"),
            figures.people,
            figures.register,
            say("of the register"),
        ),
        (say("Ballots given out"), given, None, ""),
    ]
    if len(ways) > 1:
        rows += [(way.name, way.given, given, of_given) for way in ways]
    rows += [
        (say("Ballots returned"), back, given, of_given),
        (
            say("Valid ballots"),
            figures.valid,
            back,
            say("of the ballots returned"),
        ),
    ]
    return rows


def _lead(figures: Figures) -> Words:
    told = say(
        "Shares of projects in this pack are of the {valid} valid ballots.",
        valid=figures.valid,
    )
    if not figures.invited:
        return told
    return say(
        "{told} How people were invited: {invited}.",
        told=told,
        invited=figures.invited,
    )


def _share(source: Source, n: int, base: int | None) -> str:
    return source.pen.value(Share(n, base, 1)) if base else ""
