"""Terms of reference: what the jury is asked, by what standards it judges, and what it cannot do.

Decisions  word, seal                    Entries  TermsWorded, TermsSealed
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, assert_never

from pbdesk.jury.asked import owed
from pbdesk.jury.triage import stopped
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
    from pbdesk.jury.state import Case

__all__ = [
    "NEVER",
    "Terms",
    "TermsEntry",
    "TermsSealed",
    "TermsWorded",
    "apply",
    "missing",
    "seal",
    "tell",
    "word",
]

_MOST = 12

NEVER = (
    say("It says nothing about the discipline of any member of staff."),
    say("It grants no compensation beyond its remit."),
    say("It does not decide what a court, a tribunal or an ombudsman decides."),
)
"""What no jury can do, whatever its terms say."""

_OWED = {
    "question": (
        say("The question is missing."),
        say("Write what the jury is to find out."),
    ),
    "remit": (
        say("The remit is missing."),
        say("Write what it may recommend, and to whom."),
    ),
    "points": (
        say("There is no point to decide on."),
        say("Write one a line: each gets its own vote and its own finding."),
    ),
    "standards": (
        say("There is no standard to judge by."),
        say("Write one a line, such as: Repairs are made within 28 days."),
    ),
}


class TermsWorded(Entry, frozen=True, tag="terms.worded", kw_only=True):
    """The terms as they are proposed. They name no person."""

    question: str
    remit: str
    points: tuple[str, ...]
    standards: tuple[str, ...]
    cannot: str


class TermsSealed(Entry, frozen=True, tag="terms.sealed"):
    """The terms are fixed for good."""

    undoable = False


TermsEntry = TermsWorded | TermsSealed


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms as they stand."""

    question: str = ""
    remit: str = ""
    points: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    cannot: str = ""
    sealed: datetime | None = None


def word(
    state: Case,
    _moment: Moment,
    *,
    question: str,
    remit: str,
    points: str,
    standards: str,
    cannot: str = "",
) -> Decided:
    """Word the terms; points and standards one a line."""
    if state.terms.sealed:
        return Refusal(say("The terms are sealed."))
    given = {
        "question": question,
        "remit": remit,
        "points": points,
        "standards": standards,
    }
    refusal = stopped(state) or owed(given, _OWED)
    if refusal:
        return refusal
    listed = {"points": _lines(points), "standards": _lines(standards)}
    return _crowded(listed) or Writing(
        TermsWorded(
            question=clean(question),
            remit=clean(remit),
            cannot=clean(cannot),
            **listed,
        ),
    )


def _crowded(listed: dict[str, tuple[str, ...]]) -> Refusal | None:
    crowded = next(
        (name for name, lines in listed.items() if len(lines) > _MOST),
        None,
    )
    if crowded:
        return Refusal(
            say("More than {n} are too many for one hearing.", n=_MOST),
            say("Join what belongs together."),
            crowded,
        )
    return None


def _lines(text: str) -> tuple[str, ...]:
    lines = map(clean, text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


_UNWORDED = Refusal(
    say("The terms are not worded."),
    say("Write them first."),
    "question",
)


def seal(state: Case, _moment: Moment) -> Decided:
    """Fix the terms for good."""
    return _cannot_seal(state) or stopped(state) or Writing(TermsSealed())


def _cannot_seal(state: Case) -> Refusal | None:
    if state.terms.sealed:
        return Refusal(say("The terms are sealed."))
    if not state.terms.points:
        return stopped(state) or _UNWORDED
    return None


def apply(terms: Terms, entry: TermsEntry, at: datetime) -> Terms:
    """What the entry adds."""
    match entry:
        case TermsWorded():
            return Terms(
                entry.question,
                entry.remit,
                entry.points,
                entry.standards,
                entry.cannot,
            )
        case TermsSealed():
            return replace(terms, sealed=at)
        case _:
            assert_never(entry)


_KNOWN_BEFORE = say(
    "Both sides must know what is judged, and by what, before anything is read.",
)
_NO_TERMS = Missing(
    say("The terms are not worded."),
    _KNOWN_BEFORE,
    "terms",
    "word",
)
_NOT_SEALED = Missing(
    say("The terms are not sealed."),
    _KNOWN_BEFORE,
    "terms",
    "seal",
)


def missing(state: Case) -> Needs:
    """What the terms still need."""
    if not state.triage.taken or state.terms.sealed:
        return ()
    if not state.terms.points:
        return (_NO_TERMS,)
    return (_NOT_SEALED,)


def tell(entry: TermsEntry, _state: Case) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case TermsWorded(question=question):
            return say(
                "The terms of reference were worded: {question}",
                question=question,
            )
        case TermsSealed():
            return say("The terms of reference were sealed.")
        case _:
            assert_never(entry)
