"""A sheet for whoever proposed a project.

Why this, why not that; the money line, the least change, where to ask.
It names no proposer: the sheet can hang on a wall.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from pbdesk.assembly.figures import Figures, ProjectFigures
from pbdesk.canonical import Json
from pbdesk.i18n import Locale, render_money
from pbdesk.paper.document import document, running
from pbdesk.paper.faces import width
from pbdesk.paper.force import force_of
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.summary import code_to_check
from pbdesk.paper.section import columns_of_figures, left_after, row, section
from pbdesk.paper.typeset import typeset
from pbdesk.questions.near_miss import NearMiss
from pbdesk.words import Day, Words, say

__all__ = ["project_sheets_data", "project_sheets_pdf"]

_NONE: Mapping[str, Sequence[NearMiss]] = MappingProxyType({})
_AROUND_THE_LINE = 3
_LETTERS = 400  # more than these in the titles of a sheet's table are set small at once
_MOST = 800  # of more, with the ways to have won, it has only the lines beside the money line
_FAR_TOO_MANY = 1200  # of more, only the lines beside its own
_COMMON = 0.5  # em: a letter of common width; a W has nearly twice as much
_ROOM, _SUMS = (
    20.0,
    8.5,
)  # em: what titles have in the table, beside two sums of common width
_SAME = say("The result pack has this code on every page.")
_WAYS = 3
"""Of more ways to have won: the one in ballots alone, the one in cost alone, one between them."""


def project_sheets_pdf(
    figures: Figures,
    *,
    locale: Locale,
    made: date,
    code: tuple[str, ...] = (),
    outcome: tuple[str, ...] = (),
    pack_name: str = "",
    near_misses: Mapping[str, Sequence[NearMiss]] = _NONE,
    only: str | None = None,
) -> bytes:
    """A page a project, in the order of the result; `only` the one with this id.

    `code` is empty before the pack.
    Raises ValueError where no project has the id.
    """
    return typeset(
        project_sheets_data(
            figures,
            locale=locale,
            made=made,
            code=code,
            outcome=outcome,
            pack_name=pack_name,
            near_misses=near_misses,
            only=only,
        ),
    )


def project_sheets_data(
    figures: Figures,
    *,
    locale: Locale,
    made: date,
    code: tuple[str, ...] = (),
    outcome: tuple[str, ...] = (),
    pack_name: str = "",
    near_misses: Mapping[str, Sequence[NearMiss]] = _NONE,
    only: str | None = None,
) -> dict[str, Json]:
    """The words and figures of the sheets, rendered for the reader."""
    pen = Pen(locale, figures.currency)
    chosen = [p for p in figures.projects if only in (None, p.id)]
    if not chosen:
        raise ValueError(f"no such project: {only}")
    sections = _sheets(figures, code, outcome, near_misses, chosen, pen)
    return document(
        pen,
        title=say("Why this, why not that, {name}", name=figures.name),
        name=figures.name,
        made=made,
        running=running(figures),
        sections=sections,
        code=code,
        outcome=outcome,
        pack_name=pack_name,
        rehearsal=figures.rehearsal,
    )


def _sheets(
    figures: Figures,
    code: tuple[str, ...],
    outcome: tuple[str, ...],
    near_misses: Mapping[str, Sequence[NearMiss]],
    chosen: list[ProjectFigures],
    pen: Pen,
) -> list[Json]:
    return [
        _sheet(
            figures,
            project,
            pen,
            near_misses.get(project.id, ()),
            code,
            outcome,
        )
        for project in chosen
    ]


def _sheet(
    figures: Figures,
    project: ProjectFigures,
    pen: Pen,
    ways: Sequence[NearMiss],
    code: tuple[str, ...],
    outcome: tuple[str, ...],
) -> Json:
    entries = _entries(figures, project, pen, ways)
    beside = sum(len(words) for _, said in entries for words in said)
    price = figures.price(project, project.cost)
    return section(
        pen,
        "project",
        f"project-{project.place}",
        project.title,
        say("{code} on the ballot, {cost}", code=project.code, cost=price),
        summary=pen(project.summary),
        funded=project.funded,
        mark=pen(_mark(figures, project)),
        verdict=pen(_verdict(figures, project)),
        entries=entries,
        money=_the_money(figures, project, pen, beside=beside),
        check=code_to_check(pen, code, _SAME, outcome) if code else None,
    )


def _entries(
    figures: Figures,
    project: ProjectFigures,
    pen: Pen,
    ways: Sequence[NearMiss],
) -> list[tuple[str, list[str]]]:
    """What stands beside its label: why, how it would have won, where to ask."""
    entries = [
        (say("Why"), [project.reason]),
        *_least(project, ways),
        (say("Where to ask"), _where(figures, project)),
    ]
    return [_entry(label, said, pen) for label, said in entries]


def _entry(label: Words, said: list[Words], pen: Pen) -> tuple[str, list[str]]:
    return (pen(label), [pen(words) for words in said])


def _the_money(
    figures: Figures,
    project: ProjectFigures,
    pen: Pen,
    *,
    beside: int,
) -> Json:
    """The pot as it went down: the fewer lines, the more letters stand `beside` it."""
    letters = _letters(figures, project)
    around = _around(beside, letters)
    return {
        "label": pen(say("The money")),
        "words": pen(force_of(figures).money_line(figures)),
        "table": _money(figures, project, pen, around),
        "long": letters > _LETTERS,
    }


def _around(beside: int, letters: float) -> int:
    around = _AROUND_THE_LINE
    if letters + beside > _FAR_TOO_MANY:
        around = 0
    elif letters + beside > _MOST:
        around = 1
    return around


def _mark(figures: Figures, project: ProjectFigures) -> Words:
    force = force_of(figures)
    return force.taken if project.funded else force.left_out


def _verdict(figures: Figures, project: ProjectFigures) -> Words:
    mark = _mark(figures, project)
    if project.funded:
        item = project.item or 0
        return say("{mark}, item {item} of the result", mark=mark, item=item)
    return say(
        "{mark}, number {place} by support",
        mark=mark,
        place=project.place,
    )


def _least(
    project: ProjectFigures,
    ways: Sequence[NearMiss],
) -> list[tuple[Words, list[Words]]]:
    """The ways to have won, at most three, each with what it would have meant.

    Nothing for what was funded or was not looked at.
    """
    if project.funded or not ways:
        return []
    said = [_way(way) for way in _few(ways)]
    return [(say("It would have won with"), said)]


def _way(way: NearMiss) -> Words:
    if way.meaning is not None:
        return say(
            "{change}. {meaning}",
            change=way.change,
            meaning=way.meaning,
        )
    return say("{change}.", change=way.change)


def _few(ways: Sequence[NearMiss]) -> Sequence[NearMiss]:
    if len(ways) <= _WAYS:
        return ways
    return _ends_and_middle(ways)


def _ends_and_middle(ways: Sequence[NearMiss]) -> Sequence[NearMiss]:
    return (ways[0], ways[len(ways) // 2], ways[-1])


_ASK = say(
    "The facilitator explains the count. Page and rule stand in the result pack: anybody may "
    "read it and count again.",
)


def _where(figures: Figures, project: ProjectFigures) -> list[Words]:
    ask = _ASK
    if project.funded:
        return [
            _answers_by(figures),
            ask,
        ]
    return [
        ask,
        _other_money(figures),
    ]


def _answers_by(figures: Figures) -> Words:
    return say(
        "{decider} answers by {day}.",
        decider=figures.decider,
        day=Day(figures.answer_by),
    )


def _other_money(figures: Figures) -> Words:
    if figures.leftover:
        return say(
            "{leftover} Ask {holder} about other money.",
            leftover=figures.leftover_words,
            holder=figures.holder,
        )
    return say("Ask {holder} about other money.", holder=figures.holder)


def _money(
    figures: Figures,
    project: ProjectFigures,
    pen: Pen,
    around: int,
) -> dict[str, Json]:
    """The pot as it went down, around the money line and around this project.

    A dash where lines are left out.
    """
    at = figures.projects.index(project)
    rows: list[Json] = []
    for place, shown in _shown(
        at,
        len(figures.funded),
        len(figures.projects),
        around,
    ):
        if shown is None:
            rows.append(row(["…", "", "", ""]))
            continue
        cells = _cells(figures.projects[shown], pen)
        rows.append(
            row(cells, strong=shown == at, line=place == len(figures.funded)),
        )
    columns = _columns(figures, pen)
    return {"columns": columns, "rows": rows}


def _columns(figures: Figures, pen: Pen) -> list[Json]:
    sums = figures.support_name, say("Cost"), say("Left")
    return columns_of_figures(pen(say("Project")), map(pen, sums))


def _cells(project: ProjectFigures, pen: Pen) -> list[str]:
    return [
        pen(project.title),
        pen.number(project.support),
        pen.money(project.cost),
        left_after(project, pen),
    ]


def _letters(figures: Figures, project: ProjectFigures) -> float:
    """How many letters of common width the titles around the money line and this project have.

    Sums of many figures leave them less room: the letters count as many more.
    """
    shown = _shown(
        figures.projects.index(project),
        len(figures.funded),
        len(figures.projects),
        _AROUND_THE_LINE,
    )
    titles = _titles(figures, shown)
    sums = _sums(figures, project)
    taken = sum(width(each, 1.0, figures=True) for each in sums)
    tight = max(1.0, _ROOM / max(_ROOM - (taken - _SUMS), 1.0))
    return tight * sum(width(title, 1.0) / _COMMON for title in titles)


def _titles(
    figures: Figures,
    shown: Iterator[tuple[int, int | None]],
) -> list[str]:
    return [
        figures.projects[each].title for _, each in shown if each is not None
    ]


def _sums(figures: Figures, project: ProjectFigures) -> tuple[str, str]:
    return (
        render_money(figures.money(project.cost)),
        render_money(figures.money(figures.pot)),
    )


def _shown(
    at: int,
    line: int,
    projects: int,
    around: int,
) -> Iterator[tuple[int, int | None]]:
    """Indexes of the projects to show, with their places; None for a gap."""
    wanted = _wanted(at, line, projects, around)
    before = -1
    for i in wanted:
        if i > before + 1:
            yield -1, None
        yield i, i
        before = i
    if before < projects - 1:
        yield -1, None


def _wanted(at: int, line: int, projects: int, around: int) -> list[int]:
    return sorted(
        i
        for i in {*range(line - around, line + around), at - 1, at, at + 1}
        if 0 <= i < projects
    )
