"""The list of cases, each under a random reference; one that is not the jury's is a reference."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pbdesk.jury import docket
from pbdesk.jury.deadlines import STEPS, deadlines
from pbdesk.jury.docket import Docket, Listed
from pbdesk.jury.state import Jury
from pbdesk.ui.pages.case_news import NEWS
from pbdesk.ui.pages.case_words import choices
from pbdesk.ui.pages.from_form import from_form
from pbdesk.ui.render.blocks import (
    Ask,
    Blocks,
    Empty,
    Facts,
    Heading,
    Notes,
    Paragraph,
    Press,
    Section,
)
from pbdesk.ui.render.intents import Open, To
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView
from pbdesk.ui.shown import (
    DONE,
    UNDER_WAY,
    Choice,
    FieldSpec,
    Labelled,
    Row,
    Shape,
)
from pbdesk.words import Day, Words, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Cases")
_MOVES = (
    *choices({key: words for key, words in STEPS.items() if key != "received"}),
    Choice("elsewhere", say("Not with the jury, for whatever reason")),
    Choice("withdrawn", say("Withdrawn by the person")),
    Choice("closed", say("Closed")),
)


def _listing(rows: tuple[Row, ...]) -> Listing:
    add = Press(
        say("Put a complaint on the list"),
        Open("list_case"),
        icon="plus",
    )
    pool = Press(say("Count the pool"), Open("people"), "quiet")
    empty = Empty(
        say("No complaint yet"),
        say("Any words count as a complaint."),
        add,
    )
    return Listing(
        several("{n} complaint", "{n} complaints", len(rows)),
        _LABEL,
        rows,
        empty=None if rows else empty,
        foot=(add, pool) if rows else (pool,),
    )


def view(state: Jury, _people: People | None, here: Here) -> PageView:
    """The cases at the left, the chosen one at the right."""
    listed = tuple(state.docket.by_case.values())
    rows = tuple(map(_row, listed))
    keys = {row.key for row in rows}
    chosen = (
        here.chosen
        if here.chosen in keys
        else next((row.key for row in rows), None)
    )
    left = replace(_listing(rows), chosen=chosen)
    form = {"list_case": _LIST, "people": _POOL}.get(here.doing)
    if form is not None:
        return PageView(left, (Heading(_LABEL, form.verb), form))
    found = state.docket.by_case.get(chosen or "")
    case = (*_case(state, found), *NEWS) if found else ()
    return PageView(left, (*_pool(state), *case))


def _way(_state: Jury, target: str | None) -> To:
    if target == "people":
        return To(doing="people")
    return To(chosen=target, focus=target or "list")


PAGE = PageSpec("cases", _LABEL, view, way=_way)


def _row(each: Listed) -> Row:
    shape, words = _standing(each)
    if not each.hidden:
        words = _about(each)
    return Row(each.case, each.case, words, shape=shape)


def _about(each: Listed) -> Words:
    return say("{theme}, {service}", theme=each.theme, service=each.service)


def _standing(each: Listed) -> tuple[Shape, Words]:
    match each.ended:
        case "elsewhere":
            return DONE, say("Not with the jury")
        case "withdrawn":
            return DONE, say("Withdrawn by the person")
        case "closed":
            return DONE, say("Closed")
        case _:
            return UNDER_WAY, STEPS[tuple(each.at)[-1]]


def _pool(state: Jury) -> Blocks:
    if not state.docket.people:
        return ()
    return (Facts(_pool_facts(state.docket), key="pool"),)


def _pool_facts(found: Docket) -> Labelled:
    return (
        (say("May be drawn"), say("{n}", n=found.people)),
        (say("Lent by an assembly"), say("{n}", n=found.lent)),
    )


def _case(state: Jury, each: Listed) -> Blocks:
    shape, words = _standing(each)
    heading = Heading(_LABEL, each.case, shape, words)
    if each.hidden:
        told = say(
            "It was looked through and is not with the jury. Nothing more of it is shown here, and "
            "it counts for nothing. Why it is not stands in its own file.",
        )
        return heading, Paragraph(told)
    notes = tuple(
        (STEPS[step], say("{day}", day=Day(day)))
        for step, day in each.at.items()
    )
    facts = ((say("Theme"), each.theme), (say("Service"), each.service))
    blocks = (heading, Facts(facts, key="case"), Notes(notes, key="at"))
    if each.ended:
        return blocks
    return *blocks, *_still_due(state, each), _move(each)


def _still_due(state: Jury, each: Listed) -> Blocks:
    """By which day the steps that it has not come to must be taken."""
    waiting = [
        one for one in deadlines(state.rules.days, each.at) if one.done is None
    ]
    due = tuple(
        (STEPS[one.step], say("By {day}", day=Day(one.day))) for one in waiting
    )
    if not due:
        return ()
    return Section(say("Still due"), key="due"), Notes(due, key="due")


def _move(each: Listed) -> Ask:
    return Ask(
        "move",
        _MOVE,
        from_form(docket.move),
        say("Record it"),
        given={"case": each.case},
        cancel=None,
    )


_MOVE = (
    FieldSpec(
        "to",
        say("What happened"),
        "choice",
        choices=_MOVES,
        must=say("Choose what."),
    ),
    FieldSpec("day", say("On"), "date"),
)


_LIST = Ask(
    "list_case",
    (
        FieldSpec(
            "theme",
            say("Theme"),
            help=say("One or two words, such as damp."),
        ),
        FieldSpec("service", say("Service")),
        FieldSpec("received", say("Received on"), "date"),
    ),
    from_form(docket.list_case),
    say("Put it on the list"),
    then=To(
        said=say("Listed. Its reference goes onto its file and its receipt."),
    ),
)
_POOL = Ask(
    "people",
    (
        FieldSpec("people", say("People who may be drawn"), "number", least=0),
        FieldSpec(
            "lent",
            say("of them from an assembly's people file"),
            "number",
            least=0,
            help=say("Only who agreed there to sit on a jury."),
        ),
    ),
    from_form(docket.count_pool),
    say("Record the pool"),
)
