"""Hearing: its order, the same time for both sides, questions through the chair, breaks, evenings.

Decisions  plan, let_speak, interpret, give_more, adjourn, resume, ask, help_side, in_writing,
           finish
Entries    HearingPlanned, Interpreting, MoreTimeGiven, HearingAdjourned, HearingResumed,
           QuestionPut, HelpGiven, HeardInWriting, HearingOver, and those of the clock
While somebody interprets the clock stands still. More time is given to both sides, for a reason.
No juror is named by what they ask: a question is the chair's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, assert_never

import msgspec

from pbdesk.jury.asked import SIDES, Side, free, no_day, owed
from pbdesk.jury.triage import stopped
from pbdesk.minutes import clock
from pbdesk.minutes.clock import (
    ClockPaused,
    ClockStarted,
    FloorEntry,
    ItemEnded,
    Running,
)
from pbdesk.minutes.decision import (
    Decided,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import Entry, FreeText, Id, clean, spoken
from pbdesk.words import Day, Words, say, several

if TYPE_CHECKING:
    from pbdesk.jury.state import Case

__all__ = [
    "HELP",
    "PARTS",
    "Adjourned",
    "HeardInWriting",
    "Hearing",
    "HearingAdjourned",
    "HearingEntry",
    "HearingOver",
    "HearingPlanned",
    "HearingResumed",
    "HelpGiven",
    "Interpreting",
    "MoreTimeGiven",
    "Part",
    "QuestionPut",
    "adjourn",
    "apply",
    "ask",
    "finish",
    "give_more",
    "help_side",
    "in_writing",
    "interpret",
    "left",
    "let_speak",
    "missing",
    "part_id",
    "plan",
    "resume",
    "tell",
    "tell_clock",
]

type PartKind = Literal[
    "opening",
    "account",
    "questions",
    "break",
    "more",
    "closing",
]
type Help = Literal["supporter", "advocate", "interpreter", "signer"]

PARTS: Mapping[PartKind, Words] = {
    "opening": say("Opening by the chair"),
    "account": say("Account"),
    "questions": say("Questions through the chair"),
    "break": say("Break"),
    "more": say("More time"),
    "closing": say("Last word"),
}
HELP: Mapping[Help, Words] = {
    "supporter": say("Somebody to support them"),
    "advocate": say("An advocate"),
    "interpreter": say("An interpreter"),
    "signer": say("A sign-language interpreter"),
}
_SPOKEN = ("account", "questions", "more", "closing")
_NUMBER: Mapping[Side, int] = {"complainant": 1, "service": 2}
_SIDE: Mapping[int, Side] = {1: "complainant", 2: "service"}
_MOST_MINUTES = 120

_OWED = {
    "place": (
        say("Nobody knows where the hearing is."),
        say("Write the place."),
    ),
    "reason": (
        say("The reason is missing."),
        say("Write one sentence for both sides."),
    ),
    "words": (
        say("Nothing is written."),
        say("Write the question as the chair puts it."),
    ),
    "why": (
        say("The reason is missing."),
        say("More time needs a reason that both sides hear."),
    ),
}


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the order. `side` is empty where neither side has the word."""

    kind: PartKind
    minutes: int
    side: Side | Literal[""] = ""


class HearingPlanned(Entry, frozen=True, tag="hearing.planned", kw_only=True):
    """Day (ISO), hour, place and order of the hearing."""

    day: str
    hour: str
    place: str
    parts: tuple[Part, ...]


class Interpreting(
    Entry,
    frozen=True,
    tag="hearing.interpreting",
    kw_only=True,
):
    """Somebody interprets: the clock stands still, and the side loses no time."""

    side: Side


class MoreTimeGiven(Entry, frozen=True, tag="hearing.more_time", kw_only=True):
    """Both sides get so many minutes more. `first`: the number of the first of both parts."""

    first: int
    minutes: int
    why: FreeText


class HearingAdjourned(
    Entry,
    frozen=True,
    tag="hearing.adjourned",
    kw_only=True,
):
    """The hearing stops, and goes on on that day."""

    until: str
    reason: FreeText


class HearingResumed(Entry, frozen=True, tag="hearing.resumed"):
    """The hearing goes on."""


class QuestionPut(Entry, frozen=True, tag="hearing.question", kw_only=True):
    """The chair put a question to a side. Whose it was is not recorded."""

    public = False
    side: Side
    words: FreeText


class HelpGiven(Entry, frozen=True, tag="hearing.help", kw_only=True):
    """Somebody sits with a side."""

    side: Side
    help: Help


