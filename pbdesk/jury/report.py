"""Report: a draft to both sides for facts only, their replies, then the report in its editions.

Decisions  send_draft, reply, issue      Entries  DraftSent, FactReplied, ReportIssued
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.jury.asked import SIDES, Side, free, no_day, owed
from pbdesk.jury.triage import stopped
from pbdesk.minutes.decision import (
    Decided,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import Entry, FreeText
from pbdesk.words import Day, Words, say

if TYPE_CHECKING:
    from pbdesk.jury.state import Case

__all__ = [
    "EDITIONS",
    "FEW",
    "DraftSent",
    "Edition",
    "FactReplied",
    "Known",
    "ReportEntry",
    "ReportIssued",
    "Reporting",
    "apply",
    "is_small",
    "issue",
    "missing",
    "reply",
    "send_draft",
    "tell",
]

type Edition = Literal["full", "short", "number"]
type Known = Literal["", "yes", "no"]

EDITIONS: Mapping[Edition, Words] = {
    "full": say("The full report"),
    "short": say("A short report: findings, recommendations and the month"),
    "number": say("The number only: that a case was heard"),
}
"""What the public reads; the parties always read the full report."""

FEW = 100
"""Where fewer people use a service they know each other: the story itself may name somebody."""

_OWED = {
    "words": (say("Nothing is written."), say("Write what they say is wrong.")),
    "answer": (
        say("It does not say what the jury did with it."),
        say("Write what was changed, or why nothing was."),
    ),
}


class DraftSent(Entry, frozen=True, tag="report.draft_sent", kw_only=True):
    """Both sides have the draft; they reply by that day (ISO), on facts only."""

    until: str


class FactReplied(Entry, frozen=True, tag="report.fact_replied", kw_only=True):
    """A side says that a fact is wrong; the jury changed it, or said why not."""

    side: Side
    words: FreeText
    changed: bool
    answer: FreeText


class ReportIssued(Entry, frozen=True, tag="report.issued", kw_only=True):
    """The report is out. `users`: how many people use the service.

    `agreed`: the person who complained read it and wants it out in full. `known`: whether a
    neighbour or a colleague, staff included, would know who it is about.
    """

    public = False
    undoable = False
    day: str
    edition: Edition
    users: int
    agreed: bool
    known: Known


ReportEntry = DraftSent | FactReplied | ReportIssued


@dataclass(frozen=True, slots=True)
class Reporting:
    """The report as it stands."""

    until: date | None = None
    replies: tuple[FactReplied, ...] = ()
    edition: Edition = "short"
    users: int = 0
    issued: date | None = None


def is_small(users: int) -> bool:
    """Whether a full story would tell many readers who it is about."""
    return users < FEW


def send_draft(state: Case, _moment: Moment, *, until: str) -> Decided:
    """Record that both sides have the draft."""
    refusal = _ready(state) or no_day(until, "until")
    return refusal or Writing(DraftSent(until=until))


_NOT_FOUND = Refusal(
    say("Not every point has its finding."),
    say("Vote on each, and write the reasons."),
)


def _ready(state: Case) -> Refusal | None:
    if state.reporting.issued:
        return Refusal(say("The report is out."))
    points = state.findings.by_point
    if len(points) < len(state.terms.points) or not all(
        each.worded for each in points.values()
    ):
        return stopped(state) or _NOT_FOUND
    return stopped(state)


def reply(
    state: Case,
    _moment: Moment,
    *,
    side: Side,
    words: str,
    changed: bool,
    answer: str,
) -> Decided:
    """Record what a side says about the facts of the draft, and what came of it."""
    refusal = (
        _not_sent(state)
        or _ready(state)
        or owed({"words": words, "answer": answer}, _OWED)
    )
    return refusal or Writing(
        FactReplied(
            side=side,
            words=free(words),
            changed=changed,
            answer=free(answer),
        ),
    )


def _not_sent(state: Case) -> Refusal | None:
    if state.reporting.until is None:
        return Refusal(
            say("No side has the draft yet."),
            say("Send it first."),
            "words",
        )
    return None


def issue(
    state: Case,
    moment: Moment,
    *,
    users: int,
    edition: Edition = "short",
    agreed: bool = False,
    known: Known = "",
) -> Decided:
    """Let the report out: short, unless the person who complained wants it whole after reading it.

    `known`: whether a neighbour or a colleague would know who it is about, staff included.
    """
    refusal = (
        _ready(state)
        or _cannot_issue(state, users)
        or (
            _not_in_full(users, agreed=agreed, known=known)
            if edition == "full"
            else None
        )
    )
    return refusal or Writing(
        ReportIssued(
            day=moment.at.date().isoformat(),
            edition=edition,
            users=users,
            agreed=agreed,
            known=known,
        ),
    )


_NOT_SEEN = Refusal(
    say("The sides have not seen the draft."),
    say("Send it first: facts may be wrong."),
)


def _cannot_issue(state: Case, users: int) -> Refusal | None:
    if state.reporting.until is None:
        return _NOT_SEEN
    if users < 1:
        return Refusal(
            say("Nobody knows how many people use the service."),
            say("Write about how many: it says how much the public may read."),
            "users",
        )
    return None


_NOT_AGREED = Refusal(
    say("The person who complained has not agreed to the full report."),
    say("Let them read it first. Without their yes the short one goes out."),
    "agreed",
)


_NOT_ASKED = Refusal(
    say(
        "Nobody has said whether a neighbour or a colleague would know who this is.",
    ),
    say("Ask both sides. Staff of the service count too."),
    "known",
)


_TOLD_APART = Refusal(
    say("Readers could tell who the full report is about."),
    say("Let the short one out, or the number only."),
    "edition",
)


def _not_in_full(users: int, *, agreed: bool, known: Known) -> Refusal | None:
    if not agreed:
        return _NOT_AGREED
    if known == "":
        return _NOT_ASKED
    if _is_told_apart(users, known):
        return _TOLD_APART
    return None


def _is_told_apart(users: int, known: Known) -> bool:
    return known == "yes" or is_small(users)


def apply(reporting: Reporting, entry: ReportEntry, _at: datetime) -> Reporting:
    """What the entry adds."""
    match entry:
        case DraftSent(until=until):
            return replace(reporting, until=date.fromisoformat(until))
        case FactReplied():
            return replace(reporting, replies=(*reporting.replies, entry))
        case ReportIssued():
            return replace(
                reporting,
                edition=entry.edition,
                users=entry.users,
                issued=date.fromisoformat(entry.day),
            )
        case _:
            assert_never(entry)


_NO_DRAFT = Missing(
    say("The sides have no draft."),
    say("Each may say that a fact is wrong; the findings are the jury's."),
    "report",
    "until",
)
_NOT_OUT = Missing(
    say("The report is not out."),
    say("The service answers from the day on which it has the report."),
    "report",
    "edition",
)


def missing(state: Case) -> Needs:
    """What the report still needs."""
    if (
        state.reporting.issued
        or _ready(state) is not None
        or not state.terms.points
    ):
        return ()
    if state.reporting.until is None:
        return (_NO_DRAFT,)
    return (_NOT_OUT,)


def tell(entry: ReportEntry, _state: Case) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case DraftSent(until=until):
            on = Day(date.fromisoformat(until))
            return say(
                "Both sides have the draft; they reply on facts by {day}.",
                day=on,
            )
        case FactReplied(side=side, changed=changed):
            if changed:
                return say(
                    "{side} corrected a fact; the draft was changed.",
                    side=SIDES[side],
                )
            return say(
                "{side} disputed a fact; the draft stays.",
                side=SIDES[side],
            )
        case ReportIssued(day=day, edition=edition):
            on = Day(date.fromisoformat(day))
            return say(
                "The report was let out on {day}: {edition}.",
                day=on,
                edition=EDITIONS[edition],
            )
        case _:
            assert_never(entry)
