"""Complaint: a case is opened, somebody complains in their own words, and gets a receipt.

Decisions  start, take_rules, receive, give_receipt, withdraw, take_up
Entries    CaseOpened, RulesTaken, ComplaintReceived, ReceiptGiven, ComplaintWithdrawn,
           ComplaintTakenUp
Any words count. What was said stays as it was said; the minutes never repeat it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.jury.asked import a_day, free, no_day, owed
from pbdesk.jury.days import STANDARD, Days, fingerprint
from pbdesk.jury.ombudsmen import Country, ServiceKind
from pbdesk.minutes.about import file_id
from pbdesk.minutes.decision import (
    Decided,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import Entry, FreeText, clean
from pbdesk.words import Day, Words, say

if TYPE_CHECKING:
    from pbdesk.jury.state import Case

__all__ = [
    "HOW",
    "STAGES",
    "CaseOpened",
    "Complaint",
    "ComplaintEntry",
    "ComplaintReceived",
    "ComplaintTakenUp",
    "ComplaintWithdrawn",
    "ReceiptGiven",
    "Received",
    "RulesTaken",
    "Stage",
    "apply",
    "give_receipt",
    "missing",
    "receive",
    "start",
    "take_rules",
    "take_up",
    "tell",
    "withdraw",
]

type How = Literal["form", "letter", "email", "phone", "person"]
type Stage = Literal["none", "one", "two"]

HOW: Mapping[How, Words] = {
    "form": say("On a form"),
    "letter": say("By letter"),
    "email": say("By e-mail"),
    "phone": say("By telephone"),
    "person": say("In person"),
}
STAGES: Mapping[Stage, Words] = {
    "none": say("Never complained of before"),
    "one": say("Answered once by the service"),
    "two": say("Answered twice by the service"),
}
"""How far the service's own procedure has gone."""

_OWED = {
    "words": (
        say("Nothing is written of what they said."),
        say("Write it in their own words, as they said it."),
    ),
    "theme": (
        say("The theme is missing."),
        say("One or two words, such as damp or repairs."),
    ),
    "service": (
        say("Nobody knows which service it is about."),
        say("Write its name."),
    ),
}


class CaseOpened(Entry, frozen=True, tag="case.opened", kw_only=True):
    """A case was opened. `day` (ISO) is when the complaint came in; the name names no person."""

    undoable = False
    case: str
    name: str
    place: str
    day: str
    currency: str
    language: str
    rehearsal: bool


class RulesTaken(Entry, frozen=True, tag="case.rules_taken", kw_only=True):
    """The case goes by the numbers that a jury sealed. `jury`: its id, or nothing."""

    jury: str
    fingerprint: str
    days: Days


class ComplaintReceived(
    Entry,
    frozen=True,
    tag="complaint.received",
    kw_only=True,
):
    """What somebody complains of, and what would put it right.

    `share`: they agree that jury and service read it. `asked`: they asked for the jury. `knew`:
    when they first knew of it, `answered`: when the service last answered; ISO 8601, or nothing.
    Country and kind of the service say which ombudsman hears it.
    """

    public = False
    how: How
    service: str
    country: Country
    kind: ServiceKind
    theme: str
    stage: Stage
    words: FreeText
    happened: FreeText
    affected: FreeText
    wanted: FreeText
    advocate: FreeText
    needs: FreeText
    language: str
    share: bool
    asked: bool
    knew: str
    answered: str


class ReceiptGiven(Entry, frozen=True, tag="complaint.receipt"):
    """The receipt was handed over or sent on that day, ISO 8601."""

    day: str


class ComplaintWithdrawn(Entry, frozen=True, tag="complaint.withdrawn"):
    """The person does not go on with it. `reason`: what they said, if anything."""

    public = False
    reason: FreeText


class ComplaintTakenUp(Entry, frozen=True, tag="complaint.taken_up"):
    """The person wants it heard after all."""

    public = False


