"""Check 31: what the pack of a case tells is what its record tells.

The full edition shows the entries that it rests on. Points, findings, recommendations, answers and
what became of them are put together again from these, with each digest of somebody's words given as
the words and their salt. The shorter editions show no entry, so nothing of them can be compared but
the list of panels and what the dice picked from it (`drawn`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import msgspec

from pbdesk.pack.checks.case import Case, Finding, Unchecked
from pbdesk.pack.checks.drawn import (
    FILE,
    refuse_another_draw,
    refuse_other_chances,
)
from pbdesk.pack.checks.said import alike, erased_digests
from pbdesk.pack.contents import canonically_read
from pbdesk.pack.record import (
    Told,
    ToldLines,
    in_force,
    of_type,
    otherwise,
    untold,
)
from pbdesk.pack.refused import PackRefused
from pbdesk.words import say, several

__all__ = ["heard"]

type _Json = Mapping[str, Any]


class _Opened(msgspec.Struct, frozen=True):
    case: str
    rehearsal: bool


class _TermsWorded(msgspec.Struct, frozen=True):
    points: list[str]


class _Listed(msgspec.Struct, frozen=True):
    listed: str = msgspec.field(name="list")


class _Thrown(msgspec.Struct, frozen=True):
    dice: str
    panel: list[str]


class _Freed(msgspec.Struct, frozen=True):
    taken: bool


class _SetAside(msgspec.Struct, frozen=True):
    reason: dict[str, object]


class _Over(msgspec.Struct, frozen=True):
    at: str


class _Voted(msgspec.Struct, frozen=True):
    point: int
    outcome: str


class _Worded(msgspec.Struct, frozen=True):
    point: int
    reasons: dict[str, object]
    other: dict[str, object]
    pages: list[int]


class _Minority(msgspec.Struct, frozen=True):
    point: int
    words: dict[str, object]


class _Recommended(msgspec.Struct, frozen=True):
    remedy: str
    number: int
    kind: str
    words: dict[str, object]
    owner: str
    day: str
    evidence: str


class _Withdrawn(msgspec.Struct, frozen=True):
    remedy: str


class _Given(msgspec.Struct, frozen=True):
    remedy: str
    reply: str
    received: str


class _Asked(msgspec.Struct, frozen=True):
    months: int
    right: str


class _Looked(msgspec.Struct, frozen=True):
    months: int
    remedy: str
    done: str


_ENTRIES: Mapping[str, type[msgspec.Struct]] = {
    "terms.worded": _TermsWorded,
    "panel.listed": _Listed,
    "panel.thrown": _Thrown,
    "panel.freed": _Freed,
    "panel.set_aside": _SetAside,
    "hearing.over": _Over,
    "finding.voted": _Voted,
    "finding.worded": _Worded,
    "finding.minority": _Minority,
    "remedy.recommended": _Recommended,
    "remedy.withdrawn": _Withdrawn,
    "answer.given": _Given,
    "followup.person": _Asked,
    "followup.looked": _Looked,
}
"""The entries that a case rests on, and what of them is told."""


class _Point(msgspec.Struct, frozen=True):
    number: int
    outcome: str
    point: str
    reasons: object
    other: object
    pages: list[int]
    minority: list[object]


class _Answer(msgspec.Struct, frozen=True):
    reply: str
    received: str


class _Recommendation(msgspec.Struct, frozen=True):
    number: int
    kind: str
    words: object
    owner: str
    day: str
    evidence: str
    answer: _Answer | None


class _Done(msgspec.Struct, frozen=True):
    number: int
    done: str


class _FollowUp(msgspec.Struct, frozen=True):
    months: int
    put_right: str
    done: list[_Done]


class _Whole(msgspec.Struct, frozen=True):
    """What the full edition says, as far as the record tells it."""

    heard: str | None
    listed: str | None = msgspec.field(name="list")
    dice: str
    panel: list[str]
    set_aside: int
    replaced: int
    left: int
    points: list[_Point]
    recommendations: list[_Recommendation]
    follow_up: list[_FollowUp]


def _without_entries(case: Case) -> Unchecked:
    """A shorter edition has nothing to be held against."""
    if case.record.told:
        raise PackRefused(
            say("A shorter edition shows no entry of its record."),
        )
    return Unchecked(say("This edition shows no entry of its record."))


def heard(case: Case) -> Finding:
    """What is said of the case is what the record says."""
    stated = cast("_Json", canonically_read(case.bag.result))
    said = _read(stated.get("case"), dict[str, object])
    edition = said.get("edition")
    refuse_another_draw(case.bag.files, said)
    told = in_force(case.record.told)
    if edition in {"short", "number"}:
        return _without_entries(case)
    if edition != "full":
        raise _unread()
    _refuse_another_case(case, told)
    shown = msgspec.to_builtins(_read(said, _Whole))
    recorded = _Recorded(told)
    listed, content = recorded.last("panel.listed"), case.bag.files.get(FILE)
    if listed and content:
        refuse_other_chances(content, listed)
    for part, right in recorded.whole().items():
        if not alike(shown[part], right, erased_digests(told)):
            raise PackRefused(
                say("The pack tells the case otherwise than its record does."),
            )
    n = len(shown["points"])
    return several(
        "{n} point, with what came of it, as the record tells it.",
        "{n} points, with what came of them, as the record tells them.",
        n,
    )


def _unread() -> PackRefused:
    return PackRefused(say("What is said of the case cannot be read."))


def _read[T](value: object, kind: type[T]) -> T:
    try:
        return msgspec.convert(value, kind)
    except ValueError as error:
        raise _unread() from error


def _refuse_another_case(case: Case, told: ToldLines) -> None:
    """The record begins as that of the case which the pack is of, rehearsed or not."""
    begun = _begun(told)
    opened = _read(begun.body, _Opened)
    rehearsed = case.stated.stage == "rehearsal"
    if (opened.case, opened.rehearsal) != (case.stated.assembly, rehearsed):
        raise otherwise(begun.type, begun.seq)


def _begun(told: ToldLines) -> Told:
    begun = of_type("case.opened", told)
    if [line.seq for line in begun] != [1]:
        raise untold("case.opened")
    return begun[0]


type _Fits = Callable[[_Json], bool]


class _Recorded:
    """The case as its entries tell it, words by their digests."""

    def __init__(self, told: ToldLines) -> None:
        """Raises PackRefused where one of its entries is not what such an entry is."""
        self._told = [line for line in told if line.type in _ENTRIES]
        for line in self._told:
            _ = _read(line.body, _ENTRIES[line.type])
        lists, throws = self._of("panel.listed"), self._of("panel.thrown")
        if throws and not (lists and lists[-1].seq < throws[-1].seq):
            raise PackRefused(
                say("The dice were thrown before the list of panels was made."),
            )
        if len(throws) > 1 + len(self._of("panel.set_aside")):
            raise PackRefused(
                say("Dice were thrown again, and no panel was set aside."),
            )

    def whole(self) -> dict[str, object]:
        """What the full edition must say."""
        over = self.last("hearing.over")
        listed = self.last("panel.listed")
        voted = self._bodies("finding.voted")
        standing = self._standing()
        thrown = self.last("panel.thrown")
        throws = self._of("panel.thrown")
        since = throws[-1].seq if throws else 0
        taken = [
            line.body["taken"]
            for line in self._of("panel.freed")
            if line.seq > since
        ]
        return {
            "heard": over["at"][:10] if over else None,
            "list": listed.get("list"),
            "dice": thrown.get("dice", ""),
            "panel": thrown.get("panel", []),
            "set_aside": len(self._of("panel.set_aside")),
            "replaced": taken.count(True),
            "left": taken.count(False),
            "points": [
                self._point(each)
                for each in sorted(voted, key=lambda body: body["point"])
            ],
            "recommendations": [
                self._recommendation(each) for each in standing
            ],
            "follow_up": [
                self._follow_up(months, standing) for months in self._months()
            ],
        }

    def _of(self, kind: str) -> list[Told]:
        return of_type(kind, self._told)

    def _bodies(self, kind: str) -> list[_Json]:
        return [line.body for line in self._of(kind)]

    def last(self, kind: str, fits: _Fits = lambda _: True) -> _Json:
        """The newest entry of a kind that fits; empty where there is none."""
        nothing: _Json = {}
        return next(filter(fits, reversed(self._bodies(kind))), nothing)

    def _point(self, voted: _Json) -> dict[str, object]:
        number = voted["point"]
        worded = self.last(
            "finding.worded",
            lambda body: body["point"] == number,
        )
        points = self.last("terms.worded").get("points", [])
        if not 0 < number <= len(points):
            raise _unread()
        return {
            "number": number,
            "outcome": voted["outcome"],
            "point": points[number - 1],
            "reasons": worded.get("reasons"),
            "other": worded.get("other"),
            "pages": worded.get("pages", []),
            "minority": [
                body["words"]
                for body in self._bodies("finding.minority")
                if body["point"] == number
            ],
        }

    def _standing(self) -> list[_Json]:
        """The recommendations that were not withdrawn."""
        gone = {body["remedy"] for body in self._bodies("remedy.withdrawn")}
        bodies = self._bodies("remedy.recommended")
        return [body for body in bodies if body["remedy"] not in gone]

    def _recommendation(self, given: _Json) -> dict[str, object]:
        answer = self.last(
            "answer.given",
            lambda body: body["remedy"] == given["remedy"],
        )
        said = {
            name: given[name]
            for name in ("number", "kind", "words", "owner", "day", "evidence")
        }
        told = (
            {"reply": answer["reply"], "received": answer["received"]}
            if answer
            else None
        )
        return {**said, "answer": told}

    def _months(self) -> list[int]:
        return sorted(
            {
                cast("int", line.body["months"])
                for line in self._of("followup.person")
            },
        )

    def _follow_up(
        self,
        months: int,
        standing: Sequence[_Json],
    ) -> dict[str, object]:
        person = self.last(
            "followup.person",
            lambda body: body["months"] == months,
        )
        done = list[dict[str, object]]()
        for each in standing:
            looked = self.last(
                "followup.looked",
                lambda body, remedy=each["remedy"]: (
                    (body["months"], body["remedy"]) == (months, remedy)
                ),
            )
            if looked:
                done.append({"number": each["number"], "done": looked["done"]})
        return {"months": months, "put_right": person["right"], "done": done}
