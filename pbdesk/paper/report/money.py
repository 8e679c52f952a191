"""Votes and money.

The bars, the money line, the money step by step; then why each project is funded or is not. Where
there are many projects the report has those that are funded and those nearest to the money line;
the annex has all.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from pbdesk.assembly.figures import Figures, ProjectFigures
from pbdesk.canonical import Json
from pbdesk.charts import bar_lengths
from pbdesk.paper.force import force_of
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.source import FEW_TIES, Source
from pbdesk.paper.section import column, left_after, row, section
from pbdesk.paper.typeset import Section
from pbdesk.questions.near_miss import NearMiss, simplest
from pbdesk.voting.styles import STYLES
from pbdesk.words import Sentences, Share, Words, say, several

__all__ = ["money_in_full", "votes_and_money", "why_each", "why_nearest"]

_DRAWN = 24  # more bars than these are no picture any more
_LISTED = (
    60  # so many funded projects stand in the report; the annex has the rest
)
_OVER, _UNDER = (
    2,
    6,
)  # how many projects above and below the money line are its nearest


def votes_and_money(source: Source) -> Sequence[Section]:
    """Every project's support as a table whose bars are drawn, and the pot as it went down.

    Of many projects, a list of the funded and of the nearest below the money line.
    """
    figures = source.figures
    pen = source.pen
    said = {
        "name": "votes",
        "title": pen(say("Votes and money")),
        "lead": pen(_lead(figures)),
    }
    if len(figures.projects) > _DRAWN:
        return [
            {
                **said,
                "kind": "table",
                "table": _list(source),
                "notes": _notes(source),
            },
        ]
    steps = _step_by_step(pen, figures)
    return [
        {
            **said,
            "kind": "votes",
            **_bars(source),
            "steps": steps if source.few else None,
        },
    ]


def _step_by_step(pen: Pen, figures: Figures) -> dict[str, Json]:
    return {
        "title": pen(say("The money, step by step")),
        "table": _steps(figures, pen),
    }


def _bars(source: Source) -> dict[str, Json]:
    figures = source.figures
    pen = source.pen
    lengths = bar_lengths([p.support for p in figures.projects])
    return {
        "heads": _heads(pen, figures),
        "lines": [
            _bar(p, pen, figures, length)
            for p, length in zip(figures.projects, lengths, strict=True)
        ],
        "money_line": pen(_money_line(figures)),
        "notes": _notes(source),
    }


def _heads(pen: Pen, figures: Figures) -> list[str]:
    return [
        pen(say("Project")),
        pen(figures.support_name),
        pen(force_of(figures).cost),
    ]


def _bar(p: ProjectFigures, pen: Pen, figures: Figures, length: float) -> Json:
    return {
        "funded": p.funded,
        "mark": pen(_mark(figures, p)),
        "title": pen(p.title),
        "support": pen.number(p.support),
        "length": length,
        "cost": pen.money(p.cost),
    }


def _list(source: Source) -> Json:
    """The funded projects in their order, the money line, and the nearest below it."""
    figures = source.figures
    pen = source.pen
    rows: list[Json] = [
        _listed(p, pen, pen.number(p.item or 0))
        for p in figures.funded[:_LISTED]
    ]
    if rest := figures.funded[_LISTED:]:
        rows.append(
            _rest_above(source, pen, rest),
        )
    money_line = ["", pen(force_of(figures).sum), "", _given(source)]
    rows.append(row(money_line, strong=True, line=True))
    rows += [_listed(p, pen, "–") for p in figures.unfunded[:_UNDER]]
    if rest := figures.unfunded[_UNDER:]:
        rows.append(_rest_below(source, pen, rest))
    return {"compact": True, "columns": _columns_of_list(source), "rows": rows}


def _rest_below(
    source: Source,
    pen: Pen,
    rest: tuple[ProjectFigures, ...],
) -> dict[str, Json]:
    return row(["", pen(_more_below(source, len(rest))), "", ""])


def _rest_above(
    source: Source,
    pen: Pen,
    rest: tuple[ProjectFigures, ...],
) -> dict[str, Json]:
    return row(
        ["", pen(_more_above(source, len(rest))), "", pen.money(_cost(rest))],
    )


def _cost(projects: Sequence[ProjectFigures]) -> int:
    return sum(p.cost for p in projects)


def _more_above(source: Source, n: int) -> Words:
    return several(
        "{n} more project above the money line: {where}",
        "{n} more projects above the money line: {where}",
        n,
        where=source.where("money"),
    )


def _more_below(source: Source, n: int) -> Words:
    return several(
        "{n} more project below the money line: {where}",
        "{n} more projects below the money line: {where}",
        n,
        where=source.where("money"),
    )


def _columns_of_list(source: Source) -> list[Json]:
    figures = source.figures
    pen = source.pen
    return [
        column(pen(say("Item")), 10),
        column(pen(say("Project")), "1fr"),
        column(pen(figures.support_name), figures=True),
        column(pen(force_of(figures).cost), figures=True),
    ]


def _given(source: Source) -> str:
    return source.pen.money(source.figures.given)


def _listed(project: ProjectFigures, pen: Pen, item: str) -> dict[str, Json]:
    cells: list[Json] = [item, pen(project.title), pen.number(project.support)]
    return {"cells": [*cells, pen.money(project.cost)]}


def money_in_full(source: Source) -> Sequence[Section]:
    """Every project in the order of the count, with what was left; for the annex.

    Nothing where the report itself has it.
    """
    figures = source.figures
    pen = source.pen
    if source.few:
        return []
    return [
        _in_full(figures, pen),
    ]


def _in_full(figures: Figures, pen: Pen) -> Section:
    return section(
        pen,
        "table",
        "money",
        say("The money, step by step"),
        _lead(figures),
        table={**_steps(figures, pen), "compact": True},
        notes=[],
    )


def _lead(figures: Figures) -> Words:
    return say(
        "{ballots} {counted}",
        ballots=several(
            "{n} valid ballot.",
            "{n} valid ballots.",
            figures.valid,
        ),
        counted=force_of(figures).counted(figures),
    )


def _money_line(figures: Figures) -> Words:
    """What the cheapest costs is said where the money alone kept all the others out."""
    cheapest = _cheapest(figures)
    if cheapest <= figures.leftover:
        return force_of(figures).money_line(figures)
    return _dearer(figures, cheapest)


def _dearer(figures: Figures, cheapest: int) -> Words:
    return say(
        "{line} The cheapest that is not funded costs {cost}.",
        line=force_of(figures).money_line(figures),
        cost=figures.money(cheapest),
    )


def _cheapest(figures: Figures) -> int:
    return min((project.cost for project in figures.unfunded), default=0)


def _steps(figures: Figures, pen: Pen) -> dict[str, Json]:
    """Shares only where support is ballots: points and votes have no ballot as their base."""
    shares = STYLES[figures.style].crossed
    columns: list[Json] = [
        column(pen(say("Order")), "auto", figures=True),
        column(pen(say("Project")), "1fr"),
        column(pen(figures.support_name), "auto", figures=True),
    ]
    columns += _share_column(pen, shares=shares)
    columns += [
        column(pen(force_of(figures).cost), "auto", figures=True),
        column(pen(say("Left")), "auto", figures=True),
    ]
    return {
        "stacked": True,
        "columns": columns,
        "rows": [
            _step(figures, p, n, pen, shares=shares)
            for n, p in enumerate(figures.projects, start=1)
        ],
    }


def _share_column(pen: Pen, *, shares: bool) -> list[Json]:
    if shares:
        return [column(pen(say("Share")), "auto", figures=True)]
    return []


def _step(
    figures: Figures,
    project: ProjectFigures,
    number: int,
    pen: Pen,
    *,
    shares: bool,
) -> Json:
    share = _share(figures, project, pen, shares=shares)
    return {
        "line": not project.funded and number == len(figures.funded) + 1,
        "cells": [
            pen.number(number),
            pen(project.title),
            pen.number(project.support),
            *share,
            pen.money(project.cost),
            left_after(project, pen),
        ],
    }


def _share(
    figures: Figures,
    project: ProjectFigures,
    pen: Pen,
    *,
    shares: bool,
) -> list[str]:
    if shares:
        return [pen.value(Share(project.support, figures.valid, 1))]
    return []


def _notes(source: Source) -> list[Json]:
    figures = source.figures
    pen = source.pen
    style = STYLES[figures.style]
    notes: list[Words] = []
    if style.crossed:
        notes.append(
            say("Share: of the {valid} valid ballots.", valid=figures.valid),
        )
    if style.points is not None:
        notes.append(style.points)
    support = [project.support for project in figures.projects]
    if support != sorted(support, reverse=True):
        notes.append(
            say(
                "Projects stand in the order in which they were funded; under these rules most "
                "support alone "
                "does not decide it.",
            ),
        )
    notes += _ties(source)
    return [
        pen(words)
        for words in (
            *notes,
            *figures.notes,
            _why_where(source),
        )
    ]


def _why_where(source: Source) -> Words:
    return say(
        "Why each project, and why not: {where}.",
        where=source.where(_why(source)),
    )


def _ties(source: Source) -> Sequence[Words]:
    """Each tie and what decided it; of many, how many and where they stand."""
    ties = source.figures.ties
    if not ties:
        return [say("No two projects that were left to decide came out equal.")]
    return ties if len(ties) <= FEW_TIES else [_told_apart(source, ties)]


def _told_apart(source: Source, ties: Sentences) -> Words:
    return several(
        "Projects came out equal {n} time; what decided: {where}.",
        "Projects came out equal {n} times; what decided each time: {where}.",
        len(ties),
        where=source.where("lot"),
    )


def _why(source: Source) -> str:
    """The section in which every project has its reason."""
    return "why" if source.few else "reasons"


def why_nearest(source: Source) -> Sequence[Section]:
    """The reasons of the projects nearest to the money line; of all, where there are few."""
    figures = source.figures
    lead = _lead_of_why(source)
    if source.few:
        return [_reasons(source, "why", lead, figures.projects)]
    nearest = (*figures.funded[-_OVER:], *figures.unfunded[:_UNDER])
    lead = _lead_of_nearest(source, nearest)
    return [_reasons(source, "why", lead, nearest)]


def _lead_of_nearest(
    source: Source,
    nearest: tuple[ProjectFigures, ...],
) -> Words:
    return several(
        "The project nearest to the money line. The reason of every project: {where}.",
        "The {n} projects nearest to the money line. The reason of every project: {where}.",
        len(nearest),
        where=source.where("reasons"),
    )


def _lead_of_why(source: Source) -> Words:
    if source.near_misses:
        return say(
            "What won each project its place, or the least that would have won it one.",
        )
    return say("What won each project its place, or what it was short of.")


def why_each(source: Source) -> Sequence[Section]:
    """Every reason, for the annex. Nothing where the report itself has them."""
    lead = say("What won each project its place, or what it was short of.")
    return (
        []
        if source.few
        else [_reasons(source, "reasons", lead, source.figures.projects)]
    )


def _reasons(
    source: Source,
    name: str,
    lead: Words,
    projects: Sequence[ProjectFigures],
) -> Section:
    """The reason of each project as the count itself gave it.

    And the least that would have won it, where found.
    """
    figures = source.figures
    pen = source.pen
    near_misses = source.near_misses
    notes = [say("The reasons are those of the count, by the sealed rules.")]
    if near_misses:
        notes.append(
            say(
                "Each change is worked out alone, all else as counted, by counting again.",
            ),
        )
    if figures.off_ballot:
        notes.append(
            _off_ballot(source, figures),
        )
    return section(
        pen,
        "why",
        name,
        say("Why this, why not that"),
        lead,
        lines=[
            _told(figures, p, pen, near_misses.get(p.id, ())) for p in projects
        ],
        notes=[pen(words) for words in notes],
    )


def _off_ballot(source: Source, figures: Figures) -> Words:
    return several(
        "{n} more proposal did not reach the ballot: {where}.",
        "{n} more proposals did not reach the ballot: {where}.",
        len(figures.off_ballot),
        where=source.where("options"),
    )


def _told(
    figures: Figures,
    project: ProjectFigures,
    pen: Pen,
    ways: Sequence[NearMiss],
) -> Json:
    verdict = _verdict(figures, project)
    least = _least_change(pen, ways)
    return {
        "funded": project.funded,
        "mark": pen(_mark(figures, project)),
        "title": pen(project.title),
        "facts": _facts(figures, project, pen),
        "verdict": pen(verdict),
        "reason": pen(project.reason),
        "least": least,
        "summary": pen(project.summary),
    }


def _verdict(figures: Figures, project: ProjectFigures) -> Words:
    if project.funded:
        return say("Item {item}.", item=project.item or 0)
    return say(
        "{left_out}, number {place} by support.",
        left_out=force_of(figures).left_out,
        place=project.place,
    )


def _facts(figures: Figures, project: ProjectFigures, pen: Pen) -> str:
    return pen(
        say(
            "{code} on the ballot, {cost}",
            code=project.code,
            cost=figures.price(project, project.asked),
        ),
    )


def _least_change(pen: Pen, ways: Sequence[NearMiss]) -> str:
    if ways:
        return pen(
            say(
                "It would have won with {ways}.",
                ways=_either([way.change for way in simplest(ways)]),
            ),
        )
    return ""


def _mark(figures: Figures, project: ProjectFigures) -> Words:
    force = force_of(figures)
    return force.taken if project.funded else force.left_out


def _either(ways: Sequence[Words]) -> Words:
    """One of these, apart by semicolons: a way may hold an “and” of its own."""
    return reduce(
        lambda before, following: say(
            "{before}; or {next}",
            before=before,
            next=following,
        ),
        ways,
    )