class HeardInWriting(Entry, frozen=True, tag="hearing.writing", kw_only=True):
    """A side is heard in writing, because it wants to be."""

    side: Side


class HearingOver(Entry, frozen=True, tag="hearing.over"):
    """Both sides were heard."""


HearingEntry = (
    HearingPlanned
    | Interpreting
    | MoreTimeGiven
    | HearingAdjourned
    | HearingResumed
    | QuestionPut
    | HelpGiven
    | HeardInWriting
    | HearingOver
)


@dataclass(frozen=True, slots=True)
class Adjourned:
    """A break of the hearing over days."""

    at: datetime
    until: date
    reason: FreeText
    resumed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hearing:
    """The hearing as it stands."""

    planned: HearingPlanned | None = None
    more: tuple[MoreTimeGiven, ...] = ()
    adjournments: tuple[Adjourned, ...] = ()
    questions: tuple[QuestionPut, ...] = ()
    help: tuple[HelpGiven, ...] = ()
    writing: frozenset[Side] = frozenset()
    over: datetime | None = None

    @property
    def adjourned(self) -> bool:
        """Whether it waits for another day."""
        return bool(self.adjournments) and self.adjournments[-1].resumed is None

    @property
    def parts(self) -> tuple[Part, ...]:
        """The order as it stands, with what was added to it."""
        parts = list(self.planned.parts) if self.planned else []
        for each in self.more:
            both = [Part("more", each.minutes, side) for side in SIDES]
            parts[each.first - 1 : each.first - 1] = both
        return tuple(parts)


def part_id(number: int) -> Id:
    """The reference under which the clock keeps a part, counted from 1."""
    return Id(f"part-{number}")


def plan(
    state: Case,
    _moment: Moment,
    *,
    day: str,
    hour: str,
    place: str,
    minutes: int,
    questions: int = 15,
    closing: int = 5,
    pause: int = 15,
) -> Decided:
    """Plan the hearing: both sides get the same minutes for each of their parts."""
    refusal = (
        stopped(state)
        or owed({"place": place}, _OWED)
        or no_day(day, "day")
        or _too_early(state)
        or _out_of_bounds(minutes, questions)
    )
    return refusal or Writing(
        HearingPlanned(
            day=day,
            hour=clean(hour),
            place=clean(place),
            parts=_parts(minutes, questions, closing, pause),
        ),
    )


def _out_of_bounds(minutes: int, questions: int) -> Refusal | None:
    wrong = _wrong_length(minutes, questions)
    if wrong:
        return Refusal(
            say("A part takes 1 to {n} minutes.", n=_MOST_MINUTES),
            say("Write a whole number."),
            wrong,
        )
    return None


def _wrong_length(minutes: int, questions: int) -> str | None:
    return next(
        (
            name
            for name, value in (("minutes", minutes), ("questions", questions))
            if not 1 <= value <= _MOST_MINUTES
        ),
        None,
    )


_NOT_READY = Refusal(
    say("There is no panel or no bundle yet."),
    say("A hearing is planned once both stand."),
)


def _too_early(state: Case) -> Refusal | None:
    if not state.panel.drawn or not state.bundle.closed:
        return _NOT_READY
    if state.floor.by_item:
        return Refusal(say("The hearing has begun: its order stays."))
    return None


def _parts(
    minutes: int,
    questions: int,
    closing: int,
    pause: int,
) -> tuple[Part, ...]:
    return (
        Part("opening", 5),
        Part("account", minutes, "complainant"),
        Part("questions", questions, "complainant"),
        *((Part("break", pause),) if pause else ()),
        Part("account", minutes, "service"),
        Part("questions", questions, "service"),
        *(
            (
                Part("closing", closing, "service"),
                Part("closing", closing, "complainant"),
            )
            if closing
            else ()
        ),
    )


def _going(state: Case) -> Refusal | None:
    refusal = _not_planned(state)
    if refusal:
        return refusal
    if not state.panel.drawn:
        return _NOT_READY
    return _not_now(state)


def _not_planned(state: Case) -> Refusal | None:
    if state.hearing.planned is None:
        return stopped(state) or Refusal(
            say("No hearing is planned."),
            say("Plan it first."),
            "day",
        )
    return None


def _not_now(state: Case) -> Refusal | None:
    if state.hearing.over:
        return Refusal(say("The hearing is over."))
    if state.hearing.adjourned:
        return Refusal(
            say("The hearing is adjourned."),
            say("Resume it first."),
        )
    return stopped(state)


