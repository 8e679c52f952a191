"""Finding: the last vote on each point, then its reasons with the pages they rest on.

Decisions  vote, word, dissent           Entries  PointVoted, FindingWorded, MinorityStated
First it is asked whether a point is upheld at least in part, then whether wholly. Only what came of
it is written down: neither the figures nor whether all agreed. No lot decides a finding. A minority
speaks in its own words and under nobody's name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.jury.asked import free, owed
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
from pbdesk.minutes.growing import put
from pbdesk.words import Listing, Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.jury.state import Case

__all__ = [
    "OUTCOMES",
    "Finding",
    "FindingEntry",
    "FindingWorded",
    "Findings",
    "MinorityStated",
    "Outcome",
    "PointVoted",
    "apply",
    "decided",
    "dissent",
    "missing",
    "pages_in",
    "tell",
    "vote",
    "word",
]

type Outcome = Literal["upheld", "partly", "not", "unable"]

OUTCOMES: Mapping[Outcome, Words] = {
    "upheld": say("Upheld"),
    "partly": say("Partly upheld"),
    "not": say("Not upheld"),
    "unable": say("The jury was unable to decide"),
}

_OWED = {
    "reasons": (
        say("The reasons are missing."),
        say("Write what the jury found, and why."),
    ),
    "other": (
        say("The reasons of the other view are missing."),
        say("Where the jury was unable to decide, both views are printed."),
    ),
    "words": (
        say("Nothing is written."),
        say("Write it as those who differ want it read."),
    ),
}


class PointVoted(Entry, frozen=True, tag="finding.voted", kw_only=True):
    """What the last vote on a point came to, counted by two. Points are counted from 1."""

    public = False
    point: int
    outcome: Outcome


class FindingWorded(Entry, frozen=True, tag="finding.worded", kw_only=True):
    """The reasons of a finding, and the pages of the bundle on which they rest.

    `other`: those of the other view, where the jury was unable to decide.
    """

    public = False
    point: int
    reasons: FreeText
    other: FreeText
    pages: tuple[int, ...]


class MinorityStated(Entry, frozen=True, tag="finding.minority", kw_only=True):
    """Jurors who see it otherwise say so in their own words."""

    public = False
    point: int
    words: FreeText


FindingEntry = PointVoted | FindingWorded | MinorityStated


@dataclass(frozen=True, slots=True)
class Finding:
    """A point as it stands."""

    outcome: Outcome
    reasons: FreeText = FreeText("")
    other: FreeText = FreeText("")
    pages: tuple[int, ...] = ()
    minority: tuple[FreeText, ...] = ()

    @property
    def worded(self) -> bool:
        """Whether the reasons are written."""
        return bool(self.reasons.text) or self.reasons.text is None


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings by the number of their point."""

    by_point: Mapping[int, Finding] = field(
        default_factory=lambda: MappingProxyType({}),
    )


def decided(
    jurors: int,
    *,
    none: int,
    part: int,
    wholly: int | None,
) -> Outcome:
    """What more than half of the jurors hold.

    `none`: not upheld; `part`: upheld at least in part; `wholly`: so many of all, asked afterwards.
    """
    if 2 * none > jurors:
        return "not"
    if 2 * part <= jurors:
        return "unable"
    return "upheld" if wholly is not None and 2 * wholly > jurors else "partly"


def vote(
    state: Case,
    _moment: Moment,
    *,
    point: int,
    none: int,
    part: int,
    unable: int,
    again: int,
    wholly: int | None = None,
) -> Decided:
    """Record the last vote on a point. `again`: all slips, as the second person counted them.

    `wholly`: how many say wholly, where more than half hold that it is upheld at least in part.
    """
    refusal = _open(state, point)
    if refusal:
        return refusal
    jurors, votes = len(state.panel.by_number), none + part + unable
    refusal = _miscounted(
        none,
        part,
        unable,
        again,
        votes,
        jurors,
    ) or _asked_wholly(
        jurors,
        part,
        wholly,
    )
    outcome = decided(jurors, none=none, part=part, wholly=wholly)
    return refusal or Writing(PointVoted(point=point, outcome=outcome))


def _miscounted(
    none: int,
    part: int,
    unable: int,
    again: int,
    votes: int,
    jurors: int,
) -> Refusal | None:
    if min(none, part, unable) < 0 or votes != jurors:
        return Refusal(
            say(
                "{votes} votes are not those of {jurors} jurors.",
                votes=votes,
                jurors=jurors,
            ),
            say("Count the slips again. Only who heard all of it votes."),
            "none",
        )
    if again != votes:
        return Refusal(
            say(
                "Two people counted {n} and {again} slips.",
                n=votes,
                again=again,
            ),
            say("Count again, both of you."),
            "again",
        )
    return None


def _asked_wholly(jurors: int, part: int, wholly: int | None) -> Refusal | None:
    if 2 * part <= jurors:
        return None
    if wholly is None:
        return Refusal(
            say("More than half say: upheld at least in part."),
            say("Now ask who says wholly, and write how many."),
            "wholly",
        )
    if not 0 <= wholly <= jurors:
        return _not_of_all(jurors, wholly)
    return None


def _not_of_all(jurors: int, wholly: int) -> Refusal:
    return Refusal(
        say(
            "{votes} votes are not those of {jurors} jurors.",
            votes=wholly,
            jurors=jurors,
        ),
        say("Count the slips again."),
        "wholly",
    )


_NOT_SCORED = Refusal(
    say("The jurors have not scored yet."),
    say("Each judges alone first."),
)


