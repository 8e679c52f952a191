"""Votes and money.

The bars, the money line, the money step by step; then why each project is funded or is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from pbdesk.assembly.figures import Figures, ProjectFigures
from pbdesk.charts import bar_lengths
from pbdesk.paper.pen import Pen, page_of
from pbdesk.paper.report.source import Source
from pbdesk.paper.typeset import Json
from pbdesk.questions.near_miss import NearMiss
from pbdesk.voting.styles import STYLES
from pbdesk.words import Share, Words, say, several

__all__ = ["votes_and_money", "why_this"]

_FUNDED, _NOT_FUNDED = say("Funded"), say("Not funded")


def votes_and_money(source: Source) -> Sequence[Json]:
    """Every project's support as a table whose bars are drawn, and the pot as it went down."""
    figures, pen = source.figures, source.pen
    lengths = bar_lengths([p.support for p in figures.projects])
    return [
        {
            "kind": "votes",
            "name": "votes",
            "title": pen(say("Votes and money")),
            "lead": pen(_lead(figures)),
            "heads": [pen(say("Project")), pen(figures.support_name), pen(say("Cost"))],
            "lines": [
                {
                    "funded": p.funded,
                    "mark": pen(_FUNDED if p.funded else _NOT_FUNDED),
                    "title": pen(p.title),
                    "support": pen.number(p.support),
                    "length": length,
                    "cost": pen.money(p.cost),
                }
                for p, length in zip(figures.projects, lengths, strict=True)
            ],
            "money_line": pen(_money_line(figures)),
            "steps": {"title": pen(say("The money, step by step")), "table": _steps(figures, pen)},
            "notes": _notes(figures, pen),
        }
    ]


def _lead(figures: Figures) -> Words:
    return say(
        "{ballots} {funded} of {all} projects are funded.",
        ballots=several("{n} valid ballot.", "{n} valid ballots.", figures.valid),
        funded=len(figures.funded),
        all=len(figures.projects),
    )


def _money_line(figures: Figures) -> Words:
    """What the next project costs is said where the money alone kept all the others out."""
    following = next(iter(figures.unfunded), None)
    if following is None or any(project.cost <= figures.leftover for project in figures.unfunded):
        return figures.money_line
    return say(
        "{line} The next project costs {cost}.",
        line=figures.money_line,
        cost=figures.money(following.cost),
    )


def _steps(figures: Figures, pen: Pen) -> Json:
    """Shares only where support is ballots: points and votes have no ballot as their base."""
    shares = STYLES[figures.style].crossed
    columns: list[Json] = [
        _column(pen(say("Order")), "auto", figures=True),
        _column(pen(say("Project")), "1fr"),
        _column(pen(figures.support_name), "auto", figures=True),
    ]
    columns += [_column(pen(say("Share")), "auto", figures=True)] if shares else []
    columns += [
        _column(pen(say("Cost")), "auto", figures=True),
        _column(pen(say("Left")), "auto", figures=True),
    ]
    return {
        "columns": columns,
        "rows": [
            _step(figures, p, n, pen, shares=shares)
            for n, p in enumerate(figures.projects, start=1)
        ],
    }


def _column(head: str, width: str | int, *, figures: bool = False) -> Json:
    return {"head": head, "width": width, "figures": figures}


def _step(
    figures: Figures, project: ProjectFigures, number: int, pen: Pen, *, shares: bool
) -> Json:
    left = pen(say("not funded")) if project.left_after is None else pen.money(project.left_after)
    share = [pen.value(Share(project.support, figures.valid, 1))] if shares else []
    return {
        "line": not project.funded and number == len(figures.funded) + 1,
        "cells": [
            pen.number(number),
            pen(project.title),
            pen.number(project.support),
            *share,
            pen.money(project.cost),
            left,
        ],
    }


def _notes(figures: Figures, pen: Pen) -> list[Json]:
    style = STYLES[figures.style]
    notes: list[Words] = []
    if style.crossed:
        notes.append(say("Share: of the {valid} valid ballots.", valid=figures.valid))
    if style.points is not None:
        notes.append(style.points)
    support = [project.support for project in figures.projects]
    if support != sorted(support, reverse=True):
        notes.append(
            say(
                "Projects stand in the order in which they were funded; under these rules most "
                "support alone "
                "does not decide it."
            )
        )
    notes += list(figures.ties) or [say("No two projects that were left to decide came out equal.")]
    return [
        pen(words)
        for words in (
            *notes,
            *figures.notes,
            say("Page {page} says why each project is funded or is not.", page=page_of("why")),
        )
    ]


def why_this(source: Source) -> Sequence[Json]:
    """The reason of every project as the count itself gave it.

    And the least that would have won it, where found.
    """
    figures, pen, near_misses = source.figures, source.pen, source.near_misses
    notes = [say("The reasons are those of the count, by the sealed rules.")]
    if near_misses:
        notes.append(
            say("Each change is worked out alone, all else as counted, by counting again.")
        )
    if figures.off_ballot:
        notes.append(
            several(
                "{n} more proposal did not reach the ballot; page {page} gives the reason.",
                "{n} more proposals did not reach the ballot; page {page} gives the reasons.",
                len(figures.off_ballot),
                page=page_of("options"),
            )
        )
    lead = (
        say("What won each project its place, and the least change that would have altered it.")
        if near_misses
        else say("What won each project its place, or what it was short of.")
    )
    return [
        {
            "kind": "why",
            "name": "why",
            "title": pen(say("Why this, why not that")),
            "lead": pen(lead),
            "lines": [_why(figures, p, pen, near_misses.get(p.id, ())) for p in figures.projects],
            "notes": [pen(words) for words in notes],
        }
    ]


def _why(figures: Figures, project: ProjectFigures, pen: Pen, ways: Sequence[NearMiss]) -> Json:
    verdict = (
        say("Item {item}.", item=project.item or 0)
        if project.funded
        else say("Not funded, number {place} by support.", place=project.place)
    )
    least = (
        pen(say("It would have won with {ways}.", ways=_either([way.change for way in ways])))
        if ways
        else ""
    )
    return {
        "funded": project.funded,
        "mark": pen(_FUNDED if project.funded else _NOT_FUNDED),
        "title": pen(project.title),
        "facts": pen(
            say(
                "{code} on the ballot, {cost}", code=project.code, cost=figures.money(project.asked)
            )
        ),
        "verdict": pen(verdict),
        "reason": pen(project.reason),
        "least": least,
        "summary": pen(project.summary),
    }


def _either(ways: Sequence[Words]) -> Words:
    """One of these, apart by semicolons: a way may hold an “and” of its own."""
    return reduce(
        lambda before, following: say("{before}; or {next}", before=before, next=following), ways
    )
