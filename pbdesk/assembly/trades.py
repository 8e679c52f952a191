"""Trades: two options against each other. Rather this than that, and why.

Decisions  word, confirm      Entries  TradeWorded, TradeConfirmed, and those of conditions
An option is a project, something that may be chosen, or a line of the budget in words. A trade says
what is gained, what is given up, what it costs each year, who bears it, how many at the table were
for it, against it and abstained, and what the minority says in its own words. On which condition
the one is chosen is numbered as all conditions are, and goes with that project wherever it goes. It
is read aloud and confirmed; it is no vote, and nothing is counted from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

import msgspec

from pbdesk.assembly.agenda import table_words
from pbdesk.assembly.conditions import (
    FEWEST_HANDS,
    ConditionEntry,
    Hands,
    HandsCounted,
    agreed,
    too_many_hands,
)
from pbdesk.minutes.decision import (
    Decided,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import Entry, FreeText, Id, clean, free, spoken
from pbdesk.minutes.growing import put
from pbdesk.words import Text, Words, say, several

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "LINE",
    "PARTS",
    "Side",
    "Trade",
    "TradeConfirmed",
    "TradeEntry",
    "TradeWorded",
    "Trades",
    "apply",
    "confirm",
    "missing",
    "option_words",
    "options",
    "tell",
    "word",
]

LINE = "line"
"""The choice of an option that is a line of the budget, said in words."""

PARTS: Mapping[str, Words] = MappingProxyType(
    {
        "reason": say("Reason"),
        "gained": say("What is gained"),
        "given_up": say("What is given up"),
        "running": say("What it costs each year"),
        "bears": say("Who bears it"),
        "condition": say("On which condition"),
        "minority": say("Minority statement"),
    },
)
"""The parts of a trade, in the order in which they are read aloud."""

_OWED = {
    "reason": (
        say("The choice needs a reason."),
        say("Write why rather this than that."),
    ),
    "gained": (
        say("Nobody knows what is gained."),
        say("Write one sentence from the table."),
    ),
    "given_up": (
        say("Nobody knows what is given up."),
        say("Write what the other would have brought."),
    ),
    "bears": (
        say("Nobody knows who bears it."),
        say("Name those who pay, wait or give something up."),
    ),
}


class Side(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of two options: a project or something to choose; `words` where it is a budget line."""

    option: Id | None
    words: FreeText


class TradeWorded(Entry, frozen=True, tag="trade.worded", kw_only=True):
    """Two options were traded at a table (0: in the room): rather one than the other.

    `condition`: on which condition the one is chosen; empty where on none.
    `hands`: for it, against it and abstained; None where nobody counted or too few to be told.
    """

    trade: Id
    number: int
    table: int
    rather: Side
    than: Side
    reason: FreeText
    gained: FreeText
    given_up: FreeText
    running: FreeText
    bears: FreeText
    condition: FreeText
    minority: FreeText
    hands: tuple[int, int, int] | None


class TradeConfirmed(Entry, frozen=True, tag="trade.confirmed"):
    """It was read aloud as it is worded, and those who traded said yes."""

    trade: Id


