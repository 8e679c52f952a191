"""Seating: tables mixed by lot from those present, without a name.

Decisions  draw, seat_late      Entries  TablesDrawn, LateSeated
Whoever comes takes a numbered card at the door. The numbers in the order of a public lot are dealt
to the tables in turn, so that no two differ by more than one; late cards are dealt on, and nobody
who sits is moved. The record holds how many cards, how many tables, and the lot: a roster follows
from these, is printed, and stands in no entry. Who holds which card is written down nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, assert_never

from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry
from pbdesk.questions.lot import as_thrown
from pbdesk.voting.ties import Lot, lot_order
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "LABEL",
    "LateSeated",
    "Seating",
    "SeatingEntry",
    "TablesDrawn",
    "apply",
    "draw",
    "seat_late",
    "tell",
]

LABEL = "tables"
"""What the lot puts in order, as `voting.ties` hashes it."""

_MOST_TABLES, _MOST_CARDS = 60, 2_000


class TablesDrawn(Entry, frozen=True, tag="tables.drawn", kw_only=True):
    """So many numbered cards were dealt to so many tables by this lot; what was dealt is void."""

    tables: int
    cards: int
    seed: str


class LateSeated(Entry, frozen=True, tag="tables.late", kw_only=True):
    """So many more people came, took the next cards, and were dealt on by this lot."""

    cards: int
    seed: str


SeatingEntry = TablesDrawn | LateSeated


@dataclass(frozen=True, slots=True)
class Seating:
    """How many tables there are, and the cards that each lot dealt, in their order."""

    tables: int = 0
    dealt: tuple[tuple[int, str], ...] = ()

    @property
    def cards(self) -> int:
        """How many people sit by lot."""
        return sum(cards for cards, _ in self.dealt)

    @property
    def rosters(self) -> tuple[tuple[int, ...], ...]:
        """The cards at each table, lowest first; table 1 first."""
        if not self.tables:
            return ()
        places: list[list[int]] = [[] for _ in range(self.tables)]
        for turn, card in enumerate(_in_turn(self.dealt)):
            places[turn % self.tables].append(card)
        return tuple(tuple(sorted(cards)) for cards in places)


def _in_turn(dealt: tuple[tuple[int, str], ...]) -> Iterator[int]:
    """All cards in the order in which they were dealt."""
    before = 0
    for cards, seed in dealt:
        numbers = [str(before + n + 1) for n in range(cards)]
        yield from map(int, lot_order(Lot(seed, LABEL), numbers))
        before += cards


def draw(
    state: Assembly,
    moment: Moment,
    *,
    tables: int | None,
    cards: int | None,
    dice: str = "",
) -> Decided:
    """Deal so many numbered cards to so many tables.

    By the dice called out in the room; where none are thrown, by a seed that the record tells.
    """
    refusal = _packed(state) or _too_late(state) or _uncounted(tables, cards)
    if refusal or tables is None or cards is None:
        return refusal or _no_number("tables")
    seed = _seed(moment, dice)
    if isinstance(seed, Refusal):
        return seed
    return Writing(TablesDrawn(tables=tables, cards=cards, seed=seed))


def seat_late(
    state: Assembly,
    moment: Moment,
    *,
    more: int | None,
    dice: str = "",
) -> Decided:
    """Deal the cards of people who came late on; nobody who sits is moved."""
    if not state.seating.tables:
        return Refusal(say("No tables are drawn yet."), say("Draw them first."))
    if more is None or more < 1:
        return _no_number("more")
    if state.seating.cards + more > _MOST_CARDS:
        return _too_many("more")
    seed = _seed(moment, dice)
    if isinstance(seed, Refusal):
        return seed
    return _packed(state) or Writing(LateSeated(cards=more, seed=seed))


def _seed(moment: Moment, dice: str) -> str | Refusal:
    return as_thrown(dice) if dice.strip() else moment.new_code()


def _packed(state: Assembly) -> Refusal | None:
    if not state.handover.made:
        return None
    return Refusal(
        say("The pack is made, and it says how the tables were drawn."),
    )


def _too_late(state: Assembly) -> Refusal | None:
    if not state.seating.tables or not _have_spoken(state):
        return None
    return Refusal(
        say("The tables have begun to speak."),
        say("Those who come late are added; nobody who sits is moved."),
        "tables",
    )


def _have_spoken(state: Assembly) -> bool:
    """Whether the tables have begun to speak of anything."""
    at_tables = (item for item in state.agenda.items if item.tables)
    return any(state.floor.begun(item.id) for item in at_tables)


def _uncounted(tables: int | None, cards: int | None) -> Refusal | None:
    if tables is None or not 2 <= tables <= _MOST_TABLES:
        return Refusal(
            say("There are from 2 to {most} tables.", most=_MOST_TABLES),
            say("Write a whole number."),
            "tables",
        )
    if cards is None or cards < 1:
        return _no_number("cards")
    if cards > _MOST_CARDS:
        return _too_many("cards")
    if cards < 2 * tables:
        return Refusal(
            say("Fewer than two people would sit at a table."),
            say("Use fewer tables."),
            "tables",
        )
    return None


def _no_number(where: str) -> Refusal:
    return Refusal(
        say("Nobody is counted."),
        say("Write how many people there are."),
        where,
    )


def _too_many(where: str) -> Refusal:
    return Refusal(
        say("There are at most {most} numbered cards.", most=_MOST_CARDS),
        say("Write how many people there are."),
        where,
    )


def apply(seating: Seating, entry: SeatingEntry, _at: datetime) -> Seating:
    """What the entry adds."""
    match entry:
        case TablesDrawn(tables=tables, cards=cards, seed=seed):
            return Seating(tables, ((cards, seed),))
        case LateSeated(cards=cards, seed=seed):
            return Seating(seating.tables, (*seating.dealt, (cards, seed)))
        case _:
            assert_never(entry)


def tell(entry: SeatingEntry, _state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case TablesDrawn(tables=tables, cards=cards, seed=seed):
            return several(
                "{n} person was seated at {tables} tables by the lot {seed}.",
                "{n} people were seated at {tables} tables by the lot {seed}.",
                cards,
                tables=tables,
                seed=seed,
            )
        case LateSeated(cards=cards, seed=seed):
            return several(
                "{n} person came late and was seated by the lot {seed}.",
                "{n} people came late and were seated by the lot {seed}.",
                cards,
                seed=seed,
            )
        case _:
            assert_never(entry)
