"""Answer: what the service says to each recommendation, and what is done while it says nothing.

Decisions  answer, remind                Entries  RemedyAnswered, Reminded
What is missing in an answer (a reason, an owner, a day) is recorded as missing and stays overdue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.jury.asked import a_day, free, no_day
from pbdesk.jury.remedies import Recommendation
from pbdesk.minutes.decision import (
    Decided,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import Entry, FreeText, Id, clean
from pbdesk.minutes.growing import put
from pbdesk.words import Day, Listing, Words, say

if TYPE_CHECKING:
    from pbdesk.jury.state import Case

__all__ = [
    "GAPS",
    "LETTERS",
    "REPLIES",
    "Answer",
    "AnswerEntry",
    "Answers",
    "Gap",
    "Letter",
    "RemedyAnswered",
    "Reminded",
    "Reply",
    "answer",
    "apply",
    "due",
    "gaps",
    "is_late",
    "missing",
    "remind",
    "tell",
]

type Reply = Literal["accept", "part", "reject"]
type Gap = Literal["reason", "owner", "day"]
type Letter = Literal["reminder", "escalation", "ombudsman"]

REPLIES: Mapping[Reply, Words] = {
    "accept": say("Accept"),
    "part": say("Accept in part"),
    "reject": say("Reject"),
}
GAPS: Mapping[Gap, Words] = {
    "reason": say("the reason"),
    "owner": say("who answers for it"),
    "day": say("by when"),
}
LETTERS: Mapping[Letter, Words] = {
    "reminder": say("A reminder"),
    "escalation": say("A letter to whoever stands above the service"),
    "ombudsman": say("Told the person of the ombudsman"),
}


class RemedyAnswered(Entry, frozen=True, tag="answer.given", kw_only=True):
    """What the service answered. `received` is the day (ISO) on which it came in."""

    remedy: Id
    reply: Reply
    reason: FreeText
    owner: str
    day: str
    received: str


class Reminded(Entry, frozen=True, tag="answer.reminded", kw_only=True):
    """A letter went out, to an office."""

    letter: Letter
    to: str
    day: str


AnswerEntry = RemedyAnswered | Reminded


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it stands; empty where it says nothing."""

    reply: Reply
    reason: FreeText
    owner: str
    day: date | None
    received: date


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers by recommendation, and the letters that went out."""

    by_remedy: Mapping[Id, Answer] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    letters: tuple[Reminded, ...] = ()


def answer(
    state: Case,
    _moment: Moment,
    *,
    remedy: Id,
    reply: Reply,
    received: str,
    reason: str = "",
    owner: str = "",
    day: str = "",
) -> Decided:
    """Record an answer as it came, gaps and all."""
    refusal = (
        _not_out_yet(state)
        or no_day(received, "received")
        or (no_day(day, "day") if day else None)
    )
    return refusal or Writing(
        RemedyAnswered(
            remedy=remedy,
            reply=reply,
            reason=free(reason),
            owner=clean(owner),
            day=day,
            received=received,
        ),
    )


def _not_out_yet(state: Case) -> Refusal | None:
    if state.reporting.issued is None:
        return Refusal(
            say("The report is not out."),
            say("Nothing can be answered yet."),
        )
    return None


def remind(
    state: Case,
    _moment: Moment,
    *,
    letter: Letter,
    to: str,
    day: str,
) -> Decided:
    """Record that a letter went out."""
    return (
        _cannot_remind(state, to)
        or no_day(day, "day")
        or Writing(Reminded(letter=letter, to=clean(to), day=day))
    )


_NOTHING_TO_REMIND = Refusal(
    say("The report is not out."),
    say("There is nothing to remind of."),
)


_NOBODY_TO_REMIND = Refusal(
    say("It does not say to whom."),
    say("Write the office; name no person."),
    "to",
)


def _cannot_remind(state: Case, to: str) -> Refusal | None:
    if state.reporting.issued is None:
        return _NOTHING_TO_REMIND
    if not clean(to):
        return _NOBODY_TO_REMIND
    return None


def gaps(state: Case, remedy: Id) -> tuple[Gap, ...]:
    """What an answer leaves out. What is accepted whole needs no reason, what is refused no day."""
    found = state.answers.by_remedy.get(remedy)
    if found is None:
        return ()
    return tuple(gap for gap, lacking in _needs(found).items() if lacking)


def _needs(found: Answer) -> dict[Gap, bool]:
    return {
        "reason": found.reply != "accept" and found.reason.text == "",
        "owner": found.reply != "reject" and not found.owner,
        "day": found.reply != "reject" and found.day is None,
    }


def due(state: Case) -> date | None:
    """The last day of the answer: so many working days after the report."""
    days = state.complaint.days
    if state.reporting.issued:
        return days.calendar.after(state.reporting.issued, days.response)
    return None


def is_late(state: Case, remedy: Id) -> bool:
    """Whether an answer came after its last day."""
    found, last = state.answers.by_remedy.get(remedy), due(state)
    return found is not None and last is not None and found.received > last


def apply(answers: Answers, entry: AnswerEntry, _at: datetime) -> Answers:
    """What the entry adds."""
    match entry:
        case RemedyAnswered():
            found = _answer_of(entry)
            return replace(
                answers,
                by_remedy=put(answers.by_remedy, entry.remedy, found),
            )
        case Reminded():
            return replace(answers, letters=(*answers.letters, entry))
        case _:
            assert_never(entry)


def _answer_of(entry: RemedyAnswered) -> Answer:
    return Answer(
        entry.reply,
        entry.reason,
        entry.owner,
        a_day(entry.day),
        date.fromisoformat(entry.received),
    )


def missing(state: Case) -> Needs:
    """What the answers still need."""
    last = due(state)
    if last is None:
        return ()
    for each in state.remedies.standing:
        if each.id not in state.answers.by_remedy:
            told = say("Recommendation {n} has no answer.", n=each.number)
            why = say("The service answers by {day}.", day=Day(last))
            return (Missing(told, why, "caseanswer", each.id),)
        lacking = gaps(state, each.id)
        if lacking:
            told = _left_out(each, lacking)
            why = say("It stays overdue until the service says it.")
            return (Missing(told, why, "caseanswer", each.id),)
    return ()


def _left_out(each: Recommendation, lacking: tuple[Gap, ...]) -> Words:
    return say(
        "The answer to recommendation {n} leaves out {gaps}.",
        n=each.number,
        gaps=Listing(tuple(GAPS[gap] for gap in lacking)),
    )


def tell(entry: AnswerEntry, state: Case) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case RemedyAnswered(remedy=remedy, reply=given):
            return say(
                "Recommendation {n} was answered: {reply}.",
                n=state.remedies.number(remedy),
                reply=REPLIES[given],
            )
        case Reminded(letter=letter, to=to, day=day):
            on = Day(date.fromisoformat(day))
            return say(
                "{letter}: {to}, {day}.",
                letter=LETTERS[letter],
                to=to,
                day=on,
            )
        case _:
            assert_never(entry)
