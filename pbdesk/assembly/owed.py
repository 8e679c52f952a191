"""What an authority owes: what is overdue, what is coming, and what came late, with their days.

Nothing is written for it: it is read from answers, promises and what was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pbdesk.assembly.answers import Overdue, overdue
from pbdesk.assembly.asked import Item, answer_due, items
from pbdesk.assembly.deliberated import as_written
from pbdesk.words import Words, as_words, say

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = ["STANDS", "Debt", "Stand", "owed", "who_owes"]

Stand = Literal["overdue", "coming", "late"]

STANDS: Mapping[Stand, Words] = MappingProxyType(
    {
        "overdue": say("Overdue"),
        "coming": say("Coming"),
        "late": say("Came late"),
    },
)
"""How what is owed stands, in the order of the list."""


@dataclass(frozen=True, slots=True)
class Debt:
    """Something that `who`, an office, owes or owed for an item by a day.

    `days`: how many over, still to come, or late.
    """

    item: Item
    stand: Stand
    what: Words
    who: Words
    by: date
    days: int

    @property
    def key(self) -> str:
        """Which it is, of all that are owed for its item."""
        return f"{self.item.id}/{self.stand}/{self.by.isoformat()}/{self.what.text}"


def owed(state: Assembly, today: date) -> tuple[Debt, ...]:
    """Everything owed for every item: the longest overdue first, then the next that is due."""
    return tuple(sorted(_debts(state, today), key=_place))


def _debts(state: Assembly, today: date) -> Iterator[Debt]:
    yield from _overdue(state, today)
    yield from _coming(state, today)
    yield from _late(state)


def _place(debt: Debt) -> tuple[int, date, int]:
    return list(STANDS).index(debt.stand), debt.by, debt.item.number


def _overdue(state: Assembly, today: date) -> Iterator[Debt]:
    for each in overdue(state, today):
        yield _debt(state, each, today)


def _debt(state: Assembly, each: Overdue, today: date) -> Debt:
    return Debt(
        each.item,
        "overdue",
        each.what,
        who_owes(state, each.item),
        each.since,
        (today - each.since).days,
    )


def _coming(state: Assembly, today: date) -> Iterator[Debt]:
    """Answers that are not due yet, and days that were promised and are still to come."""
    due = answer_due(state)
    if due is None or not state.handover.to:
        return
    for asked in items(state):
        found, who = state.answers.by_item.get(asked.id), who_owes(state, asked)
        if found is None:
            if due >= today:
                yield Debt(
                    asked,
                    "coming",
                    say("An answer"),
                    who,
                    due,
                    (due - today).days,
                )
            continue
        stopped = state.book.of(asked.id).stopped is not None
        if (
            found.entry.reply == "reject"
            or stopped
            or state.follow_up.is_done(asked.id)
        ):
            continue
        by = date.fromisoformat(found.entry.day) if found.entry.day else None
        if by is not None and by >= today:
            yield Debt(
                asked,
                "coming",
                say("What was promised"),
                who,
                by,
                (by - today).days,
            )


def _late(state: Assembly) -> Iterator[Debt]:
    due = answer_due(state)
    if due is None:
        return
    for asked in items(state):
        found = state.answers.by_item.get(asked.id)
        if found is not None and found.first > due:
            days = (found.first - due).days
            yield Debt(
                asked,
                "late",
                say("An answer"),
                who_owes(state, asked),
                due,
                days,
            )


def who_owes(state: Assembly, asked: Item) -> Words:
    """Who sees to it by the answer; else who has the pack."""
    found = state.answers.by_item.get(asked.id)
    if found is not None and found.entry.owner.text != "":
        return as_written(found.entry.owner)
    return as_words(state.mandate.said("holder") or say("Whoever has the pack"))
