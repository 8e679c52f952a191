"""What hangs in the room while the hall deliberates.

And the doubtful paper that is being ruled on, as plain data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import batched, count, zip_longest
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
from pbdesk.words import (
    Clock,
    Day,
    Listing,
    Sentences,
    Text,
    Words,
    plain,
    say,
    several,
)

__all__ = [
    "AgendaBody",
    "AgendaLine",
    "Axis",
    "Doubtful",
    "MoneyBar",
    "MoneyMoved",
    "Span",
    "SpeakingBody",
    "Weighed",
    "agenda_bodies",
    "asked_answered_done",
    "dotted",
    "doubtful",
    "fewer_rows",
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
    """An item of the agenda; `now`: it is under way.

    `times`: when it was to begin, and when it does; with them stands its number.
    """

    title: Text
    minutes: Words
    now: bool
    times: tuple[Words, Words] | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """An item on the axis, in minutes after midnight."""

    number: int
    start: int
    end: int
    stands: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The evening as it was planned, and as it goes, on one axis."""

    planned: tuple[Span, ...]
    tonight: tuple[Span, ...]

    @property
    def start(self) -> int:
        """The first minute."""
        return min(span.start for span in (*self.planned, *self.tonight))

    @property
    def end(self) -> int:
        """The last minute."""
        return max(span.end for span in (*self.planned, *self.tonight))

    @property
    def hours(self) -> range:
        """The full hours, in minutes after midnight."""
        return range(-(-self.start // 60) * 60, self.end + 1, 60)


@dataclass(frozen=True, slots=True)
class AgendaBody:
    """The items of one screen.

    `titles` are those of all screens, so that every screen has letters of one size.
    """

    lines: tuple[AgendaLine, ...]
    titles: tuple[Text, ...]
    rows: int
    axis: Axis | None = None


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

    title: Text
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


type OnScreens = tuple[Weighed, ...]
"""Rows on as many screens as they need."""

ON_A_SCREEN, _TITLE = 12, 38
"""Lines of a doubtful paper on one screen; letters of a title that takes one line there."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The doubtful paper as the hand made it, and what the rulebook says."""

    paper: PublicPaper


def agenda_bodies(
    items: Sequence[PublicItem],
    rows: int,
) -> tuple[AgendaBody, ...]:
    """What is under way and what is to come, a screen at a time; where all is over, all of it."""
    lines = [_agenda_line(n, item) for n, item in enumerate(items, start=1)]
    pairs = zip(lines, items, strict=True)
    left = [line for line, item in pairs if item.stands != "over"] or lines
    titles = tuple(line.title for line in left)
    axis = _axis(items)
    shown = rows if axis is None else _below_the_axis(titles)
    return tuple(
        AgendaBody(part, titles, shown, axis) for part in batched(left, shown)
    )


def fewer_rows(longest: int, a_line: int) -> int:
    """Rows a screen where the longest title takes more than a line of so many letters."""
    return 5 if longest <= 2 * a_line else 3


_BELOW_THE_AXIS, _TIMED = 5, 46
"""Items that stand below the axis on a screen; letters on a line of theirs."""


def _below_the_axis(titles: Sequence[Text]) -> int:
    longest = max((len(render(title)) for title in titles), default=0)
    if longest <= _TIMED:
        return _BELOW_THE_AXIS
    return 3 if longest <= 2 * _TIMED else 2


def _axis(items: Sequence[PublicItem]) -> Axis | None:
    """Both rows of the axis; None where nobody said when the evening begins."""
    slots = [item.slot for item in items if item.slot is not None]
    if len(slots) < len(items):
        return None
    ends = [slot.going for slot in slots[1:]]
    ends.append(slots[-1].going + slots[-1].minutes)
    of = list(zip(count(1), slots, items, ends, strict=False))
    planned = (
        Span(n, slot.planned, slot.planned + slot.was, "") for n, slot, *_ in of
    )
    tonight = (
        Span(n, slot.going, max(slot.going, end), item.stands)
        for n, slot, item, end in of
    )
    return Axis(tuple(planned), tuple(tonight))


def _agenda_line(n: int, item: PublicItem) -> AgendaLine:
    now = item.stands == "now"
    return AgendaLine(item.title, _when(item), now, _times(item), n)


def _times(item: PublicItem) -> tuple[Words, Words] | None:
    if item.planned is None or item.begins is None:
        return None
    planned = say("{time}", time=item.planned)
    return planned, say("{time}", time=item.begins)


def _when(item: PublicItem) -> Words:
    """When it begins as the evening goes, what is under way when it ends; else how long it has."""
    if item.begins is None:
        return several("{n} minute", "{n} minutes", item.minutes)
    if item.stands == "now":
        return _until(item.begins.at, item.minutes)
    return say("{time}", time=item.begins)


def _until(begins: datetime, minutes: int) -> Words:
    return say("until {time}", time=Clock(begins + timedelta(minutes=minutes)))


def standing(items: Sequence[PublicItem]) -> Words:
    """How far the agenda is."""
    return say(
        "{n} of {all} items are over.",
        n=sum(item.stands == "over" for item in items),
        all=len(items),
    )


type _Row = tuple[Words, Words]
"""A label, and what stands beside it."""

_LETTERS, _LINES = 72, 12.0
"""Letters on a line at the least size, and the lines that a screen has room for."""

_LONGEST = round(_LETTERS * (_LINES - 1))


def weighed(line: TradeOffLine) -> tuple[OnScreens, Words, Words]:
    """A trade-off on as many screens as it needs, whose it is, and whether it stands.

    Letters are never smaller than the least: what is long goes on on the next screen.
    """
    rows = _said(
        (say("Gained"), line.gained),
        (say("Costs"), line.costs),
        (say("Who bears it"), line.bears),
        (say("Condition"), line.condition),
        (say("Reason"), line.reason),
    )
    whose = say("{who}: “{title}”", who=line.who, title=line.title)
    return _on_screens(rows, line.minority), whose, _read_aloud(line.confirmed)


def traded(line: TradeLine) -> tuple[OnScreens, Words]:
    """Two options against each other, on as many screens as it needs, and whether it stands."""
    rows = _said(
        (say("Because"), line.reason),
        (say("Gained"), line.gained),
        (say("Given up"), line.given_up),
        (say("Who bears it"), line.bears),
        (say("Each year"), line.running),
        (say("Condition"), line.condition),
        (say("Hands"), line.hands),
    )
    return _on_screens(rows, line.minority), _read_aloud(line.confirmed)


def _said(*rows: tuple[Words, Words | None]) -> list[_Row]:
    """The rows of which something was said."""
    return [(label, text) for label, text in rows if text is not None]


def _read_aloud(confirmed: datetime | None) -> Words:
    if confirmed is None:
        return say("To be read aloud and confirmed")
    return say("Read aloud and confirmed at {time}", time=Clock(confirmed))


def waiting(
    matters: Sequence[MatterLine],
    questions: Sequence[_Row],
) -> OnScreens:
    """What people asked together and open questions, by tables and never by names."""
    rows = [*map(_asked_together, matters), *questions]
    return _on_screens(rows) if rows else ()


def _asked_together(line: MatterLine) -> _Row:
    """By how many hands, where they were counted."""
    if line.hands is None:
        return say("Asked together"), line.words
    return several("{n} hand", "{n} hands", line.hands), line.words


def seated(rosters: Sequence[tuple[int, ...]]) -> OnScreens:
    """The tables with their cards, on as many screens as they need."""
    return _on_screens(list(map(_table, count(1), rosters)))


def _table(n: int, cards: tuple[int, ...]) -> _Row:
    listed = Listing(tuple(map(str, cards)))
    return say("Table {n}", n=n), say("{cards}", cards=listed)


def in_line(speakers: Sequence[Words]) -> OnScreens:
    """Who waits to speak, numbered in the order in which they are called."""
    return _on_screens(list(map(_in_turn, count(1), speakers)))


def _in_turn(n: int, who: Words) -> _Row:
    return say("{n}", n=n), who


def dotted(sheet: DotsSheet) -> OnScreens:
    """The lines with their dots, then opinion groups, on as many screens as they need."""
    dots = [
        (several("{n} dot", "{n} dots", n), line) for line, n in sheet.lines
    ]
    opinions = [
        (_people(each.people), _gave_most(each.tables, each.line))
        for each in sheet.opinions
    ]
    return _on_screens([*dots, *opinions])


def _people(n: int) -> Words:
    return several("{n} person", "{n} people", n)


def _gave_most(tables: Words, line: Words) -> Words:
    return say("{tables} gave most dots to “{line}”.", tables=tables, line=line)


def steps_of(steps: Sequence[WayStep]) -> OnScreens:
    """The days of a way, each with what happened, on as many screens as it needs."""
    rows = [(_short_day(step.day), _happened(step)) for step in steps]
    return _on_screens(rows)


def _short_day(day: date) -> Words:
    return say("{day}", day=Day(day, short=True))


def _happened(step: WayStep) -> Words:
    told = _done_by(step)
    if step.words is None:
        return told
    return say("{what}: {words}", what=told, words=step.words)


def _done_by(step: WayStep) -> Words:
    if step.who is None:
        return step.what
    return say("{what}, {who}", what=step.what, who=step.who)


def asked_answered_done(each: PublicBecame) -> OnScreens:
    """The three parts under each other, on as many screens as they need."""
    rows = [
        (say("You asked"), each.asked),
        (say("They answered"), each.answered),
        (say("This was done"), each.done),
    ]
    return _on_screens(rows)


_BARS = 4
"""Bars one above the other on a screen."""


def moved(seen: Simulated) -> tuple[MoneyMoved, ...]:
    """Who gains and who pays, four of each on a screen; all that gain nothing are left out."""
    pays = (_pot_bar(seen), *(_line_bar(seen, each) for each in seen.lines))
    gains = tuple(_gain_bar(seen, each) for each in seen.gains if each.amount)
    sides = zip_longest(
        batched(pays, _BARS),
        batched(gains, _BARS),
        fillvalue=(),
    )
    return tuple(_moved(seen, *both) for both in sides)


def _moved(
    seen: Simulated,
    pays: tuple[MoneyBar, ...],
    gains: tuple[MoneyBar, ...],
) -> MoneyMoved:
    fits = seen.left >= 0 and not seen.against
    total = _sum(seen, seen.given)
    return MoneyMoved(pays, gains, total, total, _balance(seen), fits)


def _sum(seen: Simulated, minor: int) -> Words:
    return say("{sum}", sum=seen.money(minor))


def _less(seen: Simulated, minor: int) -> Words:
    """What is taken, with its sign; what takes nothing has none."""
    if minor > 0:
        return say("−{sum}", sum=seen.money(minor))
    return _sum(seen, minor)


def _more(seen: Simulated, minor: int) -> Words:
    if minor > 0:
        return say("+{sum}", sum=seen.money(minor))
    return _sum(seen, minor)


def _part(of: int, whole: int) -> int:
    """So many of a thousand, never more than all."""
    return min(1000, 1000 * max(0, of) // max(1, whole))


def _pot_bar(seen: Simulated) -> MoneyBar:
    left = max(0, seen.left)
    words = say("{left} stays in the pot.", left=seen.money(left))
    return MoneyBar(
        say("The pot"),
        _less(seen, seen.from_pot),
        _part(seen.from_pot, seen.pot),
        words,
    )


def _line_bar(seen: Simulated, line: BudgetLine) -> MoneyBar:
    words = say("At most {most}.", most=seen.money(line.most))
    return MoneyBar(
        line.name,
        _less(seen, line.gives),
        _part(line.gives, line.most),
        words,
    )


def _gain_bar(seen: Simulated, each: Gain) -> MoneyBar:
    filled = _part(each.amount, each.cost)
    words = _paid(seen, each)
    if each.running is not None:
        running = seen.money(each.running)
        words = say(
            "{words} Then {running} each year.",
            words=words,
            running=running,
        )
    return MoneyBar(each.title, _more(seen, each.amount), filled, words)


def _paid(seen: Simulated, each: Gain) -> Words:
    cost = seen.money(each.cost)
    if each.amount >= each.cost:
        return say("Paid in full: it costs {cost}.", cost=cost)
    return say("In part: it costs {cost}.", cost=cost)


def _balance(seen: Simulated) -> Words:
    if seen.left < 0:
        return say("{sum} more than there is.", sum=seen.money(-seen.left))
    if seen.against:
        return seen.against[0]
    return say("In balance: {sum} out, {sum} in.", sum=seen.money(seen.given))


def _on_screens(
    rows: Sequence[_Row],
    minority: Words | None = None,
) -> OnScreens:
    """As many rows to a screen as there is room for; the minority statement after them."""
    *full, last = _filled(rows)
    screens = [Weighed(tuple(part), None) for part in full]
    if minority is None:
        return (*screens, Weighed(tuple(last), None))
    return (*screens, *_with_minority(last, _pieces(minority)))


def _filled(rows: Iterable[_Row]) -> list[list[_Row]]:
    """The rows screen by screen, what is long in pieces; at least one screen."""
    screens: list[list[_Row]] = [[]]
    for label, text in rows:
        for piece in _pieces(text):
            if screens[-1] and _high((*screens[-1], (label, piece))) > _LINES:
                screens.append([])
            screens[-1].append((label, piece))
    return screens


def _with_minority(last: list[_Row], said: Sentences) -> Iterator[Weighed]:
    """The statement below the last rows, or after them; each piece more on a screen of its own."""
    first, *more = said
    if _high((*last, (say("Minority statement"), first))) > _LINES:
        yield Weighed(tuple(last), None)
        last = []
    yield Weighed(tuple(last), first)
    yield from (Weighed((), piece) for piece in more)


def _high(rows: Iterable[_Row]) -> float:
    """How many lines they take, with the space between them."""
    return sum(_lines_of(text) + 0.5 for _, text in rows)


def _lines_of(text: Words) -> int:
    return -(-len(render(text)) // _LETTERS)


def _pieces(text: Words) -> Sentences:
    """The text, or the parts of one that is longer than a screen."""
    whole = render(text)
    if len(whole) <= _LONGEST:
        return (text,)
    return tuple(map(plain, wrap(whole, _LONGEST)))


def doubtful(paper: PublicPaper) -> tuple[Doubtful, ...]:
    """The paper on as many screens as its lines need."""
    longest = max((len(line.title) for line in paper.lines), default=0)
    most = ON_A_SCREEN if longest <= _TITLE else fewer_rows(longest, _TITLE)
    parts = batched(paper.lines, most)
    return tuple(Doubtful(replace(paper, lines=part)) for part in parts)
