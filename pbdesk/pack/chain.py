"""The chain of packs: the result, and what followed it, each naming the one before.

Glossary: a *link* is one pack in its place. The result has number 0; an answer, a payment round, a
follow-up or a case counts on from there. A link stands when the pack itself does, names the code of
the pack before, has a record that begins with that one's record, and is of no earlier day. Packs
are brought in any order; their numbers say where they belong. That a last link is missing shows
only against its code, which notice and wall print.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import Path

import msgspec

from pbdesk.i18n import ENGLISH, Locale, render
from pbdesk.pack.checks import Case
from pbdesk.pack.contents import Stated, canonically_read
from pbdesk.pack.verify import (
    Brought,
    Check,
    Verdict,
    Verification,
    looked_at,
    opened,
)
from pbdesk.words import Words, say

__all__ = ["Chained", "Link", "verify_chain"]

_READ = (3, 7)
"""What a pack must say of itself to be put in its place."""


@dataclass(frozen=True, slots=True)
class Link:
    """A pack in its place, or a place where one is missing.

    `pack_code` (groups between spaces), `kind` and `day` are what the pack says, None where it
    cannot be read or is missing; `file` is then empty.
    """

    file: str
    pack_code: str | None
    kind: str | None
    day: date | None
    passed: bool
    detail: Words

    def as_json(self, locale: Locale = ENGLISH) -> dict[str, object]:
        """One of the list `chain` of `pbdesk verify --json`; these keys do not change."""
        return {
            "pack_code": self.pack_code,
            "kind": self.kind,
            "day": self.day.isoformat() if self.day else None,
            "passed": self.passed,
            "file": self.file or None,
            "detail": render(self.detail, locale),
        }


@dataclass(frozen=True, slots=True)
class Chained:
    """What was found of a chain: its links in their order, and the verification of every pack.

    `first` is that of the result, None where there is none.
    """

    links: tuple[Link, ...]
    each: tuple[Verification, ...]
    first: Verification | None

    @property
    def verdict(self) -> Verdict:
        """What it comes to, for all of them together."""
        if not all(link.passed for link in self.links):
            return "not-genuine"
        if all(found.genuine for found in self.each):
            return "genuine"
        return "whole"

    @property
    def worst(self) -> Verification | None:
        """The first pack in which a check failed, else the result."""
        return next((found for found in self.each if found.failed), self.first)

    def as_json(self, locale: Locale = ENGLISH) -> dict[str, object]:
        """The interface of `pbdesk verify --chain --json`; `checks` are those of `worst`."""
        nothing = Verification(None, None, None, ())
        told = (self.first or nothing).as_json(locale)
        worst = (self.worst or nothing).as_json(locale)
        more = {
            "verdict": self.verdict,
            "reason": worst["reason"],
            "checks": worst["checks"],
        }
        return (
            told
            | more
            | {"chain": [link.as_json(locale) for link in self.links]}
        )


class _After(msgspec.Struct, frozen=True):
    """A line of the record: `prev` is the hash of the entry before it."""

    prev: str


class _Item(msgspec.Struct, frozen=True):
    id: str
    cost: int


class _Asked(msgspec.Struct, frozen=True):
    """What a supplement says of the result that it follows."""

    items: list[_Item] | None = None
    currency: str | None = None

    def agrees(self, currency: str, sums: Mapping[str, int]) -> bool:
        """Whether it says nothing else."""
        if self.currency not in (None, currency):
            return False
        return _sums(self.items) in (None, sorted(sums.items()))


_LEFTOVER = "leftover"
"""The item that stands for what is left of the pot."""


@dataclass(frozen=True)
class _Pack:
    """One of the packs that were brought, and what its own checks found."""

    case: Case
    found: Verification

    @cached_property
    def readable(self) -> bool:
        passed = {check.number for check in self.found.checks if check.passed}
        return passed.issuperset(_READ) and self.stated.number >= 0

    @property
    def stated(self) -> Stated:
        return self.case.stated

    @cached_property
    def code(self) -> str | None:
        if self.found.pack_code:
            return " ".join(self.found.pack_code)
        return None

    def head_at(self, entries: int) -> str | None:
        """The hash of entry number `entries` of its record, None where it has fewer."""
        whole = self.stated.record
        if not 0 < entries < whole.entries:
            if entries == whole.entries:
                return whole.head
            return None
        lines = self.case.bag.files["data/record.jsonl"].split(
            b"\n",
            entries + 1,
        )
        return msgspec.json.decode(lines[entries], type=_After).prev

    def link(self, why: Words | None, fine: Words) -> Link:
        says = self.case.info if self.code else None
        kind, day = (says.kind, says.date) if says else (None, None)
        return Link(
            self.case.file_name,
            self.code,
            kind,
            day,
            why is None,
            why or fine,
        )


def _nobody(done: int, total: int, words: Words, /) -> None:
    """Nobody waits for it."""


def verify_chain(
    paths: Sequence[Path],
    brought: Brought,
    last: str | None = None,
    heard: Callable[[int, int, Words], None] = _nobody,
) -> Chained:
    """Check every pack in `paths`, and that together they are one chain with nothing missing.

    `last`: the code of the last pack, or its first four groups or more. `heard` is told before each
    pack. Raises PackRefused where a file is no pack, or a line of the keys cannot be read.
    """
    packs = list[_Pack]()
    for done, path in enumerate(paths):
        heard(done, len(paths), say("Checking “{name}”", name=path.name))
        case = opened(path, brought)
        packs.append(_Pack(case, looked_at(case)))
    placed = sorted((pack for pack in packs if pack.readable), key=_place)
    lost = [
        pack.link(_own_fault(pack) or _LOST, _LOST)
        for pack in packs
        if not pack.readable
    ]
    links = [*_walk(placed), *lost]
    links += _missing_last(links, last)
    first = next(
        (pack.found for pack in placed if pack.stated.number == 0),
        None,
    )
    return Chained(tuple(links), tuple(pack.found for pack in packs), first)


_LOST = say("Where it belongs in the chain cannot be read.")


def _place(pack: _Pack) -> tuple[int, date, str]:
    return pack.stated.number, pack.case.info.date, pack.code or ""


def _result_in(placed: Sequence[_Pack]) -> _Pack | None:
    return next((pack for pack in placed if pack.stated.kind == "result"), None)


def _fault_in_chain(
    pack: _Pack,
    before: _Pack | None,
    first: _Pack | None,
    *,
    near: bool,
) -> Words | None:
    """Why a pack does not follow the one before, or tells of other items than the first."""
    return _fault(pack, before, near=near) or (
        first and _other_items(pack, first)
    )


def _walk(placed: Sequence[_Pack]) -> list[Link]:
    """The links in the order of their numbers, with one for each gap."""
    links = list[Link]()
    before: _Pack | None = None
    first = _result_in(placed)
    expected = 0
    for number, these in groupby(placed, lambda pack: pack.stated.number):
        same = list(these)
        near = number == expected
        if not near:
            links.append(_gap(expected, number, same[0]))
        faults = [
            _fault_in_chain(pack, before, first, near=near) for pack in same
        ]
        before = same[faults.index(None)] if None in faults else same[0]
        for pack, fault in zip(same, faults, strict=True):
            twice = None if pack is before else _twice(pack, before)
            links.append(pack.link(fault or twice, _fine(pack)))
        expected = number + 1
    if not placed:
        links.append(_gap(0, 1, None))
    return links


def _twice(pack: _Pack, chosen: _Pack) -> Words:
    if pack.code == chosen.code:
        return say("The same pack was brought twice.")
    return say(
        "It does not belong to this chain: number {number} is {code}.",
        number=pack.stated.number,
        code=chosen.code or "",
    )


def _fine(pack: _Pack) -> Words:
    if pack.stated.number == 0:
        return say("The result, with which the chain begins.")
    return say(
        "Number {number}; it goes on from the pack before.",
        number=pack.stated.number,
    )


def _gap(first: int, after: int, following: _Pack | None) -> Link:
    """The place of packs that are missing: numbers from `first` to before `after`."""
    return Link(
        "",
        following.stated.previous if following else None,
        "result" if after == 1 else None,
        None,
        passed=False,
        detail=_missing(first, after - 1),
    )


def _missing(first: int, last: int) -> Words:
    if last > first:
        return say(
            "Numbers {first} to {last} are missing.",
            first=first,
            last=last,
        )
    if first == 0:
        return say("The result itself is missing, with which the chain begins.")
    return say("Number {number} is missing.", number=first)


def _fault(pack: _Pack, before: _Pack | None, *, near: bool) -> Words | None:
    """Why the pack is no link behind `before`; `near`: it should be the very next."""
    own = _own_fault(pack)
    if own is not None:
        return own
    if (pack.stated.number == 0) != (pack.stated.kind == "result"):
        return say(
            "It says that it is number {number}, which no pack of its kind is ({kind}).",
            number=pack.stated.number,
            kind=pack.stated.kind,
        )
    if before is None:
        return None
    return _break(pack, before, near=near)


def _break(pack: _Pack, before: _Pack, *, near: bool) -> Words | None:
    """What keeps the pack from going on from the one before it."""
    mine = pack.stated
    other = before.stated
    if (mine.assembly, mine.stage) != (other.assembly, other.stage):
        return say("It is of another assembly or stage than the pack before.")
    if near and mine.previous != before.code:
        return say(
            "It goes on from {previous}, and the pack before is {code}.",
            previous=mine.previous or "-",
            code=before.code or "",
        )
    if pack.head_at(other.record.entries) != other.record.head:
        return say(
            "Its record does not begin with the record of the pack before.",
        )
    if pack.case.info.date < before.case.info.date:
        return say("It is of an earlier day than the pack before.")
    return None


def _other_items(pack: _Pack, first: _Pack) -> Words | None:
    """What keeps a supplement from being about the items that the result funded."""
    if pack.stated.kind == "result" or _tells_same_items(pack, first):
        return None
    return say(
        "It tells other items, sums or another currency than the result.",
    )


def _tells_same_items(pack: _Pack, first: _Pack) -> bool:
    """Whether they are those of the result, as far as it tells any."""
    try:
        told = msgspec.convert(canonically_read(pack.case.bag.result), _Asked)
    except ValueError:
        return False
    return told.agrees(first.case.result.currency, _funded(first))


def _sums(items: Sequence[_Item] | None) -> list[tuple[str, int]] | None:
    if items is None:
        return None
    return sorted((each.id, each.cost) for each in items)


def _funded(first: _Pack) -> Mapping[str, int]:
    """What the result gives to each item, the rest of the pot among them."""
    asked = first.case.result.money
    if asked is None:
        return {}
    said = asked.outcome
    given = {
        line.id: line.cost
        for line in said.projects
        if line.id in (said.funded or ())
    }
    rest = {_LEFTOVER: said.leftover} if said.leftover else {}
    return {**given, **said.awards, **rest}


def _own_fault(pack: _Pack) -> Words | None:
    return next(map(_failure, pack.found.failed), None)


def _failure(check: Check) -> Words:
    return say(
        "Check {number} failed. {name}: {detail}",
        number=check.number,
        name=check.name,
        detail=check.detail,
    )


def _missing_last(links: Sequence[Link], last: str | None) -> list[Link]:
    """A link for the pack that should be the last, where it was not brought."""
    if last is None or _is_there(links, _bare(last)):
        return []
    why = _last_missing(last)
    return [Link("", last, None, None, passed=False, detail=why)]


def _is_there(links: Sequence[Link], last: str) -> bool:
    """Whether a pack was brought whose code begins so, and it is long enough to tell."""
    if len(last) < _LEAST_SIGNS:
        return False
    codes = (_bare(link.pack_code or "") for link in links if link.file)
    return any(code.startswith(last) for code in codes)


def _last_missing(last: str) -> Words:
    if len(_bare(last)) < _LEAST_SIGNS:
        return say(
            "“{code}” is too short for the last code: give four groups or more.",
            code=last,
        )
    return say(
        "The pack with the last code that was given, {code}, is missing.",
        code=last,
    )


_LEAST_SIGNS = 16
"""Four groups of a code, as a projector shows them."""

_READ_AS = str.maketrans("OIL", "011")


def _bare(code: str) -> str:
    """The signs of a code, however its groups are parted; O, I and L are read as 0 and 1.

    Source: D. Crockford, Base 32.
    """
    return "".join(filter(str.isalnum, code)).upper().translate(_READ_AS)
