"""Triage: a named person looks a complaint through at once, and says what it is.

Decisions  look_through, release         Entries  LookedThrough, Released
Danger goes first: safeguarding, crime and urgent harm are referred the same day to the office that
the jury named for it. The case is paused and never closed, and only this page says so; the person
is told, unless that makes the danger larger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.jury.asked import free, owed
from pbdesk.jury.complaint import Received
from pbdesk.minutes.decision import (
    Decided,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import Entry, FreeText, clean
from pbdesk.words import Words, say

if TYPE_CHECKING:
    from pbdesk.jury.state import Case

__all__ = [
    "DANGERS",
    "ELSEWHERE",
    "TRIGGERS",
    "VERDICTS",
    "LookedThrough",
    "Released",
    "Triage",
    "TriageEntry",
    "Trigger",
    "Verdict",
    "apply",
    "look_through",
    "missing",
    "release",
    "stopped",
    "tell",
]

type Danger = Literal["safeguarding", "crime", "harm"]
type Verdict = Literal[
    "take",
    "safeguarding",
    "crime",
    "harm",
    "request",
    "scope",
    "statutory",
    "premature",
]
type Trigger = Literal["stage", "theme", "service", "council", ""]

VERDICTS: Mapping[Verdict, Words] = {
    "take": say("A complaint for the jury"),
    "safeguarding": say("Somebody may not be safe (safeguarding)"),
    "crime": say("It may be a crime"),
    "harm": say("Harm is near and urgent"),
    "request": say("A first request for service, not yet a complaint"),
    "scope": say("Not about this service"),
    "statutory": say(
        "The law gives another way (appeal, tribunal, statutory procedure)",
    ),
    "premature": say("The service has not answered twice yet"),
}
DANGERS = frozenset({"safeguarding", "crime", "harm"})
"""Referred at once, and paused."""
ELSEWHERE = frozenset({"request", "scope", "statutory", "premature"})
"""The jury does not take it; the person is told where to go."""
TRIGGERS: Mapping[Trigger, Words] = {
    "stage": say(
        "The service has answered twice, and the person asks for the jury",
    ),
    "theme": say("So many complaints of one theme as the rulebook says"),
    "service": say("The service asks for it"),
    "council": say("The council refers it"),
}
"""What makes a jury happen."""

_OWED = {
    "by": (
        say("Nobody says who looked it through."),
        say("Write the office, such as Chair."),
    ),
    "where": (
        say("It does not say who was told, or where the person can go."),
        say("Write the office or the body, and how it is reached."),
    ),
    "reason": (
        say("The reason is missing."),
        say("Write one sentence for the person."),
    ),
    "untold": (
        say("It does not say why the person was not told."),
        say("Write what would make the danger larger, or tell them."),
    ),
}


class LookedThrough(
    Entry,
    frozen=True,
    tag="triage.looked_through",
    kw_only=True,
):
    """What a complaint is. `where`: who was told, or where the person is sent.

    `untold`: why a person in danger was not told of it; empty where they were.
    """

    public = False
    verdict: Verdict
    trigger: Trigger
    by: str
    where: str
    reason: FreeText
    untold: FreeText


class Released(Entry, frozen=True, tag="triage.released", kw_only=True):
    """Whoever a danger was referred to says that the case may go on."""

    public = False
    by: str
    reason: FreeText


TriageEntry = LookedThrough | Released


@dataclass(frozen=True, slots=True)
class Triage:
    """What was found. `paused`: it was referred for a danger, and not released."""

    verdict: Verdict | None = None
    trigger: Trigger = ""
    by: str = ""
    where: str = ""
    reason: FreeText = FreeText("")
    untold: FreeText = FreeText("")
    looked_at: datetime | None = None
    released: datetime | None = None

    @property
    def paused(self) -> bool:
        """Whether nobody goes on with it, and nobody else sees it."""
        return self.verdict in DANGERS and self.released is None

    @property
    def taken(self) -> bool:
        """Whether the jury takes it."""
        return self.verdict == "take" or (
            self.verdict in DANGERS and self.released is not None
        )


def look_through(
    state: Case,
    _moment: Moment,
    *,
    verdict: Verdict,
    by: str,
    trigger: Trigger = "",
    where: str = "",
    reason: str = "",
    told: bool = True,
    untold: str = "",
) -> Decided:
    """Say what a complaint is; the first time, or anew while nothing was built on it."""
    refusal = _decided_already(state)
    if refusal:
        return refusal
    asked = _asked_of(verdict, by, where, reason, untold, told=told)
    refusal = owed(asked, _OWED) or _untriggered(state, verdict, trigger)
    return refusal or Writing(
        LookedThrough(
            verdict=verdict,
            trigger=trigger if verdict == "take" else "",
            by=clean(by),
            where=clean(where),
            reason=free(reason),
            untold=free("" if told or verdict not in DANGERS else untold),
        ),
    )


def _asked_of(
    verdict: Verdict,
    by: str,
    where: str,
    reason: str,
    untold: str,
    *,
    told: bool,
) -> dict[str, str]:
    asked = {"by": by}
    if verdict != "take":
        asked |= {"where": where, "reason": reason}
    if verdict in DANGERS and not told:
        asked |= {"untold": untold}
    return asked


_NOTHING_RECEIVED = Refusal(
    say("There is no complaint yet."),
    say("Write it down first."),
)


def _decided_already(state: Case) -> Refusal | None:
    if state.complaint.received is None:
        return _NOTHING_RECEIVED
    if state.terms.sealed or state.triage.paused:
        return Refusal(say("What this complaint is was decided already."))
    return None


_NO_TRIGGER = Refusal(
    say("Nothing made this a case for the jury."),
    say("Choose what did: the rulebook of the jury says what may."),
    "trigger",
)


_NOT_TWICE = Refusal(
    say("The service has not answered twice, or nobody asked for the jury."),
    say("Choose another trigger, or send the person there first."),
    "trigger",
)


def _untriggered(
    state: Case,
    verdict: Verdict,
    trigger: Trigger,
) -> Refusal | None:
    if verdict != "take":
        return None
    if trigger == "":
        return _NO_TRIGGER
    return _answered_too_little(state, trigger)


def _answered_too_little(state: Case, trigger: Trigger) -> Refusal | None:
    received = state.complaint.received
    if _too_early(trigger, received):
        return _NOT_TWICE
    return None


def _too_early(trigger: Trigger, received: Received | None) -> bool:
    return (
        trigger == "stage"
        and received is not None
        and (received.stage != "two" or not received.asked)
    )


def release(state: Case, _moment: Moment, *, by: str, reason: str) -> Decided:
    """Go on with a case that was referred, once whoever has it now says so."""
    if not state.triage.paused:
        return Refusal(say("This case is not paused."))
    refusal = owed({"by": by, "reason": reason}, _OWED)
    return refusal or Writing(Released(by=clean(by), reason=free(reason)))


_NOT_TAKEN = Refusal(
    say("The jury has not taken this case."),
    say("Look the complaint through first."),
)


_WITHDRAWN = Refusal(
    say("The person withdrew the complaint."),
    say("If they ask for it, take it up again."),
)


def stopped(state: Case) -> Refusal | None:
    """Why nothing more is decided in this case; None where it goes on."""
    if not state.triage.taken:
        return _NOT_TAKEN
    if state.complaint.withdrawn:
        return _WITHDRAWN
    return None


def apply(triage: Triage, entry: TriageEntry, at: datetime) -> Triage:
    """What the entry adds."""
    match entry:
        case LookedThrough():
            return Triage(
                entry.verdict,
                entry.trigger,
                entry.by,
                entry.where,
                entry.reason,
                entry.untold,
                at,
            )
        case Released():
            return replace(triage, released=at)
        case _:
            assert_never(entry)


_NOT_LOOKED_THROUGH = Missing(
    say("Nobody has looked it through."),
    say(
        "Danger is referred at once; what is no case for the jury is sent where it belongs.",
    ),
    "complaint",
    "look_through",
)


def missing(state: Case) -> Needs:
    """What triage still needs."""
    if state.triage.looked_at is not None or state.complaint.received is None:
        return ()
    return (_NOT_LOOKED_THROUGH,)


def tell(entry: TriageEntry, _state: Case) -> Words:
    """The entry as a sentence of the minutes; of a danger not even that there was one."""
    match entry:
        case LookedThrough(verdict=verdict, by=by) if verdict in DANGERS:
            return say("{by} looked the complaint through.", by=by)
        case LookedThrough(verdict=verdict, by=by, trigger=trigger) if (
            verdict == "take"
        ):
            return say(
                "{by} looked the complaint through: {verdict}. {trigger}.",
                by=by,
                verdict=VERDICTS[verdict],
                trigger=TRIGGERS[trigger],
            )
        case LookedThrough(verdict=verdict, by=by, where=where):
            return say(
                "{by} looked the complaint through: {verdict}. The person was told of {where}.",
                by=by,
                verdict=VERDICTS[verdict],
                where=where,
            )
        case Released(by=by):
            return say("{by} looked the complaint through once more.", by=by)
        case _:
            assert_never(entry)