_REPORT_OUT = Refusal(
    say("The report is out."),
    say("A new finding needs the case re-opened."),
)


def _open(state: Case, point: int) -> Refusal | None:
    if not state.scores.done:
        return stopped(state) or _NOT_SCORED
    if state.reporting.issued:
        return _REPORT_OUT
    if not 1 <= point <= len(state.terms.points):
        return Refusal(
            say("The terms have no point {n}.", n=point),
            where="point",
        )
    return stopped(state)


def pages_in(text: str) -> tuple[int, ...] | None:
    """Page numbers as people write them, "3, 5-7"; None where it says something else."""
    found: list[int] = []
    for part in filter(None, re.split(r"[,;\s]+", text)):
        match = re.fullmatch(r"(\d{1,5})(?:[-–](\d{1,5}))?", part)
        if match is None:
            return None
        first, last = int(match[1]), int(match[2] or match[1])
        found += range(first, last + 1)
    return tuple(dict.fromkeys(found))


_NO_PAGES = Refusal(
    say("A finding rests on pages of the bundle."),
    say("Write their numbers, such as 3, 5-7."),
    "pages",
)


def _pages(state: Case, written: str) -> tuple[int, ...] | Refusal:
    """The pages that a finding rests on: some, where any may be read, and each of those."""
    named = pages_in(written)
    has_pages = _has_pages(state)
    if named is None or (has_pages and not named):
        return _NO_PAGES
    wrong = next((n for n in named if not _may_be_read(state, n)), None)
    if wrong is not None:
        return Refusal(
            say("Page {n} is not in the bundle, or was ruled out.", n=wrong),
            say("Name pages that both sides have."),
            "pages",
        )
    return named


def _has_pages(state: Case) -> bool:
    return any(_may_be_read(state, n) for n in range(1, state.bundle.pages + 1))


def word(
    state: Case,
    _moment: Moment,
    *,
    point: int,
    reasons: str,
    pages: str,
    other: str = "",
) -> Decided:
    """Write the reasons of a finding and the pages that bear them; both views where undecided."""
    refusal = _open(state, point) or owed({"reasons": reasons}, _OWED)
    if refusal:
        return refusal
    found = state.findings.by_point.get(point)
    if found is None:
        return Refusal(
            say("Nobody has voted on this point."),
            say("Count the vote first."),
            "reasons",
        )
    undecided = found.outcome == "unable"
    refusal = owed({"other": other}, _OWED) if undecided else None
    if refusal:
        return refusal
    named = _pages(state, pages)
    if isinstance(named, Refusal):
        return named
    return Writing(
        FindingWorded(
            point=point,
            reasons=free(reasons),
            other=free(other if undecided else ""),
            pages=named,
        ),
    )


def _may_be_read(state: Case, page: int) -> bool:
    return 1 <= page <= state.bundle.pages and page not in state.bundle.out()


def dissent(
    state: Case,
    _moment: Moment,
    *,
    point: int,
    words: str,
) -> Decided:
    """Add a minority's words to a point that was voted on; printed, they show that it was split."""
    refusal = (
        _open(state, point)
        or owed({"words": words}, _OWED)
        or _not_voted(state, point)
    )
    return refusal or Writing(
        MinorityStated(point=point, words=free(words)),
    )


def _not_voted(state: Case, point: int) -> Refusal | None:
    found = state.findings.by_point.get(point)
    if found is None:
        return Refusal(
            say("Nobody has voted on this point."),
            say("Count the vote first."),
        )
    return None


def apply(findings: Findings, entry: FindingEntry, _at: datetime) -> Findings:
    """What the entry adds."""
    match entry:
        case PointVoted():
            known = findings.by_point.get(entry.point)
            same = known is not None and known.outcome == entry.outcome
            found = known if known and same else Finding(entry.outcome)
        case FindingWorded():
            found = replace(
                findings.by_point[entry.point],
                reasons=entry.reasons,
                other=entry.other,
                pages=entry.pages,
            )
        case MinorityStated():
            before = findings.by_point[entry.point]
            found = replace(before, minority=(*before.minority, entry.words))
        case _:
            assert_never(entry)
    return Findings(put(findings.by_point, entry.point, found))


def missing(state: Case) -> Needs:
    """What the findings still need."""
    if not state.scores.done or state.reporting.issued:
        return ()
    for number in range(1, len(state.terms.points) + 1):
        found = state.findings.by_point.get(number)
        if found is None:
            why = say("Each point gets its own vote.")
            told = say("Point {n} was not voted on.", n=number)
            return (Missing(told, why, "finding", str(number)),)
        if not found.worded:
            why = say("Both sides must be able to see why.")
            told = say("The finding on point {n} has no reasons.", n=number)
            return (Missing(told, why, "finding", str(number)),)
    return ()


def tell(entry: FindingEntry, _state: Case) -> Words:
    """The entry as a sentence of the minutes; no figures of a vote."""
    match entry:
        case PointVoted(point=point, outcome=outcome):
            return say(
                "Point {n} was voted on: {outcome}.",
                n=point,
                outcome=OUTCOMES[outcome],
            )
        case FindingWorded(point=point, pages=pages):
            listed = _listed_pages(pages)
            return several(
                "The finding on point {point} rests on page {pages}.",
                "The finding on point {point} rests on pages {pages}.",
                len(pages),
                point=point,
                pages=listed,
            )
        case MinorityStated(point=point):
            return say("A minority stated its view on point {n}.", n=point)
        case _:
            assert_never(entry)


def _listed_pages(pages: tuple[int, ...]) -> Listing:
    return Listing(tuple(plain(str(page)) for page in pages))
