"""What hangs in the room while the hall deliberates.

And the doubtful paper that is being ruled on, as plain data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from textwrap import wrap

from pbdesk.assembly.public import (
    BudgetLine,
    DotsSheet,
    Gain,
    MatterLine,
    PublicBecame,
    PublicItem,
    PublicPaper,
    Simulated,
    Speaking,
    TradeLine,
    TradeOffLine,
    WayStep,
)
from pbdesk.i18n import render
from pbdesk.words import Clock, Day, Listing, Money, Words, plain, say, several

__all__ = [
    "AgendaBody",
    "AgendaLine",
    "Doubtful",
    "MoneyBar",
    "MoneyMoved",
    "SpeakingBody",
    "Weighed",
    "agenda_bodies",
    "asked_answered_done",
    "dotted",
    "doubtful",
    "in_line",
    "moved",
    "seated",
    "standing",
    "steps_of",
    "traded",
    "waiting",
    "weighed",
]


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An item of the agenda; `now`: it is under way."""

    title: Words | str
    minutes: Words
    now: bool


@dataclass(frozen=True, slots=True)
class AgendaBody:
    """The items of one screen.

    `titles` are those of all screens, so that every screen has letters of one size.
    """

    lines: tuple[AgendaLine, ...]
    titles: tuple[Words | str, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class SpeakingBody:
    """Who has the floor and how much time is left."""

    speaking: Speaking


@dataclass(frozen=True, slots=True)
class Weighed:
    """A trade-off: its parts with their labels.

    And the minority statement in the words of those who made it.
    """

    rows: tuple[tuple[Words, Words], ...]
    minority: Words | None


@dataclass(frozen=True, slots=True)
class MoneyBar:
    """A bar: what it is, the sum, how much of it is filled (of a thousand), and a sentence."""

    title: Words | str
    sum: Words
    filled: int
    words: Words


@dataclass(frozen=True, slots=True)
class MoneyMoved:
    """Who pays at the one side, who gains at the other, and whether it is in balance."""

    pays: tuple[MoneyBar, ...]
    gains: tuple[MoneyBar, ...]
    paid: Words
    gained: Words
    balance: Words
    fits: bool


ON_A_SCREEN = 12
"""Lines of a doubtful paper on one screen, in two columns."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The doubtful paper as the hand made it, and what the rulebook says."""

    paper: PublicPaper


def agenda_bodies(items: Sequence[PublicItem], rows: int) -> tuple[AgendaBody, ...]:
    """What is under way and what is to come, a screen at a time; where all is over, all of it."""
    left = [item for item in items if item.stands != "over"] or list(items)
    lines = [AgendaLine(item.title, _when(item), item.stands == "now") for item in left]
    titles = tuple(line.title for line in lines)
    return tuple(
        AgendaBody(tuple(lines[i : i + rows]), titles, rows)
        for i in range(0, len(lines), rows)
    )


def _when(item: PublicItem) -> Words:
    """When it begins as the evening goes, what is under way when it ends; else how long it has."""
    if item.begins is None:
        return several("{n} minute", "{n} minutes", item.minutes)
    if item.stands == "now":
        return say(
            "until {time}",
            time=Clock(item.begins.at + timedelta(minutes=item.minutes)),
        )
    return say("{time}", time=item.begins)


def standing(items: Sequence[PublicItem]) -> Words:
    """How far the agenda is."""
    return say(
        "{n} of {all} items are over.",
        n=sum(item.stands == "over" for item in items),
        all=len(items),
    )


_LETTERS, _LINES = 72, 12.0
"""Letters on a line at the least size, and the lines that a screen has room for."""

_LONGEST = round(_LETTERS * (_LINES - 1))


def weighed(line: TradeOffLine) -> tuple[tuple[Weighed, ...], Words, Words]:
    """A trade-off on as many screens as it needs, whose it is, and whether it stands.

    Letters are never smaller than the least: what is long goes on on the next screen.
    """
    rows = [
        (say("Gained"), line.gained),
        (say("Costs"), line.costs),
        (say("Who bears it"), line.bears),
    ]
    if line.condition is not None:
        rows.append((say("Condition"), line.condition))
    rows.append((say("Reason"), line.reason))
    whose = say("{who}: “{title}”", who=line.who, title=line.title)
    return _on_screens(rows, line.minority), whose, _read_aloud(line.confirmed)


def traded(line: TradeLine) -> tuple[tuple[Weighed, ...], Words]:
    """Two options against each other, on as many screens as it needs, and whether it stands."""
    rows = [
        (say("Because"), line.reason),
        (say("Gained"), line.gained),
        (say("Given up"), line.given_up),
        (say("Who bears it"), line.bears),
    ]
    if line.running is not None:
        rows.append((say("Each year"), line.running))
    if line.condition is not None:
        rows.append((say("Condition"), line.condition))
    if line.hands is not None:
        rows.append((say("Hands"), line.hands))
    return _on_screens(rows, line.minority), _read_aloud(line.confirmed)


def _read_aloud(confirmed: datetime | None) -> Words:
    if confirmed is None:
        return say("To be read aloud and confirmed")
    return say("Read aloud and confirmed at {time}", time=Clock(confirmed))


def waiting(
    matters: Sequence[MatterLine],
    questions: Sequence[tuple[Words, Words]],
) -> tuple[Weighed, ...]:
    """What people asked together and open questions, by tables and never by names."""
    asked = [
        (
            say("Asked together")
            if line.hands is None
            else several("{n} hand", "{n} hands", line.hands),
            line.words,
        )
        for line in matters
    ]
    rows = [*asked, *questions]
    return _on_screens(rows, None) if rows else ()


def seated(rosters: Sequence[tuple[int, ...]]) -> tuple[Weighed, ...]:
    """The tables with their cards, on as many screens as they need."""
    rows = [
        (say("Table {n}", n=n), say("{cards}", cards=Listing(tuple(map(str, cards)))))
        for n, cards in enumerate(rosters, start=1)
    ]
    return _on_screens(rows, None)


def in_line(speakers: Sequence[Words]) -> tuple[Weighed, ...]:
    """Who waits to speak, numbered in the order in which they are called."""
    rows = [(say("{n}", n=n), who) for n, who in enumerate(speakers, start=1)]
    return _on_screens(rows, None)


def dotted(sheet: DotsSheet) -> tuple[Weighed, ...]:
    """The lines with their dots, then opinion groups, on as many screens as they need."""
    rows = [(several("{n} dot", "{n} dots", n), line) for line, n in sheet.lines]
    rows += [
        (
            several("{n} person", "{n} people", each.people),
            say(
                "{tables} gave most dots to “{line}”.",
                tables=each.tables,
                line=each.line,
            ),
        )
        for each in sheet.opinions
    ]
    return _on_screens(rows, None)


def steps_of(steps: Sequence[WayStep]) -> tuple[Weighed, ...]:
    """The days of a way, each with what happened, on as many screens as it needs."""
    rows = [
        (say("{day}", day=Day(step.day, short=True)), _happened(step)) for step in steps
    ]
    return _on_screens(rows, None)


def _happened(step: WayStep) -> Words:
    told = (
        step.what
        if step.who is None
        else say("{what}, {who}", what=step.what, who=step.who)
    )
    return (
        told
        if step.words is None
        else say("{what}: {words}", what=told, words=step.words)
    )


def asked_answered_done(each: PublicBecame) -> tuple[Weighed, ...]:
    """The three parts under each other, on as many screens as they need."""
    rows = [
        (say("You asked"), each.asked),
        (say("They answered"), each.answered),
        (say("This was done"), each.done),
    ]
    return _on_screens(rows, None)


_BARS = 4
"""Bars one above the other on a screen."""


def moved(seen: Simulated) -> tuple[MoneyMoved, ...]:
    """Who gains and who pays, four of each on a screen; all that gain nothing are left out."""
    pays = [_pot_bar(seen), *(_line_bar(seen, each) for each in seen.lines)]
    gains = [_gain_bar(seen, each) for each in seen.gains if each.amount]
    screens = max(1, -(-len(gains) // _BARS), -(-len(pays) // _BARS))
    fits = seen.left >= 0 and not seen.against
    parts = (slice(n * _BARS, (n + 1) * _BARS) for n in range(screens))
    total = _sum(seen, seen.given)
    return tuple(
        MoneyMoved(
            tuple(pays[part]),
            tuple(gains[part]),
            total,
            total,
            _balance(seen),
            fits,
        )
        for part in parts
    )


def _sum(seen: Simulated, minor: int) -> Words:
    return say("{sum}", sum=Money(minor, seen.currency))


def _less(seen: Simulated, minor: int) -> Words:
    """What is taken, with its sign; what takes nothing has none."""
    return (
        say("−{sum}", sum=Money(minor, seen.currency))
        if minor > 0
        else _sum(seen, minor)
    )


def _more(seen: Simulated, minor: int) -> Words:
    return (
        say("+{sum}", sum=Money(minor, seen.currency))
        if minor > 0
        else _sum(seen, minor)
    )


def _part(of: int, whole: int) -> int:
    """So many of a thousand, never more than all."""
    return min(1000, 1000 * max(0, of) // max(1, whole))


def _pot_bar(seen: Simulated) -> MoneyBar:
    left = max(0, seen.left)
    words = say("{left} stays in the pot.", left=Money(left, seen.currency))
    return MoneyBar(
        say("The pot"),
        _less(seen, seen.from_pot),
        _part(seen.from_pot, seen.pot),
        words,
    )


def _line_bar(seen: Simulated, line: BudgetLine) -> MoneyBar:
    words = say("At most {most}.", most=Money(line.most, seen.currency))
    return MoneyBar(
        line.name,
        _less(seen, line.gives),
        _part(line.gives, line.most),
        words,
    )


def _gain_bar(seen: Simulated, each: Gain) -> MoneyBar:
    cost = Money(each.cost, seen.currency)
    words = (
        say("Paid in full: it costs {cost}.", cost=cost)
        if each.amount >= each.cost
        else say("In part: it costs {cost}.", cost=cost)
    )
    if each.running is not None:
        running = Money(each.running, seen.currency)
        words = say("{words} Then {running} each year.", words=words, running=running)
    return MoneyBar(
        each.title,
        _more(seen, each.amount),
        _part(each.amount, each.cost),
        words,
    )


def _balance(seen: Simulated) -> Words:
    if seen.left < 0:
        return say("{sum} more than there is.", sum=Money(-seen.left, seen.currency))
    if seen.against:
        return seen.against[0]
    return say("In balance: {sum} out, {sum} in.", sum=Money(seen.given, seen.currency))


def _on_screens(
    rows: Sequence[tuple[Words, Words]],
    minority: Words | None,
) -> tuple[Weighed, ...]:
    screens: list[Weighed] = []
    taken: list[tuple[Words, Words]] = []
    for label, text in rows:
        for piece in _pieces(text):
            if taken and _high((*taken, (label, piece))) > _LINES:
                screens.append(Weighed(tuple(taken), None))
                taken = []
            taken.append((label, piece))
    said = _pieces(minority) if minority is not None else ()
    if said and _high((*taken, (say("Minority statement"), said[0]))) > _LINES:
        screens.append(Weighed(tuple(taken), None))
        taken = []
    screens.append(Weighed(tuple(taken), said[0] if said else None))
    return (*screens, *(Weighed((), piece) for piece in said[1:]))


def _high(rows: Iterable[tuple[Words, Words]]) -> float:
    """How many lines they take, with the space between them."""
    return sum(-(-len(render(text)) // _LETTERS) + 0.5 for _, text in rows)


def _pieces(text: Words) -> tuple[Words, ...]:
    """The text, or the parts of one that is longer than a screen."""
    whole = render(text)
    if len(whole) <= _LONGEST:
        return (text,)
    return tuple(plain(part) for part in wrap(whole, _LONGEST))


def doubtful(paper: PublicPaper) -> tuple[Doubtful, ...]:
    """The paper on as many screens as its lines need."""
    lines = paper.lines
    room = ON_A_SCREEN
    parts = (lines[i : i + room] for i in range(0, len(lines), room))
    return tuple(Doubtful(replace(paper, lines=part)) for part in parts)