def let_speak(state: Case, _moment: Moment, *, part: int) -> Decided:
    """Start a part and its clock, or let the clock run on."""
    refusal = _going(state)
    if refusal:
        return refusal
    parts = state.hearing.parts
    if not 1 <= part <= len(parts):
        return Refusal(say("The order has no part {n}.", n=part), where="part")
    item, side = part_id(part), parts[part - 1].side
    now = state.floor.now
    if now is not None and now.item != item:
        return Refusal(
            say("Another part is under way."),
            say("End it first."),
            "part",
        )
    if state.floor.over(item):
        return Refusal(
            say("This part is over."),
            say("Begin the next one."),
            "part",
        )
    return Writing(ClockStarted(item, _NUMBER[side] if side else 0))


def interpret(state: Case, _moment: Moment) -> Decided:
    """Let somebody interpret what was said: the clock stands still until it goes on."""
    now = state.floor.now
    refusal = _going(state)
    if refusal:
        return refusal
    if now is None or now.since is None or now.table not in _SIDE:
        return Refusal(say("Neither side's clock is running."))
    return Writing(ClockPaused(now.item), Interpreting(side=_SIDE[now.table]))


def give_more(
    state: Case,
    _moment: Moment,
    *,
    minutes: int,
    why: str,
) -> Decided:
    """Give both sides more time, before their last words; neither must use it."""
    refusal = _going(state) or owed({"why": why}, _OWED)
    if refusal:
        return refusal
    if not 1 <= minutes <= _MOST_MINUTES:
        return Refusal(
            say("A part takes 1 to {n} minutes.", n=_MOST_MINUTES),
            say("Write a whole number."),
            "minutes",
        )
    parts = state.hearing.parts
    begun = [
        n for n in range(1, len(parts) + 1) if state.floor.begun(part_id(n))
    ]
    closing = [n for n, each in enumerate(parts, 1) if each.kind == "closing"]
    first = max(
        begun[-1] + 1 if begun else 1,
        closing[0] if closing else len(parts) + 1,
    )
    return Writing(MoreTimeGiven(first=first, minutes=minutes, why=free(why)))


def left(state: Case, side: Side) -> int:
    """Seconds that a side may still speak, without those since the clock runs."""
    mine = _parts_of(state, side)
    given = _given(mine)
    return given - sum(
        state.floor.used(part_id(n), _NUMBER[side]) for n, _ in mine
    )


def _given(mine: list[tuple[int, Part]]) -> int:
    return sum(each.minutes * 60 for _, each in mine)


def _parts_of(state: Case, side: Side) -> list[tuple[int, Part]]:
    return [
        (n, each)
        for n, each in enumerate(state.hearing.parts, 1)
        if each.side == side
    ]


def adjourn(
    state: Case,
    _moment: Moment,
    *,
    until: str,
    reason: str,
) -> Decided:
    """Stop for today; who has the floor keeps it, and the clock stands still."""
    refusal = (
        _going(state)
        or owed({"reason": reason}, _OWED)
        or no_day(until, "until")
    )
    if refusal:
        return refusal
    now = state.floor.now
    paused = _paused(now)
    return Writing(*paused, HearingAdjourned(until=until, reason=free(reason)))


def _paused(now: Running | None) -> tuple[ClockPaused, ...]:
    if now is not None and now.since is not None:
        return (ClockPaused(now.item),)
    return ()


def resume(state: Case, _moment: Moment) -> Decided:
    """Go on with an adjourned hearing."""
    if not state.hearing.adjourned:
        return Refusal(say("The hearing is not adjourned."))
    return stopped(state) or Writing(HearingResumed())


def ask(state: Case, _moment: Moment, *, side: Side, words: str) -> Decided:
    """Note a question as the chair puts it."""
    return (
        _going(state)
        or owed({"words": words}, _OWED)
        or Writing(QuestionPut(side=side, words=free(words)))
    )


def help_side(
    state: Case,
    _moment: Moment,
    *,
    side: Side,
    help: Help,
) -> Decided:
    """Note who sits with a side."""
    return _going(state) or Writing(HelpGiven(side=side, help=help))


def in_writing(state: Case, _moment: Moment, *, side: Side) -> Decided:
    """Note that a side is heard in writing."""
    return _going(state) or Writing(HeardInWriting(side=side))


def finish(state: Case, _moment: Moment) -> Decided:
    """End the hearing: each side spoke or is heard in writing."""
    refusal = _going(state)
    if refusal:
        return refusal
    if state.floor.now is not None:
        return Refusal(say("A part is under way."), say("End it first."))
    unheard: list[Side] = [
        side
        for side in _NUMBER
        if side not in state.hearing.writing | _spoke(state)
    ]
    if unheard:
        return Refusal(
            say("{side} was not heard.", side=SIDES[unheard[0]]),
            say("Let them speak, or note that they are heard in writing."),
            "part",
        )
    return Writing(HearingOver())


