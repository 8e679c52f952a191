"""Checks 14 and 15: the record is one unbroken chain, and ends where the result says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pbdesk.pack.checks.case import Case
from pbdesk.pack.checks.obeyed import refuse_another_rulebook
from pbdesk.pack.record import Written
from pbdesk.pack.refused import PackRefused
from pbdesk.words import Words, say, several

__all__ = ["chain", "head"]


def chain(case: Case) -> Words:
    """Every entry names the one before it, and every public one has the digest its line says."""
    record = case.record
    if not record.withheld:
        return several(
            "{n} entry; every fingerprint was computed again.",
            "{n} entries; every fingerprint was computed again.",
            record.entries,
        )
    return _chained(record)


def _chained(record: Written) -> Words:
    """What was looked at of a record that is not all public."""
    return say(
        "{seq} entries; {again} fingerprints were computed again. {hidden} are not public, "
        "so only chained: {which}.",
        seq=record.entries,
        again=len(record.told),
        hidden=len(record.withheld),
        which=", ".join(_some(_ranges(record.withheld))),
    )


def head(case: Case) -> Words:
    """The record ends where result.json says it ends, and sealed the rulebook that stands there."""
    said = case.stated.record
    if (said.entries, said.head) != (case.record.entries, case.record.head):
        raise PackRefused(
            say("The record does not end where the result says it ends."),
        )
    if case.info.kind == "result":
        refuse_another_rulebook(case.result, _sealed(case.record))
    return say(
        "The record ends at entry {seq}, as the result says.",
        seq=said.entries,
    )


def _sealed(record: Written) -> Iterator[object]:
    """The digests of the rulebooks that the record sealed."""
    for line in record.told:
        if line.type == "rulebook.sealed":
            yield line.body.get("digest")


def _some(ranges: list[str]) -> list[str]:
    """The first few of many, so that the sentence stays readable.

    Record.jsonl itself shows which have no body.
    """
    if len(ranges) <= 6:
        return ranges
    return [*ranges[:5], "…", ranges[-1]]


def _ranges(numbers: Sequence[int]) -> list[str]:
    """Ascending numbers as "3", "7-9"."""
    there = set(numbers)
    starts = [n for n in numbers if n - 1 not in there]
    ends = [n for n in numbers if n + 1 not in there]
    return list(map(_range, starts, ends))


def _range(start: int, end: int) -> str:
    if start == end:
        return str(start)
    return f"{start}-{end}"
