"""Dots: the sheets that hung at the tables, counted line by line, and their opinion groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbdesk.assembly import dots
from pbdesk.assembly.deliberated import DotsSheet, dots_sheet
from pbdesk.assembly.dots import FEWEST_SHOWN, PROJECTS, lines_of
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.entries import Id
from pbdesk.ui.render.blocks import (
    Ask,
    Blocks,
    Buttons,
    Empty,
    Heading,
    Notes,
    Paragraph,
    Press,
    Section,
)
from pbdesk.ui.render.intents import LIST, Go, InRoom, To
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView, row_and
from pbdesk.ui.shown import (
    DONE,
    NOT_STARTED,
    NOTICE,
    FieldSpec,
    Group,
    Labelled,
    Row,
    Text,
)
from pbdesk.words import Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Dots")
_ON_PROJECTS = "projects"
"""The key of the row of the sheet of the projects; the others have the id of a trade-off."""

_GROUPS = {
    "counted": Group(say("Counted"), DONE),
    "none": Group(say("Not counted"), NOT_STARTED),
}
_HOW = say(
    "A sheet hangs at each table, and people lay dots on its lines. The dots are counted line by "
    "line; who laid one is never written down.",
)


def view(state: Assembly, _people: People | None, here: Here) -> PageView:
    """The page as it stands; `here.chosen` is a sheet."""
    sheets = _sheets(state)
    if not sheets:
        press = Press(
            say("Go to the proposals"),
            Go("proposals"),
            icon="arrow-right",
        )
        empty = Empty(
            say("There is nothing to lay dots on yet"),
            _HOW,
            press,
            key="early",
        )
        return PageView(
            Listing("", _LABEL, (), empty=empty),
            back=_LABEL,
        )
    chosen = here.one_of(sheets, _key)
    rows = (_row(state, each) for each in sheets)
    listing = Listing(
        several("{n} sheet", "{n} sheets", len(sheets)),
        _LABEL,
        tuple(sorted(rows, key=lambda row: row.section is _GROUPS["none"])),
        chosen=_key(chosen),
    )
    return PageView(listing, _one(state, chosen), back=_LABEL)


PAGE = PageSpec("dots", _LABEL, view, way=row_and(LIST), whole=True)


def _sheets(state: Assembly) -> tuple[Id, ...]:
    """The projects, and each project of which something was said."""
    said = [each for each in state.tradeoffs.by_id if lines_of(state, each)]
    return (PROJECTS, *said) if lines_of(state, PROJECTS) else tuple(said)


def _key(sheet: Id) -> str:
    return sheet or _ON_PROJECTS


def _row(state: Assembly, sheet: Id) -> Row:
    seen, group = dots_sheet(state, sheet), _group(state, sheet)
    lines = several("{n} line", "{n} lines", len(seen.lines))
    return Row(
        _key(sheet),
        seen.title,
        lines,
        _counted(state, sheet),
        section=group,
    )


def _group(state: Assembly, sheet: Id) -> Group:
    return _GROUPS["counted" if state.dots.on(sheet) else "none"]


def _counted(state: Assembly, sheet: Id) -> Text:
    counted = state.dots.on(sheet)
    if not counted:
        return ""
    return several("{n} table counted", "{n} tables counted", len(counted))


def _one(state: Assembly, sheet: Id) -> Blocks:
    seen, group = dots_sheet(state, sheet), _group(state, sheet)
    return (
        Heading(say("Sheet"), seen.title, group.shape, group.title),
        *((_SHOW,) if seen.tables or seen.untold else ()),
        *_counting(state, sheet),
        *_found(seen),
    )


_SHOW = Buttons(
    (Press(say("Show in the room"), InRoom("dots"), "quiet", "monitor"),),
    key="show",
)


def _counting(state: Assembly, sheet: Id) -> Blocks:
    if state.handover.made:
        told = say("The pack is made, and the dots stand in it.")
        return (Paragraph(told, shape=NOTICE, key="locked"),)
    lines = tuple(
        (say("{n}", n=n), _line(state, line))
        for n, line in enumerate(lines_of(state, sheet), start=1)
    )
    tables = [each.table for each in state.dots.on(sheet)]
    return (
        Paragraph(_HOW, role="help", key="how"),
        Notes(lines, key="lines"),
        Ask(
            "count",
            _FIELDS,
            dots.count_dots,
            say("Record the dots"),
            given={"sheet": sheet},
            first={"table": max(tables, default=0) + 1},
            subject=_key(sheet),
            then=To(focus="table", said=say("Recorded.")),
            cancel=None,
        ),
    )


_FIELDS = (
    FieldSpec("table", say("Table"), "number", least=0, most=60),
    FieldSpec(
        "people",
        say("People at it"),
        "number",
        least=1,
        most=2_000,
        beside=True,
    ),
    FieldSpec(
        "line",
        say("Dots, in the order of the lines"),
        help=say(
            "A number for each line, with spaces between them; 0 for none.",
        ),
    ),
    FieldSpec(
        "told",
        say(
            "Fewer than ten people sit there, and the room was told that figures are published",
        ),
        "tick",
    ),
)


def _line(state: Assembly, line: Id) -> Words:
    project, said = state.ideas.by_id.get(line), state.arguments.by_id.get(line)
    if project is not None:
        return plain(project.title)
    return plain(str(said.words)) if said is not None else plain("")


def _found(seen: DotsSheet) -> Blocks:
    if not seen.tables and not seen.untold:
        return ()
    given: Labelled = tuple(
        (several("{n} dot", "{n} dots", n), line) for line, n in seen.lines
    )
    groups: Labelled = tuple(
        (
            several("{n} person", "{n} people", each.people),
            _opinion(each.line, each.tables),
        )
        for each in seen.opinions
    )
    none = say("No group has more than ten people.")
    return (
        Section(say("All tables together"), key="given"),
        Notes(given, key="given"),
        *_left_out(seen),
        Section(say("Opinion groups"), key="groups"),
        Notes(groups, key="groups") if groups else Paragraph(none, key="none"),
        Paragraph(_GROUPED, role="help", key="grouped"),
    )


def _opinion(line: Words, tables: Words) -> Words:
    return say("{tables} gave most dots to “{line}”.", tables=tables, line=line)


_GROUPED = several(
    "A group is the tables that gave most dots to the same line. It is shown from {n} person on.",
    "A group is the tables that gave most dots to the same line. It is shown from {n} people on.",
    FEWEST_SHOWN,
)


def _left_out(seen: DotsSheet) -> Blocks:
    if not seen.untold:
        return ()
    words = several(
        "Dots of {n} table are left out: too few people.",
        "Dots of {n} tables are left out: too few people.",
        seen.untold,
    )
    return (Paragraph(words, key="untold"),)
