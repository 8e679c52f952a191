"""Follow-up: at three and at six months, what was done, and what the person says who complained.

Decisions  look, put_right, reopen, close
Entries    RemedyLookedAt, PersonAnswered, CaseReopened, CaseClosed
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.jury import answer
from pbdesk.jury.asked import free, owed
from pbdesk.jury.days import FOLLOW_UPS
from pbdesk.minutes.clauses import months_later
from pbdesk.minutes.decision import (
    Decided,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import Entry, FreeText, Id
from pbdesk.minutes.growing import put
from pbdesk.words import Day, Words, say

if TYPE_CHECKING:
    from pbdesk.jury.state import Case

__all__ = [
    "DONE",
    "RIGHT",
    "CaseClosed",
    "CaseReopened",
    "Done",
    "FollowUp",
    "FollowUpEntry",
    "Looked",
    "PersonAnswered",
    "RemedyLookedAt",
    "Right",
    "apply",
    "close",
    "due",
    "look",
    "missing",
    "put_right",
    "reopen",
    "tell",
]

type Done = Literal["done", "partly", "not"]
type Right = Literal["yes", "partly", "no", "unknown"]

DONE: Mapping[Done, Words] = {
    "done": say("Done"),
    "partly": say("Partly done"),
    "not": say("Not done"),
}
RIGHT: Mapping[Right, Words] = {
    "yes": say("Yes, it was put right"),
    "partly": say("Partly"),
    "no": say("No"),
    "unknown": say("They did not answer"),
}

_OWED = {
    "evidence": (
        say("It does not say what shows it."),
        say("Write what was seen, or that nothing was."),
    ),
    "reason": (say("The reason is missing."), say("Write one sentence.")),
}


class RemedyLookedAt(Entry, frozen=True, tag="followup.looked", kw_only=True):
    """What was done of a recommendation, so many months on."""

    remedy: Id
    months: int
    done: Done
    evidence: FreeText


class PersonAnswered(Entry, frozen=True, tag="followup.person", kw_only=True):
    """Whether it was put right, by the person who complained."""

    months: int
    right: Right
    words: FreeText


class CaseReopened(Entry, frozen=True, tag="followup.reopened", kw_only=True):
    """The case goes to the jury once more."""

    reason: FreeText


class CaseClosed(Entry, frozen=True, tag="followup.closed"):
    """The case is over."""


FollowUpEntry = RemedyLookedAt | PersonAnswered | CaseReopened | CaseClosed


@dataclass(frozen=True, slots=True)
class Looked:
    """A recommendation as it was found."""

    done: Done
    evidence: FreeText


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What was found, by months and recommendation, and what the person answered, by months.

    `asked`: the days on which the person was asked.
    """

    looked: Mapping[tuple[int, Id], Looked] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    person: Mapping[int, PersonAnswered] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    asked: Mapping[int, date] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    reopened: FreeText | None = None
    closed: datetime | None = None


def due(state: Case, months: int) -> date | None:
    """When it is asked what became of it."""
    last = answer.due(state)
    return months_later(last, months) if last else None


def look(
    state: Case,
    _moment: Moment,
    *,
    remedy: Id,
    months: int,
    done: Done,
    evidence: str,
) -> Decided:
    """Record what was done of a recommendation."""
    refusal = _out(state, months) or owed({"evidence": evidence}, _OWED)
    return refusal or Writing(
        RemedyLookedAt(
            remedy=remedy,
            months=months,
            done=done,
            evidence=free(evidence),
        ),
    )


def put_right(
    state: Case,
    _moment: Moment,
    *,
    months: int,
    right: Right,
    words: str = "",
) -> Decided:
    """Record whether it was put right, as the person says."""
    return _out(state, months) or Writing(
        PersonAnswered(months=months, right=right, words=free(words)),
    )


_NOT_OUT = Refusal(
    say("The report is not out."),
    say("There is nothing to follow up."),
)


_CLOSED = Refusal(say("The case is closed."), say("Re-open it first."))


_NOT_ASKED_THEN = Refusal(
    say("It is asked at 3 and at 6 months."),
    where="months",
)


def _out(state: Case, months: int) -> Refusal | None:
    if state.reporting.issued is None:
        return _NOT_OUT
    if months not in FOLLOW_UPS:
        return _NOT_ASKED_THEN
    if state.followup.closed:
        return _CLOSED
    return None


def reopen(state: Case, _moment: Moment, *, reason: str) -> Decided:
    """Take a closed case up again."""
    return (
        _is_open(state)
        or owed({"reason": reason}, _OWED)
        or Writing(CaseReopened(reason=free(reason)))
    )


def _is_open(state: Case) -> Refusal | None:
    if not state.followup.closed:
        return Refusal(say("The case is open as it is."))
    return None


_NOT_MADE = Refusal(
    say("The last follow-up is not made."),
    say("Look at each recommendation, and ask the person."),
)


_CLOSED_ALREADY = Refusal(say("The case is closed already."))


def close(state: Case, _moment: Moment) -> Decided:
    """Close the case, after the last follow-up."""
    if state.followup.closed:
        return _CLOSED_ALREADY
    return _not_asked_last(state) or Writing(CaseClosed())


def _not_asked_last(state: Case) -> Refusal | None:
    unasked = _unasked(state, FOLLOW_UPS[-1])
    if state.reporting.issued is None or unasked:
        return _NOT_MADE
    return None


def _unasked(state: Case, months: int) -> bool:
    found = state.followup
    looked = _all_looked_at(state, months, found)
    return not looked or months not in found.person


def _all_looked_at(state: Case, months: int, found: FollowUp) -> bool:
    return all(
        (months, each.id) in found.looked for each in state.remedies.standing
    )


def apply(followup: FollowUp, entry: FollowUpEntry, at: datetime) -> FollowUp:
    """What the entry adds."""
    match entry:
        case RemedyLookedAt():
            key, found = (
                (entry.months, entry.remedy),
                Looked(entry.done, entry.evidence),
            )
            return replace(followup, looked=put(followup.looked, key, found))
        case PersonAnswered():
            answered = put(followup.person, entry.months, entry)
            asked = put(followup.asked, entry.months, at.date())
            return replace(followup, person=answered, asked=asked)
        case CaseReopened():
            return replace(followup, reopened=entry.reason, closed=None)
        case CaseClosed():
            return replace(followup, closed=at)
        case _:
            assert_never(entry)


def missing(state: Case) -> Needs:
    """What the follow-up still needs."""
    if state.reporting.issued is None or state.followup.closed:
        return ()
    for months in FOLLOW_UPS:
        day = due(state, months)
        if _unasked(state, months) and day is not None:
            told = say("The follow-up at {n} months is not made.", n=months)
            return (
                Missing(
                    told,
                    say("It is due on {day}.", day=Day(day)),
                    "followup",
                    "look",
                ),
            )
    why = say("Nothing is owed any more.")
    return (Missing(say("The case is not closed."), why, "followup", "close"),)


def tell(entry: FollowUpEntry, state: Case) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case RemedyLookedAt(remedy=remedy, months=months, done=done):
            return say(
                "Recommendation {n} after {months} months: {done}.",
                n=state.remedies.number(remedy),
                months=months,
                done=DONE[done],
            )
        case PersonAnswered(months=months, right=right):
            return say(
                "Was it put right? After {months} months the person says: {right}.",
                months=months,
                right=RIGHT[right],
            )
        case CaseReopened():
            return say("The case was re-opened.")
        case CaseClosed():
            return say("The case was closed.")
        case _:
            assert_never(entry)