def _spoke(state: Case) -> frozenset[Side]:
    return frozenset(
        each.side
        for n, each in enumerate(state.hearing.parts, 1)
        if (
            each.side and each.kind in _SPOKEN and state.floor.begun(part_id(n))
        )
    )


def apply(hearing: Hearing, entry: HearingEntry, at: datetime) -> Hearing:
    """What the entry adds."""
    match entry:
        case HearingPlanned():
            return replace(hearing, planned=entry, more=())
        case Interpreting():
            return hearing
        case MoreTimeGiven():
            return replace(hearing, more=(*hearing.more, entry))
        case HearingAdjourned():
            stopped_now = Adjourned(
                at,
                date.fromisoformat(entry.until),
                entry.reason,
            )
            return replace(
                hearing,
                adjournments=(*hearing.adjournments, stopped_now),
            )
        case HearingResumed():
            *before, last = hearing.adjournments
            return replace(
                hearing,
                adjournments=(*before, replace(last, resumed=at)),
            )
        case QuestionPut():
            return replace(hearing, questions=(*hearing.questions, entry))
        case HelpGiven():
            return replace(hearing, help=(*hearing.help, entry))
        case HeardInWriting():
            return replace(hearing, writing=hearing.writing | {entry.side})
        case HearingOver():
            return replace(hearing, over=at)
        case _:
            assert_never(entry)


def missing(state: Case) -> Needs:
    """What the hearing still needs."""
    hearing = state.hearing
    if not state.panel.drawn or not state.bundle.closed or hearing.over:
        return ()
    why = say("Both sides are told in good time, with the order.")
    if hearing.planned is None:
        return (Missing(say("No hearing is planned."), why, "hearing", "plan"),)
    if hearing.adjourned:
        told = say("Resume on {day}.", day=Day(hearing.adjournments[-1].until))
        return (
            Missing(
                say("The hearing is adjourned."),
                told,
                "hearing",
                "resume",
            ),
        )
    heard = say("Both sides are heard before anybody judges.")
    return (Missing(say("The hearing is not over."), heard, "hearing", "part"),)


def tell(entry: HearingEntry, _state: Case) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case HearingPlanned(day=day, place=place):
            on = Day(date.fromisoformat(day))
            return say(
                "The hearing was set for {day}, {place}.",
                day=on,
                place=place,
            )
        case Interpreting(side=side):
            return say(
                "What was said was interpreted; the clock stood still: {side}.",
                side=SIDES[side],
            )
        case MoreTimeGiven(minutes=minutes, why=why):
            return several(
                "Both sides got {n} minute more. {why}",
                "Both sides got {n} minutes more. {why}",
                minutes,
                why=spoken(why),
            )
        case HearingAdjourned(until=until, reason=reason):
            return say(
                "The hearing was adjourned until {day}. {reason}",
                day=Day(date.fromisoformat(until)),
                reason=spoken(reason),
            )
        case HearingResumed():
            return say("The hearing went on.")
        case QuestionPut(side=side):
            return say(
                "The chair put a question. {side} answered.",
                side=SIDES[side],
            )
        case HelpGiven(side=side, help=helped):
            return say(
                "{side}: {help} sits with them.",
                side=SIDES[side],
                help=HELP[helped],
            )
        case HeardInWriting(side=side):
            return say("{side} is heard in writing.", side=SIDES[side])
        case HearingOver():
            return say("The hearing is over: both sides were heard.")
        case _:
            assert_never(entry)


def tell_clock(entry: FloorEntry, state: Case) -> Words:
    """An entry of the clock as a sentence of the minutes."""
    parts = state.hearing.parts
    number = int(entry.item.removeprefix("part-"))
    part = (
        PARTS[parts[number - 1].kind]
        if 0 < number <= len(parts)
        else say("A part")
    )
    match entry:
        case ClockStarted(table=0):
            return say("{part} began.", part=part)
        case ClockStarted(table=table):
            side: Side = (
                "complainant" if table == _NUMBER["complainant"] else "service"
            )
            return say(
                "{part} began. {side} has the floor.",
                part=part,
                side=SIDES[side],
            )
        case ClockPaused():
            return say("{part}: the clock was stopped.", part=part)
        case ItemEnded():
            return say("{part} ended.", part=part)
        case _:
            assert_never(entry)


pause, end = clock.pause, clock.end
"""The clock's own decisions hold here as they are."""
