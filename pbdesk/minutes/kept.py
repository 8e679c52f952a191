"""Kept: letters, scans, receipts and photos, which the record only names.

They stand in the people file, row by row, so that each can be forgotten; an entry holds a random
reference and a salted digest (`ledger.store`).
Decision  forget_kept        Entry  KeptForgotten
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import cast

import msgspec

from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry, Recorded, clean
from pbdesk.words import Words, say

__all__ = [
    "Enclosed",
    "KeptForgotten",
    "apply",
    "enclosed_in",
    "forget_kept",
    "forgotten",
    "named_in",
    "tell",
]


class Enclosed(Entry, frozen=True, tag="enclosed"):
    """Something that was brought with an entry: its reference, and the salted digest in hex."""

    ref: str
    digest: str


class KeptForgotten(Entry, frozen=True, tag="kept.forgotten"):
    """What was kept under that reference is forgotten, for a reason that repeats nothing of it."""

    undoable = False
    ref: str
    reason: str


def enclosed_in(value: object) -> Iterator[Enclosed]:
    """What was brought with an entry, wherever in it it stands."""
    match value:
        case Enclosed():
            yield value
        case msgspec.Struct():
            for name in value.__struct_fields__:
                yield from enclosed_in(getattr(value, name))
        case tuple():
            for each in cast("tuple[object, ...]", value):
                yield from enclosed_in(each)
        case _:
            return


def named_in(record: Iterable[Recorded]) -> frozenset[str]:
    """Every reference that an entry names, also one that was taken back: its line stays."""
    return frozenset(
        each.ref for line in record for each in enclosed_in(line.entry)
    )


def forgotten(record: Iterable[Recorded]) -> tuple[str, ...]:
    """The references that the record says are forgotten."""
    return tuple(
        line.entry.ref
        for line in record
        if isinstance(line.entry, KeptForgotten)
    )


def forget_kept(
    record: Sequence[Recorded],
    _moment: Moment,
    *,
    ref: str,
    reason: str,
) -> Decided:
    """Forget a letter, receipt or photo; its entry stays, and says that there was one."""
    if ref not in named_in(record):
        return Refusal(say("No entry names this file."), where="ref")
    if ref in forgotten(record):
        return Refusal(say("It is forgotten already."), where="ref")
    worded = clean(reason)
    if not worded:
        return Refusal(
            say("The record says why it was forgotten."),
            say("Write a reason that repeats none of it."),
            "reason",
        )
    return Writing(KeptForgotten(ref, worded))


def apply(held: None, _entry: KeptForgotten, _at: datetime) -> None:
    """It adds nothing itself: what it names is blanked in the people file."""
    return held


def tell(entry: KeptForgotten, _state: object) -> Words:
    """The entry as a sentence of the minutes."""
    return say(
        "A file that was kept was forgotten: {reason}",
        reason=entry.reason,
    )
