"""Rosters: which numbered card sits at which table, for the door and for each table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import batched

from pbdesk.assembly.state import Assembly
from pbdesk.i18n import Locale
from pbdesk.paper.case.flow import Flow
from pbdesk.words import Listing, Sentences, Words, say, several

__all__ = ["rosters_pdf"]

_IN_A_ROW = 10


def rosters_pdf(state: Assembly, *, locale: Locale) -> bytes:
    """For the door every card with its table; then the cards of each table. Nobody is named."""
    held = state.seating
    about = several(
        "{name}: {n} person at {tables} tables",
        "{name}: {n} people at {tables} tables",
        held.cards,
        name=state.mandate.name,
        tables=held.tables,
    )
    flow = Flow(say("Tables by lot"), about, locale=locale)
    flow.heading(say("At the door: card and table"))
    for row in batched(_card_and_table(held.rosters), _IN_A_ROW):
        flow.text(_pairs(row))
    for n, cards in enumerate(held.rosters, start=1):
        flow.heading(say("Table {n}", n=n))
        flow.text(say("Cards {cards}", cards=Listing(tuple(map(str, cards)))))
    flow.heading(say("How it was drawn"))
    for cards, seed in held.dealt:
        people = several("{n} person", "{n} people", cards)
        flow.said(people, say("by the lot {seed}", seed=seed))
    return flow.pdf()


def _card_and_table(rosters: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Every card with the number of its table, by card: as the door looks them up."""
    return sorted(
        (card, n) for n, cards in enumerate(rosters, start=1) for card in cards
    )


def _pairs(row: Sequence[tuple[int, int]]) -> Words:
    """Cards and tables as “7: 2”, one after the other."""
    pairs = _pairs_of(row)
    return say("{cards}", cards=Listing(pairs))


def _pairs_of(row: Sequence[tuple[int, int]]) -> Sentences:
    return tuple(
        say("{card}: {table}", card=card, table=table) for card, table in row
    )