TradeEntry = TradeWorded | TradeConfirmed


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade as it stands; `confirmed` is when these very words were."""

    worded: TradeWorded
    confirmed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Trades:
    """All trades by id, in the order in which they were made."""

    by_id: Mapping[Id, Trade] = field(
        default_factory=lambda: MappingProxyType({}),
    )

    @property
    def newest(self) -> Trade | None:
        """The last of them; None where there is none."""
        return next(iter(tuple(self.by_id.values())[-1:]), None)


def options(state: Assembly) -> Mapping[Id, str]:
    """The titles of what can be traded: accepted projects, and what may be chosen."""
    found = {each.id: each.title for each in state.ideas.projects}
    for question in state.questions.values():
        found |= {
            each.id: each.title for each in question.terms.options.values()
        }
    return found


def option_words(state: Assembly, side: Side) -> Text:
    """How an option is called."""
    if side.option is None:
        return spoken(side.words)
    return state.subjects.get(side.option) or say("(no longer on the list)")


def word(
    state: Assembly,
    moment: Moment,
    *,
    rather: str,
    than: str,
    reason: str,
    gained: str,
    given_up: str,
    bears: str,
    rather_line: str = "",
    than_line: str = "",
    running: str = "",
    condition: str = "",
    minority: str = "",
    table: int | None = None,
    in_favour: int | None = None,
    against: int | None = None,
    abstained: int | None = None,
    told: bool = False,
    trade: Id | None = None,
) -> Decided:
    """Write down that a table would rather have one option than another, or word a trade anew.

    `rather` and `than` are ids, or `LINE` with words. Below ten hands the figures are left out,
    unless `told`: the room knew before that they are published.
    """
    first = _side(state, rather, rather_line, "rather")
    second = _side(state, than, than_line, "than")
    if isinstance(first, Refusal):
        return first
    if isinstance(second, Refusal):
        return second
    texts = {
        "reason": reason,
        "gained": gained,
        "given_up": given_up,
        "bears": bears,
        "running": running,
        "condition": condition,
        "minority": minority,
    }
    hands = {"in_favour": in_favour, "against": against, "abstained": abstained}
    refusal = (
        _locked(state)
        or _same(first, second)
        or _owed(texts)
        or _asked_of_nobody(state, first, condition)
        or _miscounted(hands)
        or too_many_hands(state, sum(raised or 0 for raised in hands.values()))
    )
    if refusal:
        return refusal
    before = None if trade is None else state.trades.by_id[trade].worded
    written = {part: free(text) for part, text in texts.items()}
    return Writing(
        TradeWorded(
            trade=Id(moment.new_id()) if before is None else before.trade,
            number=len(state.trades.by_id) + 1
            if before is None
            else before.number,
            table=table or 0,
            rather=first,
            than=second,
            **written,
            hands=_published(hands, told=told),
        ),
    )


def _locked(state: Assembly) -> Refusal | None:
    if not state.handover.made:
        return None
    return Refusal(
        say("The pack is made, and the trades stand in it."),
        say("What is said now goes into the answer."),
    )


def _side(
    state: Assembly,
    option: str,
    line: str,
    where: str,
) -> Side | Refusal:
    """An option as it is kept."""
    if option == LINE:
        if not clean(line):
            return Refusal(
                say("The line of the budget has no name."),
                say("Write what it is called in the budget."),
                f"{where}_line",
            )
        return Side(option=None, words=free(line))
    if Id(option) not in options(state):
        return Refusal(
            say("This option is not on the list."),
            say("Choose another."),
            where,
        )
    return Side(option=Id(option), words=FreeText(""))


def _same(first: Side, second: Side) -> Refusal | None:
    if _option(first) != _option(second):
        return None
    return Refusal(
        say("One option cannot be traded against itself."),
        say("Choose two options."),
        "than",
    )


def _option(side: Side) -> tuple[str | None, str]:
    return side.option, str(side.words)


def _owed(texts: Mapping[str, str]) -> Refusal | None:
    """What every trade needs; the first that is empty is asked for."""
    for part, owed in _OWED.items():
        if not clean(texts[part]):
            return Refusal(*owed, part)
    return None


def _asked_of_nobody(
    state: Assembly,
    rather: Side,
    condition: str,
) -> Refusal | None:
    """A condition goes with a project to whoever answers for that."""
    if not clean(condition) or _project(state, rather) is not None:
        return None
    return Refusal(
        say("A condition goes with a project, and this is none."),
        say("Write it into the reason, or trade a project."),
        "condition",
    )


def _project(state: Assembly, side: Side) -> Id | None:
    """The project that an option is; None for something to choose or a line of the budget."""
    return next(
        (each.id for each in state.ideas.projects if each.id == side.option),
        None,
    )


def _miscounted(hands: Mapping[str, int | None]) -> Refusal | None:
    given = {
        name: raised for name, raised in hands.items() if raised is not None
    }
    below = next((name for name, raised in given.items() if raised < 0), None)
    if below is not None:
        return Refusal(say("Hands are counted from 0."), where=below)
    if given and not sum(given.values()):
        return Refusal(
            say("No hand is counted."),
            say("Write how many were for it, or leave all three empty."),
            "in_favour",
        )
    return None


def _published(
    hands: Mapping[str, int | None],
    *,
    told: bool,
) -> tuple[int, int, int] | None:
    """The figures; none where nobody counted, or so few raised a hand that it would tell who."""
    in_favour, against, abstained = (raised or 0 for raised in hands.values())
    raised = in_favour + against + abstained
    if not raised or (raised < FEWEST_HANDS and not told):
        return None
    return in_favour, against, abstained


def confirm(state: Assembly, _moment: Moment, *, trade: Id) -> Decided:
    """Record that it was read aloud as it is worded, and that those who traded said yes.

    The condition that they agreed gets its number, with the hands that were counted.
    """
    return (
        _unchanged(state, trade)
        or _locked(state)
        or Writing(TradeConfirmed(trade), *_condition(state, trade))
    )


def _unchanged(state: Assembly, trade: Id) -> Refusal | None:
    if state.trades.by_id[trade].confirmed is None:
        return None
    return Refusal(say("It is confirmed already, and nothing has changed."))


def _condition(state: Assembly, trade: Id) -> Iterator[ConditionEntry]:
    said, before = state.trades.by_id[trade].worded, state.conditions.of(trade)
    project = _project(state, said.rather)
    asks = (
        said.condition
        if project is not None and said.condition.text != ""
        else None
    )
    fresh = agreed(
        state,
        trade,
        project=project or Id(""),
        table=said.table,
        words=asks,
    )
    yield from fresh
    if asks is None or said.hands is None or state.declared:
        return
    counted = None if fresh or before is None else before.hands
    if counted != Hands(*said.hands):
        number = (
            before.number if before else len(state.conditions.by_number) + 1
        )
        in_favour, against, abstained = said.hands
        yield HandsCounted(
            number=number,
            in_favour=in_favour,
            against=against,
            abstained=abstained,
        )


def apply(trades: Trades, entry: TradeEntry, at: datetime) -> Trades:
    """What the entry adds. New words want to be read aloud anew."""
    match entry:
        case TradeWorded():
            found = Trade(entry)
        case TradeConfirmed():
            found = Trade(trades.by_id[entry.trade].worded, at)
        case _:
            assert_never(entry)
    return Trades(put(trades.by_id, entry.trade, found))


def missing(state: Assembly) -> Needs:
    """What was traded and not read aloud yet; nobody is sent back to it while the vote is open."""
    if state.handover.made or (
        state.vote.opened and not state.declaration.declared
    ):
        return ()
    waiting = [
        each for each in state.trades.by_id.values() if each.confirmed is None
    ]
    if not waiting:
        return ()
    return (
        Missing(
            several(
                "{n} trade is not confirmed.",
                "{n} trades are not confirmed.",
                len(waiting),
            ),
            say("Each is read aloud and confirmed in the room."),
            "trades",
            waiting[0].worded.trade,
        ),
    )


def tell(entry: TradeEntry, state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case TradeWorded():
            return say(
                "{who} would rather have “{rather}” than “{than}”: {reason}",
                who=table_words(entry.table),
                rather=option_words(state, entry.rather),
                than=option_words(state, entry.than),
                reason=spoken(entry.reason),
            )
        case TradeConfirmed(trade=trade):
            found = state.trades.by_id.get(trade)
            if found is None:
                return say("A trade was read aloud and confirmed.")
            return say(
                "Rather “{rather}” than “{than}” was read aloud and confirmed.",
                rather=option_words(state, found.worded.rather),
                than=option_words(state, found.worded.than),
            )
        case _:
            assert_never(entry)
