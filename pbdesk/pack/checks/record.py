"""Checks 14 and 15.

The record that goes with the pack is one unbroken chain, and ends where the result says. Each line
of record.jsonl is JCS: seq, prev, type, hash of every entry, and the body of the public ones. hash
= SHA-256(00 "pbdesk/event/1" 00 JCS{seq, prev, type, body}); the first entry's prev is 32 zero
bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Annotated

import msgspec

from pbdesk.pack.checks.case import Case
from pbdesk.pack.checks.obeyed import refuse_another_rulebook
from pbdesk.pack.contents import canonical, canonically_read
from pbdesk.pack.refused import PackRefused
from pbdesk.words import Words, say, several

__all__ = ["chain", "head"]

_FILE = "data/record.jsonl"
_FIRST = "0" * 64

type Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of record.jsonl; `body` is missing where the entry is not public."""

    seq: int
    prev: Hash
    type: str
    hash: Hash
    body: dict[str, object] | msgspec.UnsetType = msgspec.UNSET


def chain(case: Case) -> Words:
    """Every entry names the one before it, and every public body has the hash its entry says."""
    prev, hidden, seq = _FIRST, list[int](), 0
    for seq, line in enumerate(_lines(case.bag.files[_FILE]), 1):
        if line.seq != seq or line.prev != prev:
            raise PackRefused(say("The record breaks at entry {seq}.", seq=seq))
        if isinstance(line.body, msgspec.UnsetType):
            hidden.append(seq)
        elif _hash(line, line.body) != line.hash:
            raise PackRefused(say("Entry {seq} of the record was changed.", seq=seq))
        prev = line.hash
    if not hidden:
        return several(
            "{n} entry; every hash was computed again.",
            "{n} entries; every hash was computed again.",
            seq,
        )
    return say(
        "{seq} entries; {again} hashes were computed again. {hidden} are not public, so only "
        "chained: {which}.",
        seq=seq,
        again=seq - len(hidden),
        hidden=len(hidden),
        which=", ".join(_some(_ranges(hidden))),
    )


def head(case: Case) -> Words:
    """The record ends where result.json says it ends, and sealed the rulebook that stands there."""
    lines = list(_lines(case.bag.files[_FILE]))
    said = case.result.record
    if said.entries != len(lines) or said.head != (lines[-1].hash if lines else _FIRST):
        raise PackRefused(say("The record does not end where the result says it ends."))
    refuse_another_rulebook(
        case.result,
        [
            line.body.get("digest")
            for line in lines
            if line.type == "rulebook.sealed" and not isinstance(line.body, msgspec.UnsetType)
        ],
    )
    return say("The record ends at entry {seq}, as the result says.", seq=said.entries)


def _lines(data: bytes) -> Iterable[Line]:
    if not data.endswith(b"\n"):
        raise PackRefused(say("The record is cut short."))
    for seq, text in enumerate(data.removesuffix(b"\n").split(b"\n"), 1):
        try:
            yield msgspec.convert(canonically_read(text), Line)
        except ValueError as error:
            raise PackRefused(say("Entry {seq} of the record cannot be read.", seq=seq)) from error


def _hash(line: Line, body: dict[str, object]) -> str:
    said = canonical({"seq": line.seq, "prev": line.prev, "type": line.type, "body": body})
    return hashlib.sha256(b"\0pbdesk/event/1\0" + said).hexdigest()


def _some(ranges: list[str]) -> list[str]:
    """The first few of many, so that the sentence stays readable.

    Record.jsonl itself shows which have no body.
    """
    return ranges if len(ranges) <= 6 else [*ranges[:5], "…", ranges[-1]]


def _ranges(numbers: list[int]) -> list[str]:
    """Ascending numbers as "3", "7-9"."""
    there = set(numbers)
    starts = [n for n in numbers if n - 1 not in there]
    ends = [n for n in numbers if n + 1 not in there]
    return [
        str(start) if start == end else f"{start}-{end}"
        for start, end in zip(starts, ends, strict=True)
    ]
