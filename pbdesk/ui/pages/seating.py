"""Tables by lot: numbered cards are dealt to tables; rosters are printed, and nobody is named."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from pbdesk.assembly import seating
from pbdesk.assembly.seating import LABEL
from pbdesk.assembly.state import Assembly
from pbdesk.ui.render.blocks import (
    Ask,
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
from pbdesk.ui.render.intents import LIST, InRoom, Means, Open, Print, To
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView
from pbdesk.ui.shown import NOTICE, FieldSpec, Row
from pbdesk.words import Listing as Names
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Tables by lot")
_HOW = say(
    "Whoever comes takes a numbered card at the door. A lot deals the cards to the tables, so that "
    "friends are mixed with strangers. Nobody is named, on the wall or on paper.",
)


def _tables(rosters: Sequence[tuple[int, ...]], chosen: str | None) -> Listing:
    """The tables in a list, with the press that draws them where there are none."""
    draw = Press(say("Draw the tables"), Open("draw"), icon="dices")
    return Listing(
        several("{n} table", "{n} tables", len(rosters)),
        _LABEL,
        tuple(_row(n, cards) for n, cards in enumerate(rosters, start=1)),
        chosen=chosen,
        empty=None
        if rosters
        else Empty(say("Nobody sits by lot yet"), _HOW, draw, key="none"),
    )


def view(state: Assembly, _people: People | None, here: Here) -> PageView:
    """The tables with their cards; `here.chosen` is the number of one."""
    rosters, open_ = state.seating.rosters, state.handover.made is None
    chosen = next(
        (n for n, _ in enumerate(rosters, start=1) if str(n) == here.chosen),
        1,
    )
    listing = _tables(
        rosters,
        str(chosen) if rosters and not here.doing else None,
    )
    shown: Blocks = ()
    if here.doing == "draw" and open_:
        shown = (Heading("", say("Draw the tables")), _draw())
    elif here.doing == "late" and open_ and rosters:
        shown = (Heading("", say("Who came late")), _late())
    elif rosters:
        shown = _one(state, chosen, open_=open_)
    return PageView(listing, shown, back=_LABEL)


def _way(_state: Assembly, target: str | None) -> To:
    return (
        To(doing=target)
        if target in ("draw", "late")
        else To(chosen=target, focus=LIST)
    )


PAGE = PageSpec("seating", _LABEL, view, way=_way, whole=True)


def _row(n: int, cards: tuple[int, ...]) -> Row:
    return Row(
        f"{n}",
        say("Table {n}", n=n),
        _cards(cards),
        _people(len(cards)),
    )


def _people(n: int) -> Words:
    return several("{n} person", "{n} people", n)


def _cards(cards: tuple[int, ...]) -> Words:
    return say("{cards}", cards=Names(tuple(map(str, cards))))


def _one(state: Assembly, table: int, *, open_: bool) -> Blocks:
    held = state.seating
    facts = (
        (say("People"), say("{n}", n=held.cards)),
        (say("Tables"), say("{n}", n=held.tables)),
    )
    lots = tuple(
        (
            several("{n} person", "{n} people", cards),
            say("by the lot {seed}", seed=seed),
        )
        for cards, seed in held.dealt
    )
    show = Press(say("Show in the room"), InRoom("seating"), "quiet", "monitor")
    late = Press(say("Some came late"), Open("late"), icon="plus")
    again = Press(say("Draw them again"), Open("draw"), "quiet", "dices")
    return (
        Heading(
            say("Cards at this table"),
            say("Table {n}", n=table),
            tail=(_print(state),),
        ),
        Paragraph(_cards(held.rosters[table - 1]), role="lead", key="cards"),
        *((Buttons((late, again, show), key="acts"),) if open_ else _locked()),
        Section(say("How it was drawn"), key="lots"),
        Facts(facts, key="facts"),
        Notes(lots, key="lots"),
        Paragraph(_redo(), role="help", key="redo"),
    )


def _locked() -> Blocks:
    told = say("The pack is made, and it says how the tables were drawn.")
    return (Paragraph(told, shape=NOTICE, key="locked"),)


def _redo() -> Words:
    return say(
        "Anybody can draw it again: the cards in the order of the lot, with “{label}” in the "
        "place of the question, are dealt to table 1, 2 and so on in turn.",
        label=LABEL,
    )


def _print(state: Assembly) -> Press:
    rosters = partial(_rosters, state)
    drawn = Print(_LABEL, say("Drawing the rosters"), rosters, "tables.pdf")
    return Press(say("Print the rosters"), drawn, "quiet", "printer")


def _rosters(state: Assembly, means: Means) -> bytes:
    from pbdesk.paper.rosters import rosters_pdf

    return rosters_pdf(state, locale=means.locale)


_DICE = FieldSpec(
    "dice",
    say("Dice called out in the room"),
    help=say(
        "At least four figures from 1 to 6. Left empty, this laptop draws.",
    ),
)


def _draw() -> Ask:
    return Ask(
        "draw",
        _TABLES,
        seating.draw,
        say("Deal the cards"),
        then=To("1", focus=LIST, said=say("The tables are drawn.")),
        icon="dices",
    )


_TABLES = (
    FieldSpec("cards", say("People present"), "number", least=1, most=2_000),
    FieldSpec("tables", say("Tables"), "number", least=2, most=60, beside=True),
    _DICE,
)


def _late() -> Ask:
    return Ask(
        "late",
        (_MORE, _DICE),
        seating.seat_late,
        say("Give them places"),
        then=To(
            "1",
            focus=LIST,
            said=say("They have places; nobody was moved."),
        ),
    )


_MORE = FieldSpec(
    "more",
    say("How many came late"),
    "number",
    least=1,
    most=2_000,
)
