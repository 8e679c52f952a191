"""What is due in all cases, and what fires a trigger: the earliest first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pbdesk.jury import docket
from pbdesk.jury.deadlines import STEPS
from pbdesk.jury.state import Jury
from pbdesk.ui.render.blocks import (
    Block,
    Blocks,
    Buttons,
    Empty,
    Heading,
    Paragraph,
    Press,
    Rule,
    Section,
    Table,
)
from pbdesk.ui.render.intents import do
from pbdesk.ui.render.view import Here, PageSpec, PageView, place_or
from pbdesk.ui.shown import ATTENTION, DONE, NOT_STARTED, TableColumn, TableRow
from pbdesk.words import Day, Words, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE", "seen_on"]

_LABEL = say("What is due")
_COLUMNS = (
    TableColumn(say("What")),
    TableColumn(say("Case"), figures=False),
    TableColumn(say("By"), figures=False),
)


def view(state: Jury, _people: People | None, _here: Here) -> PageView:
    """What is due, as it stands today."""
    return seen_on(state, date.today())  # noqa: DTZ011  the laptop's own day is what people see


PAGE = PageSpec("due", _LABEL, view, way=place_or(""))


def seen_on(state: Jury, today: date) -> PageView:
    """What is due on a day."""
    waiting = docket.due(state)
    late = sum(each.is_overdue(today) for _, each in waiting)
    shape = ATTENTION if late else DONE
    words = (
        several("{n} is overdue", "{n} are overdue", late)
        if late
        else say("Nothing is overdue")
    )
    heading = Heading(
        say("Working days, without bank holidays"),
        _LABEL,
        shape,
        words,
    )
    rows = tuple(
        TableRow(
            f"{listed.case}/{each.step}",
            (
                STEPS[each.step],
                listed.case,
                say("{day}", day=Day(each.day, weekday=True)),
            ),
            shape=ATTENTION if each.is_overdue(today) else NOT_STARTED,
            strong=each.is_overdue(today),
        )
        for listed, each in waiting
    )
    if not rows:
        empty = Empty(
            say("Nothing is due"),
            say("What is due in any case stands here."),
        )
        return PageView((heading, empty, *_triggers(state, today)))
    return PageView(
        (heading, Table(_LABEL, _COLUMNS, rows), *_triggers(state, today)),
    )


def _triggers(state: Jury, today: date) -> Blocks:
    found = docket.themes_due(state, today)
    if not found:
        return ()
    blocks: list[Block] = [
        Rule(key="triggers"),
        Section(say("For the jury"), key="triggers"),
    ]
    for theme, cases in found.items():
        fire = Press(
            say("The jury hears {theme}", theme=theme),
            do(docket.fire, theme=theme),
        )
        blocks.append(
            Paragraph(_reached(theme, cases), shape=ATTENTION, key=theme),
        )
        blocks.append(Buttons((fire,), key=theme))
    return tuple(blocks)


def _reached(theme: str, cases: tuple[str, ...]) -> Words:
    return several(
        "{n} complaint about {theme}: the rulebook says that the jury hears them.",
        "{n} complaints about {theme}: the rulebook says that the jury hears them.",
        len(cases),
        theme=theme,
    )
