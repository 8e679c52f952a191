"""Overdue: what was promised and is not there yet, what is coming, and what came late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from pbdesk.assembly.asked import Item
from pbdesk.assembly.deliberated import as_written
from pbdesk.assembly.owed import STANDS, Debt, Stand, owed
from pbdesk.assembly.state import Assembly
from pbdesk.ui.pages.response import letter
from pbdesk.ui.render.blocks import (
    Blocks,
    Buttons,
    Empty,
    Facts,
    Heading,
    Notes,
    Paragraph,
    Press,
    Section,
)
from pbdesk.ui.render.intents import LIST, Go, Means, Print
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView, row_and
from pbdesk.ui.shown import (
    ATTENTION,
    DONE,
    NOT_STARTED,
    Group,
    Labelled,
    Row,
    Shape,
    Text,
)
from pbdesk.words import Day, Money, Words, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Overdue")
_SHAPES: Mapping[Stand, Shape] = {
    "overdue": ATTENTION,
    "coming": Shape("clock"),
    "late": DONE,
}


def view(state: Assembly, _people: People | None, here: Here) -> PageView:
    """The page as it stands today; `here.chosen` is what is owed."""
    if not state.handover.to:
        return PageView(
            (Heading(say("Not started"), _LABEL, NOT_STARTED), _too_early()),
        )
    today = here.today or state.mandate.day
    all_ = owed(state, today)
    if not all_:
        return PageView((Heading(_caption(today), _LABEL, DONE), _nothing()))
    chosen = here.one_of(all_, attrgetter("key"))
    rows = tuple(_row(each) for each in all_)
    listing = Listing(
        _caption(today),
        _LABEL,
        rows,
        chosen=chosen.key,
        foot=(_sheet(state),),
    )
    return PageView(listing, _one(state, chosen), back=_LABEL)


PAGE = PageSpec("owed", _LABEL, view, way=row_and(LIST))


def _caption(today: date) -> Words:
    return say(
        "What was promised and is not there yet, on {day}",
        day=Day(today),
    )


def _too_early() -> Empty:
    return Empty(
        say("Nobody has the pack yet"),
        say(
            "Once it is handed over, what is owed stands here until it is there.",
        ),
        Press(say("Go to the pack"), Go("pack"), icon="arrow-right"),
    )


def _nothing() -> Empty:
    return Empty(
        say("Nothing is overdue"),
        say(
            "Nothing is coming either: all is answered, and what was promised is done.",
        ),
        Press(say("Go to the answer"), Go("response"), icon="arrow-right"),
    )


def _row(each: Debt) -> Row:
    group = Group(STANDS[each.stand], _SHAPES[each.stand])
    return Row(
        each.key,
        each.item.title,
        each.what,
        _days(each),
        group.shape,
        group,
        number=say("{n}", n=each.item.number),
        tone="attention" if each.stand == "overdue" else "text",
    )


def _days(each: Debt) -> Words:
    n = each.days
    match each.stand:
        case "overdue":
            return several("{n} day over", "{n} days over", n)
        case "coming":
            return several("{n} day left", "{n} days left", n)
        case "late":
            return several("{n} day late", "{n} days late", n)


# One of them


def _one(state: Assembly, each: Debt) -> Blocks:
    sum_ = Money(each.item.cost, state.mandate.currency)
    caption = say("Item {number}, {sum}", number=each.item.number, sum=sum_)
    facts: Labelled = (
        (say("What is owed"), each.what),
        (say("Who owes it"), each.who),
        (say("Due"), say("{day}", day=Day(each.by))),
        (say("Days"), _days(each)),
    )
    head = Heading(
        caption,
        each.item.title,
        _SHAPES[each.stand],
        STANDS[each.stand],
    )
    return (
        head,
        Facts(facts),
        *_done_about_it(state, each),
        _acts(state, each),
    )


def _done_about_it(state: Assembly, each: Debt) -> Blocks:
    told: list[tuple[Text, Text]] = [
        (_short(one.day), say("Reminded: {to}", to=as_written(one.to)))
        for one in state.answers.reminders
        if each.item.id in one.items
    ]
    found = state.answers.by_item.get(each.item.id)
    if found is not None:
        told.append((_short(found.day.isoformat()), say("An answer came")))
    head = Section(say("What was done about it"), key="done")
    if not told:
        return (head, Paragraph(say("Nobody was reminded yet."), key="done"))
    return (head, Notes(tuple(told), key="done"))


def _short(iso: str) -> Words:
    return say("{day}", day=Day(date.fromisoformat(iso), short=True))


def _acts(state: Assembly, each: Debt) -> Buttons:
    item = each.item
    answer = Go("response", item.id)
    presses = [
        Press(say("Type an answer or a reminder"), answer, icon="pen-line"),
        letter(state, item),
    ]
    if item.id in state.subjects:
        presses.append(_see_its_way(item))
    return Buttons(tuple(presses), key="acts")


def _see_its_way(item: Item) -> Press:
    way = Go("way", f"project/{item.id}")
    return Press(say("See its way"), way, "quiet", "arrow-right")


def _sheet(state: Assembly) -> Press:
    drawn = Print(
        _LABEL,
        say("Drawing the list"),
        partial(_overdue, state),
        f"overdue-{state.mandate.id}.pdf",
    )
    return Press(say("The overdue list, for the wall"), drawn, icon="printer")


def _overdue(state: Assembly, means: Means) -> bytes:
    from pbdesk.paper.overdue import overdue_pdf

    return overdue_pdf(state, locale=means.locale, made=means.today)