ComplaintEntry = (
    CaseOpened
    | RulesTaken
    | ComplaintReceived
    | ReceiptGiven
    | ComplaintWithdrawn
    | ComplaintTakenUp
)


@dataclass(frozen=True, slots=True)
class Received:
    """The complaint as it stands."""

    how: How
    service: str
    country: Country
    kind: ServiceKind
    theme: str
    stage: Stage
    words: FreeText
    happened: FreeText
    affected: FreeText
    wanted: FreeText
    advocate: FreeText
    needs: FreeText
    language: str
    share: bool
    asked: bool
    knew: date | None
    answered: date | None


@dataclass(frozen=True, slots=True)
class Complaint:
    """The case with its complaint. `jury` is the fingerprint of the numbers it goes by."""

    id: str = ""
    name: str = ""
    place: str = ""
    day: date = date.min
    currency: str = "GBP"
    language: str = "en"
    rehearsal: bool = False
    days: Days = STANDARD
    jury: str = ""
    received: Received | None = None
    receipt: date | None = None
    withdrawn: bool = False


_UNDATED = Refusal(
    say("The day is missing."),
    say("Write the day on which the complaint came."),
    "day",
)


def start(
    _state: Case,
    moment: Moment,
    *,
    name: str,
    place: str,
    day: str,
    currency: str,
    language: str,
    rehearsal: bool = False,
) -> Decided:
    """Open a case."""
    refusal = _unnamed(name)
    if refusal:
        return refusal
    on = a_day(day)
    if on is None:
        return _UNDATED
    return Writing(
        CaseOpened(
            case=file_id(name, on, moment),
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
            say("The case needs a name."),
            say(
                "Write the reference that the jury's list gave it. Name no person.",
            ),
            "name",
        )
    return None


def take_rules(
    state: Case,
    _moment: Moment,
    *,
    jury: str,
    days: Days,
) -> Decided:
    """Go by the numbers of a jury; before anything is decided about the case."""
    return _begun(state) or Writing(
        RulesTaken(jury=jury, fingerprint=fingerprint(days), days=days),
    )


def _begun(state: Case) -> Refusal | None:
    if state.triage.looked_at is not None:
        return Refusal(
            say("The case goes by its numbers already."),
            say("Numbers that change afterwards hold for later cases."),
        )
    return None


def receive(
    state: Case,
    _moment: Moment,
    *,
    how: How,
    words: str,
    service: str,
    theme: str,
    stage: Stage,
    country: Country,
    kind: ServiceKind,
    happened: str = "",
    affected: str = "",
    wanted: str = "",
    advocate: str = "",
    needs: str = "",
    language: str = "",
    share: bool = False,
    asked: bool = False,
    knew: str = "",
    answered: str = "",
) -> Decided:
    """Write the complaint down, or mend how it was written down."""
    if state.triage.looked_at is not None:
        return Refusal(
            say("The complaint was looked through as it stands."),
            say("What is added comes as a document into the bundle."),
        )
    refusal = owed({"words": words, "service": service, "theme": theme}, _OWED)
    for where, day in (("knew", knew), ("answered", answered)):
        refusal = refusal or (no_day(day, where) if day else None)
    return refusal or Writing(
        ComplaintReceived(
            how=how,
            service=clean(service),
            country=country,
            kind=kind,
            theme=clean(theme).lower(),
            stage=stage,
            words=free(words),
            happened=free(happened),
            affected=free(affected),
            wanted=free(wanted),
            advocate=free(advocate),
            needs=free(needs),
            language=clean(language),
            share=share,
            asked=asked,
            knew=knew,
            answered=answered,
        ),
    )


_NOTHING_RECEIVED = Refusal(
    say("There is no complaint yet."),
    say("Write it down first."),
    "words",
)


def give_receipt(state: Case, _moment: Moment, *, day: str) -> Decided:
    """Record that the person has a receipt."""
    if state.complaint.received is None:
        return _NOTHING_RECEIVED
    if state.complaint.receipt is not None:
        return Refusal(
            say(
                "A receipt was given on {day}.",
                day=Day(state.complaint.receipt),
            ),
            where="day",
        )
    return no_day(day, "day") or Writing(ReceiptGiven(day))


_REFERRED = Refusal(
    say(
        "This case was referred: a danger does not end because nobody complains.",
    ),
    say("Tell whoever it was referred to."),
)


_REPORT_OUT = Refusal(
    say("The report is out: what the jury found stays."),
    say("What the person says now belongs to the follow-up."),
)


_WITHDRAWN = Refusal(say("The complaint was withdrawn already."))


def withdraw(state: Case, _moment: Moment, *, reason: str = "") -> Decided:
    """Let the complaint rest, as the person wishes; nobody has to say why."""
    if state.complaint.received is None:
        return _NOTHING_RECEIVED
    if state.triage.paused:
        return _REFERRED
    if state.reporting.issued is not None:
        return _REPORT_OUT
    if state.complaint.withdrawn:
        return _WITHDRAWN
    return Writing(ComplaintWithdrawn(free(reason)))


def take_up(state: Case, _moment: Moment) -> Decided:
    """Go on with a complaint that rested, where it stopped."""
    if not state.complaint.withdrawn:
        return Refusal(say("The complaint does not rest."))
    return Writing(ComplaintTakenUp())


def apply(
    complaint: Complaint,
    entry: ComplaintEntry,
    _at: datetime,
) -> Complaint:
    """What the entry adds."""
    match entry:
        case CaseOpened():
            return replace(
                complaint,
                id=entry.case,
                name=entry.name,
                place=entry.place,
                day=date.fromisoformat(entry.day),
                currency=entry.currency,
                language=entry.language,
                rehearsal=entry.rehearsal,
            )
        case RulesTaken(fingerprint=jury, days=days):
            return replace(complaint, jury=jury, days=days)
        case ComplaintReceived():
            parts = {
                name: getattr(entry, name)
                for name in Received.__dataclass_fields__
            }
            parts |= {
                "knew": a_day(entry.knew),
                "answered": a_day(entry.answered),
            }
            return replace(complaint, received=Received(**parts))
        case ReceiptGiven(day=day):
            return replace(complaint, receipt=date.fromisoformat(day))
        case ComplaintWithdrawn():
            return replace(complaint, withdrawn=True)
        case ComplaintTakenUp():
            return replace(complaint, withdrawn=False)
        case _:
            assert_never(entry)


def missing(state: Case) -> Needs:
    """What the complaint still needs."""
    if state.complaint.withdrawn:
        return ()
    if state.complaint.received is None:
        why = say("Any words count as a complaint.")
        return (
            Missing(
                say("The complaint is not written down."),
                why,
                "complaint",
                "receive",
            ),
        )
    if state.complaint.receipt is None and not state.triage.paused:
        why = say("It says what happens next, and by when.")
        return (
            Missing(
                say("The person has no receipt."),
                why,
                "complaint",
                "give_receipt",
            ),
        )
    return ()


def tell(entry: ComplaintEntry, _state: Case) -> Words:
    """The entry as a sentence of the minutes; nobody's words."""
    match entry:
        case CaseOpened(name=name):
            return say("“{name}” was opened.", name=name)
        case RulesTaken(fingerprint=jury):
            return say(
                "The case goes by the jury's sealed numbers, {code}.",
                code=jury[:8],
            )
        case ComplaintReceived(how=how):
            return say("A complaint was received: {how}.", how=HOW[how])
        case ReceiptGiven(day=day):
            return say(
                "A receipt was given on {day}.",
                day=Day(date.fromisoformat(day)),
            )
        case ComplaintWithdrawn():
            return say("The person withdrew the complaint.")
        case ComplaintTakenUp():
            return say("The person wants the complaint heard after all.")
        case _:
            assert_never(entry)
