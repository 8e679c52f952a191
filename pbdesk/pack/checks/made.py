"""Check 22: the record's own public entries make the result.

Those that make it are there, once each and in the order of the evening, and say what result.json
says: whose evening it was, the rulebook, the ballot, the sums, the lot, what was counted. Entries
of an act that was taken back do not count; of a ballot drawn up again, or sums stated again, the
last holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import msgspec

from pbdesk.pack.checks.case import Case
from pbdesk.pack.contents import Result, canonical
from pbdesk.pack.record import Told, in_force
from pbdesk.pack.refused import PackRefused
from pbdesk.words import Words, say

__all__ = ["made"]


class _Started(msgspec.Struct, frozen=True):
    id: str
    currency: str
    day: str
    rehearsal: bool


class _RulebookSealed(msgspec.Struct, frozen=True):
    digest: str
    lot_codes: dict[str, str]


class _Line(msgspec.Struct, frozen=True):
    project: str
    code: str
    title: str
    cost: int


class _DrawnUp(msgspec.Struct, frozen=True):
    lines: list[_Line]


class _Reconciled(msgspec.Struct, frozen=True):
    issued: int
    cast: int
    spoilt: int
    unreturned: int
    missing: int


class _UrnSealed(msgspec.Struct, frozen=True):
    ballots: int


class _SeedDrawn(msgspec.Struct, frozen=True):
    round: str
    dice: str
    code: str


class _Counted(msgspec.Struct, frozen=True):
    digest: str
    counted: int
    rejected: dict[str, int]
    funded: list[str]


class _Evening(msgspec.Struct, frozen=True):
    """The entries that make a result, as the record has them."""

    started: _Started
    rulebook: _RulebookSealed
    ballot: _DrawnUp
    sums: _Reconciled
    urn: _UrnSealed
    lot: _SeedDrawn
    count: _Counted
    declared: dict[str, object]


_MAKE = {
    "started": "assembly.started",
    "rulebook": "rulebook.sealed",
    "ballot": "ballot.drawn_up",
    "sums": "papers.reconciled",
    "urn": "urn.sealed",
    "lot": "seed.drawn",
    "count": "counted",
    "declared": "declared",
}
"""Part -> the type of its entry, in the order of an evening."""

_AGAIN = ("ballot.drawn_up", "papers.reconciled")
"""What may be done again before the next act."""


def made(case: Case) -> Words:
    """Every figure of the result is the one that the record tells."""
    entries = _makers(case.record.told)
    evening = _read(entries)
    for part, recorded, published in _both(evening, case.result):
        if recorded != published:
            entry = entries[part]
            raise PackRefused(
                say(
                    "The result says otherwise than entry {seq} of the record ({type}).",
                    seq=entry.seq,
                    type=entry.type,
                )
            )
    return say("What was sealed, drawn, added up and counted in the record makes this result.")


def _makers(told: Sequence[Told]) -> dict[str, Told]:
    """Part -> the entry that holds. Raises PackRefused where one is missing or there twice."""
    standing = in_force(told)
    found = dict[str, Told]()
    for part, kind in _MAKE.items():
        these = [line for line in standing if line.type == kind]
        if not these:
            raise PackRefused(
                say("The record does not tell what makes the result: {type}.", type=kind)
            )
        if len(these) > 1 and kind not in _AGAIN:
            raise PackRefused(say("The record tells it twice: {type}.", type=kind))
        found[part] = these[-1]
    for one, after in pairwise(found.values()):
        if one.seq > after.seq:
            raise PackRefused(
                say(
                    "The record tells the evening in another order: {one} after {after}.",
                    one=one.type,
                    after=after.type,
                )
            )
    return found


def _read(entries: dict[str, Told]) -> _Evening:
    try:
        return msgspec.convert({part: line.body for part, line in entries.items()}, _Evening)
    except ValueError as error:
        raise PackRefused(say("An entry that makes the result cannot be read.")) from error


def _both(evening: _Evening, said: Result) -> Iterator[tuple[str, object, object]]:
    """(Part, what the record says, what the result says), each of which must be the same."""
    started, papers, outcome = evening.started, said.papers, said.outcome
    yield "started", started.id, said.assembly
    yield "started", started.rehearsal, said.stage == "rehearsal"
    yield "started", (started.currency, started.day), (said.currency, said.day)
    yield "rulebook", evening.rulebook.digest, _digest(said.rulebook)
    sealed_code = evening.rulebook.lot_codes.get(evening.lot.round)
    yield "rulebook", sealed_code, _sha256(evening.lot.code.encode())
    yield "ballot", *_ballots(evening.ballot, said)
    yield "sums", evening.sums, _sums(said)
    yield "urn", evening.urn.ballots, papers.counted + papers.rejected
    yield "lot", (evening.lot.dice, evening.lot.code), (said.dice, said.lot_code)
    yield "lot", f"{evening.lot.dice}-{evening.lot.code}", said.seed
    count, ballots = evening.count, outcome.ballots
    yield "count", (count.counted, count.rejected), (ballots.counted, ballots.rejected)
    yield "count", count.funded, list(outcome.funded or ())
    if said.trace is not None:
        yield "count", count.digest, _digest(said.trace)


def _ballots(drawn: _DrawnUp, said: Result) -> tuple[object, object]:
    recorded = {line.project: (line.code, line.title, line.cost) for line in drawn.lines}
    published = {line.id: (line.code, line.title, line.cost) for line in said.outcome.projects}
    return (len(drawn.lines), recorded), (len(said.outcome.projects), published)


def _sums(said: Result) -> _Reconciled:
    papers = said.papers
    cast = papers.counted + papers.rejected
    return _Reconciled(papers.issued, cast, papers.spoilt, papers.unreturned, papers.missing)


def _digest(value: Any) -> str:
    return _sha256(canonical(value))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
