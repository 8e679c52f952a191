"""Recommendations: what would put it right for the person, and what would change the service.

Decisions  recommend, withdraw           Entries  Recommended, RecommendationWithdrawn
Each has an office that answers for it, a day, and what will show that it was done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.jury.asked import a_day, free, owed
from pbdesk.jury.triage import stopped
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
from pbdesk.words import Day, Words, say

if TYPE_CHECKING:
    from pbdesk.jury.finding import Finding
    from pbdesk.jury.state import Case

__all__ = [
    "KINDS",
    "Recommendation",
    "RecommendationWithdrawn",
    "Recommended",
    "Remedies",
    "RemedyEntry",
    "RemedyKind",
    "apply",
    "missing",
    "recommend",
    "tell",
    "withdraw",
]

type RemedyKind = Literal["remedy", "change"]

KINDS: Mapping[RemedyKind, Words] = {
    "remedy": say("What puts it right for the person"),
    "change": say("What changes in the service"),
}

_OWED = {
    "words": (
        say("It does not say what is to be done."),
        say("Write it in one sentence."),
    ),
    "owner": (
        say("Nobody answers for it."),
        say("Write an office, such as Head of Repairs; name no person."),
    ),
    "evidence": (
        say("It does not say what will show that it was done."),
        say("Write it, such as: the invoice, and a photo of the wall."),
    ),
}


class Recommended(Entry, frozen=True, tag="remedy.recommended", kw_only=True):
    """A recommendation. `day`: by when, ISO 8601. It rests on a point."""

    remedy: Id
    number: int
    kind: RemedyKind
    point: int
    words: FreeText
    owner: str
    day: str
    evidence: str


class RecommendationWithdrawn(
    Entry,
    frozen=True,
    tag="remedy.withdrawn",
    kw_only=True,
):
    """The jury took a recommendation back, before the report was out."""

    remedy: Id
    reason: FreeText


RemedyEntry = Recommended | RecommendationWithdrawn


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation as it stands."""

    id: Id
    number: int
    kind: RemedyKind
    point: int
    words: FreeText
    owner: str
    day: date
    evidence: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Remedies:
    """All recommendations by id, in their order."""

    by_id: Mapping[Id, Recommendation] = field(
        default_factory=lambda: MappingProxyType({}),
    )

    @property
    def standing(self) -> tuple[Recommendation, ...]:
        """Those that were not taken back."""
        return tuple(each for each in self.by_id.values() if not each.withdrawn)

    def number(self, remedy: Id) -> int:
        """The number that one goes by; 0 where nobody recommended it."""
        found = self.by_id.get(remedy)
        return found.number if found else 0


def recommend(
    state: Case,
    moment: Moment,
    *,
    kind: RemedyKind,
    point: int,
    words: str,
    owner: str,
    day: str,
    evidence: str,
) -> Decided:
    """Recommend something that rests on a finding."""
    given = {"words": words, "owner": owner, "evidence": evidence}
    refusal = (
        _open(state)
        or owed(given, _OWED)
        or _not_upheld(state, point)
        or _no_later_day(moment, day)
    )
    return refusal or Writing(
        Recommended(
            remedy=Id(moment.new_id()),
            number=len(state.remedies.by_id) + 1,
            kind=kind,
            point=point,
            words=free(words),
            owner=clean(owner),
            day=day,
            evidence=clean(evidence),
        ),
    )


_NO_DAY = Refusal(
    say("The day is missing, or over already."),
    say("Write by when it is to be done."),
    "day",
)


def _no_later_day(moment: Moment, day: str) -> Refusal | None:
    by_when = a_day(day)
    if by_when is None or by_when <= moment.at.date():
        return _NO_DAY
    return None


def _not_upheld(state: Case, point: int) -> Refusal | None:
    found = state.findings.by_point.get(point)
    if _fell(found):
        return _rests_on_nothing(point)
    return None


def _fell(found: Finding | None) -> bool:
    return found is None or found.outcome in ("not", "unable")


def _rests_on_nothing(point: int) -> Refusal:
    return Refusal(
        say("Point {n} was not upheld.", n=point),
        say(
            "A recommendation rests on a point that was upheld, at least in part.",
        ),
        "point",
    )


def withdraw(
    state: Case,
    _moment: Moment,
    *,
    remedy: Id,
    reason: str,
) -> Decided:
    """Take a recommendation back; its number is not given again."""
    refusal = _open(state) or owed(
        {"reason": reason},
        {"reason": (say("The reason is missing."), say("Write one sentence."))},
    )
    return refusal or Writing(
        RecommendationWithdrawn(remedy=remedy, reason=free(reason)),
    )


def _open(state: Case) -> Refusal | None:
    if state.reporting.issued:
        return Refusal(
            say("The report is out: its recommendations stay as they are."),
        )
    return stopped(state)


def apply(remedies: Remedies, entry: RemedyEntry, _at: datetime) -> Remedies:
    """What the entry adds."""
    match entry:
        case Recommended():
            found = Recommendation(
                entry.remedy,
                entry.number,
                entry.kind,
                entry.point,
                entry.words,
                entry.owner,
                date.fromisoformat(entry.day),
                entry.evidence,
            )
        case RecommendationWithdrawn():
            found = replace(remedies.by_id[entry.remedy], withdrawn=True)
        case _:
            assert_never(entry)
    return Remedies(put(remedies.by_id, found.id, found))


_NOTHING_RECOMMENDED = Missing(
    say("Nothing is recommended."),
    say(
        "Where a point is upheld, something must change, for the person or the service.",
    ),
    "finding",
    "recommend",
)


def missing(state: Case) -> Needs:
    """What the recommendations still need: one at least where a point was upheld."""
    points = state.findings.by_point
    is_whole = _is_decided(state, points) and all(
        f.worded for f in points.values()
    )
    upheld = _upheld(points)
    if (
        not is_whole
        or not upheld
        or state.remedies.standing
        or state.reporting.issued
    ):
        return ()
    return (_NOTHING_RECOMMENDED,)


def _is_decided(state: Case, points: Mapping[int, Finding]) -> bool:
    return len(points) == len(state.terms.points)


def _upheld(points: Mapping[int, Finding]) -> list[int]:
    return [
        n for n, each in points.items() if each.outcome in ("upheld", "partly")
    ]


def tell(entry: RemedyEntry, state: Case) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case Recommended(number=number, owner=owner, day=day):
            on = Day(date.fromisoformat(day))
            return say(
                "Recommendation {n} to {owner}, by {day}.",
                n=number,
                owner=owner,
                day=on,
            )
        case RecommendationWithdrawn(remedy=remedy):
            number = state.remedies.number(remedy)
            return say("Recommendation {n} was taken back.", n=number)
        case _:
            assert_never(entry)
