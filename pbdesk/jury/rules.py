"""The jury's own file: it is opened, and its numbers are set and sealed.

Decisions  start, set_days, seal         Entries  JuryOpened, DaysSet, DaysSealed
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, assert_never

from pbdesk.jury.asked import a_day
from pbdesk.jury.days import STANDARD, Days, Place, fingerprint
from pbdesk.minutes.about import file_id
from pbdesk.minutes.decision import (
    Decided,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import Entry, clean
from pbdesk.words import Words, say

if TYPE_CHECKING:
    from pbdesk.jury.state import Jury

__all__ = [
    "DaysSealed",
    "DaysSet",
    "JuryOpened",
    "Rules",
    "RulesEntry",
    "apply",
    "missing",
    "seal",
    "set_days",
    "start",
    "tell",
]

_MOST = 366


class JuryOpened(Entry, frozen=True, tag="jury.opened", kw_only=True):
    """The file of a jury was begun."""

    undoable = False
    jury: str
    name: str
    place: str
    day: str
    currency: str
    language: str
    rehearsal: bool


class DaysSet(Entry, frozen=True, tag="jury.days_set"):
    """The numbers were written down, or changed."""

    days: Days


class DaysSealed(Entry, frozen=True, tag="jury.sealed"):
    """The numbers are fixed; `fingerprint` is SHA-256 of them, hex."""

    undoable = False
    fingerprint: str


RulesEntry = JuryOpened | DaysSet | DaysSealed


@dataclass(frozen=True, slots=True)
class Rules:
    """What the file is about, and its numbers."""

    id: str = ""
    name: str = ""
    place: str = ""
    day: date = date.min
    currency: str = "GBP"
    language: str = "en"
    rehearsal: bool = False
    days: Days = STANDARD
    given: bool = False
    sealed: datetime | None = None
    fingerprint: str = ""


def start(
    _state: Jury,
    moment: Moment,
    *,
    name: str,
    place: str,
    day: str,
    currency: str,
    language: str,
    rehearsal: bool = False,
) -> Decided:
    """Begin the file of a jury."""
    refusal = _unnamed(name)
    if refusal:
        return refusal
    on = a_day(day)
    if on is None:
        return Refusal(
            say("The day is missing."),
            say("Write when the jury begins."),
            "day",
        )
    return Writing(
        JuryOpened(
            jury=file_id(name, on, moment),
            name=clean(name),
            place=clean(place),
            day=day,
            currency=currency,
            language=language,
            rehearsal=rehearsal,
        ),
    )


def _unnamed(name: str) -> Refusal | None:
    if not clean(name):
        return Refusal(
            say("The jury needs a name."),
            say("Such as Riverside tenants' jury."),
            "name",
        )
    return None


def set_days(
    state: Jury,
    _moment: Moment,
    *,
    place: Place,
    receipt: int,
    triage: int,
    hearing: int,
    report: int,
    response: int,
    reminder: int,
    cases: int,
    within: int,
    seats: int,
    barred: int,
    free: str = "",
    lead: str = "",
) -> Decided:
    """Write the numbers down; `free` has days off that pbdesk does not know, one a line (ISO)."""
    if state.rules.sealed:
        return Refusal(say("The numbers are sealed."))
    numbers = {
        "receipt": receipt,
        "triage": triage,
        "hearing": hearing,
        "report": report,
        "response": response,
        "reminder": reminder,
        "cases": cases,
        "within": within,
        "seats": seats,
        "barred": barred,
    }
    wrong = next(
        (name for name, value in numbers.items() if not 1 <= value <= _MOST),
        None,
    )
    if wrong:
        return Refusal(
            say("This is a whole number from 1 to {most}.", most=_MOST),
            say("Write it again."),
            wrong,
        )
    if seats < 5:
        return Refusal(
            say("A jury has 5 seats or more."),
            say(
                "With fewer nothing is shown of the scores, and nobody may decide.",
            ),
            "seats",
        )
    if not clean(lead):
        return Refusal(
            say("Nobody is named to whom a danger is told."),
            say(
                "Write the office for safeguarding, and how it is reached at once.",
            ),
            "lead",
        )
    days_off = _days_off(free)
    if isinstance(days_off, Refusal):
        return days_off
    return Writing(
        DaysSet(Days(place=place, free=days_off, lead=clean(lead), **numbers)),
    )


def _days_off(written: str) -> tuple[str, ...] | Refusal:
    """The days, one a line."""
    days = tuple(clean(line) for line in written.splitlines() if clean(line))
    if any(a_day(day) is None for day in days):
        return Refusal(
            say("One of these is not a day."),
            say("Write one a line, such as 2027-05-03."),
            "free",
        )
    return days


_NOT_LOOKED_AT = Refusal(
    say("Nobody has looked at the numbers."),
    say("Record them first, even where they stay as they are."),
    "receipt",
)


def seal(state: Jury, _moment: Moment) -> Decided:
    """Fix the numbers for good."""
    return _cannot_seal(state) or Writing(
        DaysSealed(fingerprint(state.rules.days)),
    )


def _cannot_seal(state: Jury) -> Refusal | None:
    if state.rules.sealed:
        return Refusal(say("The numbers are sealed."))
    if not state.rules.given:
        return _NOT_LOOKED_AT
    return None


def apply(rules: Rules, entry: RulesEntry, at: datetime) -> Rules:
    """What the entry adds."""
    match entry:
        case JuryOpened():
            return replace(
                rules,
                id=entry.jury,
                name=entry.name,
                place=entry.place,
                day=date.fromisoformat(entry.day),
                currency=entry.currency,
                language=entry.language,
                rehearsal=entry.rehearsal,
            )
        case DaysSet(days=days):
            return replace(rules, days=days, given=True)
        case DaysSealed(fingerprint=sealed):
            return replace(rules, sealed=at, fingerprint=sealed)
        case _:
            assert_never(entry)


_SAME_FOR_ALL = say("Nobody may choose them for one case.")
_UNSET = Missing(
    say("The numbers are not set."),
    _SAME_FOR_ALL,
    "juryrules",
    "set_days",
)
_UNSEALED = Missing(
    say("The numbers are not sealed."),
    _SAME_FOR_ALL,
    "juryrules",
    "seal",
)


def missing(state: Jury) -> Needs:
    """What the numbers still need."""
    if state.rules.sealed:
        return ()
    if not state.rules.given:
        return (_UNSET,)
    return (_UNSEALED,)


def tell(entry: RulesEntry, _state: Jury) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case JuryOpened(name=name):
            return say("“{name}” was begun.", name=name)
        case DaysSet():
            return say("The jury's numbers were set.")
        case DaysSealed(fingerprint=sealed):
            return say(
                "The jury's numbers were sealed: {code}.",
                code=sealed[:8],
            )
        case _:
            assert_never(entry)
